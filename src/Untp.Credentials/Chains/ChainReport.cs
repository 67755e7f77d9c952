namespace Untp.Credentials.Chains;

/// <summary>What an audit found.</summary>
/// <param name="Policy">The name of the policy.</param>
/// <param name="PolicyVersion">Its version.</param>
/// <param name="MadeAt">When the audit was made.</param>
/// <param name="AsOf">The time for which was asked.</param>
/// <param name="Findings">Everything found: failures first, then what is undecided, passed, not applicable; by rule within these.</param>
/// <param name="Graph">How things hang together.</param>
/// <param name="Credentials">Every credential of the chain, in the order in which they were found.</param>
/// <param name="NotReached">Supplied credentials to which nothing led, as in <see cref="Place.Credential"/>.</param>
/// <param name="Usage">What it took.</param>
public sealed record ChainReport(
    string Policy,
    string PolicyVersion,
    DateTimeOffset MadeAt,
    DateTimeOffset AsOf,
    IReadOnlyList<Finding> Findings,
    ChainGraph Graph,
    IReadOnlyList<ChainCredential> Credentials,
    IReadOnlyList<string> NotReached,
    ChainUsage Usage)
{
    /// <summary>Failed when any finding is; else undecided when any is, or when none passed; else passed.</summary>
    public FindingVerdict Verdict =>
        Findings.Any(f => f.Verdict == FindingVerdict.Failed) ? FindingVerdict.Failed
        : Findings.Any(f => f.Verdict == FindingVerdict.Undecided) || Findings.All(f => f.Verdict != FindingVerdict.Passed)
            ? FindingVerdict.Undecided
            : FindingVerdict.Passed;
}

/// <summary>A credential of the chain and what its checks found.</summary>
/// <param name="Id">As in <see cref="Place.Credential"/>.</param>
/// <param name="Digest">SHA-256 of its bytes, in lower-case hex.</param>
/// <param name="Types">Its types.</param>
/// <param name="Issuer">Its issuer; null when it names none.</param>
/// <param name="Source">How it was found.</param>
/// <param name="Location">Where: a URL, a file, the host's id; null when it came with the request and nothing was said.</param>
/// <param name="Depth">Steps from the start.</param>
/// <param name="Verification">What its checks found; null when it could not be read, or not in time.</param>
/// <param name="Problem">Why there is no verification; null when there is one.</param>
public sealed record ChainCredential(
    string Id,
    string Digest,
    IReadOnlyList<string> Types,
    string? Issuer,
    CredentialSource Source,
    string? Location,
    int Depth,
    VerificationReport? Verification,
    Problem? Problem);

/// <summary>How a credential was found; in the order in which is looked.</summary>
public enum CredentialSource
{
    /// <summary>It came with the request.</summary>
    Request,

    /// <summary>It is kept here.</summary>
    Kept,

    /// <summary>A link of another credential led to it.</summary>
    Link,

    /// <summary>A service of a DID document led to it.</summary>
    DidService,

    /// <summary>A link set of an identifier led to it.</summary>
    LinkSet,
}

/// <summary>What an audit took.</summary>
/// <param name="Credentials">Credentials of the chain.</param>
/// <param name="Fetches">Documents asked of other hosts.</param>
/// <param name="FetchedBytes">Bytes that came.</param>
/// <param name="Remembered">Credentials whose checks were not made anew, because nothing that they rest on has changed.</param>
/// <param name="Duration">How long it took.</param>
public sealed record ChainUsage(int Credentials, int Fetches, long FetchedBytes, int Remembered, TimeSpan Duration);
