using Untp.Credentials.Chains.Discovery;
using Untp.Credentials.Chains.Facts;

namespace Untp.Credentials.Chains;

/// <summary>Draws the graph of what genuine credentials say.</summary>
internal sealed class GraphBuilder
{
    private readonly OrderedDictionary<string, ChainNode> _nodes;
    private readonly List<ChainEdge> _edges;
    private string _credential = "";

    /// <param name="members">About how many credentials will be drawn: with room from the start, nothing is copied to grow.</param>
    private GraphBuilder(int members)
    {
        _nodes = new OrderedDictionary<string, ChainNode>(2 * members, StringComparer.Ordinal);
        _edges = new List<ChainEdge>(8 * members);
    }

    public static ChainGraph Build(IReadOnlyCollection<Member> members)
    {
        var builder = new GraphBuilder(members.Count);
        foreach (var member in members.Where(m => m.IsGenuine))
        {
            builder.Draw(member.Facts);
        }

        return new ChainGraph([.. builder._nodes.Values], builder._edges);
    }

    private void Draw(CredentialFacts facts)
    {
        _credential = facts.Id;

        // what a credential says of itself counts more than what a link to it calls it
        _nodes[facts.Id] = new ChainNode(facts.Id, facts.Types.Length > 0 ? facts.Types[0] : "VerifiableCredential", facts.Name);
        Link(facts.Id, "issuer", facts.Issuer, "Party", facts.IssuerName);
        if (facts.Product is { } product)
        {
            Link(facts.Id, "credentialSubject", product.Id, "Product", product.Name);
            Link(product.Id, "producedAtFacility", facts.Facility, "Facility");
            DrawClaims(product.Id, facts.Claims);
        }
        else if (facts.Facility is { } facility)
        {
            Link(facts.Id, "credentialSubject", facility, "Facility");
            DrawClaims(facility.Id, facts.Claims);
        }

        if (facts.Identity is { } identity)
        {
            Link(facts.Id, "credentialSubject", identity.Subject, "Party");
            Link(identity.Subject.Id, "registrar", identity.Registrar, "Party");
        }

        if (facts.Attestation is { } attestation)
        {
            DrawAttestation(facts.Id, attestation);
        }

        foreach (var e in facts.Events)
        {
            DrawEvent(facts.Id, e);
        }
    }

    private void DrawClaims(string subject, ClaimFacts[] claims)
    {
        foreach (var claim in claims)
        {
            var id = claim.Id ?? _credential + "#" + claim.Pointer;
            Link(subject, "performanceClaim", id, "Claim", null);
            foreach (var criterion in claim.Criteria)
            {
                Link(id, "referenceCriteria", criterion.Thing, "Criterion");
            }

            foreach (var evidence in claim.Evidence)
            {
                Link(id, "evidence", evidence.Url, "VerifiableCredential", null);
            }
        }
    }

    private void DrawAttestation(string credential, AttestationFacts attestation)
    {
        var id = attestation.Id ?? credential + "#/credentialSubject";
        Link(credential, "credentialSubject", id, "ConformityAttestation", null);
        Link(id, "issuedToParty", attestation.IssuedTo, "Party");
        Link(id, "referenceScheme", attestation.Scheme, "ConformityScheme");
        foreach (var endorsement in attestation.Endorsements)
        {
            Link(id, "authorisation", endorsement.Authority, "Party");
            Link(id, "endorsementEvidence", endorsement.Evidence?.Url, "VerifiableCredential", null);
        }

        foreach (var assessment in attestation.Assessments)
        {
            var part = assessment.Id ?? credential + "#" + assessment.Pointer;
            Link(id, "conformityAssessment", part, "ConformityAssessment", null);
            LinkAll(part, "assessmentCriteria", assessment.Criteria, "Criterion");
            foreach (var product in assessment.Products)
            {
                Link(part, "assessedProduct", product.Id, "Product", product.Name);
            }

            LinkAll(part, "assessedFacility", assessment.Facilities, "Facility");
            Link(part, "assessedOrganisation", assessment.Organisation, "Party");
        }
    }

    private void DrawEvent(string credential, EventFacts e)
    {
        var id = e.Id ?? credential + "#" + e.Pointer;
        Link(credential, "credentialSubject", id, e.IsMake ? "MakeEvent" : e.Moved.Length > 0 ? "MoveEvent" : "ModifyEvent", null);
        LinkProducts(id, "inputProduct", e.Inputs);
        LinkProducts(id, "outputProduct", e.Outputs);
        LinkProducts(id, "movedProduct", e.Moved);
        LinkProducts(id, "modifiedProduct", e.Modified);
        Link(id, "madeAtFacility", e.MadeAt, "Facility");
        Link(id, "fromFacility", e.From, "Facility");
        Link(id, "toFacility", e.To, "Facility");
        Link(id, "modifiedAtFacility", e.ModifiedAt, "Facility");
    }

    private void LinkProducts(string from, string property, QuantityFacts[] amounts)
    {
        foreach (var amount in amounts)
        {
            Link(from, property, amount.Product.Id, "Product", amount.Product.Name);
        }
    }

    private void LinkAll(string from, string property, Thing[] things, string type)
    {
        foreach (var thing in things)
        {
            Link(from, property, thing, type);
        }
    }

    private void Link(string from, string property, Thing? to, string type) => Link(from, property, to?.Id, type, to?.Name);

    private void Link(string from, string property, string? to, string type, string? name)
    {
        if (to is null)
        {
            return;
        }

        if (!_nodes.TryGetValue(to, out var known))
        {
            _nodes[to] = new ChainNode(to, type, name);
        }
        else if (known.Name is null && name is not null)
        {
            _nodes[to] = known with { Name = name };
        }

        _edges.Add(new ChainEdge(from, property, to, _credential));
    }
}
