namespace Gateway.Hosting;

/// <summary>What this slice tells the log. Never a key, never a body.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "Request failed: {Method} {Endpoint}")]
    public static partial void RequestFailed(this ILogger logger, string method, string? endpoint, Exception fault);

    [LoggerMessage(2, LogLevel.Information, "First tenant made: {TenantId} ({Name}), key {KeyId} written to {File}")]
    public static partial void TenantMade(this ILogger logger, string tenantId, string name, string keyId, string file);

    [LoggerMessage(3, LogLevel.Warning,
        "Gateway:Auth:BootstrapKey ignored: it makes the first key of a new database only, and is none of the keys in force here")]
    public static partial void BootstrapKeyIgnored(this ILogger logger);

    [LoggerMessage(4, LogLevel.Information, "Idempotency-Key answered again: tenant {TenantId}, status {Status}")]
    public static partial void AnswerReplayed(this ILogger logger, string tenantId, int status);

    [LoggerMessage(5, LogLevel.Warning, "Request turned away: {Endpoint}, status {Status}")]
    public static partial void RequestTurnedAway(this ILogger logger, string? endpoint, int status);
}
