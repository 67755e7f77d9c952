using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Forwarding;
using Gateway.Hosting;
using Gateway.Tests.Issuing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Hosting;

/// <summary>
/// Every route of the gateway, asked by a neighbour for what is another tenant's: the answer is the one to what does not exist. A route
/// that stands in none of the three tables below fails a test.
/// </summary>
[Trait("Threat", "22")]
public sealed class TenantIsolationTests(TwoTenants given) : IClassFixture<TwoTenants>
{
    /// <summary>Routes that take what may be another tenant's: the request for it.</summary>
    private static readonly Dictionary<string, Func<Held, HttpRequestMessage>> s_of = new()
    {
        ["GET /credentials/{id}"] = held => Get($"/credentials/{held.Credential}"),
        ["HEAD /credentials/{id}"] = held => new(HttpMethod.Head, $"/credentials/{held.Credential}"),
        ["GET /credentials/{id}/chain"] = held => Get($"/credentials/{held.Credential}/chain"),
        ["POST /chains/verify"] = held => Post("/chains/verify", $$"""{"start":["{{held.Credential}}"]}"""),
        ["GET /passports"] = held => Get("/passports?id=" + Uri.EscapeDataString(held.Product)),
        ["HEAD /passports"] = held => new(HttpMethod.Head, "/passports?id=" + Uri.EscapeDataString(held.Product)),
        ["GET /passports/{**productId}"] = held => Get("/passports/" + Uri.EscapeDataString(held.Product)),
        ["HEAD /passports/{**productId}"] = held => new(HttpMethod.Head, "/passports/" + Uri.EscapeDataString(held.Product)),
        ["GET /deliveries/{id}"] = held => Get($"/deliveries/{held.Delivery}"),
        ["GET /deliveries/{id}/receipt"] = held => Get($"/deliveries/{held.Delivery}/receipt"),
        ["POST /deliveries/{id}/retry"] = held => Post($"/deliveries/{held.Delivery}/retry"),
        ["GET /recipients/{did}"] = held => Get("/recipients/" + held.Recipient),
        ["DELETE /recipients/{did}"] = held => new(HttpMethod.Delete, "/recipients/" + held.Recipient),
        ["POST /recipients/{did}/replay"] = held => Post($"/recipients/{held.Recipient}/replay?since=2020-01-01T00:00:00Z"),
        ["PUT /dids/{did}"] = held => new(HttpMethod.Put, "/dids/" + held.Did)
        {
            Content = Json("""{"alsoKnownAs":["https://x.example/"]}"""),
        },
        ["POST /dids/{did}/check"] = held => Post($"/dids/{held.Did}/check"),
        ["POST /dids/{did}/keys"] = held => Post($"/dids/{held.Did}/keys"),
        ["POST /dids/{did}/keys/{key}/retire"] = held => Post($"/dids/{held.Did}/keys/{held.Key}/retire"),
        ["POST /dids/{did}/keys/{key}/revoke"] = held => Post($"/dids/{held.Did}/keys/{held.Key}/revoke"),
        ["POST /credentials/status"] = held => Post("/credentials/status", $$"""{"credentialId":"{{held.CredentialId}}","status":true}"""),
        ["POST /credentials/issue"] = held => Post("/credentials/issue", Drafted(held)),
        ["POST /credentials/issue-batch"] = held => Post("/credentials/issue-batch", Drafted(held) + "\n", "application/x-ndjson"),
        ["POST /presentations/prove"] = held => Post(
            "/presentations/prove",
            new JsonObject { ["presentation"] = PresentationTests.Presentation(held.Did) }.ToJsonString()),
    };

    /// <summary>Routes that answer with what is the caller's own.</summary>
    private static readonly Dictionary<string, Func<Held, HttpRequestMessage>> s_lists = new()
    {
        ["GET /credentials"] = held => Get("/credentials?about=" + Uri.EscapeDataString(held.Product)),
        ["GET /deliveries"] = held => Get($"/deliveries?credential={held.Credential}"),
        ["GET /recipients"] = _ => Get("/recipients"),
        ["GET /policy"] = _ => Get("/policy"),
        ["GET /dids"] = _ => Get("/dids"),
    };

