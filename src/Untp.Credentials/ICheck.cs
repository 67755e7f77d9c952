namespace Untp.Credentials;

/// <summary>
/// One check of a credential. A new check is a class that implements this and a line in <see cref="CredentialVerifier"/>.
/// </summary>
internal interface ICheck
{
    /// <summary>One of <see cref="CheckNames"/>.</summary>
    string Name { get; }

    /// <summary>Looks at the credential. Never throws for what the credential holds.</summary>
    ValueTask<CheckResult> RunAsync(CheckContext context, CancellationToken cancellationToken);
}

/// <summary>What a check may look at.</summary>
/// <param name="Credential">The credential.</param>
/// <param name="At">The time of the look.</param>
/// <param name="Fetcher">The caller's way out, for the checks that need one.</param>
/// <param name="IsIssuing">Whether the credential is about to be issued here, and so held to more than a received one.</param>
internal sealed record CheckContext(Credential Credential, DateTimeOffset At, IDocumentFetcher Fetcher, bool IsIssuing = false)
{
    /// <summary>What the caller asked.</summary>
    public VerificationOptions Options { get; init; } = VerificationOptions.Default;
}
