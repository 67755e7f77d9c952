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
        var subjects = claims.Each(Subject);
        foreach (var subject in subjects)
        {
            links.Add(subject, "evidence");
            links.Add(subject, "relatedDocument");
        }

        facts = ReadSubjects(facts, subjects, links) with { Links = links.All };
        return facts with { Answers = [.. Answers.Of(facts).Distinct()] };
    }

    private static CredentialFacts ReadSubjects(CredentialFacts facts, IReadOnlyList<Node> subjects, LinkReader links)
    {
        if (facts.Types.Contains("DigitalTraceabilityEvent"))
        {
            return facts with { Events = [.. subjects.Select(EventReader.Read)] };
        }

        if (subjects.Count == 0)
        {
            return facts;
        }

        var subject = subjects[0];
        return facts.Types.Contains("DigitalProductPassport") ? facts with
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
