using Untp.Credentials.Chains.Discovery;
using static Untp.Credentials.Chains.Rules.Words;

namespace Untp.Credentials.Chains.Rules;

/// <summary>
/// Each credential is in force at the time asked for; what it relies on was in force when it was issued; what it tells of was before it;
/// nothing is used before it was made. Identity anchors and approvals are left to the rules about them.
/// </summary>
internal sealed class DatesConsistent : IChainRule
{
    /// <inheritdoc/>
    public string Name => ChainRuleNames.DatesConsistent;

    /// <inheritdoc/>
    public void Judge(ChainView chain, FindingList findings)
    {
        var passed = $"In force on {Date(chain.AsOf)}, with dates that agree.";
        foreach (var member in chain.Sound.Where(m => m.Facts.Identity is null && m.Facts.Attestation is not { IsAccreditation: true }))
        {
            var (fault, restsOn) = Faults(chain, member).FirstOrDefault();
            if (fault is not null)
            {
                findings.Failed(Name, fault, restsOn);
            }
            else
            {
                findings.Passed(Name, passed, Whole(member));
            }
        }

        findings.NotApplicableUnlessFound(Name, "No credential of the chain has dates to judge here.");
    }

    private static IEnumerable<(string Fault, IReadOnlyList<Place> RestsOn)> Faults(ChainView chain, Member member) =>
        NotInForce(chain, member)
            .Concat(ToldTooEarly(member))
            .Concat(EvidenceNotInForce(chain, member))
            .Concat(UsedBeforeMade(chain, member));

    private static IEnumerable<(string, IReadOnlyList<Place>)> NotInForce(ChainView chain, Member member)
    {
        if (!IsInForce(member, chain.AsOf))
        {
            yield return ($"{Id(member.Id)} is not in force on {Date(chain.AsOf)}: it is from {Period(member)}.", [Whole(member)]);
        }
    }

    /// <summary>Claims, assessments and events that are dated after the credential that tells of them.</summary>
    private static IEnumerable<(string, IReadOnlyList<Place>)> ToldTooEarly(Member member)
    {
        var dates = member.Facts.Claims.Select(c => (c.Date, c.Pointer))
            .Concat(member.Facts.Attestation?.Assessments.Select(a => (a.Date, a.Pointer)) ?? [])
            .Concat(member.Facts.Events.Select(e => (e.Date, e.Pointer)));
        foreach (var (told, pointer) in dates)
        {
            if (told is { } date && date > member.Facts.ValidFrom)
            {
                yield return (
                    $"{Id(member.Id)} is valid from {Date(member.Facts.ValidFrom.Value)} and tells of {Date(date)}.",
                    [new Place(member.Id, pointer)]);
            }
        }
    }

    private static IEnumerable<(string, IReadOnlyList<Place>)> EvidenceNotInForce(ChainView chain, Member member)
    {
        if (member.Facts.ValidFrom is not { } issued)
        {
            yield break;
        }

        foreach (var link in member.Facts.Claims.SelectMany(c => c.Evidence).DistinctBy(e => e.Url))
        {
            if (chain.Resolve(link) is { IsSound: true } evidence && !IsInForce(evidence, issued))
            {
                yield return (
                    $"{Id(evidence.Id)} was not in force on {Date(issued)}, when relied on: it is from {Period(evidence)}.",
                    [new Place(member.Id, link.Pointer), Whole(evidence)]);
            }
        }
    }

    private static IEnumerable<(string, IReadOnlyList<Place>)> UsedBeforeMade(ChainView chain, Member member)
    {
        foreach (var e in member.Facts.Events)
        {
            foreach (var product in e.Inputs.Concat(e.Moved).Concat(e.Modified).Select(p => p.Product.Id))
            {
                if (chain.Flows.FirstMade(product) is { Event.Date: { } at } made && e.Date < at)
                {
                    yield return (
                        $"{Id(product)} is used or moved on {Date(e.Date.Value)}, before it was made on {Date(at)}.",
                        [new Place(member.Id, e.Pointer), made.Place]);
                }
            }
        }
    }
}
