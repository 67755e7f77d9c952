using Untp.Credentials.Chains.Discovery;
using Untp.Credentials.Chains.Facts;
using static Untp.Credentials.Chains.Rules.Words;

namespace Untp.Credentials.Chains.Rules;

/// <summary>
/// Each Make event gives out what it takes in, within tolerance; of no product more is used or moved than was made, nor used at a
/// facility than was made there or moved to it. What is bought and has no events has nothing to be weighed.
/// </summary>
internal sealed class MassBalance : IChainRule
{
    /// <inheritdoc/>
    public string Name => ChainRuleNames.MassBalance;

    /// <inheritdoc/>
    public void Judge(ChainView chain, FindingList findings)
    {
        foreach (var member in chain.Sound)
        {
            foreach (var e in member.Facts.Events.Where(e => e.IsMake))
            {
                JudgeEvent(chain, member, e, findings);
            }

            if (member.Facts.Product is { } product && chain.Flows.IsKnown(product.Id) && !chain.Flows.MakesOf(member, product).Any())
            {
                var place = new Place(member.Id, member.Facts.SubjectPointer);
                findings.Undecided(Name, $"Events speak of {Id(product.Id)}, but none is known that tells of what it was made.", place);
            }
        }

        foreach (var product in chain.Flows.UsedOrMoved)
        {
            JudgeFlow(chain, product, findings);
        }

        findings.NotApplicableUnlessFound(Name, "There is no Make event in the chain.");
    }

    private void JudgeEvent(ChainView chain, Member member, EventFacts e, FindingList findings)
    {
        var place = new Place(member.Id, e.Pointer);
        var name = Id(e.Id ?? member.Id);
        if (Quantities.Sum(e.Inputs) is not { Count: > 0 } taken || Quantities.Sum(e.Outputs) is not { Count: > 0 } given)
        {
            findings.Undecided(Name, $"The event {name} does not state every quantity.", place);
            return;
        }

        var common = taken.Keys.Where(given.ContainsKey).ToList();
        var off = common.Find(unit => Math.Abs(given[unit] - taken[unit]) > taken[unit] * chain.Policy.MassTolerance);
        if (off is not null)
        {
            findings.Failed(
                Name, $"The event {name} takes in {Number(taken[off])} {off} and gives out {Number(given[off])} {off}.", place);
        }
        else if (common.Count == 0)
        {
            var sentence = $"The event {name} takes in and gives out in units that cannot be compared.";
            findings.Add(Name, FindingVerdict.NotApplicable, sentence, place);
        }
        else
        {
            findings.Passed(Name, "These events give out what they take in.", place);
        }
    }

    private void JudgeFlow(ChainView chain, string product, FindingList findings)
    {
        var made = chain.Flows.MadeOf(product);
        var moved = chain.Flows.MovedOf(product);
        var used = chain.Flows.UsedOf(product);
        var id = Id(product);
        if (made.Count == 0)
        {
            // never moved either: bought, or taken from the ground
            if (moved.Count > 0)
            {
                findings.Undecided(Name, $"{id} is moved, but no event is known that made it.", moved.Select(m => m.Place));
            }

            return;
        }

        JudgeMore(findings, "used", used, made, $"of {id}");
        JudgeMore(findings, "moved", [.. moved.Where(m => made.Exists(f => f.Event.MadeAt?.Id == m.Event.From?.Id))], made, $"of {id}");
        foreach (var at in used.Where(u => u.Event.MadeAt is not null).GroupBy(u => u.Event.MadeAt!.Id))
        {
            var brought = moved.Where(m => m.Event.To?.Id == at.Key).ToList();
            if (made.Exists(f => f.Event.MadeAt?.Id == at.Key))
            {
                continue;
            }

            if (brought.Count == 0)
            {
                var sentence = $"{id} is used at {Id(at.Key)}, but no event is known that brought it there.";
                findings.Undecided(Name, sentence, at.Concat(made).Select(f => f.Place));
            }
            else
            {
                JudgeMore(findings, "used", [.. at], brought, $"of {id} at {Id(at.Key)}");
            }
        }
    }

    /// <summary>More went than came: of quantities that can be compared.</summary>
    private void JudgeMore(FindingList findings, string verb, List<Flow> went, List<Flow> came, string what)
    {
        if (went.Count == 0
            || Quantities.Sum(went.Select(f => f.Amount)) is not { } gone
            || Quantities.Sum(came.Select(f => f.Amount)) is not { } had)
        {
            return;
        }

        var over = gone.Keys.FirstOrDefault(unit => had.TryGetValue(unit, out var limit) && gone[unit] > limit);
        if (over is not null)
        {
            findings.Failed(
                Name,
                $"More is {verb} {what} than is known to have come: {Number(gone[over])} of {Number(had[over])} {over}.",
                went.Concat(came).Select(f => f.Place));
        }
    }
}
