using Untp.Credentials.Chains.Facts;

namespace Untp.Credentials.Chains.Discovery;

/// <summary>What to look for next, once a credential has proven genuine.</summary>
internal static class Expansion
{
    /// <summary>Its issuer, what its links lead to, and the things that it is about.</summary>
    public static void Of(Member member, Action<Want> lookFor)
    {
        var facts = member.Facts;
        var depth = member.Want.Depth + 1;
        void Look(string id, SoughtKind kind, Place? from = null) =>
            lookFor(new Want(new Sought(id, kind), depth, CredentialSource.Link, from));
        if (facts.Issuer is { } issuer)
        {
            Look(issuer, SoughtKind.Party);
        }

        foreach (var link in facts.Links)
        {
            Look(link.Url, SoughtKind.Credential, new Place(member.Id, link.Pointer));
        }

        foreach (var sought in Things(facts, member.Want.Depth == 0))
        {
            Look(sought.Identifier, sought.Kind);
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
