using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.Issuing;
using static Gateway.Tests.Conformance.SuiteHost;
using static Gateway.Tests.Issuing.Issued;

namespace Gateway.Tests.Conformance;

/// <summary>Securing Verifiable Credentials using JOSE and COSE, the JOSE part: what an issuer makes and a verifier demands.</summary>
public sealed class VcJoseCoseTests(SuiteHost suite) : IClassFixture<SuiteHost>
{
    /// <summary>Clauses 3.1.1 and 4.1: typ, cty, the key by an absolute DID URL, and the credential itself as the payload.</summary>
    [Fact]
    public async Task A_token_says_what_it_is_and_by_which_key()
    {
        var credential = Credential();
        var issued = await suite.IssuedAsync(credential, """{"credentialStatus": false}""");
        var (header, payload) = (Part(issued, 0), Part(issued, 1));
        Assert.Equal(("vc+jwt", "vc"), ((string?)header["typ"], (string?)header["cty"]));
        Assert.NotEqual("none", (string?)header["alg"]);
        Assert.StartsWith(IssuingHost.Root + "#", (string?)header["kid"], StringComparison.Ordinal);
        Assert.Null(payload["vc"]);
        Assert.Null(payload["vp"]);
        Assert.All(credential, member => Assert.True(JsonNode.DeepEquals(member.Value, payload[member.Key]), member.Key));
    }

    /// <summary>Clauses 3.1.2 and 4.1.</summary>
    [Fact]
    public async Task A_presentations_token_likewise()
    {
        var (status, answer) = await suite.PostAsync(
            "/presentations/prove", new JsonObject { ["presentation"] = PresentationTests.Presentation(IssuingHost.Root) });
        Assert.Equal(HttpStatusCode.Created, status);
        var token = ((string)answer["verifiablePresentation"]!["id"]!)["data:application/vp+jwt,".Length..];
        var (header, payload) = (PartOf(token, 0), PartOf(token, 1));
        Assert.Equal(("vp+jwt", "vp"), ((string?)header["typ"], (string?)header["cty"]));
        Assert.StartsWith(IssuingHost.Root + "#", (string?)header["kid"], StringComparison.Ordinal);
        Assert.Null(payload["vp"]);
        Assert.Equal("VerifiablePresentation", (string?)payload["type"]![0]);
    }

    /// <summary>Clause 4.1.1: the kid names a method of type JsonWebKey, whose JWK holds no private part, in the issuer's document.</summary>
    [Fact]
    public async Task The_key_that_a_token_names_is_a_JsonWebKey_in_the_issuers_document()
    {
        var kid = (string)Part(await suite.IssuedAsync(Credential()), 0)["kid"]!;
        using var response = await suite.Gateway.Client().GetAsync("/.well-known/did.json");
        var document = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        var method = document["verificationMethod"]!.AsArray().Single(m => (string?)m!["id"] == kid)!;
        Assert.Equal("JsonWebKey", (string?)method["type"]);
        Assert.Null(method["publicKeyJwk"]!["d"]);
        Assert.Contains(kid, IssuingHost.Texts(document["assertionMethod"]));
    }

    /// <summary>Clause 3.1.3: the claims vc and vp are none, and those that repeat a member agree with it.</summary>
    [Theory]
    [InlineData("""{"vc": {}}""")]
    [InlineData("""{"vp": {}}""")]
    [InlineData("""{"iss": "did:example:other"}""")]
    [InlineData("""{"jti": "urn:uuid:other"}""")]
    [InlineData("""{"sub": "did:example:other"}""")]
    [InlineData("""{"exp": 1}""")]
    [InlineData("""{"nbf": 99999999999}""")]
    public async Task A_claim_that_contradicts_the_credential_is_refused(string claim)
    {
        var (status, report) = await suite.VerifyAsync(await suite.SignedBySomebodyAsync(Credential(claim)));
        Assert.True(status == HttpStatusCode.UnprocessableEntity, report.ToJsonString());
        Assert.Contains(Pointers(report), pointer => pointer == "/" + JsonNode.Parse(claim)!.AsObject().First().Key);
    }

    /// <summary>Clause 3.1.1 and RFC 7515 clause 5.2: a signature that is not that of the bytes, and what is no compact JWS.</summary>
    [Fact]
    public async Task A_token_that_was_changed_or_cut_is_refused()
    {
        var token = Token(await suite.IssuedAsync(Credential(), """{"credentialStatus": false}"""));
        Assert.Equal(HttpStatusCode.OK, (await suite.VerifyAsync(JsonValue.Create(token))).Status);
        var last = token.LastIndexOf('.');
        var other = token[..(last + 1)] + (token[last + 1] == 'A' ? 'B' : 'A') + token[(last + 2)..];
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await suite.VerifyAsync(JsonValue.Create(other))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await suite.VerifyAsync(JsonValue.Create(token[..(last + 1)]))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await suite.VerifyAsync(JsonValue.Create(token[..last]))).Status);
    }

    /// <summary>Clause 3.1.1: a credential that is signed is one by the data model; a verifier looks again.</summary>
    [Fact]
    public async Task A_payload_that_is_no_credential_is_refused_though_its_signature_holds()
    {
        var (status, report) = await suite.VerifyAsync(await suite.SignedBySomebodyAsync(Credential("""{"type": null}""")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(["/type"], Pointers(report));
    }
}
