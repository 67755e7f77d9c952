using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Hosting;
using static Gateway.Tests.Issuing.Issued;

namespace Gateway.Tests.Issuing;

/// <summary>Credentials issued with embedded proofs.</summary>
public sealed class IssueProofTests(IssuingHost given) : IClassFixture<IssuingHost>
{
    [Theory]
    [InlineData("eddsa-rdfc-2022")]
    [InlineData("eddsa-jcs-2022")]
    public async Task What_is_issued_with_a_proof_verifies_and_names_the_multikey(string suite)
    {
        var added = await given.AddOrganisationAsync();
        var issued = await IssueAsync(given.Tenant, Draft((string)added["did"]!), new { type = "DataIntegrityProof", cryptosuite = suite });
        var proof = issued["proof"]!;
        Assert.Equal((suite, "assertionMethod"), ((string?)proof["cryptosuite"], (string?)proof["proofPurpose"]));
        Assert.Equal((string?)added["keys"]![0]!["proofMethod"], (string?)proof["verificationMethod"]);
        Assert.Equal("2026-06-01T00:00:00Z", (string?)proof["created"]);
        var report = await VerifyAsync(given.Anybody, issued);
        Assert.True((bool)report["verified"]!, report.ToJsonString());
        issued["name"] = "another";
        Assert.Equal("failed", await VerdictAsync(given.Anybody, issued, "proof"));
    }

    [Fact]
    public async Task A_published_one_is_kept_as_a_document()
    {
        using var response = await given.Tenant.PostAsync(
            "/credentials/issue?publish=true&access=public", Body(Draft(IssuingHost.Root), new { cryptosuite = "eddsa-jcs-2022" }));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        using var kept = await given.Anybody.GetAsync(response.Headers.Location!.AbsolutePath);
        Assert.Equal("application/vc", kept.Content.Headers.ContentType?.ToString());
        Assert.Equal(
            (await response.JsonAsync())["verifiableCredential"]!.ToJsonString(), (await kept.JsonAsync()).ToJsonString());
    }

    [Fact]
    public async Task Proofs_can_stand_beside_one_another_and_be_built_on()
    {
        var first = await ProveAsync(Draft(IssuingHost.Root), new { cryptosuite = "eddsa-jcs-2022", credentialStatus = false, proofId = "urn:proof:1" });
        var set = await ProveAsync(first, new { cryptosuite = "eddsa-rdfc-2022", credentialStatus = false });
        Assert.Equal(2, set["proof"]!.AsArray().Count);
        var chain = await ProveAsync(first, new { cryptosuite = "eddsa-jcs-2022", credentialStatus = false, previousProof = "urn:proof:1" });
        Assert.Equal("urn:proof:1", (string?)chain["proof"]![1]!["previousProof"]);
        foreach (var document in new[] { first, set, chain })
        {
            Assert.True((bool)(await VerifyAsync(given.Anybody, document))["verified"]!);
        }
    }

    [Theory]
    [InlineData("""{"cryptosuite": "eddsa-jcs-2022"}""", "/proof")]
    [InlineData("""{"credentialStatus": false}""", "/proof")]
    public async Task To_a_draft_with_a_proof_nothing_is_added_and_no_token_is_put_around_it(string options, string pointer)
    {
        var first = await ProveAsync(Draft(IssuingHost.Root), new { cryptosuite = "eddsa-jcs-2022", credentialStatus = false });
        using var response = await PostAsync(first, options);
        Assert.Equal(pointer, (string?)Assert.Single(Problems(await response.IsProblemAsync(HttpStatusCode.UnprocessableEntity)))["pointer"]);
    }

    [Fact]
    public async Task What_cannot_be_proven_so_is_refused()
    {
        var p256 = await given.AddOrganisationAsync(keyType: "P-256");
        using var key = await PostAsync(Draft((string)p256["did"]!), """{"cryptosuite": "eddsa-rdfc-2022"}""");
        Assert.Equal("/issuer", (string?)Assert.Single(Problems(await key.IsProblemAsync(HttpStatusCode.UnprocessableEntity)))["pointer"]);
        using var previous = await PostAsync(
            Draft(IssuingHost.Root), """{"cryptosuite": "eddsa-jcs-2022", "previousProof": "urn:not:there"}""");
        await previous.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "not-verified");
    }

    [Theory]
    [InlineData("""{"type": "vc+jwt", "cryptosuite": "eddsa-jcs-2022"}""")]
    [InlineData("""{"type": "DataIntegrityProof"}""")]
    [InlineData("""{"cryptosuite": "ecdsa-rdfc-2019"}""")]
    [InlineData("""{"proofId": "urn:1"}""")]
    [InlineData("""{"previousProof": [1], "cryptosuite": "eddsa-jcs-2022"}""")]
    public async Task Options_that_do_not_go_together_are_refused(string options)
    {
        using var response = await PostAsync(Draft(IssuingHost.Root), options);
        await response.IsProblemAsync(HttpStatusCode.BadRequest, "unreadable");
    }

    private async Task<JsonObject> ProveAsync(JsonObject draft, object options) =>
        (await IssueAsync(given.Tenant, draft, options)).AsObject();

    private Task<HttpResponseMessage> PostAsync(JsonObject draft, string options) => given.Tenant.PostAsync(
        "/credentials/issue",
        TestIssuer.Body(
            Encoding.UTF8.GetBytes($$"""{"credential": {{draft.ToJsonString()}}, "options": {{options}}}"""), "application/json"));
}
