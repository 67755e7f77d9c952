using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Credentials;
using Gateway.Tests.Hosting;
using Untp.Credentials;
using Untp.Credentials.Proofs.DataIntegrity;
using static Gateway.Tests.Credentials.CredentialsFixture;

namespace Gateway.Tests.Credentials;

public sealed class VerifyTests(CredentialsFixture given) : IClassFixture<CredentialsFixture>
{
    private const string Product = "https://id.example/1";

    [Fact]
    public async Task Answers_the_report_alone_with_200_when_verified()
    {
        var body = new JsonObject { ["verifiableCredential"] = Enveloped(await given.Issuer.SignPassportAsync(Product)) };
        using var response = await VerifyAsync(given.Anybody, body);
        Assert.Equal((HttpStatusCode.OK, "application/json"), (response.StatusCode, response.Content.Headers.ContentType?.ToString()));
        var report = (await response.JsonAsync()).AsObject();
        Assert.Equal(["verified", "checks", "proofs", "warnings"], report.Select(m => m.Key));
        Assert.True((bool)report["verified"]!);
        Assert.All(report["checks"]!.AsArray(), c => Assert.Equal(["check", "verdict", "problems"], c!.AsObject().Select(m => m.Key)));
    }

    [Fact]
    public async Task Takes_the_token_itself_for_a_credential()
    {
        var token = Encoding.ASCII.GetString(await given.Issuer.SignPassportAsync(Product));
        using var response = await VerifyAsync(given.Anybody, new JsonObject { ["verifiableCredential"] = token });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Gives_every_problem_the_same_members_whether_or_not_it_has_a_place()
    {
        var token = Encoding.ASCII.GetString(await given.Issuer.SignPassportAsync(Product));
        var parts = token.Split('.');
        var forged = new JsonObject { ["verifiableCredential"] = $"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(new byte[64])}" };
        using var response = await VerifyAsync(given.Anybody, forged);
        var proof = (await response.JsonAsync())["checks"]!.AsArray().Single(c => (string?)c!["check"] == CheckNames.Proof)!;
        var problem = Assert.Single(proof["problems"]!.AsArray())!.AsObject();
        Assert.Equal(["type", "title", "detail", "pointer"], problem.Select(m => m.Key));
        Assert.Null(problem["pointer"]);
    }

    [Fact]
    public async Task Answers_the_report_alone_with_422_when_not_verified()
    {
        var unsigned = new JsonObject { ["verifiableCredential"] = given.Issuer.Passport(Product) };
        using var response = await VerifyAsync(given.Anybody, unsigned);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        var report = await response.JsonAsync();
        Assert.False((bool)report["verified"]!);
        Assert.Equal("failed", Verdict(report, CheckNames.Proof));
    }

    [Fact]
    [Trait("Threat", "3")]
    public async Task Leaves_checks_that_were_not_asked_for_skipped_and_never_verifies_by_a_subset()
    {
        var body = new JsonObject
        {
            ["verifiableCredential"] = Enveloped(await given.Issuer.SignPassportAsync(Product)),
            ["options"] = new JsonObject { ["checks"] = new JsonArray("proof") },
        };
        using var response = await VerifyAsync(given.Anybody, body);
        var report = await response.JsonAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(("passed", "skipped", false), (Verdict(report, "proof"), Verdict(report, "dataModel"), (bool)report["verified"]!));
    }

    [Theory]
    [InlineData("""{}""", true)]
    [InlineData("""{"domain": "shop.example", "challenge": "c"}""", true)]
    [InlineData("""{"domain": ["shop.example"]}""", true)]
    [InlineData("""{"domain": ["shop.example", "other.example"]}""", false)]
    [InlineData("""{"challenge": "d"}""", false)]
    [Trait("Threat", "17")]
    public async Task Holds_an_embedded_proof_to_the_domain_and_the_challenge_that_the_caller_names(string options, bool isVerified)
    {
        var secured = await given.Issuer.SecureAsync(
            given.Issuer.Passport(Product),
            new ProofOptions { Cryptosuite = "eddsa-jcs-2022", Domain = ["shop.example"], Challenge = "c" });
        var body = new JsonObject { ["verifiableCredential"] = JsonNode.Parse(secured), ["options"] = JsonNode.Parse(options) };
        using var response = await VerifyAsync(given.Anybody, body);
        var report = await response.JsonAsync();
        Assert.True(isVerified == (bool)report["verified"]!, report.ToJsonString());
        var proof = Assert.Single(report["proofs"]!.AsArray())!.AsObject();
        Assert.Equal(["pointer", "type", "cryptosuite", "verificationMethod", "verdict", "problems"], proof.Select(m => m.Key));
        Assert.Equal(isVerified ? "passed" : "failed", (string?)proof["verdict"]);
    }

    [Theory]
    [InlineData("""{}""", "/verifiableCredential")]
    [InlineData("""[]""", "")]
    [InlineData("""{"verifiableCredential": 1}""", "")]
    [InlineData("""{"verifiableCredential": {}, "options": []}""", "/options")]
    [InlineData("""{"verifiableCredential": {}, "options": {"nonsense": "x"}}""", "/options")]
    [InlineData("""{"verifiableCredential": {}, "options": {"checks": "proof"}}""", "/options/checks")]
    [InlineData("""{"verifiableCredential": {}, "options": {"checks": ["proof", "prooof"]}}""", "/options/checks/1")]
    [InlineData("""{"verifiableCredential": {}, "options": {"domain": 7}}""", "/options/domain")]
    [InlineData("""{"verifiableCredential": {}, "options": {"domain": []}}""", "/options/domain")]
    [InlineData("""{"verifiableCredential": {}, "options": {"domain": ["a", null]}}""", "/options/domain")]
    [InlineData("""{"verifiableCredential": {}, "options": {"challenge": ["a"]}}""", "/options/challenge")]
    [InlineData("""{"verifiableCredential": {}, "options": {"profile": "none"}}""", "/options/profile")]
    [InlineData("""{"verifiableCredential": {}, "verifiableCredential": {}}""", "/verifiableCredential")]
    [InlineData("""{"verifiableCredential": {}, "verifi\u0061bleCredential": {}}""", "/verifiableCredential")]
    [InlineData("""{"verifiableCredential": {}, "more": 1}""", null)]
    [Trait("Threat", "10")]
    public async Task Answers_400_to_a_request_that_cannot_be_read_and_points_to_the_fault(string body, string? pointer)
    {
        using var content = TestIssuer.Body(Encoding.UTF8.GetBytes(body), "application/json");
        using var response = await given.Anybody.PostAsync("/credentials/verify", content);
        var problem = await response.IsProblemAsync(HttpStatusCode.BadRequest, "unreadable");
        Assert.Equal(ProblemTypes.Parsing, (string?)problem["type"]);
        Assert.Equal(pointer, (string?)problem["pointer"]);
    }

    [Fact]
    public async Task Gives_strangers_a_way_out_of_their_own_and_tenants_theirs()
    {
        foreach (var (client, who) in new[] { (given.Anybody, "stranger 127.0.0.1"), (given.Tenant, "tenant") })
        {
            var host = $"h{Guid.NewGuid():N}.example";
            var issuer = TestIssuer.OfHost(host, given.Gateway.Outbound);
            var body = new JsonObject { ["verifiableCredential"] = Enveloped(await issuer.SignPassportAsync(Product)) };
            using var response = await VerifyAsync(client, body);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(who, given.Gateway.Outbound.Fetches.Single(f => f.Url.Contains(host, StringComparison.Ordinal)).Who);
        }
    }

    [Fact]
    [Trait("Threat", "26")]
    public async Task Answers_429_to_a_stranger_whose_allowance_is_used_up()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Outbound.BeforeFetch = _ => throw new FetchLimitException("enough", TimeSpan.FromSeconds(7.2));
        using var response = await VerifyAsync(gateway.Client(), await OfUnknownHostAsync());
        await response.IsProblemAsync(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.Equal(TimeSpan.FromSeconds(8), response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    [Trait("Threat", "26")]
    public async Task Answers_429_to_a_stranger_who_would_have_it_wait_too_long()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["Gateway:Credentials:StrangerTimeout"] = "00:00:00.2" });
        gateway.Outbound.BeforeFetch = token => Task.Delay(Timeout.Infinite, token);
        using var response = await VerifyAsync(gateway.Client(), await OfUnknownHostAsync());
        await response.IsProblemAsync(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task Checks_a_draft_before_it_is_signed()
    {
        using var good = await given.Anybody.PostAsJsonAsync("/credentials/check", Examples.Draft);
        var report = (await good.JsonAsync()).AsObject();
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        Assert.Equal(["valid", "checks", "warnings"], report.Select(m => m.Key));
        Assert.Equal(("passed", "skipped"), (Verdict(report, "dataModel"), Verdict(report, "proof")));

        var draft = Examples.Draft;
        draft["type"] = "Something";
        draft["validUntil"] = "2020-01-01T00:00:00Z";
        using var bad = await given.Anybody.PostAsJsonAsync("/credentials/check", draft);
        report = (await bad.JsonAsync()).AsObject();
        Assert.Equal((HttpStatusCode.UnprocessableEntity, false), (bad.StatusCode, (bool)report["valid"]!));
        Assert.Equal(("failed", "failed"), (Verdict(report, "dataModel"), Verdict(report, "validity")));
    }

    private static string? Verdict(JsonNode report, string check) =>
        (string?)report["checks"]!.AsArray().Single(c => (string?)c!["check"] == check)!["verdict"];

    private static async Task<JsonObject> OfUnknownHostAsync()
    {
        var issuer = TestIssuer.OfHost("unknown.example", new FakeOutbound());
        return new JsonObject { ["verifiableCredential"] = Enveloped(await issuer.SignPassportAsync(Product)) };
    }
}
