namespace Untp.Credentials.Chains.Facts;

/// <summary>Takes out of a credential what chains are made of. Reads any shape; says nothing about whether it holds.</summary>
internal static class FactsReader
{
    private const string Subject = "credentialSubject";

    /// <summary>The facts of a credential that is known under this id.</summary>
    public static CredentialFacts Read(Credential credential, string id, TextPool texts)
    {
        var claims = new Node(credential.Claims, "", texts);
        var links = new LinkReader();
        var issuer = claims.Child("issuer");
        var name = issuer.Text("id") is { } known && known == credential.Issuer ? known : credential.Issuer;
        var facts = new CredentialFacts(id, name, issuer.Text("name"), claims.List("type"))
        {
            Name = claims.Text("name"),
            ValidFrom = claims.Time("validFrom"),
            ValidUntil = claims.Time("validUntil"),
        };
        foreach (var subject in claims.Each(Subject, static subject => subject))
        {
            links.Add(subject, "evidence");
            links.Add(subject, "relatedDocument");
        }

        facts = (facts.Types.Contains("DigitalTraceabilityEvent")
            ? facts with { Events = claims.Each(Subject, EventReader.Read) }
            : ReadSubject(facts, claims, links)) with
        {
            Links = links.All,
        };
        return facts with { Answers = [.. Answers.Of(facts).Distinct()] };
    }

    /// <summary>Of several subjects the first is read.</summary>
    private static CredentialFacts ReadSubject(CredentialFacts facts, Node claims, LinkReader links)
    {
        var subject = claims.Child(Subject);
        return !subject.IsThere ? facts
        : facts.Types.Contains("DigitalProductPassport") ? facts with
        {
            Product = EventReader.Product(subject),
            Facility = subject.Thing("producedAtFacility"),
            Claims = ClaimReader.Claims(subject, links),
        }
        : facts.Types.Contains("DigitalFacilityRecord") ? facts with
        {
            Facility = subject.Text("id") is { Length: > 0 } id ? new Thing(id, subject.Text("name"), subject.Pointer) : null,
            Claims = ClaimReader.Claims(subject, links),
        }
        : facts.Types.Contains("DigitalConformityCredential") ? facts with { Attestation = AttestationReader.Read(subject, links) }
        : facts.Types.Contains("DigitalIdentityAnchor") ? facts with { Identity = Identity(subject) }
        : facts;
    }

    private static IdentityFacts? Identity(Node subject) =>
        subject.Text("id") is { Length: > 0 } id
            ? new IdentityFacts(
                new Thing(id, subject.Text("registeredName"), subject.Pointer),
                subject.Text("registeredId"),
                subject.Text("publicInformation"),
                subject.Thing("registrar"))
            : null;
}
