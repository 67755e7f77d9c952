using System.Text.Json;

namespace Untp.Credentials.Chains.Facts;

/// <summary>Takes out of a credential what chains are made of. Reads any shape; says nothing about whether it holds.</summary>
internal static class FactsReader
{
    private const string Subject = "credentialSubject";

    /// <summary>The facts of a credential that is known under this id.</summary>
    public static CredentialFacts Read(Credential credential, string id)
    {
        var claims = credential.Claims;
        var links = new LinkReader();
        var facts = new CredentialFacts(id, credential.Issuer, IssuerName(claims), credential.Types)
        {
            Name = claims.Text("name"),
            ValidFrom = claims.Time("validFrom"),
            ValidUntil = claims.Time("validUntil"),
        };
        var subjects = claims.Each(Subject, "");
        foreach (var (subject, at) in subjects)
        {
            links.Add(subject, at, "evidence");
            links.Add(subject, at, "relatedDocument");
        }

        facts = ReadSubjects(facts, subjects, links) with { Links = links.All };
        return facts with { Answers = [.. Answers.Of(facts).Distinct()] };
    }

    private static CredentialFacts ReadSubjects(
        CredentialFacts facts, List<(JsonElement Value, string Pointer)> subjects, LinkReader links)
    {
        if (facts.Types.Contains("DigitalTraceabilityEvent"))
        {
            return facts with { Events = subjects.ConvertAll(s => EventReader.Read(s.Value, s.Pointer)) };
        }

        if (subjects.Count == 0)
        {
            return facts;
        }

        var (subject, at) = subjects[0];
        return facts.Types.Contains("DigitalProductPassport") ? facts with
        {
            Product = EventReader.Product(subject, at),
            Facility = subject.Thing("producedAtFacility", at),
            Claims = ClaimReader.Claims(subject, at, links),
        }
        : facts.Types.Contains("DigitalFacilityRecord") ? facts with
        {
            Facility = subject.Text("id") is { Length: > 0 } id ? new Thing(id, subject.Text("name"), at) : null,
            Claims = ClaimReader.Claims(subject, at, links),
        }
        : facts.Types.Contains("DigitalConformityCredential") ? facts with { Attestation = AttestationReader.Read(subject, at, links) }
        : facts.Types.Contains("DigitalIdentityAnchor") ? facts with { Identity = Identity(subject, at) }
        : facts;
    }

    private static IdentityFacts? Identity(JsonElement subject, string at) =>
        subject.Text("id") is { Length: > 0 } id
            ? new IdentityFacts(
                new Thing(id, subject.Text("registeredName"), at),
                subject.Text("registeredId"),
                subject.Text("publicInformation"),
                subject.Thing("registrar", at))
            : null;

    private static string? IssuerName(JsonElement claims) =>
        claims.TryGetProperty("issuer", out var issuer) ? issuer.Text("name") : null;
}