    /// <summary>Routes about nothing that is one tenant's, or that everybody may see, with the reason.</summary>
    private static readonly Dictionary<string, string> s_others = new()
    {
        ["POST /credentials"] = "adds to the caller's own",
        ["POST /credentials/verify"] = "what is verified comes with the request",
        ["POST /credentials/check"] = "what is checked comes with the request",
        ["POST /presentations/verify"] = "what is verified comes with the request",
        ["POST /passports/readiness"] = "what is assessed comes with the request",
        ["PUT /recipients/{did}"] = "adds to the caller's own",
        ["PUT /policy"] = "changes the caller's own",
        ["POST /dids"] = "adds to the caller's own; one that is taken is 409, as its document is public",
        ["GET /dids/{did}"] = "DID documents are public",
        ["POST /inbox"] = "open to whom the organisation's policy names, by signature",
        ["POST /inbox/{org}"] = "open to whom the organisation's policy names, by signature",
        ["GET /.well-known/did.json"] = "DID documents are public",
        ["HEAD /.well-known/did.json"] = "DID documents are public",
        ["GET /did.json"] = "DID documents are public",
        ["HEAD /did.json"] = "DID documents are public",
        ["GET /{organisation}/did.json"] = "DID documents are public",
        ["HEAD /{organisation}/did.json"] = "DID documents are public",
        ["GET /status-lists/{id}"] = "status lists are public",
        ["HEAD /status-lists/{id}"] = "status lists are public",
        ["GET /health/live"] = "nobody's",
        ["GET /health/ready"] = "nobody's",
        ["GET /schemas"] = "nobody's",
        ["HEAD /schemas"] = "nobody's",
        ["GET /schemas/{type}/template"] = "nobody's",
        ["HEAD /schemas/{type}/template"] = "nobody's",
        ["GET /schemas/{**path}"] = "nobody's",
        ["HEAD /schemas/{**path}"] = "nobody's",
        ["GET /contexts/{**path}"] = "nobody's",
        ["HEAD /contexts/{**path}"] = "nobody's",
        ["GET /vocabulary/{**path}"] = "nobody's",
        ["HEAD /vocabulary/{**path}"] = "nobody's",
    };

    public static TheoryData<string> Of => [.. s_of.Keys];

    public static TheoryData<string> Lists => [.. s_lists.Keys];

    [Fact]
    public void Every_route_stands_in_one_table()
    {
        var routes = Routes().Select(route => route.Name).Order(StringComparer.Ordinal).ToList();
        var known = s_of.Keys.Concat(s_lists.Keys).Concat(s_others.Keys).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(known, routes);
    }

    [Theory, MemberData(nameof(Of))]
    public async Task What_is_another_tenants_is_answered_as_what_does_not_exist(string route)
    {
        using var theirs = await given.Other.SendAsync(s_of[route](given.Theirs));
        using var nobodys = await given.Other.SendAsync(s_of[route](given.Nobodys));
        Assert.Equal(nobodys.StatusCode, theirs.StatusCode);
        Assert.Equal(await TextAsync(nobodys, given.Nobodys), await TextAsync(theirs, given.Theirs));
        var isRefusal = theirs.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity;
        var isOfLines = route.EndsWith("-batch", StringComparison.Ordinal) && theirs.IsSuccessStatusCode;
        Assert.True(isRefusal || isOfLines, $"{theirs.StatusCode}");
        await UnchangedAsync();
    }

    [Fact]
    public async Task The_same_requests_of_its_own_tenant_are_answered_otherwise()
    {
        await using var fresh = new TwoTenants();
        await fresh.InitializeAsync();
        foreach (var (route, make) in s_of)
        {
            using var own = await fresh.Tenant.SendAsync(make(fresh.Theirs));

            // there is nothing to check of a hosted DID, and the key was retired by the request before
            Assert.True(
                route switch
                {
                    "POST /dids/{did}/check" => own.StatusCode == HttpStatusCode.NotFound,
                    "POST /dids/{did}/keys/{key}/revoke" => own.StatusCode == HttpStatusCode.Conflict,
                    _ => own.IsSuccessStatusCode,
                },
                $"{route}: {own.StatusCode} {await own.Content.ReadAsStringAsync()}");
        }
    }

    [Theory, MemberData(nameof(Lists))]
    public async Task A_list_holds_nothing_of_another_tenants(string route)
    {
        using var response = await given.Other.SendAsync(s_lists[route](given.Theirs));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        Assert.All(given.Theirs.All, theirs => Assert.DoesNotContain(theirs, text, StringComparison.Ordinal));
        using var own = await given.Tenant.SendAsync(s_lists[route](given.Theirs));
        var mine = await own.Content.ReadAsStringAsync();
        Assert.Contains(given.Theirs.All, theirs => mine.Contains(theirs, StringComparison.Ordinal));
    }

