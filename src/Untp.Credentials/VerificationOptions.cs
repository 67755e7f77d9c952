namespace Untp.Credentials;

/// <summary>What a caller asks of one verification.</summary>
/// <param name="Profile">Which checks apply.</param>
/// <param name="Checks">Run only these (names of <see cref="CheckNames"/>); null for all that apply. A subset never verifies.</param>
public sealed record VerificationOptions(VerificationProfile Profile, IReadOnlyCollection<string>? Checks = null)
{
    /// <summary>Every check of profile <c>untp</c>.</summary>
    public static VerificationOptions Default { get; } = new(VerificationProfile.Untp);
}
