using Untp.Credentials.Chains.Discovery;
using Untp.Credentials.Chains.Facts;
using static Untp.Credentials.Chains.Rules.Words;

namespace Untp.Credentials.Chains.Rules;

/// <summary>
/// Each criterion of each claim is borne out by an assessment of the same product or facility, by the same criterion or one mapped to
/// it, under a topic in common, whose conformance is not false and whose performance is the claimed one within tolerance.
/// </summary>
internal sealed class ClaimVerified : IChainRule
{
    /// <inheritdoc/>
    public string Name => ChainRuleNames.ClaimVerified;

    /// <inheritdoc/>
    public void Judge(ChainView chain, FindingList findings)
    {
        foreach (var member in chain.Sound)
        {
            foreach (var claim in member.Facts.Claims)
            {
                foreach (var criterion in claim.Criteria)
                {
                    var (verdict, sentence, restsOn) = JudgeCriterion(chain, member, claim, criterion.Thing);
                    findings.Add(Name, verdict, sentence, [new Place(member.Id, criterion.Pointer), .. restsOn]);
                }
            }
        }

        findings.NotApplicableUnlessFound(Name, "Nothing in the chain makes a claim.");
    }

    private static (FindingVerdict, string, IEnumerable<Place>) JudgeCriterion(
        ChainView chain, Member member, ClaimFacts claim, Thing criterion)
    {
        var what = $"{Id(string.Join(" or ", member.Facts.ClaimSubjects))} by {Id(criterion.Id)}";
        var byCriterion = member.Facts.ClaimSubjects.SelectMany(id => chain.AssessmentsOf(id, criterion.Id)).Distinct().ToList();
        var onTopic = byCriterion.Where(a => a.Assessment.Topics.Any(t => claim.Topics.Any(c => IsSameTerm(c, t)))).ToList();
        var judged = onTopic.ConvertAll(a => (Of: a, Fault: Fault(claim, a.Assessment, chain.Policy)));
        if (judged.Find(j => j.Fault is null).Of is { } sound)
        {
            return (FindingVerdict.Passed, $"The claim about {what} is borne out by {Id(sound.By.Id)}.", [sound.Place]);
        }

        if (judged.Count > 0)
        {
            var (worst, fault) = judged.OrderBy(j => j.Fault!.Value.Verdict != FindingVerdict.Failed).First();
            var sentence = $"The claim about {what} is not borne out by {Id(worst.By.Id)}: {fault!.Value.Sentence}.";
            return (fault.Value.Verdict, sentence, [worst.Place]);
        }

        return byCriterion is [var other, ..]
            ? (FindingVerdict.Failed, $"{Id(other.By.Id)} assesses {what}, but under no topic of the claim.", [other.Place])
            : WithoutAssessment(chain, member, claim, what);
    }

    /// <summary>Failed where the claim's own evidence is known and does not bear it out; else there may be other evidence.</summary>
    private static (FindingVerdict, string, IEnumerable<Place>) WithoutAssessment(
        ChainView chain, Member member, ClaimFacts claim, string what)
    {
        var evidence = claim.Evidence.Select(chain.Resolve).ToList();
        if (evidence.Find(e => e is { IsSound: false }) is { } broken)
        {
            var verdict = broken.Standing == Standing.Unsound ? FindingVerdict.Failed : FindingVerdict.Undecided;
            return (verdict, $"The evidence {Id(broken.Id)} does not hold: {broken.Fault}.", [Whole(broken)]);
        }

        var assesses = evidence.OfType<Member>().FirstOrDefault(e => AssessesSubject(e, member));
        return assesses is not null && evidence.TrueForAll(e => e is not null)
            ? (FindingVerdict.Failed, $"The evidence offered does not assess {what}: it assesses by other criteria.", [Whole(assesses)])
            : (FindingVerdict.Undecided, $"No assessment of {what} is known.", []);
    }

    private static bool AssessesSubject(Member evidence, Member claimant) =>
        evidence.Facts.Attestation?.Assessments.Any(a => a.SubjectIds.Intersect(claimant.Facts.ClaimSubjects).Any()) == true;

    private static (FindingVerdict Verdict, string Sentence)? Fault(ClaimFacts claim, AssessmentFacts assessment, ChainPolicy policy) =>
        assessment.Conformance == false
            ? (FindingVerdict.Failed, "the assessment found no conformance")
            : Performance.Difference(claim.Performance, assessment.Performance, policy.PerformanceTolerance);
}
