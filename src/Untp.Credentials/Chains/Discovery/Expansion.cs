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
        facts.Product is { } product ? [new(product.Id, SoughtKind.Product), .. Facility(facts.Facility)]
        : facts.Facility is { } facility ? Facility(facility)
        : facts.Attestation is { } attestation ? (isStart ? attestation.Assessments.SelectMany(Assessed) : [])
        : facts.Events.SelectMany(Involved);

    private static IEnumerable<Sought> Assessed(AssessmentFacts assessment) =>
        [.. assessment.Products.Select(p => new Sought(p.Id, SoughtKind.Product)), .. assessment.Facilities.SelectMany(Facility)];

    /// <summary>Against the stream: what went in, not what came out, which led here.</summary>
    private static IEnumerable<Sought> Involved(EventFacts e) =>
    [
        .. e.Inputs.Select(Product),
        .. e.Moved.Select(Product),
        .. e.Modified.Select(Product),
        .. Facility(e.MadeAt),
        .. Facility(e.From),
        .. Facility(e.To),
        .. Facility(e.ModifiedAt),
    ];

    private static Sought Product(QuantityFacts amount) => new(amount.Product.Id, SoughtKind.Product);

    private static Sought[] Facility(Thing? facility) => facility is null ? [] : [new(facility.Id, SoughtKind.Facility)];
}
