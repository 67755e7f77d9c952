using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Hosting;
using Gateway.Issuing;
using Gateway.Tests.Hosting;
using Untp.Credentials;
using static Gateway.Tests.Issuing.IssuingHost;

namespace Gateway.Tests.Issuing;

/// <summary>The HTTP binding of DID Resolution 1.0, clause by clause: 4.4, 9, 11 and 12.1.</summary>
public sealed class ResolutionTests(IssuingHost given) : IClassFixture<IssuingHost>
{
    private const string Key = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
    private const string Jwk = "did:jwk:eyJrdHkiOiJPS1AiLCJjcnYiOiJFZDI1NTE5IiwieCI6IjExcVlBWUt4Q3JmVlNfN1R5V1FIT2c3aGN2UGFwaU1scndJYWFQY0hVUm8ifQ";

    [Theory]
    [InlineData(Root)]
    [InlineData(Key)]
    [InlineData(Jwk)]
    public async Task Gives_the_result_with_document_and_both_metadata(string did)
    {
        foreach (var target in new[] { did, Uri.EscapeDataString(did) })
        {
            using var response = await given.Anybody.GetAsync("/dids/" + target);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("application/did-resolution", response.Content.Headers.ContentType?.ToString());
            var result = await response.JsonAsync();
            Assert.Equal(["didDocument", "didResolutionMetadata", "didDocumentMetadata"], result.AsObject().Select(m => m.Key));
            Assert.Equal(did, (string?)result["didDocument"]!["id"]);
            Assert.Equal("application/did", (string?)result["didResolutionMetadata"]!["contentType"]);
            Assert.Equal(JsonValueKind.Object, result["didDocumentMetadata"]!.GetValueKind());
            Assert.All(result["didDocument"]!["verificationMethod"]!.AsArray(), m => Assert.Equal(did, (string?)m!["controller"]));
        }
    }

    [Fact]
    public async Task Gives_anothers_document_as_it_is_published_unknown_members_too()
    {
        const string Document = """{"id":"did:web:others.example","keyAgreement":[],"x-note":{"a":[1,2]}}""";
        given.Gateway.Outbound.Put("https://others.example/.well-known/did.json", Document);
        using var response = await given.Anybody.GetAsync("/dids/did:web:others.example");
        Assert.Equal(Document, (await response.JsonAsync())["didDocument"]!.ToJsonString());
    }

    [Theory]
    [InlineData("application/did-resolution", "application/did-resolution")]
    [InlineData("*/*", "application/did-resolution")]
    [InlineData("application/json", "application/did-resolution")]
    [InlineData("text/html, application/*;q=0.5", "application/did-resolution")]
    [InlineData("application/did", "application/did")]
    [InlineData("application/did+json", "application/did+json")]
    [InlineData("application/did+ld+json;q=0.9, application/did-resolution;q=0.1", "application/did+ld+json")]
    public async Task Gives_the_document_alone_to_whoever_asks_for_that(string accept, string mediaType)
    {
        using var response = await GetAsync(Root, accept);
        Assert.Equal((HttpStatusCode.OK, mediaType), (response.StatusCode, response.Content.Headers.ContentType?.ToString()));
        var body = await response.JsonAsync();
        Assert.Equal(Root, (string?)(mediaType == "application/did-resolution" ? body["didDocument"]! : body)["id"]);
    }

