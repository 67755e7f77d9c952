using Untp.Credentials.JsonLd;

namespace Untp.Credentials.Chains;

/// <summary>What a rule found.</summary>
/// <param name="Rule">One of <see cref="ChainRuleNames"/>.</param>
/// <param name="Verdict">Its verdict.</param>
/// <param name="Sentence">One sentence for a person.</param>
/// <param name="RestsOn">The places that it rests on; the first is the one that it is about.</param>
public sealed record Finding(string Rule, FindingVerdict Verdict, string Sentence, IReadOnlyList<Place> RestsOn);

/// <summary>The verdict of a rule.</summary>
public enum FindingVerdict
{
    /// <summary>What is known bears it out.</summary>
    Passed,

    /// <summary>What is known speaks against it: more credentials will not mend it.</summary>
    Failed,

    /// <summary>Too little is known: with more credentials, or later, there may be an answer.</summary>
    Undecided,

    /// <summary>The rule has nothing to judge here.</summary>
    NotApplicable,
}

/// <summary>A place in a credential.</summary>
/// <param name="Credential">The credential's <c>id</c>, or <c>urn:sha256:</c> and its digest when it has none.</param>
/// <param name="Pointer">JSON Pointer (RFC 6901) into its claims; empty for the whole.</param>
public sealed record Place(string Credential, string Pointer)
{
    /// <inheritdoc/>
    public override int GetHashCode() => (int)(SeededHash.Of(Credential) + (31 * SeededHash.Of(Pointer)));
}
