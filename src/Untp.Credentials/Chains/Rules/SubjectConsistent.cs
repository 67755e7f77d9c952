using Untp.Credentials.Chains.Discovery;
using Untp.Credentials.Chains.Facts;
using static Untp.Credentials.Chains.Rules.Words;

namespace Untp.Credentials.Chains.Rules;

/// <summary>Credentials that point at one another speak of the same products, facilities and parties.</summary>
internal sealed class SubjectConsistent : IChainRule
{
    /// <inheritdoc/>
    public string Name => ChainRuleNames.SubjectConsistent;

    /// <inheritdoc/>
    public void Judge(ChainView chain, FindingList findings)
    {
        foreach (var member in chain.Sound.Where(PointsAtOthers))
        {
            var compared = Compare(chain, member).ToList();
            if (compared.Find(c => c.Fault is not null) is { Fault: { } fault } found)
            {
                findings.Failed(Name, fault, found.RestsOn);
            }
            else if (compared.Count > 0)
            {
                var sentence = $"What {Id(member.Id)} points at speaks of the same things.";
                findings.Passed(Name, sentence, compared.SelectMany(c => c.RestsOn).Prepend(Whole(member)));
            }
        }

        findings.NotApplicableUnlessFound(Name, "Nothing in the chain points at anything else in it.");
    }

    /// <summary>Most members are events, which others point at.</summary>
    private static bool PointsAtOthers(Member member) =>
        member.Facts.Claims.Length > 0 || member.Facts.Product is not null || member.Facts.Attestation is { IsAccreditation: true };

    private static IEnumerable<Comparison> Compare(ChainView chain, Member member) =>
        CompareEvidence(chain, member)
            .Concat(member.Facts.Product is { } product ? ComparePassport(chain, member, product) : [])
            .Concat(member.Facts.Attestation is { IsAccreditation: true } approval ? CompareHolder(member, approval) : []);

    /// <summary>Evidence assesses what the claim is about, and was issued to whoever claims.</summary>
    private static IEnumerable<Comparison> CompareEvidence(ChainView chain, Member member)
    {
        foreach (var link in member.Facts.Claims.SelectMany(c => c.Evidence))
        {
            if (chain.Resolve(link) is not { IsSound: true, Facts.Attestation: { } attestation } evidence)
            {
                continue;
            }

            var assessed = attestation.Assessments.SelectMany(a => a.SubjectIds).ToList();
            var holder = attestation.IssuedTo?.Id;
            var (its, others) = (member.Facts.ClaimSubjects.FirstOrDefault() ?? "", assessed.Count > 0 ? assessed[0] : "nothing");
            var fault =
                !assessed.Intersect(member.Facts.ClaimSubjects).Any()
                    ? $"{Id(evidence.Id)}, offered as evidence, assesses {Id(others)}, not {Id(its)}."
                : IsDid(holder) && IsDid(member.Facts.Issuer) && holder != member.Facts.Issuer
                    ? $"{Id(evidence.Id)}, offered as evidence by {Id(member.Facts.Issuer!)}, was issued to {Id(holder!)}."
                : IsOtherDocument(link, evidence) ? $"The link to {Id(evidence.Id)} states the digest of another document."
                : null;
            yield return new Comparison(fault, [new Place(member.Id, link.Pointer), Whole(evidence)]);
        }
    }

    /// <summary>The facility is the one where it was assessed and made; the numbers are those that were assessed.</summary>
    private static IEnumerable<Comparison> ComparePassport(ChainView chain, Member member, ProductFacts product)
    {
        var itself = new Place(member.Id, member.Facts.SubjectPointer);
        foreach (var assessed in chain.AssessmentsOf(product.Id))
        {
            var facilities = assessed.Assessment.Facilities;
            var fault =
                member.Facts.Facility is { } facility && facilities.Length > 0 && !HasOne(facilities, facility.Id)
                    ? OtherFacility(member, facility, assessed.By, facilities[0])
                : Differ(product, assessed.Assessment.Products)
                    ? $"{Id(assessed.By.Id)} assesses {Id(product.Id)} under other numbers than its passport {Id(member.Id)} has."
                : null;
            yield return new Comparison(fault, [itself, assessed.Place]);
        }

        foreach (var (by, made) in chain.Flows.MakesOf(member, product))
        {
            var fault = made.MadeAt is { } at && member.Facts.Facility is { } facility && at.Id != facility.Id
                ? OtherFacility(member, facility, by, at)
                : null;
            yield return new Comparison(fault, [itself, new Place(by.Id, made.Pointer)]);
        }
    }

    private static IEnumerable<Comparison> CompareHolder(Member member, AttestationFacts approval)
    {
        foreach (var assessment in approval.Assessments)
        {
            if (assessment.Organisation is { } assessed && approval.IssuedTo is { } holder)
            {
                yield return new Comparison(
                    assessed.Id == holder.Id
                        ? null
                        : $"{Id(member.Id)} is issued to {Id(holder.Id)} and assesses {Id(assessed.Id)}.",
                    [new Place(member.Id, assessment.Pointer)]);
            }
        }
    }

    private static string OtherFacility(Member passport, Thing its, Member other, Thing others) =>
        $"The passport {Id(passport.Id)} names the facility {Id(its.Id)}, and {Id(other.Id)} names {Id(others.Id)}.";

    private static bool IsDid(string? id) => id?.StartsWith("did:", StringComparison.Ordinal) == true;

    private static bool HasOne(Thing[] things, string id)
    {
        foreach (var thing in things)
        {
            if (thing.Id == id)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the product is among those assessed under other numbers; the first of that id counts.</summary>
    private static bool Differ(ProductFacts product, ProductFacts[] assessed)
    {
        foreach (var other in assessed)
        {
            if (other.Id == product.Id)
            {
                return Differ(product, other);
            }
        }

        return false;
    }

    private static bool Differ(ProductFacts a, ProductFacts b) =>
        Differ(a.ModelNumber, b.ModelNumber) || Differ(a.BatchNumber, b.BatchNumber) || Differ(a.ItemNumber, b.ItemNumber);

    private static bool Differ(string? a, string? b) => a is not null && b is not null && a != b;

    private static bool IsOtherDocument(LinkFacts link, Member document) =>
        link.Digest is { } stated
        && StatedDigest.FromMultibase(stated) is [{ Algorithm: "sha256" } digest]
        && digest.Value != document.Digest;

    private readonly record struct Comparison(string? Fault, IReadOnlyList<Place> RestsOn);
}
