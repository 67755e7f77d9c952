using System.Net;
using System.Text.Json.Nodes;
using static Gateway.Tests.Conformance.SuiteHost;

namespace Gateway.Tests.Conformance;

/// <summary>
/// Verifiable Credentials Data Model 2.0: each MUST that is for an issuer or a verifier, by its clause, asked of both over HTTP. The
/// verifier is given what somebody else has signed past every check.
/// </summary>
public sealed class VcDataModelTests(SuiteHost suite) : IClassFixture<SuiteHost>
{
    [Theory]
    [InlineData("4.3 a further context is a URL", """{"@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"]}""")]
    [InlineData("4.3 a further context is an object", """{"@context": ["https://www.w3.org/ns/credentials/v2", {"word": "https://a.example/word"}]}""")]
    [InlineData("4.4 an id is not needed", """{"id": null}""")]
    [InlineData("4.4 a subject needs no id", """{"credentialSubject": {"name": "a thing"}}""")]
    [InlineData("4.5 a further type is an absolute URL", """{"type": ["https://a.example/Other", "VerifiableCredential"]}""")]
    [InlineData("4.5 a further type is a term of a context", """{"@context": ["https://www.w3.org/ns/credentials/v2", {"Other": "https://a.example/Other"}], "type": ["VerifiableCredential", "Other"]}""")]
    [InlineData("4.5 a context may give every type a meaning", """{"@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"], "type": ["VerifiableCredential", "Other"]}""")]
    [InlineData("4.6 a name is text", """{"name": "A name", "description": "A description"}""")]
    [InlineData("4.6 a name is a language value", """{"name": {"@value": "Ein Name", "@language": "de", "@direction": "ltr"}}""")]
    [InlineData("4.6 a name is several language values", """{"name": [{"@value": "A name", "@language": "en"}, {"@value": "Ein Name", "@language": "de"}]}""")]
    [InlineData("4.7 an issuer is an object with an id", """{"issuer": {"id": "did:web:gateway.example", "name": "Somebody", "description": "Who issues"}}""")]
    [InlineData("4.8 there may be several subjects", """{"credentialSubject": [{"id": "did:example:a"}, {"id": "did:example:b"}]}""")]
    [InlineData("4.9 a period may have fractions and another zone", """{"validFrom": "2026-01-31T12:00:00.5+02:00", "validUntil": "2027-01-31T12:00:00-05:00"}""")]
    [InlineData("4.11 there may be several schemas", """{"credentialSchema": [{"id": "https://a.example/1.json", "type": "JsonSchema"}, {"id": "https://a.example/2.json", "type": "JsonSchema"}]}""")]
    [InlineData("5.2 what is not known may be there", """{"@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"], "somethingElse": {"x": 1}}""")]
    [InlineData("5.3 a relatedResource with a digest", """{"relatedResource": {"id": "https://a.example/1", "mediaType": "text/plain", "digestSRI": "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}}""")]
    [InlineData("5.4 there may be several refreshServices", """{"refreshService": [{"type": "One", "id": "https://a.example/1"}, {"type": "Other"}]}""")]
    [InlineData("5.5 a termsOfUse may have an id", """{"termsOfUse": {"id": "https://a.example/1", "type": "IssuerPolicy"}}""")]
    [InlineData("5.6 evidence is one or more objects", """{"evidence": [{"type": "One"}, {"id": "https://a.example/1", "type": ["Other"]}]}""")]
    public async Task Is_issued_and_verified(string must, string members)
    {
        var credential = Credential(members);
        var issued = await suite.IssuedAsync(credential, """{"credentialStatus": false}""");
        await AssertVerifiedAsync(must, issued);
        credential["issuer"] ??= "did:web:gateway.example";
        await AssertVerifiedAsync(must, await suite.SignedBySomebodyAsync(credential));
    }

