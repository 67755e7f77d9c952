using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Outbound;
using Gateway.Tests.Credentials;
using Gateway.Tests.Hosting;
using Gateway.Tests.Issuing;
using Gateway.Tests.Outbound;
using Microsoft.Extensions.DependencyInjection;
using Untp.Credentials;

namespace Gateway.Tests.Forwarding;

/// <summary>
/// Somebody's DID document, or his notice, names an address of the inner network as the place to go to: nothing is connected, and the
/// attempt says so. Documents come from the test; what is posted and followed goes through the real guard.
/// </summary>
[Trait("Threat", "5")]
public sealed class InnerAddressTests(InnerAddressTests.GuardedGateway given) : IClassFixture<InnerAddressTests.GuardedGateway>
{
    private readonly string _host = $"r{Guid.NewGuid():N}.example";

    public static TheoryData<string> Places =>
    [
        "https://169.254.169.254/latest/meta-data/", "https://127.0.0.1:PORT/inbox", "http://127.0.0.1:PORT/inbox",
        "https://[::1]:PORT/inbox", "https://10.1.2.3/inbox", "https://192.168.0.1/inbox", "https://172.16.0.1/inbox",
        "https://100.64.0.1/inbox", "https://0.0.0.0:PORT/inbox", "https://[::ffff:127.0.0.1]:PORT/inbox",
        "https://[fd00::1]/inbox", "https://[fe80::1]/inbox", "https://[64:ff9b::7f00:1]:PORT/inbox", "https://2130706433:PORT/inbox",
        "https://0x7f.1:PORT/inbox", "https://localhost:PORT/inbox", "https://loopback.example:PORT/inbox",
        "https://metadata.example/inbox", "https://mixed.example:PORT/inbox", "https://loopback.example.:PORT/inbox",
        "https://user@loopback.example:PORT/inbox", "https://loopback.example:25/inbox",
    ];

    [Theory, MemberData(nameof(Places))]
    public async Task An_inbox_there_is_not_connected_to_and_the_attempt_says_so(string place)
    {
        var recipient = "did:web:" + _host;
        given.Documents.Put($"https://{_host}/.well-known/did.json", new JsonObject
        {
            ["@context"] = new JsonArray("https://www.w3.org/ns/did/v1"),
            ["id"] = recipient,
            ["service"] = new JsonArray(new JsonObject
            {
                ["id"] = recipient + "#inbox",
                ["type"] = "CredentialInbox",
                ["serviceEndpoint"] = place.Replace("PORT", $"{given.Inner.Port}", StringComparison.Ordinal),
            }),
        }.ToJsonString());
        var body = TestIssuer.Body(await TestIssuer.WithKey().SignPassportAsync("https://id.maker.example.com/21/1"));
        using var kept = await given.Tenant.PostAsync("/credentials?to=" + recipient, body);
        Assert.Equal(HttpStatusCode.Created, kept.StatusCode);

        var delivery = await AttemptedAsync(recipient);
        Assert.Null(delivery["lastStatus"]);
        Assert.Matches("has no public address|is not asked|only https URLs are asked", (string)delivery["lastAnswer"]!);
        Assert.DoesNotContain($"{given.Inner.Port} refused", (string)delivery["lastAnswer"]!, StringComparison.Ordinal);
        Assert.Equal(0, given.Inner.Connections);
    }

