using Untp.Credentials.Chains.Discovery;
using static Untp.Credentials.Chains.Rules.Words;

namespace Untp.Credentials.Chains.Rules;

/// <summary>
/// From each issuer, identity anchors and accreditations lead up to a trust anchor, over as many steps as it takes. An issuer of whom
/// nobody says anything is left to <see cref="IssuerIdentityAnchored"/> where the policy asks for that.
/// </summary>
internal sealed class TrustAnchorReached : IChainRule
{
    /// <inheritdoc/>
    public string Name => ChainRuleNames.TrustAnchorReached;

    /// <inheritdoc/>
    public void Judge(ChainView chain, FindingList findings)
    {
        if (chain.Policy.TrustAnchors.Count == 0)
        {
            findings.Undecided(Name, "The policy names no trust anchor.");
            return;
        }

        foreach (var (issuer, first) in chain.Issuers)
        {
            JudgeOne(chain, issuer, new Place(first.Id, "/issuer"), findings);
        }

        findings.NotApplicableUnlessFound(Name, "No credential of the chain holds.");
    }

    private void JudgeOne(ChainView chain, string issuer, Place issued, FindingList findings)
    {
        var way = new List<Member>();
        var (reached, end) = Climb(chain, issuer, way);
        IEnumerable<Place> restsOn = [issued, .. way.Select(m => new Place(m.Id, "/credentialSubject"))];
        if (reached is not null)
        {
            findings.Passed(Name, $"{Id(issuer)} is attested up to the trust anchor {Id(reached)}.", restsOn);
        }
        else if (end is null)
        {
            findings.Failed(Name, "Issuers attest one another in a circle that no trust anchor is part of.", restsOn);
        }
        else if (end != issuer)
        {
            findings.Failed(Name, $"Attestations lead up to {Id(end)}, which is not a trust anchor.", restsOn);
        }
        else if (!chain.Has(ChainRuleNames.IssuerIdentityAnchored))
        {
            findings.Undecided(Name, $"Nobody known attests {Id(issuer)}, which is not a trust anchor.", issued);
        }
    }

    /// <summary>The nearest trust anchor, or the first end of the way; neither when the way goes in a circle.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="issuer">Where to start.</param>
    /// <param name="way">Takes the attestations on the way, or all that were looked at when there is none.</param>
    private static (string? Reached, string? End) Climb(ChainView chain, string issuer, List<Member> way)
    {
        var from = new Dictionary<string, (string Below, Member By)?>(StringComparer.Ordinal) { [issuer] = null };
        var open = new Queue<string>([issuer]);
        string? end = null;
        while (open.TryDequeue(out var at))
        {
            if (chain.IsTrusted(at))
            {
                for (var step = from[at]; step is { } s; step = from[s.Below])
                {
                    way.Add(s.By);
                }

                return (at, null);
            }

            var above = Attestors(chain, at).ToList();
            end ??= above.Count == 0 ? at : null;
            foreach (var by in above.Where(by => from.TryAdd(by.Facts.Issuer!, (at, by))))
            {
                open.Enqueue(by.Facts.Issuer!);
            }
        }

        way.AddRange(from.Values.OfType<(string Below, Member By)>().Select(step => step.By));
        return (null, end);
    }

    /// <summary>Who says of a DID who or what it is; what it says of itself is no step.</summary>
    private static IEnumerable<Member> Attestors(ChainView chain, string did) =>
        chain.AnchorsOf(did).Concat(chain.AccreditationsOf(did))
            .Where(m => m.IsSound && m.Facts.Issuer is not null && m.Facts.Issuer != did);
}
