using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Untp.Credentials.Tests;

/// <summary>Reading a credential: what is kept, and in which forms it comes.</summary>
public sealed class CredentialTests
{
    private const string Token = "eyJhbGciOiJFZERTQSJ9.eyJpZCI6InVybjp4OjEiLCJpc3N1ZXIiOnsiaWQiOiJkaWQ6d2ViOmEuZXhhbXBsZSJ9fQ.c2ln";

    [Fact]
    public void Reads_the_members_that_everything_else_needs()
    {
        using var credential = Given.Credential(Given.MinimalClaims());

        Assert.Equal("https://issuer.example.com/credentials/1", credential.Id);
        Assert.Equal("did:web:issuer.example.com", credential.Issuer);
        Assert.Equal(["VerifiableCredential"], credential.Types);
        Assert.Equal(["https://www.w3.org/ns/credentials/v2"], credential.Contexts);
        Assert.Null(credential.Envelope);
    }

    [Fact]
    public void Reads_a_token_and_keeps_its_bytes()
    {
        using var credential = Given.Credential(Token, MediaTypes.VcJwt);

        Assert.Equal(Token, Encoding.ASCII.GetString(credential.Bytes.Span));
        Assert.Equal("did:web:a.example", credential.Issuer);
        Assert.Equal("EdDSA", credential.Envelope!.HeaderString("alg"));
        Assert.Equal(Token[..Token.LastIndexOf('.')], Encoding.ASCII.GetString(credential.Envelope.SigningInput.Span));
    }

    [Theory]
    [InlineData("data:application/vc+jwt,")]
    [InlineData("data:application\\/vc+jwt,")]
    public void Opens_an_enveloped_credential_and_keeps_the_envelope(string scheme)
    {
        var body = Enveloped($"{scheme}{Token}");
        using var credential = Given.Credential(body, MediaTypes.Json);

        Assert.Equal(body, Encoding.UTF8.GetString(credential.Bytes.Span));
        Assert.Equal("urn:x:1", credential.Id);
        Assert.NotNull(credential.Envelope);
    }

    [Fact]
    public void Reads_a_credential_that_is_part_of_a_request()
    {
        var envelope = Enveloped($"data:application/vc+jwt,{Token}");
        var body = Encoding.UTF8.GetBytes($$"""{"a": {{envelope}}, "b": "{{Token}}", "c": {"id": "urn:x:2"} }""");
        using var document = JsonDocument.Parse(body);

        Assert.Equal("urn:x:1", Read("a").Id);
        Assert.Equal("urn:x:1", Read("b").Id);
        Assert.Equal("""{"id": "urn:x:2"}""", Encoding.UTF8.GetString(Read("c").Bytes.Span));

        Credential Read(string name)
        {
            var part = document.RootElement.GetProperty(name);
            Assert.True(Credential.TryParse(part, body, ParsingLimits.Default, out var credential, out _));
            return credential;
        }
    }

    [Theory]
    [InlineData("data:application/vc+ld+jwt,a.b.c")]
    [InlineData("https://example.com/a.b.c")]
    [InlineData("data:application/vc+jwt,a.b")]
    public void Refuses_an_envelope_without_a_token(string id) =>
        AssertUnreadable(Enveloped(id), MediaTypes.Vc);

    /// <summary>The token around which these stand is in order, and would be served with them.</summary>
    [Theory, Trait("Threat", "8")]
    [InlineData("credentialSubject", """{"id":"urn:x:2"}""", "/credentialSubject")]
    [InlineData("issuer", "\"did:web:other.example\"", "/issuer")]
    [InlineData("proof", """{"type":"DataIntegrityProof"}""", "/proof")]
    [InlineData("a/b", "1", "/a~1b")]
    [InlineData("@context", """["https://www.w3.org/ns/credentials/v2",{"@vocab":"https://other.example/"}]""", "/@context")]
    [InlineData("@context", "[]", "/@context")]
    [InlineData("type", """["EnvelopedVerifiableCredential","DigitalProductPassport"]""", "/type")]
    public void Refuses_an_envelope_that_says_what_nobody_signed(string member, string value, string pointer)
    {
        var envelope = JsonNode.Parse(Enveloped($"data:application/vc+jwt,{Token}"))!.AsObject();
        Given.Credential(envelope).Dispose();
        envelope[member] = JsonNode.Parse(value);

        Assert.Equal(pointer, AssertUnreadable(envelope.ToJsonString(), MediaTypes.Vc).Pointer);
    }

    [Theory, Trait("Threat", "10")]
    [InlineData("""{"alg":"EdDSA"}""", """{"id":"urn:x:1","id":"urn:x:2"}""")]
    [InlineData("""{"alg":"none","alg":"EdDSA"}""", """{"id":"urn:x:1"}""")]
    [InlineData("""{"alg":"EdDSA"}""", "[]")]
    [InlineData("[]", "{}")]
    [InlineData("nope", "{}")]
    public void Refuses_a_token_whose_header_or_payload_is_no_strict_JSON_object(string header, string payload) =>
        AssertUnreadable($"{Encode(header)}.{Encode(payload)}.c2ln", MediaTypes.VcJwt);

    [Theory]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("null")]
    [InlineData("{\"type\": \"EnvelopedVerifiableCredential\"}")]
    public void Refuses_what_is_no_credential_object(string body) => AssertUnreadable(body, MediaTypes.Vc);

    [Theory]
    [InlineData("""{"issuer": 5, "type": {"a": 1}, "@context": "x", "id": ["y"]}""")]
    [InlineData("""{"issuer": {"id": {}}, "type": [1, null], "@context": [{}]}""")]
    public void Leaves_malformed_members_to_the_checks(string body)
    {
        using var credential = Given.Credential(body, MediaTypes.Vc);

        Assert.Null(credential.Issuer);
        Assert.Null(credential.Id);
        Assert.Empty(credential.Types);
    }

    [Fact, Trait("Threat", "4")]
    public void Two_forms_of_the_same_claims_have_one_claims_digest()
    {
        var claims = Given.MinimalClaims();
        using var bare = Given.Credential(claims);
        claims["proof"] = new JsonObject { ["type"] = "DataIntegrityProof" };
        using var embedded = Given.Credential(claims);
        claims.Remove("proof");
        claims["iss"] = "did:web:issuer.example.com";
        using var token = Given.Credential($"{Encode("{\"alg\":\"EdDSA\"}")}.{Encode(claims.ToJsonString())}.c2ln", MediaTypes.VcJwt);
        claims.Remove("iss");
        claims["name"] = "another";
        using var other = Given.Credential(claims);

        Assert.Equal(CanonicalClaims.Digest(bare), CanonicalClaims.Digest(embedded));
        Assert.Equal(CanonicalClaims.Digest(bare), CanonicalClaims.Digest(token));
        Assert.NotEqual(CanonicalClaims.Digest(bare), CanonicalClaims.Digest(other));
    }

    private static Problem AssertUnreadable(string body, string mediaType)
    {
        Assert.False(Credential.TryParse(Encoding.UTF8.GetBytes(body), mediaType, ParsingLimits.Default, out _, out var problem));
        Assert.Equal(ProblemTypes.Parsing, problem.Type);
        return problem;
    }

    private static string Enveloped(string id) =>
        $$"""{"@context": "https://www.w3.org/ns/credentials/v2", "type": "EnvelopedVerifiableCredential", "id": "{{id}}"}""";

    private static string Encode(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
