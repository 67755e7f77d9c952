using Untp.Credentials.Chains;
using Untp.Credentials.Dids;

namespace Gateway.Auditing;

/// <summary>A policy as configured (<c>Gateway:Policies:NAME</c>).</summary>
internal sealed class PolicyOptions
{
    /// <summary>Changed by the operator with every change of the policy; reports repeat it.</summary>
    public string? Version { get; set; }

    public IList<string> TrustAnchors { get; } = [];

    /// <summary>Names of rules; empty for all.</summary>
    public IList<string> Rules { get; } = [];

    public string? GbaAnchor { get; set; }

    public decimal PerformanceTolerance { get; set; }

    public decimal MassTolerance { get; set; } = 0.01m;

    /// <summary>Which criterion counts for which other.</summary>
    public IList<MappingOptions> CriterionMappings { get; } = [];

    /// <summary>The policy.</summary>
    public ChainPolicy ToPolicy(string name) => new(name, Version!)
    {
        TrustAnchors = [.. TrustAnchors],
        Rules = Rules.Count == 0 ? ChainRuleNames.All : [.. Rules.Distinct(StringComparer.Ordinal)],
        GbaAnchor = GbaAnchor,
        PerformanceTolerance = PerformanceTolerance,
        MassTolerance = MassTolerance,
        CriterionMappings = [.. CriterionMappings.Select(m => new CriterionMapping(m.Assessed!, m.Claimed!))],
    };

    /// <summary>What is wrong with it, each fault by the setting's name within the policy.</summary>
    public IEnumerable<(string Setting, string Fault)> FindFaults()
    {
        if (string.IsNullOrWhiteSpace(Version))
        {
            yield return (nameof(Version), "It must be given: reports say by which version they were made.");
        }

        foreach (var (did, i) in TrustAnchors.Select((did, i) => (did, i)).Where(a => !DidUrl.IsDid(a.did)))
        {
            yield return ($"{nameof(TrustAnchors)}:{i}", $"{did} is no DID.");
        }

        foreach (var (rule, i) in Rules.Select((rule, i) => (rule, i)).Where(r => !ChainRuleNames.All.Contains(r.rule)))
        {
            yield return ($"{nameof(Rules)}:{i}", $"There is no rule {rule}; there are {string.Join(", ", ChainRuleNames.All)}.");
        }

        if (GbaAnchor is not null && !DidUrl.IsDid(GbaAnchor))
        {
            yield return (nameof(GbaAnchor), $"{GbaAnchor} is no DID.");
        }

        (string, decimal)[] fractions = [(nameof(PerformanceTolerance), PerformanceTolerance), (nameof(MassTolerance), MassTolerance)];
        foreach (var (name, _) in fractions.Where(fraction => fraction.Item2 is < 0 or > 1))
        {
            yield return (name, "It must be a fraction from 0 to 1.");
        }

        for (var i = 0; i < CriterionMappings.Count; i++)
        {
            if (!IsUri(CriterionMappings[i].Assessed) || !IsUri(CriterionMappings[i].Claimed))
            {
                yield return ($"{nameof(CriterionMappings)}:{i}", "Assessed and Claimed must be absolute URIs of criteria.");
            }
        }
    }

    private static bool IsUri(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme != Uri.UriSchemeFile;
}

/// <summary>An assessment by one criterion counts for claims by another.</summary>
internal sealed class MappingOptions
{
    public string? Assessed { get; set; }

    public string? Claimed { get; set; }
}
