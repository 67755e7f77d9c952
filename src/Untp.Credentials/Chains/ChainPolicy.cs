namespace Untp.Credentials.Chains;

/// <summary>By what a chain is judged: a named, versioned set of data.</summary>
/// <param name="Name">Its name; the report repeats it.</param>
/// <param name="Version">Its version; the report repeats it.</param>
public sealed record ChainPolicy(string Name, string Version)
{
    /// <summary>DIDs that are trusted without anybody saying so: registers, accreditation authorities. A short list.</summary>
    public IReadOnlyList<string> TrustAnchors { get; init; } = [];

    /// <summary>Names of <see cref="ChainRuleNames"/> to apply; all of them unless told otherwise.</summary>
    public IReadOnlyList<string> Rules { get; init; } = ChainRuleNames.All;

    /// <summary>The DID whose approvals count for the three GBA rules; null leaves these rules not applicable.</summary>
    public string? GbaAnchor { get; init; }

    /// <summary>Which criterion counts as which other; compared exactly, one step, in this direction only.</summary>
    public IReadOnlyList<CriterionMapping> CriterionMappings { get; init; } = [];

    /// <summary>
    /// By how much an assessed performance may differ from the claimed one, as a fraction of the claimed value, beyond the tolerances
    /// that claim and assessment state; 0 unless told otherwise.
    /// </summary>
    public decimal PerformanceTolerance { get; init; }

    /// <summary>By how much the outputs of a Make event may differ from its inputs, as a fraction of the inputs; 0.01.</summary>
    public decimal MassTolerance { get; init; } = 0.01m;

    /// <summary>Whether another policy is the same, list by list.</summary>
    internal bool SaysTheSameAs(ChainPolicy other) =>
        TrustAnchors.SequenceEqual(other.TrustAnchors)
        && Rules.SequenceEqual(other.Rules)
        && CriterionMappings.SequenceEqual(other.CriterionMappings)
        && this == other with { TrustAnchors = TrustAnchors, Rules = Rules, CriterionMappings = CriterionMappings };
}

/// <summary>An assessment by one criterion also counts for claims by another.</summary>
/// <param name="Assessed">The criterion that was assessed: a voluntary standard's.</param>
/// <param name="Claimed">The criterion that it counts for: a benchmark's.</param>
public sealed record CriterionMapping(string Assessed, string Claimed);
