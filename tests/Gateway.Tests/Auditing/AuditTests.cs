using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Commands;
using Gateway.Tests.Credentials;
using Gateway.Tests.Hosting;
using static Gateway.Tests.Auditing.AuditFixture;

namespace Gateway.Tests.Auditing;

/// <summary>Audits over HTTP, against the real host.</summary>
public sealed class AuditTests(AuditFixture given) : IClassFixture<AuditFixture>
{
    private const string Product = "https://id.cells.example.com/21/EV90-2026-000017";

    [Fact]
    public async Task A_chain_that_comes_whole_with_the_request_is_verified_and_drawn()
    {
        var body = await SignedChain.RequestAsync();
        body["policy"] = "demo";
        body["asOf"] = "2026-11-22T12:00:00Z";
        body.Remove("trustAnchors");

        var report = await ReportAsync(given.Tenant, body);

        Assert.Empty(NotPassed(report));
        Assert.Equal("passed", (string?)report["verdict"]);
        var policy = report["policy"]!;
        Assert.Equal(("demo", "2026-11", false), ((string?)policy["name"], (string?)policy["version"], (bool)policy["adapted"]!));
        Assert.Equal(given.Gateway.Time.GetUtcNow(), (DateTimeOffset)report["madeAt"]!);
        Assert.Equal(DateTimeOffset.Parse("2026-11-22T12:00:00Z", null), (DateTimeOffset)report["asOf"]!);
        Assert.Equal(35, report["credentials"]!.AsArray().Count);
        Assert.All(
            report["findings"]!.AsArray(),
            finding => Assert.Equal(["rule", "verdict", "restsOn", "sentence"], finding!.AsObject().Select(m => m.Key)));
        Assert.Contains(
            report["graph"]!["nodes"]!.AsArray(), node => (string?)node!["id"] == Product && (string?)node["type"] == "Product");
        Assert.Contains(
            report["graph"]!["edges"]!.AsArray(),
            edge => (string?)edge!["from"] == Product
                && (string?)edge["property"] == "producedAtFacility" && edge["credential"] is not null);
    }

    [Fact]
    public async Task What_the_request_puts_in_the_policys_place_is_told()
    {
        var body = await SignedChain.RequestAsync();
        body["rules"] = new JsonArray("claim-verified");
        body["policy"] = "demo";

        var policy = (await ReportAsync(given.Tenant, body))["policy"]!;

        Assert.True((bool)policy["adapted"]!);
        Assert.Equal(["claim-verified"], policy["rules"]!.AsArray().Select(r => (string)r!));
        Assert.Equal(2, policy["trustAnchors"]!.AsArray().Count);
    }

