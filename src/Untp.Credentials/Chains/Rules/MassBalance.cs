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
        var scales = new Scales(new Quantities(), new Quantities());
        foreach (var member in chain.Sound)
        {
            foreach (var e in member.Facts.Events)
            {
                if (e.IsMake)
                {
                    JudgeEvent(chain, scales, member, e, findings);
                }
            }

            if (member.Facts.Product is { } product && chain.Flows.IsKnown(product.Id) && !chain.Flows.MakesOf(member, product).Any())
            {
                var place = new Place(member.Id, member.Facts.SubjectPointer);
                findings.Undecided(Name, $"Events speak of {Id(product.Id)}, but none is known that tells of what it was made.", place);
            }
        }

        foreach (var product in chain.Flows.UsedOrMoved)
        {
            JudgeFlow(chain, scales, product, findings);
        }

        findings.NotApplicableUnlessFound(Name, "There is no Make event in the chain.");
    }

    private void JudgeEvent(ChainView chain, Scales scales, Member member, EventFacts e, FindingList findings)
    {
        var place = new Place(member.Id, e.Pointer);
        var name = Id(e.Id ?? member.Id);
        var (taken, given) = (scales.In.ByKind, scales.Out.ByKind);
        if (!scales.In.TrySum(e.Inputs) || !scales.Out.TrySum(e.Outputs) || taken.Count == 0 || given.Count == 0)
        {
            findings.Undecided(Name, $"The event {name} does not state every quantity.", place);
            return;
        }

        var isComparable = false;
        foreach (var (unit, came) in taken)
        {
            if (!given.TryGetValue(unit, out var went))
            {
                continue;
            }

            isComparable = true;
            if (Math.Abs(went - came) > came * chain.Policy.MassTolerance)
            {
                findings.Failed(Name, $"The event {name} takes in {Number(came)} {unit} and gives out {Number(went)} {unit}.", place);
                return;
            }
        }

        if (isComparable)
        {
            findings.Passed(Name, "These events give out what they take in.", place);
        }
        else
        {
            var sentence = $"The event {name} takes in and gives out in units that cannot be compared.";
            findings.Add(Name, FindingVerdict.NotApplicable, sentence, place);
        }
    }

    private void JudgeFlow(ChainView chain, Scales scales, string product, FindingList findings)
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

        JudgeMore(findings, scales, "used", used, made, $"of {id}");
        var makers = made.Select(f => f.Event.MadeAt?.Id).ToHashSet();
        JudgeMore(findings, scales, "moved", moved.FindAll(m => makers.Contains(m.Event.From?.Id)), made, $"of {id}");
        foreach (var at in used.Where(u => u.Event.MadeAt is not null).GroupBy(u => u.Event.MadeAt!.Id))
        {
            if (makers.Contains(at.Key))
            {
                continue;
            }

            var brought = moved.FindAll(m => m.Event.To?.Id == at.Key);
            if (brought.Count == 0)
            {
                var sentence = $"{id} is used at {Id(at.Key)}, but no event is known that brought it there.";
                findings.Undecided(Name, sentence, at.Concat(made).Select(f => f.Place));
            }
            else
            {
                JudgeMore(findings, scales, "used", [.. at], brought, $"of {id} at {Id(at.Key)}");
            }
        }
    }

    /// <summary>More went than came: of quantities that can be compared.</summary>
    private void JudgeMore(FindingList findings, Scales scales, string verb, List<Flow> went, List<Flow> came, string what)
    {
        if (went.Count == 0 || !scales.Out.TrySum(went) || !scales.In.TrySum(came))
        {
            return;
        }

        foreach (var (unit, gone) in scales.Out.ByKind)
        {
            if (scales.In.ByKind.TryGetValue(unit, out var had) && gone > had)
            {
                findings.Failed(
                    Name,
                    $"More is {verb} {what} than is known to have come: {Number(gone)} of {Number(had)} {unit}.",
                    went.Concat(came).Select(f => f.Place));
                return;
            }
        }
    }

    /// <summary>What comes in on the one side, what goes out on the other; emptied for each weighing.</summary>
    private readonly record struct Scales(Quantities In, Quantities Out);
}
