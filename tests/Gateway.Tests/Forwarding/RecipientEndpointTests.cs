using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Tests.Hosting;
using Gateway.Tests.Issuing;
using Untp.Credentials.Dids;

namespace Gateway.Tests.Forwarding;

/// <summary>/recipients and /policy.</summary>
public sealed class RecipientEndpointTests(IssuingHost given) : IClassFixture<IssuingHost>
{
    [Fact]
    public async Task A_recipient_is_registered_changed_listed_and_removed()
    {
        var did = NewDid();
        var put = await PutAsync(did, new
        {
            filters = new { types = new[] { "T" }, issuers = new[] { "did:web:i.example" }, productIdPrefixes = new[] { "https://p/" } },
            mediaTypes = new[] { "application/vc+jwt" },
            send = "notice",
            deliveriesPerMinute = 60,
        });
        var found = await given.Tenant.GetFromJsonAsync<JsonNode>(PathOf(did));
        Assert.Equal(put.ToJsonString(), found!.ToJsonString());
        Assert.Equal((did, "notice", 60), ((string)found["did"]!, (string)found["send"]!, (int)found["deliveriesPerMinute"]!));
        Assert.Equal("https://p/", (string?)found["filters"]!["productIdPrefixes"]![0]);

        var changed = await PutAsync(did, new { });
        Assert.Equal(("credential", null), ((string)changed["send"]!, changed["deliveriesPerMinute"]));
        Assert.Empty(changed["filters"]!["types"]!.AsArray());
        Assert.Equal((string?)put["registeredAt"], (string?)changed["registeredAt"]);
        var listed = await given.Tenant.GetFromJsonAsync<JsonNode>("/recipients?limit=100");
        Assert.Contains(listed!["items"]!.AsArray(), item => (string?)item!["did"] == did);

        using var deleted = await given.Tenant.DeleteAsync(PathOf(did));
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var gone = await given.Tenant.GetAsync(PathOf(did));
        await gone.IsProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_did_with_escapes_of_its_own_is_that_did()
    {
        const string Did = "did:web:127.0.0.1%3A8443:org";
        await PutAsync(Did, new { });
        Assert.Equal(Did, (string?)(await given.Tenant.GetFromJsonAsync<JsonNode>(PathOf(Did)))!["did"]);
    }

    [Theory]
    [Trait("Threat", "28")]
    [InlineData("did:web:a.example", """{"filters":{"types":[""]}}""", "/filters/types")]
    [InlineData("did:web:a.example", """{"filters":{"types":[null]}}""", "/filters/types")]
    [InlineData("did:web:a.example", """{"filters":{"issuers":["x"]}}""", "/filters/issuers")]
    [InlineData("did:web:a.example", """{"filters":{"productIdPrefixes":["\u0000"]}}""", "/filters/productIdPrefixes")]
    [InlineData("did:web:a.example", """{"mediaTypes":["text/html"]}""", "/mediaTypes")]
    [InlineData("did:web:a.example", """{"deliveriesPerMinute":0}""", "/deliveriesPerMinute")]
    [InlineData("did:web:a.example", """{"send":"both"}""", null)]
    [InlineData("did:web:a.example", """{"sends":"notice"}""", null)]
    [InlineData("did:web:a.example", "[]", null)]
    [InlineData("did:web:a.example", "null", null)]
    [InlineData("nobody", "{}", null)]
    [InlineData("..%2f..", "{}", null)]
    public async Task What_cannot_be_registered_is_refused_and_says_why(string did, string body, string? pointer)
    {
        using var content = TestIssuer.Body(System.Text.Encoding.UTF8.GetBytes(body), "application/json");
        using var response = await given.Tenant.PutAsync("/recipients/" + did, content);
        var problem = await response.IsProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(pointer, pointer is null ? null : (string?)problem["pointer"]);
    }

    [Theory]
    [Trait("Threat", "5")]
    [Trait("Threat", "21")]
    [Trait("Threat", "28")]
    [InlineData("did:key:zzz", "multi|base58|key")]
    [InlineData("did:key:u7QF", "base58btc")]
    [InlineData("did:jwk:e30", "kty|JWK|key")]
    [InlineData("did:web:127.1", "never an IP address")]
    [InlineData("did:web:127.0.0.2%253A8443", "never an IP address")]
    [InlineData("did:web:0x7f.1", "never an IP address")]
    [InlineData("did:web:localhost", "fully qualified host")]
    [InlineData("did:web:a.example.", "without a dot at the end")]
    [InlineData("did:web:..%252f", "percent-encoded")]
    [InlineData("did:web:..%2f", "percent-encoded")]
    [InlineData("did:web:a.example:..", "not . or ..")]
    [InlineData("did:web:a.example:x%252fy", "hides no slash")]
    [InlineData("did:web:a.example%253A0", "port")]
    [InlineData("did:web:user@a.example", "a DID is")]
    [InlineData("did:example:123", "did:web, did:key and did:jwk are read")]
    [InlineData("did:web:a.example#key", "")]
    public async Task A_DID_that_can_never_be_resolved_is_refused_and_the_fault_named(string did, string fault)
    {
        using var content = TestIssuer.Body("{}"u8.ToArray(), "application/json");
        using var response = await given.Tenant.PutAsync("/recipients/" + (fault.Length == 0 ? Uri.EscapeDataString(did) : did), content);
        var problem = await response.IsProblemAsync(HttpStatusCode.BadRequest, "invalid-parameter");
        Assert.Matches(fault, (string)problem["detail"]!);
        Assert.DoesNotContain(
            (await given.Tenant.GetFromJsonAsync<JsonNode>("/recipients?limit=100"))!["items"]!.AsArray(),
            item => DidResolver.FindFault((string)item!["did"]!) is not null);
    }

    [Fact]
    [Trait("Threat", "26")]
    public async Task The_longest_that_is_documented_fits_into_a_body_and_nothing_longer()
    {
        var texts = Enumerable.Range(0, 100).Select(i => $"{i:D3}".PadRight(200, 'x')).ToArray();
        var issuers = texts.Select(text => "did:web:a.example:" + text[18..]).ToArray();
        await PutAsync(NewDid(), new { filters = new { types = texts, issuers, productIdPrefixes = texts } });
        foreach (var more in new object[]
        {
            new { filters = new { types = texts.Append("one more") } }, new { filters = new { types = new[] { texts[0] + "x" } } },
        })
        {
            using var refused = await given.Tenant.PutAsJsonAsync(PathOf(NewDid()), more);
            var problem = await refused.IsProblemAsync(HttpStatusCode.BadRequest, "unreadable");
            Assert.Contains("at most 100 of at most 200 characters", (string)problem["detail"]!, StringComparison.Ordinal);
        }

        using var huge = await given.Tenant.PutAsync(PathOf(NewDid()), TestIssuer.Body(new byte[(64 << 10) + 1], "application/json"));
        await huge.IsProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        var senders = Enumerable.Range(0, 1000).Select(i => $"did:web:a.example:{i:D4}".PadRight(200, 'x')).ToArray();
        var many = given.Gateway.Client(await given.Gateway.AddTenantAsync("many"));
        using var policy = await many.PutAsJsonAsync("/policy", new { acceptFrom = senders });
        Assert.Equal(HttpStatusCode.OK, policy.StatusCode);
    }

    [Fact]
    [Trait("Threat", "22")]
    public async Task Tenants_have_their_own()
    {
        var did = NewDid();
        await PutAsync(did, new { });
        await SendAsync(did);
        foreach (var request in new[]
        {
            new HttpRequestMessage(HttpMethod.Get, PathOf(did)), new HttpRequestMessage(HttpMethod.Delete, PathOf(did)),
            new HttpRequestMessage(HttpMethod.Post, PathOf(did) + "/replay?since=2020-01-01T00:00:00Z"),
        })
        {
            using var response = await given.Other.SendAsync(request);
            await response.IsProblemAsync(HttpStatusCode.NotFound);
        }

        Assert.DoesNotContain(
            (await given.Other.GetFromJsonAsync<JsonNode>("/recipients"))!["items"]!.AsArray(), item => (string?)item!["did"] == did);
        foreach (var path in new[] { "/recipients", PathOf(did), "/policy" })
        {
            using var response = await given.Anybody.GetAsync(path);
            await response.IsProblemAsync(HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task A_tenant_may_send_to_registered_recipients_alone()
    {
        await using var gateway = await TestGateway.StartAsync();
        var client = gateway.Client(TestGateway.Key);
        Assert.Equal("any", (string?)(await client.GetFromJsonAsync<JsonNode>("/policy"))!["sendTo"]);
        using (var set = await client.PutAsJsonAsync("/policy", new { sendTo = "registered" }))
        {
            Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        }

        using (var put = await client.PutAsJsonAsync(PathOf("did:web:known.example"), new { }))
        {
            Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        }

        var body = await TestIssuer.WithKey().SignPassportAsync("https://id.maker.example.com/21/1");
        const string Both = "/credentials?to=did:web:known.example&to=did:web:unknown.example";
        using (var refused = await client.PostAsync(Both, TestIssuer.Body(body)))
        {
            var problem = await refused.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "not-registered");
            Assert.StartsWith("did:web:unknown.example ", (string)problem["detail"]!, StringComparison.Ordinal);
        }

        Assert.Empty((await client.GetFromJsonAsync<JsonNode>("/credentials"))!["items"]!.AsArray());
        using var accepted = await client.PostAsync("/credentials?to=did:web:known.example", TestIssuer.Body(body));
        Assert.Equal(HttpStatusCode.Created, accepted.StatusCode);
    }

    [Theory]
    [InlineData("""{"acceptFrom":["nobody"]}""")]
    [InlineData("""{"sendTo":"nobody"}""")]
    [InlineData("""{"acceptfrom":[]}""")]
    public async Task A_policy_that_cannot_be_read_changes_nothing(string body)
    {
        using var content = TestIssuer.Body(System.Text.Encoding.UTF8.GetBytes(body), "application/json");
        using var response = await given.Other.PutAsync("/policy", content);
        await response.IsProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal("""{"sendTo":"any","acceptFrom":[]}""", (await given.Other.GetFromJsonAsync<JsonNode>("/policy"))!.ToJsonString());
    }

    [Fact]
    public async Task What_fits_the_filters_is_owed_once_besides_those_that_are_named()
    {
        var (types, issuers, products, forms, none) = (NewDid(), NewDid(), NewDid(), NewDid(), NewDid());
        var issuer = TestIssuer.WithKey();
        await PutAsync(types, new { filters = new { types = new[] { "Other", "DigitalProductPassport" } } });
        await PutAsync(issuers, new { filters = new { issuers = new[] { issuer.Did }, types = new[] { "DigitalProductPassport" } } });
        await PutAsync(products, new { filters = new { productIdPrefixes = new[] { "https://elsewhere.example/" } } });
        await PutAsync(forms, new { filters = new { issuers = new[] { issuer.Did } }, mediaTypes = new[] { "application/vc" } });
        await PutAsync(none, new { mediaTypes = new[] { "application/vc+jwt" } });

        var body = await issuer.SignPassportAsync("https://id.maker.example.com/21/1");
        using var response = await given.Tenant.PostAsync("/credentials?to=" + Uri.EscapeDataString(types), TestIssuer.Body(body));
        var owed = (await response.JsonAsync())["deliveries"]!.AsArray().Select(delivery => (string?)delivery!["recipient"]);
        Assert.Equal(new[] { types, issuers }.Order(), owed.Order());
        foreach (var did in new[] { types, issuers, products, forms, none })
        {
            (await given.Tenant.DeleteAsync(PathOf(did))).Dispose();
        }
    }

    [Fact]
    [Trait("Threat", "26")]
    public async Task A_replay_is_bounded_and_not_to_be_had_too_often()
    {
        var did = NewDid();
        await PutAsync(did, new { });
        await SendAsync(did);
        foreach (var since in new[] { "", "?since=yesterday", "?from=2026-06-01T00:00:00Z" })
        {
            using var refused = await given.Tenant.PostAsync(PathOf(did) + "/replay" + since, null);
            await refused.IsProblemAsync(HttpStatusCode.BadRequest, "invalid-parameter");
        }

        using var replay = await given.Tenant.PostAsync(PathOf(did) + "/replay?since=2020-01-01T00:00:00Z", null);
        Assert.Equal(HttpStatusCode.Accepted, replay.StatusCode);
        using var soon = await given.Tenant.PostAsync(PathOf(did) + "/replay?since=2020-01-01T00:00:00Z", null);
        await soon.IsProblemAsync(HttpStatusCode.TooManyRequests);
        Assert.Equal(TimeSpan.FromMinutes(1), soon.Headers.RetryAfter!.Delta);
        using var unknown = await given.Tenant.PostAsync(PathOf(NewDid()) + "/replay?since=2020-01-01T00:00:00Z", null);
        await unknown.IsProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    [Trait("Threat", "17")]
    public async Task Of_what_is_asked_twenty_times_at_once_one_is_made()
    {
        var did = NewDid();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => PutAsync(did, new { deliveriesPerMinute = i + 1 })));
        var listed = (await given.Tenant.GetFromJsonAsync<JsonNode>("/recipients?limit=100"))!["items"]!.AsArray();
        Assert.Single(listed, item => (string?)item!["did"] == did);

        await SendAsync(did);
        var replays = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            _ => given.Tenant.PostAsync(PathOf(did) + "/replay?since=2020-01-01T00:00:00Z", null)));
        Assert.Single(replays, replay => replay.StatusCode == HttpStatusCode.Accepted);
        Assert.Equal(19, replays.Count(replay => replay.StatusCode == HttpStatusCode.TooManyRequests));
    }

    private static string NewDid() => $"did:web:r{Guid.NewGuid():N}.example";

    private static string PathOf(string did) => "/recipients/" + Uri.EscapeDataString(did);

    private async Task<JsonNode> PutAsync(string did, object how)
    {
        using var response = await given.Tenant.PutAsJsonAsync(PathOf(did), how);
        var answer = await response.JsonAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, answer.ToJsonString());
        return answer;
    }

    private async Task SendAsync(string did)
    {
        var body = await TestIssuer.WithKey().SignPassportAsync("https://id.maker.example.com/21/1");
        using var response = await given.Tenant.PostAsync("/credentials?to=" + Uri.EscapeDataString(did), TestIssuer.Body(body));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }
}
