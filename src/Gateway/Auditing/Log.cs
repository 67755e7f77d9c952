using Untp.Credentials.Chains;

namespace Gateway.Auditing;

/// <summary>What this slice tells the log. Never what a credential says.</summary>
internal static partial class Log
{
    [LoggerMessage(
        1,
        LogLevel.Information,
        "Chain audited: tenant {TenantId}, policy {Policy} {Version}, {Verdict}, {Credentials} credentials, {Fetches} fetches, {Duration}")]
    public static partial void ChainAudited(
        this ILogger logger,
        string tenantId,
        string policy,
        string version,
        FindingVerdict verdict,
        int credentials,
        int fetches,
        TimeSpan duration);

    [LoggerMessage(2, LogLevel.Error, "Audit failed: {Method}")]
    public static partial void AuditFailed(this ILogger logger, string method, Exception fault);
}
