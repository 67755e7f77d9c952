using Untp.Credentials.Chains.Discovery;
using Untp.Credentials.Chains.Facts;
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
            if (FirstFault(chain, member) is var (fault, restsOn))
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

    private static (string Fault, Place[] RestsOn)? FirstFault(ChainView chain, Member member) =>
        NotInForce(chain, member) ?? ToldTooEarly(member) ?? EvidenceNotInForce(chain, member) ?? UsedBeforeMade(chain, member);

    private static (string, Place[])? NotInForce(ChainView chain, Member member) =>
        IsInForce(member, chain.AsOf)
            ? null
            : ($"{Id(member.Id)} is not in force on {Date(chain.AsOf)}: it is from {Period(member)}.", [Whole(member)]);

    /// <summary>Claims, assessments and events that are dated after the credential that tells of them.</summary>
    private static (string, Place[])? ToldTooEarly(Member member)
    {
        foreach (var claim in member.Facts.Claims)
        {
            if (claim.Date > member.Facts.ValidFrom)
            {
                return TooEarly(member, claim.Date.Value, claim.Pointer);
            }
        }

        foreach (var assessment in member.Facts.Attestation?.Assessments ?? [])
        {
            if (assessment.Date > member.Facts.ValidFrom)
            {
                return TooEarly(member, assessment.Date.Value, assessment.Pointer);
            }
        }

        foreach (var e in member.Facts.Events)
        {
            if (e.Date > member.Facts.ValidFrom)
            {
                return TooEarly(member, e.Date.Value, e.Pointer);
            }
        }

        return null;
    }

    private static (string, Place[]) TooEarly(Member member, DateTimeOffset told, string pointer) => (
        $"{Id(member.Id)} is valid from {Date(member.Facts.ValidFrom!.Value)} and tells of {Date(told)}.",
        [new Place(member.Id, pointer)]);

    private static (string, Place[])? EvidenceNotInForce(ChainView chain, Member member)
    {
        if (member.Facts.ValidFrom is not { } issued)
        {
            return null;
        }

        foreach (var link in member.Facts.Claims.SelectMany(c => c.Evidence))
        {
            if (chain.Resolve(link) is { IsSound: true } evidence && !IsInForce(evidence, issued))
            {
                return (
                    $"{Id(evidence.Id)} was not in force on {Date(issued)}, when relied on: it is from {Period(evidence)}.",
                    [new Place(member.Id, link.Pointer), Whole(evidence)]);
            }
        }

        return null;
    }

    private static (string, Place[])? UsedBeforeMade(ChainView chain, Member member)
    {
        foreach (var e in member.Facts.Events)
        {
            var found = UsedBeforeMade(chain, e.Inputs, e.Date)
                ?? UsedBeforeMade(chain, e.Moved, e.Date)
                ?? UsedBeforeMade(chain, e.Modified, e.Date);
            if (found is var (fault, made))
            {
                return (fault, [new Place(member.Id, e.Pointer), made]);
            }
        }

        return null;
    }

    private static (string, Place)? UsedBeforeMade(ChainView chain, QuantityFacts[] used, DateTimeOffset? date)
    {
        foreach (var amount in used)
        {
            if (chain.Flows.FirstMade(amount.Product.Id) is { Event.Date: { } at } made && date < at)
            {
                return ($"{Id(amount.Product.Id)} is used or moved on {Date(date.Value)}, before it was made on {Date(at)}.", made.Place);
            }
        }

        return null;
    }
}
