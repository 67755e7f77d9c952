using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Tests.Credentials;
using Gateway.Tests.Hosting;
using Untp.Credentials.Tests;

namespace Gateway.Tests.Schemas;

/// <summary>Schemas, contexts and vocabulary pages, for anybody.</summary>
public sealed class SchemasEndpointsTests(CredentialsFixture given) : IClassFixture<CredentialsFixture>
{
    [Fact]
    public async Task Lists_types_versions_URLs_and_digests()
    {
        using var response = await given.Anybody.GetAsync("/schemas");
        var list = await response.JsonAsync();

        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        AssertForAnybody(response);
        var passport = Schemas(list, "DigitalProductPassport").ToList();
        Assert.Equal(["0.7.0", "0.6.1", "0.6.0"], passport.Select(s => (string?)s["version"]));
        Assert.Equal([true, false, false], passport.Select(s => (bool)s["issuing"]!));
        Assert.Equal(
            ["https://untp.unece.org/artefacts/schema/v0.7.0/dpp/DigitalProductPassport.json"],
            passport[0]["publishedAt"]!.AsArray().Select(u => (string?)u));
        Assert.Equal(96, ((string)passport[0]["publishedDigests"]![0]!["sha384"]!).Length);
        Assert.Equal("DigitalProductPassport", (string?)Schemas(list, "DigitalBatteryPassport").Single()["extends"]!["type"]);
        Assert.Contains(list["contexts"]!.AsArray(), c => (string?)c!["publishedAt"]![0] == "https://www.w3.org/ns/credentials/v2");
        Assert.NotEmpty(list["vocabulary"]!.AsArray());
    }

    [Fact]
    public async Task Serves_every_document_that_it_lists_with_the_digest_it_gives()
    {
        var list = await (await given.Anybody.GetAsync("/schemas")).JsonAsync();
        var kinds = new Dictionary<string, string[]>
        {
            ["schemas"] = ["application/schema+json"],
            ["contexts"] = ["application/ld+json"],
            ["vocabulary"] = ["application/ld+json", "application/schema+json", "application/json"],
        };
        foreach (var (kind, mediaTypes) in kinds)
        {
            foreach (var item in list[kind]!.AsArray())
            {
                var url = (string)item!["url"]!;
                Assert.StartsWith($"{given.Gateway.Address}{kind}/", url, StringComparison.Ordinal);
                using var response = await given.Anybody.GetAsync(url);
                var bytes = await response.Content.ReadAsByteArrayAsync();
                Assert.True(response.StatusCode == HttpStatusCode.OK, url);
                Assert.Contains(response.Content.Headers.ContentType!.MediaType, mediaTypes);
                Assert.Equal((string?)item["sha256"], Convert.ToHexStringLower(SHA256.HashData(bytes)));
                AssertForAnybody(response);
                using var document = JsonDocument.Parse(bytes);
                Assert.True(kind != "contexts" || document.RootElement.TryGetProperty("@context", out _), url);
                Assert.DoesNotContain("\"$ref\"", kind == "contexts" ? document.RootElement.GetRawText() : "", StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("/schemas/untp/0.6/common.json")]
    [InlineData("/contexts/untp/0.7.0/untp.jsonld")]
    [InlineData("/schemas/DigitalBatteryPassport/template")]
    [InlineData("/schemas")]
    public async Task Does_not_send_again_what_the_client_has(string path)
    {
        using var first = await given.Anybody.GetAsync(path);
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", $"W/\"other\", {first.Headers.ETag}");

        using var second = await given.Anybody.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal((HttpStatusCode.NotModified, 0), (second.StatusCode, (await second.Content.ReadAsByteArrayAsync()).Length));
        AssertForAnybody(second);
        using var head = await given.Anybody.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
        Assert.Equal((HttpStatusCode.OK, first.Headers.ETag), (head.StatusCode, head.Headers.ETag));
        Assert.Equal(first.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
    }

    [Theory]
    [Trait("Threat", "21")]
    [InlineData("/schemas/absent.json")]
    [InlineData("/schemas/manifest.json")]
    [InlineData("/schemas/untp/0.7.0/")]
    [InlineData("/schemas/..%2Fcontexts%2Fmanifest.json")]
    [InlineData("/schemas/untp%2F..%2F..%2F..%2Fetc%2Fpasswd")]
    [InlineData("/contexts/untp/0.7.0/common.json")]
    [InlineData("/vocabulary/untp/0.7.0/untp.jsonld")]
    [InlineData("/schemas/Linkset/template")]
    [InlineData("/schemas/..%2F..%2FGateway/template")]
    public async Task Has_nothing_at_other_addresses(string path)
    {
        using var response = await given.Anybody.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("not-found", (string?)(await response.JsonAsync())["code"]);
    }

    [Fact]
    public async Task Refuses_parameters()
    {
        using var response = await given.Anybody.GetAsync("/schemas?type=DigitalProductPassport");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Has_a_template_for_every_type_that_is_issued_and_each_checks_as_its_type()
    {
        var list = await (await given.Anybody.GetAsync("/schemas")).JsonAsync();
        var issued = list["schemas"]!.AsArray().Where(s => (bool)s!["issuing"]! && s["types"]!.AsArray().Count > 0)
            .Select(s => (Type: (string)s!["types"]![0]!, Template: (string?)s["template"]))
            .Where(s => s.Type is not ("ConformityScheme" or "Linkset" or "VerifiableCredential"))
            .ToList();

        Assert.Equal(13, issued.Count);
        foreach (var (type, url) in issued)
        {
            using var template = await given.Anybody.GetAsync(url);
            Assert.Equal("application/vc", template.Content.Headers.ContentType?.MediaType);
            using var body = TestIssuer.Body(await template.Content.ReadAsByteArrayAsync(), "application/vc");
            using var check = await given.Anybody.PostAsync($"/credentials/check?type={type}", body);
            Assert.True(check.StatusCode == HttpStatusCode.OK, $"{type}: {await check.Content.ReadAsStringAsync()}");
        }
    }

    private static IEnumerable<JsonNode> Schemas(JsonNode list, string type) =>
        list["schemas"]!.AsArray().Where(s => s!["types"]!.AsArray().Any(t => (string?)t == type))!;

    private static void AssertForAnybody(HttpResponseMessage response)
    {
        Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.True(response.Headers.CacheControl is { Public: true, MaxAge.TotalMinutes: 60 });
        Assert.NotNull(response.Headers.ETag);
    }
}
