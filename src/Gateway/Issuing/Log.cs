namespace Gateway.Issuing;

/// <summary>What this slice tells the log. Never a key, never a credential.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning,
        "Master key {MasterKeyId} made in {File}: without it the signing keys are lost; keep a copy of it in a safe place")]
    public static partial void MasterKeyMade(this ILogger logger, string masterKeyId, string file);

    [LoggerMessage(2, LogLevel.Information, "Master key rotated: {MasterKeyId}")]
    public static partial void MasterKeyRotated(this ILogger logger, string masterKeyId);

    [LoggerMessage(3, LogLevel.Information, "DID added: tenant {TenantId}, {Did}, key {KeyId}")]
    public static partial void DidAdded(this ILogger logger, string tenantId, string did, string keyId);

    [LoggerMessage(4, LogLevel.Information, "DID changed: tenant {TenantId}, {Did}, {Change}, key {KeyId}")]
    public static partial void DidChanged(this ILogger logger, string tenantId, string did, string change, string? keyId);

    [LoggerMessage(EventId = 5, Message = "Credential issued: tenant {TenantId}, {Issuer} by {Method}")]
    public static partial void CredentialIssued(this ILogger logger, LogLevel level, string tenantId, string issuer, string method);

    [LoggerMessage(7, LogLevel.Information, "Batch ended: tenant {TenantId}, {Issued} issued of {Lines}")]
    public static partial void BatchEnded(this ILogger logger, string tenantId, int issued, int lines);

    [LoggerMessage(6, LogLevel.Error, "A line of a batch failed: tenant {TenantId}")]
    public static partial void LineFailed(this ILogger logger, string tenantId, Exception fault);
}