    [Theory]
    [InlineData("1.3 a credential has an issuer", """{"issuer": null}""")]
    [InlineData("4.3 there is an @context", """{"@context": null}""")]
    [InlineData("4.3 the first context is that of version 2", """{"@context": ["https://www.w3.org/ns/credentials/examples/v2", "https://www.w3.org/ns/credentials/v2"]}""")]
    [InlineData("4.3 the first context is none of version 1", """{"@context": ["https://www.w3.org/2018/credentials/v1"]}""")]
    [InlineData("4.3 a further context is a URL or an object", """{"@context": ["https://www.w3.org/ns/credentials/v2", 12]}""")]
    [InlineData("4.3 a further context is no word", """{"@context": ["https://www.w3.org/ns/credentials/v2", "https ://not a url"]}""")]
    [InlineData("4.4 an id is a URL", """{"id": "not a url"}""")]
    [InlineData("4.4 an id is a single one", """{"id": ["https://a.example", "https://b.example"]}""")]
    [InlineData("4.4 an id of a subject is a single URL", """{"credentialSubject": {"id": "no url"}}""")]
    [InlineData("4.4 an id of a subject is no list", """{"credentialSubject": {"id": ["did:example:a", "did:example:b"]}}""")]
    [InlineData("4.5 there is a type", """{"type": null}""")]
    [InlineData("4.5 a type is text", """{"type": [["VerifiableCredential"]]}""")]
    [InlineData("4.5 one type is VerifiableCredential", """{"type": ["Other"]}""")]
    [InlineData("4.5 a type is a term or an absolute URL", """{"type": ["VerifiableCredential", "Other"]}""")]
    [InlineData("4.5 a type is a term that has a meaning", """{"type": ["VerifiableCredential", "Other"], "@context": ["https://www.w3.org/ns/credentials/v2", {"@vocab": null}]}""")]
    [InlineData("4.5 a term is mapped to a URL", """{"@context": ["https://www.w3.org/ns/credentials/v2", {"Other": "https ://no-url#Other"}], "type": ["VerifiableCredential", "Other"]}""")]
    [InlineData("5.2.1 no context redefines a term of the base context", """{"@context": ["https://www.w3.org/ns/credentials/v2", {"VerifiableCredential": "https://a.example/Other"}]}""")]
    [InlineData("5.2.1 no context redefines a protected term of another", """{"@context": ["https://www.w3.org/ns/credentials/v2", {"@protected": true, "word": "https://a.example/1"}, {"word": "https://a.example/2"}]}""")]
    [InlineData("4.3 a further context is one that JSON-LD takes", """{"@context": ["https://www.w3.org/ns/credentials/v2", {"@version": 1.0}]}""")]
    [InlineData("4.5 a status has a type", """{"credentialStatus": {"id": "https://a.example/1"}}""")]
    [InlineData("4.5 a termsOfUse has a type", """{"termsOfUse": {"id": "https://a.example/1"}}""")]
    [InlineData("4.5 evidence has a type", """{"evidence": {"id": "https://a.example/1"}}""")]
    [InlineData("4.6 a name is text or a language value", """{"name": 4}""")]
    [InlineData("4.6 a name in a language has its text", """{"name": {"@language": "en"}}""")]
    [InlineData("4.6 a name in a language has no more than three members", """{"name": {"@value": "a", "@language": "en", "url": "x"}}""")]
    [InlineData("11.1 a language is a well-formed tag", """{"name": {"@value": "a", "@language": "not a tag"}}""")]
    [InlineData("11.1 a direction is ltr or rtl", """{"description": {"@value": "a", "@direction": "up"}}""")]
    [InlineData("11.1 each of several language values is one", """{"name": ["a", {"@value": "a", "@language": ""}]}""")]
    [InlineData("4.6 a description is text or a language value", """{"description": ["a", 4]}""")]
    [InlineData("4.7 an issuer is a URL", """{"issuer": "not a url"}""")]
    [InlineData("4.7 an issuer that is an object has an id", """{"issuer": {"name": "somebody"}}""")]
    [InlineData("4.7 an issuer is no list", """{"issuer": ["did:web:gateway.example"]}""")]
    [InlineData("4.7 an issuer's name is text or a language value", """{"issuer": {"id": "did:web:gateway.example", "name": {"x": 1}}}""")]
    [InlineData("4.8 there is a credentialSubject", """{"credentialSubject": null}""")]
    [InlineData("4.8 a subject says something", """{"credentialSubject": {}}""")]
    [InlineData("4.8 each subject says something", """{"credentialSubject": [{"id": "did:example:a"}, {}]}""")]
    [InlineData("4.8 a subject is an object", """{"credentialSubject": "did:example:a"}""")]
    [InlineData("4.9 validFrom is a dateTimeStamp", """{"validFrom": "2026-01-31"}""")]
    [InlineData("4.9 validFrom has a time zone", """{"validFrom": "2026-01-31T12:00:00"}""")]
    [InlineData("4.9 validUntil is a dateTimeStamp", """{"validUntil": "tomorrow"}""")]
    [InlineData("4.9 validUntil is not before validFrom", """{"validFrom": "2026-02-01T00:00:00Z", "validUntil": "2026-01-01T00:00:00Z"}""")]
    [InlineData("4.10 a status is an object", """{"credentialStatus": "https://a.example/1"}""")]
    [InlineData("4.10 an id of a status is a URL", """{"credentialStatus": {"id": "no url", "type": "BitstringStatusListEntry", "statusPurpose": "revocation"}}""")]
    [InlineData("4.11 a schema has a type", """{"credentialSchema": {"id": "https://a.example/schema.json"}}""")]
    [InlineData("4.11 a schema has an id", """{"credentialSchema": {"type": "JsonSchema"}}""")]
    [InlineData("4.11 an id of a schema is a URL", """{"credentialSchema": {"id": 4, "type": "JsonSchema"}}""")]
    [InlineData("5.3 a relatedResource is an object", """{"relatedResource": ["https://a.example/1"]}""")]
    [InlineData("5.3 a relatedResource has an id", """{"relatedResource": {"digestSRI": "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}}""")]
    [InlineData("5.3 a relatedResource has a digest", """{"relatedResource": {"id": "https://a.example/1"}}""")]
    [InlineData("5.3 each relatedResource has an id of its own", """{"relatedResource": [{"id": "https://a.example/1", "digestSRI": "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}, {"id": "https://a.example/1", "digestSRI": "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}]}""")]
    [InlineData("5.3 a digest is that of the resource", """{"relatedResource": {"id": "https://www.w3.org/ns/credentials/v2", "digestSRI": "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}}""")]
    [InlineData("5.4 a refreshService has a type", """{"refreshService": {"id": "https://a.example/1"}}""")]
    [InlineData("5.5 each termsOfUse has a type", """{"termsOfUse": [{"type": "IssuerPolicy"}, {"id": "https://a.example/1"}]}""")]
    [InlineData("5.10 a confidenceMethod has a type", """{"confidenceMethod": {"id": "https://a.example/1"}}""")]
    [InlineData("5.10 a renderMethod has a type", """{"renderMethod": [{"id": "https://a.example/1"}]}""")]
    [InlineData("5.6 evidence is objects", """{"evidence": ["https://a.example/1"]}""")]
    public async Task Is_neither_issued_nor_verified(string must, string members)
    {
        var credential = Credential(members);
        var member = JsonNode.Parse(members)!.AsObject().First().Key;
        await AssertRefusedAsync(must, member, credential);

        var (status, report) = await suite.VerifyAsync(await suite.SignedBySomebodyAsync(credential));
        Assert.True(status == HttpStatusCode.UnprocessableEntity && !(bool)report["verified"]!, $"{must}: {report}");
        Assert.Contains(Pointers(report), pointer => pointer.Contains(member == "validFrom" ? "/valid" : "/" + member, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("4.13 a presentation has a type", """{"type": null}""", "/type")]
    [InlineData("4.13 one type is VerifiablePresentation", """{"type": ["Other"]}""", "/type")]
    [InlineData("4.5 a type is a term or an absolute URL", """{"type": ["VerifiablePresentation", "Other"]}""", "/type/1")]
    [InlineData("4.13 an id is a URL", """{"id": "no url"}""", "/id")]
    [InlineData("4.13 there is an @context", """{"@context": null}""", "/@context")]
    [InlineData("4.13 a holder that is an object has an id", """{"holder": {"name": "x"}}""", "/holder/id")]
    [InlineData("4.13 a holder is a URL", """{"holder": 4}""", "/holder")]
    [InlineData("4.13 a credential is no token alone", """{"verifiableCredential": ["a.b.c"]}""", "/verifiableCredential/0")]
    [InlineData("4.13 a credential is no number", """{"verifiableCredential": 4}""", "/verifiableCredential")]
    [InlineData("5.5 each termsOfUse has a type", """{"termsOfUse": {"id": "https://a.example/1"}}""", "/termsOfUse/type")]
    public async Task A_presentation_is_neither_signed_nor_verified(string must, string members, string pointer)
    {
        var presentation = With(Presentation(), members);
        var (signed, refusal) = await suite.PostAsync("/presentations/prove", new JsonObject { ["presentation"] = presentation.DeepClone() });
        Assert.True(signed == HttpStatusCode.UnprocessableEntity, $"{must}: {refusal}");
        Assert.Contains(pointer, Pointers(refusal));

        var (status, report) = await suite.VerifyPresentationAsync(presentation);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains(pointer, Pointers(report));
    }

    [Theory]
    [InlineData("4.13 the least presentation", "{}")]
    [InlineData("4.13 an id", """{"id": "urn:uuid:3978344f-8596-4c3a-a978-8fcaba3903c5"}""")]
    [InlineData("4.13 more types", """{"type": ["VerifiablePresentation", "https://a.example/Other"]}""")]
    [InlineData("4.13 a further type is a term of a context", """{"@context": ["https://www.w3.org/ns/credentials/v2", {"Other": "https://a.example/Other"}], "type": ["VerifiablePresentation", "Other"]}""")]
    [InlineData("4.13 a holder that is an object", """{"holder": {"id": "did:web:gateway.example"}}""")]
    public async Task A_presentation_is_signed_and_verified(string must, string members)
    {
        foreach (var options in new[] { """{"type": "vp+jwt"}""", """{"cryptosuite": "eddsa-jcs-2022"}""" })
        {
            var signed = await ProvenAsync(With(Presentation(), members), options);
            var (status, report) = await suite.VerifyPresentationAsync(signed);
            Assert.True(status == HttpStatusCode.OK, $"{must}: {report}");
        }
    }

    /// <summary>Clauses 4.13.1 and 4.13.2.</summary>
    [Theory]
    [InlineData("@context", "[]")]
    [InlineData("@context", "[\"https://www.w3.org/ns/credentials/examples/v2\"]")]
    [InlineData("@context", null)]
    [InlineData("id", "\"a.b.c\"")]
    [InlineData("id", null)]
    [InlineData("type", "\"VerifiableCredential\"")]
    [InlineData("type", "[\"VerifiablePresentation\"]")]
    [InlineData("type", null)]
    public async Task An_envelope_has_the_context_a_data_url_and_the_type(string member, string? value)
    {
        var credential = await suite.IssuedAsync(Credential(), """{"credentialStatus": false}""");
        var presentation = await ProvenAsync(Presentation(), """{"type": "vp+jwt"}""");
        Assert.Equal(HttpStatusCode.OK, (await suite.VerifyAsync(credential)).Status);
        Assert.Equal(HttpStatusCode.OK, (await suite.VerifyPresentationAsync(presentation)).Status);
        foreach (var envelope in new[] { credential, presentation })
        {
            envelope.AsObject().Remove(member);
            if (value is not null)
            {
                envelope[member] = JsonNode.Parse(value);
            }
        }

        Assert.True((int)(await suite.VerifyAsync(credential)).Status is 400 or 422);
        Assert.True((int)(await suite.VerifyPresentationAsync(presentation)).Status is 400 or 422);
    }

    /// <summary>Clause 4.13.4.</summary>
    [Theory]
    [InlineData("did:web:gateway.example", "did:web:gateway.example", true)]
    [InlineData(null, "did:web:gateway.example", false)]
    [InlineData("did:web:gateway.example", "did:example:acme", false)]
    public async Task A_claim_of_the_holders_own_is_secured_by_the_presentation_that_names_him(string? holder, string issuer, bool holds)
    {
        var presentation = Presentation();
        presentation["verifiableCredential"] = new JsonArray(Credential($$"""{"issuer": "{{IssuingHostRoot}}"}"""));
        var signed = await ProvenAsync(presentation, """{"cryptosuite": "eddsa-jcs-2022"}""");
        var isAsSigned = holder == IssuingHostRoot && issuer == IssuingHostRoot;
        if (!isAsSigned)
        {
            signed.AsObject().Remove("holder");
            signed["verifiableCredential"]![0]!["issuer"] = issuer;
            if (holder is not null)
            {
                signed["holder"] = holder;
            }
        }

        var (status, report) = await suite.VerifyPresentationAsync(signed);
        Assert.True(status == (holds ? HttpStatusCode.OK : HttpStatusCode.UnprocessableEntity), report.ToJsonString());
    }

    /// <summary>An RDF suite signs statements; what is read of such a claim might be none of them.</summary>
    [Theory]
    [InlineData("eddsa-jcs-2022", HttpStatusCode.OK)]
    [InlineData("eddsa-rdfc-2022", HttpStatusCode.UnprocessableEntity)]
    [Trait("Threat", "8")]
    public async Task A_claim_of_the_holders_own_is_secured_only_by_a_proof_that_covers_its_bytes(string suiteName, HttpStatusCode expected)
    {
        var presentation = Presentation();
        presentation["verifiableCredential"] = new JsonArray(Credential($$"""{"issuer": "{{IssuingHostRoot}}"}"""));
        var signed = await ProvenAsync(presentation, $$"""{"cryptosuite": "{{suiteName}}"}""");

        var (status, report) = await suite.VerifyPresentationAsync(signed);
        Assert.True(status == expected, report.ToJsonString());
    }

    /// <summary>The same where nothing but the holder is missing when it is signed: the issuer does not make such a one.</summary>
    [Fact]
    public async Task A_credential_without_proof_by_another_is_not_presented()
    {
        var presentation = Presentation();
        presentation["verifiableCredential"] = new JsonArray(Credential("""{"issuer": "did:example:acme"}"""));
        var (status, refusal) = await suite.PostAsync("/presentations/prove", new JsonObject { ["presentation"] = presentation });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "/verifiableCredential/0"), (status, Assert.Single(Pointers(refusal))));
    }