    /// <summary>Whose entry it is counts, whatever credential of one's own is named beside it.</summary>
    [Fact]
    [Trait("Threat", "15")]
    public async Task An_entry_of_another_tenants_list_is_not_set_by_naming_it()
    {
        var mine = (string)(await IssuingHost.AddAsync(given.Other, new { organisation = "o" + Guid.NewGuid().ToString("N") }))["did"]!;
        var own = await Issued.IssueAsync(given.Other, Issued.Draft(mine));
        using var theirs = await given.Tenant.GetAsync("/credentials/" + given.Theirs.Credential);
        var entry = Issued.PartOf(await theirs.Content.ReadAsStringAsync(), 1)["credentialStatus"]!;
        foreach (var id in new[] { (string)Issued.Part(own, 1)["id"]!, given.Theirs.CredentialId })
        {
            var body = new JsonObject { ["credentialId"] = id, ["status"] = true, ["credentialStatus"] = Entry(entry) };
            using var refused = await given.Other.SendAsync(Post("/credentials/status", body.ToJsonString()));
            await refused.IsProblemAsync(HttpStatusCode.NotFound);
        }

        var stolen = Issued.Draft(mine);
        stolen["credentialStatus"] = entry.DeepClone();
        using var issued = await given.Other.PostAsync("/credentials/issue", Issued.Body(stolen));
        await issued.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "not-verified");

        static JsonObject Entry(JsonNode? status)
        {
            var one = status is JsonArray several ? several[0]! : status!;
            return new JsonObject
            {
                ["statusPurpose"] = (string?)one["statusPurpose"],
                ["statusListCredential"] = (string?)one["statusListCredential"],
                ["statusListIndex"] = one["statusListIndex"]!.DeepClone(),
            };
        }
    }

    /// <summary>The host serves the same document under each spelling; it is of the DID that it names alone.</summary>
    [Theory]
    [Trait("Threat", "3")]
    [InlineData("did:web:gateway.example:seller")]
    [InlineData("did:web:gateway.example%3A443:seller")]
    [InlineData("did:web:GATEWAY.example:seller")]
    [InlineData("did:web:gateway.example:%73eller")]
    public async Task A_neighbours_DID_in_another_spelling_is_not_to_be_had(string did)
    {
        using var theirs = await given.Anybody.GetAsync("/seller/did.json");
        given.Gateway.Outbound.Put("https://gateway.example/seller/did.json", await theirs.Content.ReadAsStringAsync());
        given.Gateway.Outbound.Put("https://gateway.example/%73eller/did.json", await theirs.Content.ReadAsStringAsync());
        using var added = await given.Other.SendAsync(Post("/dids", new JsonObject { ["did"] = did }.ToJsonString()));
        Assert.True(added.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Conflict or HttpStatusCode.Created);
        using var live = await IssuingHost.PostAsync(given.Other, did, "check");
        Assert.True(live.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity, $"{live.StatusCode}");
        using var issued = await given.Other.PostAsync("/credentials/issue", Issued.Body(Issued.Draft(did)));
        await issued.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "not-verified");
        using var seen = await given.Other.GetAsync("/credentials/" + given.Theirs.Credential);
        await seen.IsProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Without_a_key_nothing_is_had_but_what_is_open_to_all()
    {
        foreach (var (name, isOpen) in Routes().Where(route => s_of.ContainsKey(route.Name) || s_lists.ContainsKey(route.Name)))
        {
            var request = (s_of.TryGetValue(name, out var make) ? make : s_lists[name])(given.Theirs);
            using var response = await given.Anybody.SendAsync(request);
            Assert.Equal((name, isOpen ? HttpStatusCode.NotFound : HttpStatusCode.Unauthorized), (name, response.StatusCode));
        }

        await UnchangedAsync();
    }

    /// <summary>Nothing of what the other tried has changed anything.</summary>
    private async Task UnchangedAsync() => Assert.Equal(given.Before, await given.StateAsync());

    private IEnumerable<(string Name, bool IsOpen)> Routes() =>
        from endpoint in given.Gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"]
        select ($"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}", endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null);

    /// <summary>The answer without what is said in it of the request itself.</summary>
    private static async Task<string> TextAsync(HttpResponseMessage response, Held asked) =>
        asked.All.Aggregate(await response.Content.ReadAsStringAsync(), (text, id) => text.Replace(id, "X", StringComparison.Ordinal));

    private static HttpRequestMessage Get(string path) => new(HttpMethod.Get, path);

    private static HttpRequestMessage Post(string path, string? body = null, string mediaType = "application/json") =>
        new(HttpMethod.Post, path) { Content = body is null ? null : Json(body, mediaType) };

    private static ByteArrayContent Json(string text, string mediaType = "application/json") =>
        TestIssuer.Body(Encoding.UTF8.GetBytes(text), mediaType);

    private static string Drafted(Held held)
    {
        var draft = Issued.Draft(held.Did, "https://id.maker.example.com/21/draft");
        draft["id"] = "urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8";
        return new JsonObject { ["credential"] = draft }.ToJsonString();
    }
}