    [Fact]
    public async Task What_is_kept_here_is_found_from_a_product_a_credential_id_or_the_gateways_own_id()
    {
        await using var gateway = await StartAsync();
        var tenant = gateway.Client(TestGateway.Key);
        var id = await KeepChainAsync(tenant);
        foreach (var start in new[] { Product, "https://cells.example.com/credentials/passports/EV90-2026-000017", id })
        {
            var report = await ReportAsync(tenant, new JsonObject { ["start"] = new JsonArray(start), ["policy"] = "demo" });

            Assert.Empty(NotPassed(report));
            Assert.Equal(35, report["credentials"]!.AsArray().Count);
            Assert.True(report["credentials"]!.AsArray().Count(c => (string?)c!["source"] == "kept") >= 34);
        }

        using var fetched = await tenant.GetAsync($"/credentials/{id}/chain?policy=demo");
        Assert.Equal("passed", (string?)(await fetched.JsonAsync())["verdict"]);
        using var unknown = await tenant.GetAsync("/credentials/AAAAAAAAAAAAAAAAAAAAAA/chain");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    [Trait("Threat", "22")]
    public async Task Another_tenants_private_credentials_are_as_if_they_were_not_there()
    {
        await using var gateway = await StartAsync();
        var (tenant, other) = (gateway.Client(TestGateway.Key), gateway.Client(await gateway.AddTenantAsync("other")));
        var passport = await KeepChainAsync(tenant, without: "approved-verifier");
        var body = new JsonObject { ["start"] = new JsonArray(Product), ["policy"] = "demo" };
        var before = await ReportAsync(tenant, body);

        var approval = Encoding.ASCII.GetBytes(await SignedChain.TokenAsync("approved-verifier"));
        var id = await CredentialsFixture.KeepAsync(other, approval);
        var after = await ReportAsync(tenant, body);
        using var direct = await AuditAsync(tenant, new JsonObject { ["start"] = new JsonArray(id) });
        using var fetched = await tenant.GetAsync($"/credentials/{id}/chain");
        using var others = await other.GetAsync($"/credentials/{passport}/chain");

        Assert.Equal("undecided", (string?)before["verdict"]);
        Assert.Contains(NotPassed(before), finding => finding.StartsWith("svc-by-approved-verifier undecided", StringComparison.Ordinal));
        Assert.Equal(Without(before), Without(after));
        Assert.Equal([404, 404, 404], [(int)direct.StatusCode, (int)fetched.StatusCode, (int)others.StatusCode]);

        await CredentialsFixture.KeepAsync(other, approval, "?access=public");
        Assert.Empty(NotPassed(await ReportAsync(tenant, body)));
    }

    [Fact]
    public async Task Links_are_followed_to_other_hosts_only_when_that_is_asked_for()
    {
        const string Url = "https://alliance.example.com/credentials/approved-verifier-clearwater";
        await using var gateway = await StartAsync();
        var tenant = gateway.Client(TestGateway.Key);
        gateway.Outbound.Put(Url, await SignedChain.TokenAsync("approved-verifier"));
        await KeepChainAsync(tenant, without: "approved-verifier");
        var body = new JsonObject { ["start"] = new JsonArray(Product), ["policy"] = "demo" };

        Assert.Equal("undecided", (string?)(await ReportAsync(tenant, body))["verdict"]);
        Assert.Empty(gateway.Outbound.Fetches);
        body["remote"] = true;
        var report = await ReportAsync(tenant, body);

        Assert.Empty(NotPassed(report));
        Assert.Contains(("tenant", Url), gateway.Outbound.Fetches);
        Assert.Contains(report["credentials"]!.AsArray(), c => (string?)c!["source"] == "link" && (string?)c["location"] == Url);
    }

    [Fact]
    [Trait("Threat", "26")]
    public async Task Fetches_end_with_the_operators_budget_and_the_report_says_so()
    {
        await using var gateway = await StartAsync(("Gateway:Auditing:MaxFetches", "0"));
        var tenant = gateway.Client(TestGateway.Key);
        var body = await SignedChain.RequestAsync();
        body["credentials"] = new JsonArray();
        body["remote"] = true;

        var report = await ReportAsync(tenant, body);

        Assert.Empty(gateway.Outbound.Fetches);
        Assert.Contains(NotPassed(report), finding => finding.StartsWith("discovery undecided", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Threat", "26")]
    public async Task Steps_end_with_the_depth()
    {
        var body = await SignedChain.RequestAsync();
        body["depth"] = 0;

        var report = await ReportAsync(given.Tenant, body);

        Assert.Single(report["credentials"]!.AsArray());
        Assert.NotEqual("passed", (string?)report["verdict"]);
    }

    [Theory]
    [InlineData("""{}""", "/start")]
    [InlineData("""[]""", "")]
    [InlineData("""{"start": []}""", "/start")]
    [InlineData("""{"start": "https://example.com/"}""", "/start")]
    [InlineData("""{"start": ["neither token nor URI"]}""", "/start/0")]
    [InlineData("""{"start": [7]}""", "/start/0")]
    [InlineData("""{"start": ["urn:1"], "credentials": ["urn:1"]}""", "/credentials/0")]
    [InlineData("""{"start": ["urn:1"], "credentials": [{"type": "EnvelopedVerifiableCredential"}]}""", "/credentials/0/@context")]
    [InlineData("""{"start": ["urn:1"], "trustAnchors": ["register"]}""", "/trustAnchors")]
    [InlineData("""{"start": ["urn:1"], "rules": ["all-is-well"]}""", "/rules")]
    [InlineData("""{"start": ["urn:1"], "rules": []}""", "/rules")]
    [InlineData("""{"start": ["urn:1"], "depth": 1.5}""", "/depth")]
    [InlineData("""{"start": ["urn:1"], "depth": -1}""", "/depth")]
    [InlineData("""{"start": ["urn:1"], "asOf": "2026-11-22"}""", "/asOf")]
    [InlineData("""{"start": ["urn:1"], "remote": "yes"}""", "/remote")]
    [InlineData("""{"start": ["urn:1"], "trustAnchor": []}""", "/trustAnchor")]
    [Trait("Threat", "28")]
    public async Task A_request_that_cannot_be_followed_is_400_and_the_place_is_named(string body, string pointer)
    {
        using var response = await AuditAsync(given.Tenant, JsonNode.Parse(body)!);
        var problem = await response.JsonAsync();

        Assert.Equal((HttpStatusCode.BadRequest, "unreadable"), (response.StatusCode, (string?)problem["code"]));
        Assert.Equal(pointer, (string?)problem["pointer"]);
    }

    [Theory]
    [InlineData("depth", "33", "depth")]
    [InlineData("policy", "\"mine\"", "policy")]
    public async Task What_the_operator_has_not_provided_for_is_400(string member, string value, string parameter)
    {
        using var response = await AuditAsync(
            given.Tenant, new JsonObject { ["start"] = new JsonArray("urn:1"), [member] = JsonNode.Parse(value) });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(parameter, (string?)(await response.JsonAsync())["parameter"]);
    }

    [Theory]
    [InlineData("?depth=x", "depth")]
    [InlineData("?asOf=now", "asOf")]
    [InlineData("?remote=1", "remote")]
    [InlineData("?trustAnchor=me", "trustAnchor")]
    [InlineData("?sign=yes", "sign")]
    [InlineData("?anchor=did:web:x.example", "anchor")]
    public async Task A_parameter_that_cannot_be_followed_is_400(string query, string parameter)
    {
        using var response = await given.Tenant.GetAsync("/credentials/AAAAAAAAAAAAAAAAAAAAAA/chain" + query);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(parameter, (string?)(await response.JsonAsync())["parameter"]);
    }

    [Fact]
    public async Task Nothing_is_audited_without_a_key()
    {
        using var posted = await AuditAsync(given.Gateway.Client(), await SignedChain.RequestAsync());
        using var fetched = await given.Gateway.Client().GetAsync("/credentials/AAAAAAAAAAAAAAAAAAAAAA/chain");

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized], [posted.StatusCode, fetched.StatusCode]);
    }

    [Fact]
    [Trait("Threat", "26")]
    public async Task Requests_are_bounded_in_bytes_and_in_credentials_and_other_hosts_can_be_shut_off()
    {
        await using var gateway = await StartAsync(
            ("Gateway:Auditing:MaxRequestBytes", "100000"),
            ("Gateway:Auditing:MaxRequestCredentials", "1"),
            ("Gateway:Auditing:AllowRemote", "false"));
        var tenant = gateway.Client(TestGateway.Key);
        using var large = await AuditAsync(tenant, await SignedChain.RequestAsync());
        using var many = await AuditAsync(tenant, JsonNode.Parse("""{"start": ["urn:1"], "credentials": [{}, {}]}""")!);
        using var remote = await AuditAsync(tenant, JsonNode.Parse("""{"start": ["urn:1"], "remote": true}""")!);

        Assert.Equal([413, 400, 400], [(int)large.StatusCode, (int)many.StatusCode, (int)remote.StatusCode]);
        Assert.Equal("remote", (string?)(await remote.JsonAsync())["parameter"]);
    }

    [Fact]
    [Trait("Threat", "26")]
    public async Task Audits_of_one_tenant_wait_in_a_queue_that_ends()
    {
        await using var gateway = await StartAsync(("Gateway:Auditing:ConcurrencyPerTenant", "1"));
        var (tenant, other) = (gateway.Client(TestGateway.Key), gateway.Client(await gateway.AddTenantAsync("other")));
        var slow = new TaskCompletionSource();
        gateway.Outbound.BeforeFetch = _ => slow.Task;
        var issuer = TestIssuer.OfHost("slow.example.com", gateway.Outbound);
        var body = new JsonObject
        {
            ["start"] = new JsonArray(Encoding.ASCII.GetString(await issuer.SignPassportAsync("https://id.slow.example.com/21/1"))),
        };

        var audits = Enumerable.Range(0, 6).Select(_ => AuditAsync(tenant, body)).ToList();
        using var turnedAway = await await Task.WhenAny(audits);
        using var others = await AuditAsync(other, await SignedChain.RequestAsync());
        slow.SetResult();
        var statuses = (await Task.WhenAll(audits)).Select(a => (int)a.StatusCode).Order();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, turnedAway.StatusCode);
        Assert.NotNull(turnedAway.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, others.StatusCode);
        Assert.Equal([200, 200, 200, 200, 200, 503], statuses);
    }

    /// <summary>All but what the clock and the caches change.</summary>
    private static string Without(JsonNode report)
    {
        var copy = report.DeepClone().AsObject();
        copy.Remove("usage");
        copy.Remove("madeAt");
        copy.Remove("asOf");
        return copy.ToJsonString();
    }
}