    [Theory]
    [InlineData("did:web:gateway.example:nobody", 404, ProblemTypes.DidNotFound)]
    [InlineData("did:web:nobody.example", 404, ProblemTypes.DidNotFound)]
    [InlineData("did:example:123", 501, ProblemTypes.DidMethodNotSupported)]
    [InlineData("not-a-did", 400, ProblemTypes.InvalidDid)]
    [InlineData("did:web:", 400, ProblemTypes.InvalidDid)]
    [InlineData("did:key:z6Mk", 400, ProblemTypes.InvalidDid)]
    [InlineData("did:web:gateway.example%23key", 400, ProblemTypes.InvalidDid)]
    [InlineData("did:web:127.0.0.1", 400, ProblemTypes.InvalidDid)]
    [InlineData("did%ZZ", 400, ProblemTypes.InvalidDid)]
    [InlineData("did:web:broken.example", 500, ProblemTypes.InvalidDidDocument)]
    [InlineData("did:web:gateway.example?versionId=99", 404, ProblemTypes.DidNotFound)]
    [InlineData("did:web:gateway.example?versionId=one", 400, ProblemTypes.InvalidDidOptions)]
    [InlineData("did:web:gateway.example?other=1", 400, ProblemTypes.InvalidDidOptions)]
    [InlineData("did:web:gateway.example?versionTime=2026-01-01T00:00:00Z", 501, ProblemTypes.DidFeatureNotSupported)]
    [InlineData("did:web:others.example?versionId=1", 501, ProblemTypes.DidFeatureNotSupported)]
    public async Task Says_what_is_wrong_in_a_result_with_the_status_of_the_error(string target, int status, string type)
    {
        given.Gateway.Outbound.Put("https://broken.example/.well-known/did.json", """{"id": "did:web:somebody.else"}""");
        using var response = await given.Anybody.GetAsync("/dids/" + target);
        Assert.Equal((status, "application/did-resolution"), ((int)response.StatusCode, response.Content.Headers.ContentType?.ToString()));
        var result = await response.JsonAsync();
        Assert.Null(result["didDocument"]);
        Assert.Empty(result["didDocumentMetadata"]!.AsObject());
        var error = result["didResolutionMetadata"]!["error"]!;
        Assert.Equal(type, (string?)error["type"]);
        Assert.All(["title", "detail"], member => Assert.NotEmpty((string)error[member]!));
        Answers.ShowsNothingInside(result.ToJsonString());
    }

    [Fact]
    public async Task Does_not_write_a_representation_that_it_has_not()
    {
        using var response = await GetAsync(Root, "application/did+cbor");
        Assert.Equal(HttpStatusCode.NotAcceptable, response.StatusCode);
        Assert.Equal(
            ProblemTypes.DidRepresentationNotSupported, (string?)(await response.JsonAsync())["didResolutionMetadata"]!["error"]!["type"]);
    }

    [Theory]
    [InlineData("/dids/did:web:host.example%3A8443:a", "did:web:host.example%3A8443:a")]
    [InlineData("/dids/did:web:host.example%253A8443:a", "did:web:host.example%3A8443:a")]
    [InlineData("/dids/did%3Aweb%3Ahost.example%253A8443%3Aa", "did:web:host.example%3A8443:a")]
    [InlineData("/dids/did%3Aweb%3Ahost.example%3A8443", "did:web:host.example:8443")]
    [InlineData("/dids/did:web:a.example/keys?type=x", "did:web:a.example")]
    [InlineData("http://proxy.example/dids/did:web:a.example", "did:web:a.example")]
    public void Reads_a_did_as_it_is_or_percent_encoded(string target, string did)
    {
        Assert.True(DidTarget.TryRead(target, out var read));
        Assert.Equal(did, read);
    }

    [Fact]
    public async Task The_gateways_own_are_read_from_its_database_and_never_fetched()
    {
        using var response = await given.Anybody.GetAsync("/dids/" + Root);
        Assert.DoesNotContain(given.FetchedForStrangers(), url => url.Contains("gateway.example", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Threat", "26")]
    public async Task A_strangers_resolutions_are_fetched_by_the_strangers_way_and_take_no_longer_than_they_may()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["Gateway:Credentials:StrangerTimeout"] = "00:00:00.2" });
        gateway.Outbound.Put("https://slow.example/.well-known/did.json", "{}");
        gateway.Outbound.BeforeFetch = token => Task.Delay(Timeout.Infinite, token);
        using var response = await gateway.Client().GetAsync("/dids/did:web:slow.example");
        await response.IsProblemAsync(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.StartsWith("stranger", Assert.Single(gateway.Outbound.Fetches).Who, StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> GetAsync(string did, string accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/dids/" + did);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return given.Anybody.SendAsync(request);
    }
}