/// <summary>What a tenant holds, or nobody.</summary>
public sealed record Held(
    string Credential, string CredentialId, string Product, string Delivery, string Recipient, string Did, string Key)
{
    public IReadOnlyList<string> All => [Credential, CredentialId, Product, Delivery, Recipient, Did, Key];
}

/// <summary>A gateway on which one tenant holds one of everything, and another nothing.</summary>
public sealed class TwoTenants : IAsyncLifetime
{
    private readonly IssuingHost _host = new();

    public Held Theirs { get; private set; } = null!;

    public Held Nobodys { get; } = new(
        RandomId.Create(),
        "https://maker.example.com/credentials/nobodys",
        "https://id.maker.example.com/21/nobodys",
        RandomId.Create(),
        "did:web:nobody.example",
        "did:web:gateway.example:nobody",
        RandomId.Create());

    internal TestGateway Gateway => _host.Gateway;

    internal HttpClient Tenant => _host.Tenant;

    internal HttpClient Other => _host.Other;

    internal HttpClient Anybody => _host.Anybody;

    internal string Before { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await _host.InitializeAsync();
        const string Recipient = "did:web:recipient.example";
        using (var put = await Tenant.PutAsync("/recipients/" + Recipient, TestIssuer.Body("{}"u8.ToArray(), "application/json")))
        {
            Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        }

        var policy = TestIssuer.Body("""{"acceptFrom":["did:web:recipient.example"]}"""u8.ToArray(), "application/json");
        using (var put = await Tenant.PutAsync("/policy", policy))
        {
            Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        }

        var did = await _host.AddOrganisationAsync("seller");
        var draft = Issued.Draft((string)did["did"]!);
        using var issued = await Tenant.PostAsync("/credentials/issue?publish=true&to=" + Recipient, Issued.Body(draft));
        Assert.Equal(HttpStatusCode.Created, issued.StatusCode);
        var credential = issued.Headers.Location!.Segments[^1];
        using var deliveries = await Tenant.GetAsync("/deliveries?credential=" + credential);
        var delivery = (string)(await deliveries.JsonAsync())["items"]![0]!["id"]!;
        Theirs = new(
            credential,
            (string)draft["id"]!,
            (string)draft["credentialSubject"]!["id"]!,
            delivery,
            Recipient,
            (string)did["did"]!,
            (string)did["keys"]![0]!["id"]!);
        await KeepReceiptAsync(delivery);
        Before = await StateAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <summary>All that its tenant can see of it.</summary>
    internal async Task<string> StateAsync()
    {
        string[] paths =
        [
            "/credentials", "/deliveries", $"/deliveries/{Theirs.Delivery}", $"/deliveries/{Theirs.Delivery}/receipt", "/recipients",
            "/policy", "/dids", $"/passports/{Uri.EscapeDataString(Theirs.Product)}",
        ];
        var texts = new List<string>();
        foreach (var path in paths)
        {
            using var response = await Tenant.GetAsync(path);
            Assert.True(response.IsSuccessStatusCode, path);
            texts.Add(await response.Content.ReadAsStringAsync());
        }

        return string.Join('\n', texts);
    }

    /// <summary>The worker, whose way out leads nowhere here, is not waited for: the outcome is what it would record.</summary>
    private async Task KeepReceiptAsync(string delivery)
    {
        var store = Gateway.Services.GetRequiredService<IDeliveryStore>();
        var token = await new Receipt("did:web:recipient.example", "x", delivery, Receipt.Verified, 1).SignAsync(
            new Untp.Credentials.Proofs.KeySigner(
                Untp.Credentials.Proofs.SigningKey.Generate(Untp.Credentials.Proofs.KeyType.Ed25519), "did:web:recipient.example#k"),
            default);
        var now = Gateway.Time.GetUtcNow().AddDays(1);
        await Forwarding.Eventually.IsTrueAsync(
            async () =>
            {
                var room = ClaimRoom.For(1);
                foreach (var claimed in await store.ClaimDueAsync(now, TimeSpan.FromSeconds(30), room, default))
                {
                    var outcome = new AttemptOutcome(now, IsDelivered: false, null, 409, "No") { Receipt = new TakenReceipt(token) };
                    return await store.RecordAttemptAsync(claimed, outcome, default);
                }

                return false;
            },
            () => "the delivery was not to be had");
    }
}
