using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Outbound;
using Gateway.Tests.Credentials;
using Gateway.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Untp.Credentials.Tests;
using static Gateway.Tests.Auditing.AuditFixture;

namespace Gateway.Tests.Auditing;

/// <summary>Audits that ask other hosts, through the real way out: what honest ones give is found, what hostile ones do ends.</summary>
public sealed class AuditRemoteTests : IAsyncLifetime
{
    private static readonly JsonObject s_evidence = new()
    {
        ["linkName"] = "Certificate",
        ["linkType"] = "https://test.uncefact.org/vocabulary/linkTypes/dcc",
    };

    private StubServer _host = null!;
    private TestGateway _gateway = null!;
    private HttpClient _tenant = null!;

    private TestIssuer Maker { get; } = TestIssuer.WithKey();

    public async ValueTask InitializeAsync()
    {
        _host = await StubServer.StartAsync();
        _gateway = await TestGateway.StartAsync(
            new Dictionary<string, string?>
            {
                ["Gateway:Outbound:AllowLoopback"] = "true",
                ["Gateway:Outbound:TimeLimit"] = "00:00:01",
                ["Gateway:Outbound:MaxCredentialBytes"] = "65536",
                ["Gateway:Outbound:Retries"] = "0",
                ["Gateway:Auditing:MaxFetches"] = "20",
                ["Gateway:Auditing:MaxTime"] = "00:00:20",
            },
            those => those.Replace(ServiceDescriptor.Singleton<IOutbound, GuardedOutbound>()));
        _tenant = _gateway.Client(TestGateway.Key);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_link_set_of_a_product_leads_to_what_is_about_it()
    {
        var product = _host.Url("/01/1").ToString();
        var passport = Encoding.ASCII.GetString(await Maker.SignPassportAsync(product));
        _host.Map("/passport", passport, "application/vc+jwt");
        var href = _host.Url("/passport");
        _host.Map("/01/1", $$"""{"linkset": [{"anchor": "{{product}}", "https://test.uncefact.org/voc/dpp": [{"href": "{{href}}"}]}]}""");

        var report = await AuditAsync(product);

        Assert.Contains(report["credentials"]!.AsArray(), c => (string?)c!["source"] == "linkSet" && (bool)c["verified"]!);
        Assert.Contains(_host.Requests, asked => asked.Target == "/01/1?linkType=linkset");
    }

    [Fact]
    public async Task What_comes_with_the_request_is_taken_before_what_is_kept_and_both_before_what_a_link_leads_to()
    {
        var url = _host.Url("/certificate");
        var certificate = await SampleAsync("carbon-certificate-battery", Maker.Did);
        certificate["id"] = url.ToString();
        var token = await Maker.SignAsync(certificate);
        _host.Map("/certificate", Encoding.ASCII.GetString(token), "application/vc+jwt");
        var body = new JsonObject { ["start"] = new JsonArray(await PassportAsync(url)), ["remote"] = true };

        Assert.Equal("link", await SourceAsync());
        await CredentialsFixture.KeepAsync(_tenant, token);
        Assert.Equal("kept", await SourceAsync());
        certificate["name"] = "A later one";
        body["credentials"] = new JsonArray(Encoding.ASCII.GetString(await Maker.SignAsync(certificate)));
        Assert.Equal("request", await SourceAsync());
        Assert.Single(_host.Requests, asked => asked.Target == "/certificate");

        async Task<string?> SourceAsync() => (string?)(await ReportAsync(_tenant, body))["credentials"]!.AsArray()
            .First(c => (string?)c!["id"] == url.ToString())!["source"];
    }

    [Theory]
    [InlineData("dia", "identity-anchor-battery-maker")]
    [InlineData("https://test.uncefact.org/vocabulary/linkTypes/dcc", "approved-certifier")]
    [InlineData("linkset", "identity-anchor-battery-maker")]
    [InlineData("IdentityResolver", "approved-certifier")]
    public async Task A_service_of_an_issuers_DID_document_leads_to_what_others_say_of_him(string type, string file)
    {
        var maker = TestIssuer.OfPort(_host.Port);
        var said = await SampleAsync(file, Maker.Did);
        said["id"] = "https://register.example.com/credentials/1";
        said["credentialSubject"]!["id"] = file == "approved-certifier" ? "https://register.example.com/approvals/1" : maker.Did;
        if (file == "approved-certifier")
        {
            said["credentialSubject"]!["issuedToParty"]!["id"] = maker.Did;
            said["credentialSubject"]!["conformityAssessment"]![0]!["assessedOrganisation"]!["id"] = maker.Did;
        }

        _host.Map("/said", Encoding.ASCII.GetString(await Maker.SignAsync(said)), "application/vc+jwt");
        _host.Map("/links", $$"""{"linkset": [{"anchor": "{{maker.Did}}", "dia": [{"href": "{{_host.Url("/said")}}"}]}]}""");
        var isDirect = type is not ("linkset" or "IdentityResolver");
        var document = JsonNode.Parse(maker.Document())!;
        document["service"] = new JsonArray(new JsonObject
        {
            ["id"] = "#who",
            ["type"] = type,
            ["serviceEndpoint"] = _host.Url(isDirect ? "/said" : "/links").ToString(),
        });
        _host.Map("/.well-known/did.json", document.ToJsonString());

        var report = await AuditAsync(Encoding.ASCII.GetString(await maker.SignPassportAsync(_host.Url("/01/9").ToString())));

        var found = report["credentials"]!.AsArray().Single(c => (string?)c!["source"] == "didService")!;
        Assert.Equal((true, _host.Url("/said").ToString()), ((bool)found["verified"]!, (string?)found["location"]));
        Assert.Contains(report["graph"]!["edges"]!.AsArray(), e => (string?)e!["to"] == maker.Did && (string?)e["credential"] == (string?)said["id"]);
        if (type == "dia")
        {
            var anchored = report["findings"]!.AsArray().Single(f =>
                (string?)f!["rule"] == "issuer-identity-anchored" && (string?)f["verdict"] == "passed")!;
            Assert.EndsWith("and its DID document points back.", (string?)anchored["sentence"], StringComparison.Ordinal);
        }
    }

    [Theory]
    [Trait("Threat", "26")]
    [InlineData("/large")]
    [InlineData("/slow")]
    [InlineData("/gone")]
    [InlineData("/html")]
    public async Task A_host_that_gives_nothing_of_use_is_named_in_a_finding(string path)
    {
        _host.Map("/large", context => ForeverAsync(context, TimeSpan.Zero));
        _host.Map("/slow", context => ForeverAsync(context, TimeSpan.FromMilliseconds(200)));
        _host.Map("/html", "<!doctype html><title>404</title>", "text/html");
        var watch = Stopwatch.StartNew();

        var report = await AuditAsync(await PassportAsync(_host.Url(path)));

        Assert.Contains(
            NotPassed(report),
            f => f.StartsWith("discovery undecided", StringComparison.Ordinal) && f.Contains(path, StringComparison.Ordinal));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"it took {watch.Elapsed}");
    }

