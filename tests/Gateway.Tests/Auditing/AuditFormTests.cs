using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Commands;
using Gateway.Tests.Forwarding;
using Gateway.Tests.Hosting;
using static Gateway.Tests.Auditing.AuditFixture;

namespace Gateway.Tests.Auditing;

/// <summary>The forms in which an audit is answered: linked data, events, a credential.</summary>
public sealed class AuditFormTests(AuditFixture given) : IClassFixture<AuditFixture>
{
    private const string Product = "https://id.cells.example.com/21/EV90-2026-000017";
    private const string Passport = "https://cells.example.com/credentials/passports/EV90-2026-000017";

    [Fact]
    public async Task Linked_data_has_a_named_graph_for_each_credential_and_its_links()
    {
        var body = await SignedChain.RequestAsync();
        using var response = await AuditAsync(given.Tenant, body, accept: "application/ld+json");
        var document = await response.JsonAsync();
        var report = await ReportAsync(given.Tenant, body);

        Assert.Equal("application/ld+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("https://vocabulary.uncefact.org/untp/", (string?)document["@context"]!["@vocab"]);
        var top = document["@graph"]!.AsArray();
        Assert.Contains(top, node => (string?)node!["@id"] == Product && (string?)node["@type"] == "Product");
        var said = top.Single(node => (string?)node!["@id"] == Passport && node["@graph"] is not null)!["@graph"]!.AsArray();
        Assert.NotNull(said.Single(node => (string?)node!["@id"] == Product)!["producedAtFacility"]![0]!["@id"]);
        Assert.Equal(
            report["graph"]!["edges"]!.AsArray().Select(edge => edge!.ToJsonString()).Distinct().Count(),
            top.SelectMany(graph => graph!["@graph"]?.AsArray() ?? []).SelectMany(node => node!.AsObject())
                .Where(member => member.Key != "@id").Sum(member => member.Value!.AsArray().Count));
    }

    [Fact]
    public async Task Events_tell_progress_and_then_the_report()
    {
        await using var gateway = await StartAsync();
        var tenant = gateway.Client(TestGateway.Key);
        var slow = new TaskCompletionSource();
        gateway.Outbound.BeforeFetch = _ => slow.Task;
        var issuer = TestIssuer.OfHost("slow.example.com", gateway.Outbound);
        var body = await SignedChain.RequestAsync();
        body["start"]!.AsArray().Add(Encoding.ASCII.GetString(await issuer.SignPassportAsync("https://id.slow.example.com/21/1")));

        using var response = await AuditAsync(tenant, body, accept: "text/event-stream");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var (first, progress) = await ReadEventAsync(reader);
        slow.SetResult();
        var (last, report, before) = (first, progress, progress);
        while (last == "progress")
        {
            before = report;
            (last, report) = await ReadEventAsync(reader);
        }

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(("progress", "report"), (first, last));
        Assert.Equal(["found", "fetched", "verified", "remaining"], progress.AsObject().Select(member => member.Key));
        Assert.Equal(36, report["credentials"]!.AsArray().Count);
        Assert.Equal((36, 0), ((int)before["found"]!, (int)before["remaining"]!));
        Assert.Equal("\n", await reader.ReadToEndAsync());
    }

    [Fact]
    [Trait("Threat", "26")]
    public async Task An_audit_ends_when_the_reader_of_its_events_goes()
    {
        await using var gateway = await StartAsync(("Gateway:Auditing:Concurrency", "1"), ("Gateway:Auditing:MaxTime", "01:00:00"));
        var tenant = gateway.Client(TestGateway.Key);
        gateway.Outbound.BeforeFetch = token => Task.Delay(Timeout.Infinite, token);
        var issuer = TestIssuer.OfHost("slow.example.com", gateway.Outbound);
        var body = new JsonObject
        {
            ["start"] = new JsonArray(Encoding.ASCII.GetString(await issuer.SignPassportAsync("https://id.slow.example.com/21/1"))),
        };

        var response = await AuditAsync(tenant, body, accept: "text/event-stream");
        await Eventually.IsTrueAsync(() => !gateway.Outbound.Fetches.IsEmpty, () => "nothing was fetched");
        response.Dispose();

        // its place is free again though what it waited for never came
        using var next = await AuditAsync(tenant, await SignedChain.RequestAsync()).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Fact]
    public async Task A_fault_of_ours_is_told_within_the_events()
    {
        await using var gateway = await StartAsync();
        var tenant = gateway.Client(TestGateway.Key);
        var issuer = TestIssuer.OfHost("broken.example.com", gateway.Outbound);
        gateway.Outbound.Broken = "https://broken.example.com/.well-known/did.json";
        var body = new JsonObject
        {
            ["start"] = new JsonArray(Encoding.ASCII.GetString(await issuer.SignPassportAsync("https://id.broken.example.com/21/1"))),
        };

        using var response = await AuditAsync(tenant, body, accept: "text/event-stream");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var (name, problem) = await ReadEventAsync(reader);
        while (name == "progress")
        {
            (name, problem) = await ReadEventAsync(reader);
        }

        Assert.Equal(("problem", "internal-error"), (name, (string?)problem["code"]));
    }

    [Fact]
    public async Task A_signed_report_is_a_credential_of_the_tenant_that_verifies()
    {
        var body = await SignedChain.RequestAsync();
        using var response = await AuditAsync(given.Tenant, body, "?sign=true");
        var token = await response.Content.ReadAsStringAsync();

        Assert.Equal("application/vc+jwt", response.Content.Headers.ContentType?.MediaType);
        var claims = JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1]))!;
        var own = (await given.Tenant.GetFromJsonAsync<JsonNode>("/dids"))!["items"]!.AsArray().Select(did => (string?)did!["did"]);
        Assert.Contains((string?)claims["issuer"], own);
        var report = claims["credentialSubject"]!["chainReport"]!;
        Assert.Equal(("passed", "default"), ((string?)report["verdict"], (string?)report["policy"]!["name"]));
        using var verified = await given.Gateway.Client().PostAsJsonAsync(
            "/credentials/verify",
            new JsonObject { ["verifiableCredential"] = token, ["options"] = new JsonObject { ["profile"] = "w3c" } });
        Assert.True(verified.StatusCode == HttpStatusCode.OK, await verified.Content.ReadAsStringAsync());

        // it is no UNTP credential, and whoever takes it for one is told what to do
        using var asUntp = await given.Gateway.Client().PostAsJsonAsync(
            "/credentials/verify", new JsonObject { ["verifiableCredential"] = token });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asUntp.StatusCode);
        Assert.Contains("is verified by the profile w3c", await asUntp.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_can_be_signed_only_by_who_has_a_key_and_only_whole()
    {
        using var nobody = await AuditAsync(given.OtherTenant, await SignedChain.RequestAsync(), "?sign=true");
        using var graph = await AuditAsync(given.Tenant, await SignedChain.RequestAsync(), "?sign=true", "application/ld+json");

        Assert.Equal([HttpStatusCode.Conflict, HttpStatusCode.BadRequest], [nobody.StatusCode, graph.StatusCode]);
    }

    [Theory]
    [InlineData("application/json", "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("text/html, application/ld+json;q=0.8", "application/ld+json")]
    [InlineData("application/ld+json;q=0.5, application/json;q=0.9", "application/json")]
    [InlineData("text/event-stream;q=0.2, application/ld+json", "application/ld+json")]
    public async Task The_form_liked_best_is_answered(string accept, string form)
    {
        using var response = await AuditAsync(given.Tenant, new JsonObject { ["start"] = new JsonArray("urn:nothing") }, accept: accept);

        Assert.Equal(form, response.Content.Headers.ContentType?.MediaType);
    }

    private static async Task<(string Name, JsonNode Data)> ReadEventAsync(StreamReader reader)
    {
        var line = await reader.ReadLineAsync();
        while (line is "" or ":")
        {
            line = await reader.ReadLineAsync();
        }

        var data = await reader.ReadLineAsync();
        return (line!["event: ".Length..], JsonNode.Parse(data!["data: ".Length..])!);
    }
}
