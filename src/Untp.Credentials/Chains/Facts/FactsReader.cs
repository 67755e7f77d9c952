namespace Untp.Credentials.Chains.Facts;

/// <summary>Takes out of a credential what chains are made of. Reads any shape; says nothing about whether it holds.</summary>
internal static class FactsReader
{
    private const string Subject = "credentialSubject";
    private const string Event = "DigitalTraceabilityEvent";
    private const string Passport = "DigitalProductPassport";
    private const string Record = "DigitalFacilityRecord";
    private const string Conformity = "DigitalConformityCredential";
    private const string Anchor = "DigitalIdentityAnchor";

    /// <summary>A credential of several of these is read as the first.</summary>
    private static readonly string[] s_kinds = [Event, Passport, Record, Conformity, Anchor];

    /// <summary>The facts of a credential that is known under this id.</summary>
    public static CredentialFacts Read(Credential credential, string id, TextPool texts)
    {
        var claims = new Node(credential.Claims, "", texts);
        var links = new LinkReader();
        var issuer = claims.Thing("issuer"u8);
        var name = issuer?.Id == credential.Issuer ? issuer?.Id : credential.Issuer;
        foreach (var each in claims.Objects(Subject))
        {
            links.Add(each, "evidence");
            links.Add(each, "relatedDocument");
        }

        // of several subjects the first is read, but every event
        var types = claims.List("type"u8);
        var kind = KindOf(types);
        var subject = claims.Child(Subject);
        return new CredentialFacts(id, name, issuer?.Name, types)
        {
            Name = claims.Text("name"u8),
            ValidFrom = claims.Time("validFrom"u8),
            ValidUntil = claims.Time("validUntil"u8),
            SubjectPointer = subject.Pointer,
            Product = kind == Passport ? EventReader.Product(subject) : null,
            Facility = kind == Passport ? subject.Thing("producedAtFacility"u8) : kind == Record ? subject.ToThing() : null,
            Claims = kind is Passport or Record ? ClaimReader.Claims(subject, links) : [],
            Attestation = kind == Conformity && subject.IsThere ? AttestationReader.Read(subject, links) : null,
            Identity = kind == Anchor ? Identity(subject) : null,
            Events = kind == Event ? claims.Each(Subject, EventReader.Read) : [],
            Links = links.All,
        };
    }

    private static string? KindOf(string[] types)
    {
        foreach (var kind in s_kinds)
        {
            if (types.Contains(kind))
            {
                return kind;
            }
        }

        return null;
    }

    private static IdentityFacts? Identity(Node subject) =>
        subject.ReadThing("registeredName"u8) is { } thing
            ? new IdentityFacts(
                thing,
                subject.Text("registeredId"u8),
                subject.Text("publicInformation"u8),
                subject.Thing("registrar"u8))
            : null;
}
