using Untp.Credentials.Chains.Facts;

namespace Untp.Credentials.Chains.Discovery;

/// <summary>What to look for next, once a credential has proven genuine: questions, each with the link that asks it, if any.</summary>
/// <param name="sought">What is looked for already, and most of what a credential asks is.</param>
internal sealed class Expansion(HashSet<Sought> sought)
{
    private List<(Sought Sought, LinkFacts? Link)>? _leads;

    /// <summary>
    /// Its issuer, what its links lead to, and the things that it is about, without what is looked for already; null for nothing.
    /// </summary>
    public static List<(Sought Sought, LinkFacts? Link)>? Of(Member member, HashSet<Sought> sought)
    {
        var (facts, expansion) = (member.Facts, new Expansion(sought));
        if (facts.Issuer is { } issuer)
        {
            expansion.Add(issuer, SoughtKind.Party);
        }

        foreach (var link in facts.Links)
        {
            expansion.Add(link.Url, SoughtKind.Credential, link);
        }

        expansion.AddThings(facts, member.Want.Depth == 0);
        return expansion._leads;
    }

    private void AddThings(CredentialFacts facts, bool isStart)
    {
        Add(facts.Product?.Id, SoughtKind.Product);
        Add(facts.Facility?.Id, SoughtKind.Facility);
        foreach (var assessment in isStart ? facts.Attestation?.Assessments ?? [] : [])
        {
            AddAssessed(assessment);
        }

        foreach (var e in facts.Events)
        {
            AddInvolved(e);
        }
    }

    private void AddAssessed(AssessmentFacts assessment)
    {
        foreach (var product in assessment.Products)
        {
            Add(product.Id, SoughtKind.Product);
        }

        foreach (var facility in assessment.Facilities)
        {
            Add(facility.Id, SoughtKind.Facility);
        }
    }

    /// <summary>Against the stream: what went in, not what came out, which led here.</summary>
    private void AddInvolved(EventFacts e)
    {
        AddProducts(e.Inputs);
        AddProducts(e.Moved);
        AddProducts(e.Modified);
        foreach (var facility in (ReadOnlySpan<Thing?>)[e.MadeAt, e.From, e.To, e.ModifiedAt])
        {
            Add(facility?.Id, SoughtKind.Facility);
        }
    }

    private void AddProducts(QuantityFacts[] amounts)
    {
        foreach (var amount in amounts)
        {
            Add(amount.Product.Id, SoughtKind.Product);
        }
    }

    private void Add(string? identifier, SoughtKind kind, LinkFacts? link = null)
    {
        if (identifier is not null && new Sought(identifier, kind) is var lead && !sought.Contains(lead))
        {
            (_leads ??= []).Add((lead, link));
        }
    }
}