    [Theory, MemberData(nameof(Places))]
    public async Task A_notice_that_leads_there_is_not_followed_and_refused_for_good(string place)
    {
        var sender = TestSender.Of(_host, given.Documents);
        using (var policy = await given.Tenant.PutAsJsonAsync("/policy", new { acceptFrom = new[] { sender.Did } }))
        {
            Assert.Equal(HttpStatusCode.OK, policy.StatusCode);
        }

        var url = place.Replace("PORT", $"{given.Inner.Port}", StringComparison.Ordinal);
        var digest = Gateway.Forwarding.ContentDigest.Of("x"u8);
        var notice = Encoding.UTF8.GetBytes(new JsonObject { ["id"] = "1", ["digest"] = digest, ["url"] = url }.ToJsonString());
        using var request = await sender.DeliverAsync(
            "/inbox", notice, given.Gateway.Time.GetUtcNow(), new SentDelivery { MediaType = "application/json" });
        using var response = await given.Gateway.Client().SendAsync(request);
        var problem = await response.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "not-verified");
        Assert.Null(response.Headers.RetryAfter);
        Assert.Matches("has no public address|is not asked|only https URLs are asked", (string)problem["detail"]!);
        Assert.Equal(0, given.Inner.Connections);
    }

    private async Task<JsonNode> AttemptedAsync(string recipient)
    {
        JsonNode? last = null;
        await Eventually.IsTrueAsync(
            async () =>
            {
                var listed = await given.Tenant.GetFromJsonAsync<JsonNode>("/deliveries?limit=100");
                last = listed!["items"]!.AsArray().Single(item => (string?)item!["recipient"] == recipient);
                return (int)last!["attempts"]! > 0;
            },
            () => $"{last}");
        return last!;
    }

    public sealed class GuardedGateway : IAsyncLifetime
    {
        internal RawServer Inner { get; } = RawServer.Sending("HTTP/1.1 204 No Content\r\n\r\n");

        internal FakeOutbound Documents { get; } = new();

        internal TestGateway Gateway { get; private set; } = null!;

        internal HttpClient Tenant { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Gateway = await TestGateway.StartAsync(
                new() { ["Gateway:PublicUrl"] = IssuingHost.Url, ["Gateway:Forwarding:PollInterval"] = "00:00:00.2" },
                services =>
                {
                    services.AddSingleton<ResolveHost>(TestOutbound.Names(AddressesOf));
                    services.AddSingleton<GuardedOutbound>();
                    services.AddSingleton<IOutbound>(all => new Half(Documents, all.GetRequiredService<GuardedOutbound>()));
                });
            Tenant = Gateway.Client(TestGateway.Key);
        }

        public async ValueTask DisposeAsync()
        {
            await Gateway.DisposeAsync();
            await Inner.DisposeAsync();
        }

        /// <summary>What a look-up finds: names of the attacker's that lead inside, alone or beside a public address.</summary>
        private static IPAddress[] AddressesOf(string host) => host.TrimEnd('.') switch
        {
            "loopback.example" or "localhost" => [IPAddress.Loopback],
            "metadata.example" => [IPAddress.Parse("169.254.169.254")],
            "mixed.example" => [IPAddress.Parse("8.8.8.8"), IPAddress.Loopback],
            _ => [],
        };
    }

    /// <summary>Documents of DIDs from the test, everything else through the guard.</summary>
    private sealed class Half(FakeOutbound documents, GuardedOutbound guarded) : IOutbound
    {
        public IDocumentFetcher ForTenant() => documents.ForTenant();

        public IDocumentFetcher ForStranger(IPAddress? address) => documents.ForStranger(address);

        public Task<PostResult> PostAsync(
            Uri uri, ReadOnlyMemory<byte> body, IReadOnlyList<KeyValuePair<string, string>> headers, CancellationToken cancellationToken) =>
            guarded.PostAsync(uri, body, headers, cancellationToken);

        public Task<FetchResult> GetAsync(
            Uri uri, IReadOnlyList<KeyValuePair<string, string>> headers, IDocumentFetcher caller, CancellationToken cancellationToken) =>
            guarded.GetAsync(uri, headers, caller, cancellationToken);
    }
}

/// <summary>An inbox, or what a notice names, that sends the gateway on to an inner address.</summary>
[Trait("Threat", "5")]
public sealed class InnerRedirectTests
{
    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirection_is_an_answer_and_not_a_way(int status)
    {
        await using var inner = RawServer.Sending("HTTP/1.1 204 No Content\r\n\r\n");
        await using var host = await ForwardingHost.CreateAsync();
        await host.OweAsync(host.AddRecipient("ada"));
        host.Stub.Map("/ada/inbox", context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = $"http://127.0.0.1:{inner.Port}/latest/meta-data/";
            return Task.CompletedTask;
        });
        await host.StartAsync();
        var delivery = await host.WaitForAsync(d => d.State == Gateway.Forwarding.DeliveryState.Waiting);
        Assert.Equal((status, 0), (delivery.LastStatus, inner.Connections));

        using var outbound = TestOutbound.Create();
        var fetched = await outbound.GetAsync(host.Stub.Url("/ada/inbox"), [], outbound.ForTenant(), default);
        Assert.Null(fetched.Body);
        Assert.Equal(0, inner.Connections);
    }
}
