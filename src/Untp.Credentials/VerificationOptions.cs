namespace Untp.Credentials;

/// <summary>What a caller asks of one verification.</summary>
/// <param name="Profile">Which checks apply.</param>
/// <param name="Checks">Run only these (names of <see cref="CheckNames"/>); null for all that apply. A subset never verifies.</param>
public sealed record VerificationOptions(VerificationProfile Profile, IReadOnlyCollection<string>? Checks = null)
{
    /// <summary>The credential type that is meant, whether the credential names it or not; null for those that it names.</summary>
    public string? Type { get; init; }

    /// <summary>
    /// The security domains that each proof must name, all of them and no other; null for any (Data Integrity 1.0 clause 2.1).
    /// </summary>
    public IReadOnlyCollection<string>? Domain { get; init; }

    /// <summary>The challenge that each proof must answer; null for any (Data Integrity 1.0 clause 2.1).</summary>
    public string? Challenge { get; init; }

    /// <summary>
    /// The time for which is asked whether it is in force; null for now. Status lists and DID documents are those of now all the same.
    /// </summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Whether status lists are fetched anew, for who was told that one has changed; else those that are kept will do.</summary>
    public bool RefreshesStatus { get; init; }

    /// <summary>Every check of profile <c>untp</c>.</summary>
    public static VerificationOptions Default { get; } = new(VerificationProfile.Untp);
}