    /// <summary>Clause 7.1: status, proof, and an error with a type where one fails.</summary>
    [Fact]
    public async Task Verification_fails_with_a_typed_problem_where_the_proof_does_not_hold()
    {
        var issued = await suite.IssuedAsync(Credential(), """{"cryptosuite": "eddsa-jcs-2022", "credentialStatus": false}""");
        await AssertVerifiedAsync("7.1", issued);
        issued["proof"]!["proofValue"] = "z5nmMBw2u9TGKd9NxxHJtyZKgjN2Eh";
        var (status, report) = await suite.VerifyAsync(issued);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        var problem = report["checks"]!.AsArray().Single(c => (string?)c!["check"] == "proof")!["problems"]![0]!;
        Assert.StartsWith("https://w3id.org/security#", (string?)problem["type"], StringComparison.Ordinal);
        Assert.NotNull((string?)problem["title"]);
        Assert.NotNull((string?)problem["detail"]);
    }

    /// <summary>Clause 4.9: the period is that of the look.</summary>
    [Theory]
    [InlineData("""{"validFrom": "2099-01-01T00:00:00Z"}""")]
    [InlineData("""{"validUntil": "2001-01-01T00:00:00Z"}""")]
    public async Task One_that_is_not_in_force_is_not_verified(string members)
    {
        var (status, report) = await suite.VerifyAsync(await suite.SignedBySomebodyAsync(Credential(members)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("RANGE_ERROR", report.ToJsonString(), StringComparison.Ordinal);
    }

    /// <summary>Clause 5.2.1: no context gives a word of the base context another meaning.</summary>
    [Theory]
    [InlineData("""{"@context": ["https://www.w3.org/ns/credentials/v2", {"VerifiableCredential": "https://a.example/Other"}]}""")]
    [InlineData("""{"@context": ["https://www.w3.org/ns/credentials/v2", {"type": "https://a.example/type"}]}""")]
    public async Task A_context_that_redefines_a_protected_term_is_refused(string members)
    {
        var (status, answer) = await suite.IssueAsync(Credential(members), """{"cryptosuite": "eddsa-rdfc-2022"}""");
        Assert.True(status == HttpStatusCode.UnprocessableEntity, answer.ToJsonString());
    }

    private const string IssuingHostRoot = Issuing.IssuingHost.Root;

    private static JsonObject Presentation() => Issuing.PresentationTests.Presentation(IssuingHostRoot);

    private static JsonObject With(JsonObject document, string members)
    {
        foreach (var (name, value) in JsonNode.Parse(members)!.AsObject())
        {
            document.Remove(name);
            if (value is not null)
            {
                document[name] = value.DeepClone();
            }
        }

        return document;
    }

    private async Task<JsonNode> ProvenAsync(JsonObject presentation, string options)
    {
        var (status, answer) = await suite.PostAsync(
            "/presentations/prove", new JsonObject { ["presentation"] = presentation.DeepClone(), ["options"] = JsonNode.Parse(options) });
        Assert.True(status == HttpStatusCode.Created, answer.ToJsonString());
        return answer["verifiablePresentation"]!;
    }

    private async Task AssertRefusedAsync(string must, string member, JsonObject credential)
    {
        var (status, refusal) = await suite.IssueAsync(credential);
        Assert.True(status == HttpStatusCode.UnprocessableEntity, $"{must}: {refusal}");
        Assert.Contains(Pointers(refusal), pointer => pointer.Contains(member == "validFrom" ? "/valid" : "/" + member, StringComparison.Ordinal));
    }

    private async Task AssertVerifiedAsync(string must, JsonNode credential)
    {
        var (status, report) = await suite.VerifyAsync(credential);
        Assert.True(status == HttpStatusCode.OK && (bool)report["verified"]!, $"{must}: {report}");
    }
}