    [Fact]
    [Trait("Threat", "26")]
    public async Task A_host_whose_links_never_end_is_left_at_the_budget()
    {
        var asked = 0;
        _host.Map("/next", async context =>
        {
            var next = await PassportAsync(_host.Url($"/next?{Interlocked.Increment(ref asked)}"));
            context.Response.ContentType = "application/vc+jwt";
            await context.Response.WriteAsync(next);
        });

        var report = await AuditAsync(await PassportAsync(_host.Url("/next?0")));

        Assert.InRange(asked, 2, 20);
        Assert.Contains(NotPassed(report), f => f.Contains("limit", StringComparison.Ordinal));
    }

    [Theory]
    [Trait("Threat", "11")]
    [InlineData("""{"linkset": ["x", 1, null, [[]], {"anchor": 7, "dpp": "x"}, {"dpp": {"href": 1}}, {"dpp": [{"href": "javascript:alert(1)"}]}]}""")]
    [InlineData("""{"linkset": {}}""")]
    [InlineData("""[]""")]
    [InlineData("""{"linkset": [{"dpp": [{"href": "http://169.254.169.254/latest"}, {"href": "file:///etc/passwd"}, {"href": "//"}]}]}""")]
    public async Task A_link_set_of_any_shape_is_taken(string linkset)
    {
        _host.Map("/01/1", linkset);

        var report = await AuditAsync(_host.Url("/01/1").ToString());

        Assert.Equal("undecided", (string?)report["verdict"]);
    }

    private Task<JsonNode> AuditAsync(string start) =>
        ReportAsync(_tenant, new JsonObject { ["start"] = new JsonArray(start), ["remote"] = true });

    /// <summary>The battery's passport by this issuer, its evidence there and nowhere else.</summary>
    private async Task<string> PassportAsync(Uri evidence)
    {
        var passport = await SampleAsync("battery-passport", Maker.Did);
        passport["id"] = "https://maker.example.com/credentials/" + Guid.NewGuid();
        var claims = passport["credentialSubject"]!["performanceClaim"]!.AsArray();
        foreach (var claim in claims)
        {
            claim!.AsObject().Remove("evidence");
        }

        var link = s_evidence.DeepClone();
        link["linkURL"] = evidence.ToString();
        claims[0]!["evidence"] = new JsonArray(link);
        return Encoding.ASCII.GetString(await Maker.SignAsync(passport));
    }

    private static async Task<JsonNode> SampleAsync(string file, string issuer)
    {
        var path = Path.Combine(Shared.ProjectRoot, "samples", "chain", file + ".json");
        var sample = JsonNode.Parse(await File.ReadAllTextAsync(path))!;
        sample["issuer"]!["id"] = issuer;
        return sample;
    }

    private static async Task ForeverAsync(HttpContext context, TimeSpan pause)
    {
        var part = Encoding.ASCII.GetBytes(new string(' ', pause == TimeSpan.Zero ? 16384 : 1));
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.Body.WriteAsync(part, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(pause, context.RequestAborted);
        }
    }
}
