using Untp.Credentials.Chains.Facts;

namespace Untp.Credentials.Chains.Discovery;

/// <summary>A credential of the chain.</summary>
/// <param name="digest">SHA-256 of its bytes, in lower-case hex.</param>
/// <param name="facts">What it says; null when it could not be read.</param>
/// <param name="want">What led to it.</param>
/// <param name="source">How it was found.</param>
/// <param name="location">Where.</param>
internal sealed class Member(string digest, CredentialFacts? facts, Want want, CredentialSource source, string? location)
{
    public string Digest { get; } = digest;

    /// <summary>What it says, be it proven or not.</summary>
    public CredentialFacts Facts { get; } = facts ?? new CredentialFacts(IdOf(null, digest), null, null, []);

    public string Id => Facts.Id;

    public Want Want { get; } = want;

    public CredentialSource Source { get; } = source;

    public string? Location { get; } = location;

    /// <summary>What its checks found; null when they did not run.</summary>
    public VerificationReport? Report { get; private set; }

    /// <summary>Why the checks did not run.</summary>
    public Problem? Problem { get; private init; }

    /// <summary>Whether it holds, its period aside: that is the affair of the rules, which say more about it.</summary>
    public Standing Standing { get; private set; } = Standing.Unknown;

    /// <summary>Whether its issuer said this: only then are its links followed and does it count in the graph.</summary>
    public bool IsGenuine { get; private set; }

    /// <summary>Whether every check of it passed.</summary>
    public bool IsVerified => Report is { IsVerified: true };

    /// <summary>Whether it counts for the rules.</summary>
    public bool IsSound => Standing == Standing.Sound;

    /// <summary>Why it does not hold, in a few words; empty when it does.</summary>
    public string Fault => Problem?.Detail ?? FirstProblem()?.Detail ?? "";

    /// <summary>The credential's id, or a name for it when it has none.</summary>
    public static string IdOf(string? id, string digest) => string.IsNullOrEmpty(id) ? "urn:sha256:" + digest : id;

    /// <summary>A credential whose checks have run.</summary>
    public static Member Verified(
        string digest, CredentialFacts facts, Want want, CredentialSource source, string? location, VerificationReport report)
    {
        var isGenuine = report[CheckNames.Proof].Verdict == Verdict.Passed;
        var (hasFailed, isOpen) = (false, !isGenuine);
        foreach (var check in report.Checks)
        {
            if (check.Check != CheckNames.Validity)
            {
                hasFailed |= check.Verdict == Verdict.Failed;
                isOpen |= check.Verdict == Verdict.Undecided;
                isGenuine &= check.Check == CheckNames.Status || check.Verdict is Verdict.Passed or Verdict.Skipped;
            }
        }

        return new Member(digest, facts, want, source, location)
        {
            Report = report,
            IsGenuine = isGenuine,
            Standing = hasFailed ? Standing.Unsound : isOpen ? Standing.Unknown : Standing.Sound,
        };
    }

    /// <summary>What failed, else what is undecided; the period last, because rules tell of it.</summary>
    private Problem? FirstProblem() => Report?.Checks
        .Where(c => c.Verdict is Verdict.Failed or Verdict.Undecided)
        .OrderBy(c => c.Check == CheckNames.Validity).ThenBy(c => c.Verdict)
        .SelectMany(c => c.Problems).FirstOrDefault();

    /// <summary>A credential that could not be read, or not looked at in time.</summary>
    public static Member Unverified(
        string digest, CredentialFacts? facts, Want want, CredentialSource source, string? location, Problem problem, Standing standing) =>
        new(digest, facts, want, source, location) { Problem = problem, Standing = standing };
}

/// <summary>Whether a credential holds, its period aside.</summary>
internal enum Standing
{
    /// <summary>Content, proof and status are in order.</summary>
    Sound,

    /// <summary>A check found a fault.</summary>
    Unsound,

    /// <summary>A check could not be made.</summary>
    Unknown,
}
