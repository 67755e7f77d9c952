using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.Hosting;
using Gateway.Tests.Issuing;
using static Gateway.Tests.Conformance.SuiteHost;

namespace Gateway.Tests.Conformance;

/// <summary>VC-API: the routes of issuer, verifier, holder and status, their bodies and their status codes.</summary>
public sealed class VcApiTests(SuiteHost suite) : IClassFixture<SuiteHost>
{
    /// <summary>Issuer: 201 and a member verifiableCredential; the claims are those that were sent.</summary>
    [Fact]
    public async Task Issuing_answers_201_with_the_credential()
    {
        var credential = Credential($$"""{"id": "urn:uuid:{{Guid.NewGuid()}}"}""");
        var (status, answer) = await suite.IssueAsync(credential, """{"cryptosuite": "eddsa-jcs-2022"}""");
        Assert.Equal((HttpStatusCode.Created, 1), (status, answer.AsObject().Count));
        var issued = answer["verifiableCredential"]!;
        Assert.All(credential, member => Assert.True(JsonNode.DeepEquals(member.Value, issued[member.Key]), member.Key));
        Assert.NotNull(issued["proof"]);
    }

    /// <summary>Issuer: a body that is none, and one that lacks what it must have.</summary>
    [Theory]
    [InlineData("""{"credential": {"@context": 4}}""", 422)]
    [InlineData("""{"credential": {}}""", 422)]
    [InlineData("""{"credential": "text"}""", 400)]
    [InlineData("""{"options": {}}""", 400)]
    [InlineData("""{"credential": {}, "options": {"unknown": 1}}""", 400)]
    [InlineData("""{}""", 400)]
    public async Task Issuing_refuses_a_body_that_is_none(string body, int expected)
    {
        var (status, problem) = await suite.PostAsync("/credentials/issue", JsonNode.Parse(body)!.AsObject());
        Assert.Equal(expected, (int)status);
        Assert.NotNull((string?)problem["type"]);
        Assert.NotNull((string?)problem["title"]);
    }

    /// <summary>Issuer: credentialId in the options is the id of a credential without one, and no other than that of one with it.</summary>
    [Fact]
    public async Task An_option_gives_the_id_by_which_the_status_is_changed()
    {
        var id = "urn:uuid:" + Guid.NewGuid();
        var issued = await suite.IssuedAsync(Credential("""{"id": null}"""), $$"""{"credentialId": "{{id}}"}""");
        Assert.Equal(id, (string?)Issued.Part(issued, 1)["id"]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await suite.IssueAsync(Credential(), $$"""{"credentialId": "{{id}}"}""")).Status);
    }

    /// <summary>Verifier: 200 and verified, or not 2xx and the problems.</summary>
    [Fact]
    public async Task Verifying_answers_200_when_verified_and_problems_when_not()
    {
        var issued = await suite.IssuedAsync(Credential(), """{"cryptosuite": "eddsa-rdfc-2022"}""");
        var (status, report) = await suite.VerifyAsync(issued);
        Assert.Equal((HttpStatusCode.OK, true), (status, (bool)report["verified"]!));
        issued["credentialSubject"]!["id"] = "did:example:other";
        (status, report) = await suite.VerifyAsync(issued);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, false), (status, (bool)report["verified"]!));
        Assert.NotEmpty(report["checks"]!.AsArray().SelectMany(c => c!["problems"]!.AsArray()));
    }

    [Theory]
    [InlineData("/credentials/verify", """{"verifiableCredential": 4}""")]
    [InlineData("/credentials/verify", """{"verifiableCredential": []}""")]
    [InlineData("/credentials/verify", """{"credential": {}}""")]
    [InlineData("/credentials/verify", """{"verifiableCredential": {}, "options": {"unknown": 1}}""")]
    [InlineData("/presentations/verify", """{"verifiablePresentation": []}""")]
    [InlineData("/presentations/verify", """{"verifiablePresentation": {}, "options": {"unknown": 1}}""")]
    [InlineData("/presentations/prove", """{"presentation": 4}""")]
    [InlineData("/presentations/prove", """{"presentation": {}, "options": {"unknown": 1}}""")]
    [InlineData("/credentials/status", """{"status": true}""")]
    [InlineData("/credentials/status", """{"credentialId": "urn:uuid:1", "status": "yes"}""")]
    public async Task A_body_or_an_option_that_is_not_known_is_400(string path, string body)
    {
        var (status, _) = await suite.PostAsync(path, JsonNode.Parse(body)!.AsObject());
        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    /// <summary>Holder: 201 and a presentation bound to domain and challenge, which verifies for these.</summary>
    [Theory]
    [InlineData("""{"type": "vp+jwt"}""")]
    [InlineData("""{"cryptosuite": "eddsa-rdfc-2022"}""")]
    [InlineData("""{"cryptosuite": "eddsa-jcs-2022"}""")]
    public async Task Proving_answers_201_with_a_presentation_for_domain_and_challenge(string form)
    {
        var options = JsonNode.Parse(form)!.AsObject();
        (options["domain"], options["challenge"]) = ("https://verifier.example", "a challenge");
        var (status, answer) = await suite.PostAsync("/presentations/prove", new JsonObject
        {
            ["presentation"] = PresentationTests.Presentation(IssuingHost.Root),
            ["options"] = options,
        });
        Assert.Equal(HttpStatusCode.Created, status);
        var bounds = new JsonObject { ["domain"] = "https://verifier.example", ["challenge"] = "a challenge", ["checks"] = new JsonArray("proof") };
        Assert.Equal(HttpStatusCode.OK, (await suite.VerifyPresentationAsync(answer["verifiablePresentation"]!, bounds.DeepClone().AsObject())).Status);
        bounds["challenge"] = "another";
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await suite.VerifyPresentationAsync(answer["verifiablePresentation"]!, bounds)).Status);
    }

    /// <summary>Status: 200 when changed, 404 for a credential that was not issued here.</summary>
    [Fact]
    public async Task Changing_a_status_answers_200_and_404_for_what_is_not_there()
    {
        var id = "urn:uuid:" + Guid.NewGuid();
        await suite.IssuedAsync(Credential($$"""{"id": "{{id}}"}"""));
        var body = new JsonObject
        {
            ["credentialId"] = id,
            ["credentialStatus"] = new JsonObject { ["type"] = "BitstringStatusListEntry", ["statusPurpose"] = "revocation" },
            ["status"] = true,
        };
        Assert.Equal(HttpStatusCode.OK, (await suite.PostAsync("/credentials/status", body)).Status);
        body["credentialId"] = "urn:uuid:" + Guid.NewGuid();
        Assert.Equal(HttpStatusCode.NotFound, (await suite.PostAsync("/credentials/status", body)).Status);
    }

    /// <summary>Signing and changing a status are for who has a key (401), verifying for anybody.</summary>
    [Theory]
    [InlineData("/credentials/issue", 401)]
    [InlineData("/credentials/issue-batch", 401)]
    [InlineData("/credentials/status", 401)]
    [InlineData("/presentations/prove", 401)]
    [InlineData("/credentials/verify", 400)]
    [InlineData("/presentations/verify", 400)]
    public async Task What_signs_wants_a_key(string path, int expected)
    {
        using var response = await suite.Gateway.Client().PostAsync(path, TestIssuer.Body("{}"u8.ToArray(), "application/json"));
        Assert.Equal(expected, (int)response.StatusCode);
    }
}
