using Untp.Credentials.Chains.Facts;

namespace Untp.Credentials.Chains.Discovery;

/// <summary>What to look for next, once a credential has proven genuine: questions, each with the link that asks it, if any.</summary>
internal sealed class Expansion
{
    private readonly List<(Sought Sought, LinkFacts? Link)> _leads = [];

    /// <summary>Its issuer, what its links lead to, and the things that it is about.</summary>
    public static List<(Sought Sought, LinkFacts? Link)> Of(Member member)
    {
        var (facts, expansion) = (member.Facts, new Expansion());
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
            Array.ForEach(assessment.Products, product => Add(product.Id, SoughtKind.Product));
            Array.ForEach(assessment.Facilities, facility => Add(facility.Id, SoughtKind.Facility));
        }

        Array.ForEach(facts.Events, AddInvolved);
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
        if (identifier is not null)
        {
            _leads.Add((new Sought(identifier, kind), link));
        }
    }
}
