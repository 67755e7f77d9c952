using Untp.Credentials;

namespace Gateway.Credentials;

/// <summary>What this slice tells the log: ids, issuers, verdicts. Never a credential.</summary>
internal static partial class Log
{
    private const int MaxTextLength = 256;

    [LoggerMessage(1, LogLevel.Information, "Credential settled: {Outcome} {CredentialId} of tenant {TenantId} by {Issuer}")]
    public static partial void CredentialSettled(this ILogger logger, AddOutcome outcome, string credentialId, string tenantId, string? issuer);

    [LoggerMessage(2, LogLevel.Information, "Credential refused: tenant {TenantId}, issuer {Issuer}, {Checks}")]
    public static partial void CredentialRefused(this ILogger logger, string tenantId, string? issuer, string checks);

    [LoggerMessage(3, LogLevel.Information, "Status looked at: {CredentialId} by {Issuer}, {Verdict}")]
    public static partial void StatusSeen(this ILogger logger, string credentialId, string issuer, Verdict verdict);

    [LoggerMessage(4, LogLevel.Error, "Status look failed; the next is made as usual")]
    public static partial void StatusLookFailed(this ILogger logger, Exception fault);

    /// <summary>Text of others, kept to a length that a log line bears.</summary>
    public static string? Clip(string? text) => text is { Length: > MaxTextLength } ? text[..MaxTextLength] + "…" : text;

    public static string FailedChecks(VerificationReport report) => string.Join(
        ", ",
        report.Checks.Where(c => c.Verdict is Verdict.Failed or Verdict.Undecided).Select(c => $"{c.Check} {c.Verdict}"));
}
