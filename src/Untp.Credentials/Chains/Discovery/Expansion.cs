using Untp.Credentials.Chains.Facts;

namespace Untp.Credentials.Chains.Discovery;

/// <summary>What to look for next, once a credential has proven genuine.</summary>
internal static class Expansion
{
    /// <summary>Its issuer, what its links lead to, and the things that it is about; each with the link that leads there, if any.</summary>
    public static IEnumerable<(Sought Sought, LinkFacts? Link)> Of(Member member)
    {
        var facts = member.Facts;
        if (facts.Issuer is { } issuer)
        {
            yield return (new Sought(issuer, SoughtKind.Party), null);
        }

        foreach (var link in facts.Links)
        {
            yield return (new Sought(link.Url, SoughtKind.Credential), link);
        }

        foreach (var sought in Things(facts, member.Want.Depth == 0))
        {
            yield return (sought, null);
        }
    }

    private static IEnumerable<Sought> Things(CredentialFacts facts, bool isStart) =>
        facts.Product is { } product ? [new(product.Id, SoughtKind.Product), .. Facilities([facts.Facility])]
        : facts.Facility is { } facility ? Facilities([facility])
        : facts.Attestation is { } attestation ? (isStart ? attestation.Assessments.SelectMany(Assessed) : [])
        : facts.Events.SelectMany(Involved);

    private static IEnumerable<Sought> Assessed(AssessmentFacts assessment) =>
        [.. assessment.Products.Select(p => new Sought(p.Id, SoughtKind.Product)), .. Facilities(assessment.Facilities)];

    /// <summary>Against the stream: what went in, not what came out, which led here.</summary>
    private static IEnumerable<Sought> Involved(EventFacts e) =>
        e.Inputs.Concat(e.Moved).Concat(e.Modified).Select(p => new Sought(p.Product.Id, SoughtKind.Product))
            .Concat(Facilities([e.MadeAt, e.From, e.To, e.ModifiedAt]));

    private static IEnumerable<Sought> Facilities(IEnumerable<Thing?> facilities) =>
        facilities.OfType<Thing>().Select(f => new Sought(f.Id, SoughtKind.Facility));
}
