using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Credentials;
using Gateway.Outbound;
using Gateway.Tests.Forwarding;
using Gateway.Tests.Hosting;
using Gateway.Tests.Issuing;
using Microsoft.Extensions.DependencyInjection;
using Untp.Credentials.Proofs;

namespace Gateway.Tests.Credentials;

/// <summary>Two gateways as they come, over real sockets: one issues and sends, the other takes.</summary>
public sealed class TwoGatewaysTests : IAsyncLifetime
{
    private TestGateway _maker = null!;
    private TestGateway _buyer = null!;
    private HttpClient _sends = null!;
    private HttpClient _takes = null!;
    private string _makerDid = null!;
    private string _buyerDid = null!;

    public async ValueTask InitializeAsync()
    {
        (_maker, _buyer) = (await StartAsync(), await StartAsync());
        (_sends, _takes) = (_maker.Client(TestGateway.Key), _buyer.Client(TestGateway.Key));
        _makerDid = await DidOfAsync(_sends);
        _buyerDid = (string)(await IssuingHost.AddAsync(_takes, new { organisation = "buyer" }))["did"]!;
        using var policy = await _takes.PutAsJsonAsync("/policy", new { acceptFrom = new[] { _makerDid } });
        Assert.Equal(HttpStatusCode.OK, policy.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        await _maker.DisposeAsync();
        await _buyer.DisposeAsync();
    }

    [Fact]
    [Trait("Threat", "22")]
    public async Task What_one_issues_arrives_at_the_other_which_signs_for_it()
    {
        var (_, delivery) = await SendAsync();
        var delivered = await WaitAsync(delivery, "delivered");
        Assert.Equal(201, (int)delivered["lastStatus"]!);

        var kept = Assert.Single((await _takes.GetFromJsonAsync<JsonNode>("/credentials"))!["items"]!.AsArray());
        var receipt = await _sends.GetFromJsonAsync<JsonNode>($"/deliveries/{delivery}/receipt");
        Assert.Equal(
            (_buyerDid, (string?)kept!["digest"], delivery, "verified"),
            ((string)receipt!["recipient"]!, (string?)receipt["digest"], (string)receipt["webhookId"]!, (string)receipt["verdict"]!));
        using var other = await _maker.Client(await _maker.AddTenantAsync("other")).GetAsync($"/deliveries/{delivery}/receipt");
        await other.IsProblemAsync(HttpStatusCode.NotFound);
    }

    /// <summary>RFC 9421 clauses 2.5 and 3.2, read plainly: by who has the request and the sender's DID document only.</summary>
    [Fact]
    public async Task What_is_sent_is_signed_by_a_key_for_authentication_over_all_that_the_receiver_goes_by()
    {
        await using var recipient = await StubServer.StartAsync();
        var did = $"did:web:127.0.0.1%3A{recipient.Port}";
        var inbox = recipient.Url("/in?box=1");
        recipient.Map("/.well-known/did.json", $$"""
            {"id": "{{did}}", "service": [{"id": "{{did}}#inbox", "type": "CredentialInbox", "serviceEndpoint": "{{inbox}}"}]}
            """);
        recipient.Map("/in", 202);
        await PublishAsync("https://id.maker.example.com/21/1", "&to=" + Uri.EscapeDataString(did));
        await Eventually.IsTrueAsync(() => recipient.Requests.Any(r => r.Method == "POST"), () => "nothing was posted");
        var post = recipient.Requests.First(r => r.Method == "POST");

        var input = Regex.Match(post.Headers["Signature-Input"], "^([a-z0-9]+)=((\\([^)]*\\));.*)$");
        var covered = Regex.Matches(input.Groups[3].Value, "\"([^\"]+)\"").Select(name => name.Groups[1].Value).ToList();
        var parameters = input.Groups[2].Value[input.Groups[3].Length..];
        Assert.Equal(
            ["@authority", "@method", "@target-uri", "content-digest", "content-type", "webhook-id", "webhook-timestamp"],
            covered.Order(StringComparer.Ordinal));
        Assert.Matches(";alg=\"ed25519\"(;|$)", parameters);
        Assert.Equal(post.Headers["Webhook-Timestamp"], Regex.Match(parameters, ";created=([0-9]+)").Groups[1].Value);

        var key = await KeyForAuthenticationAsync(Regex.Match(parameters, ";keyid=\"([^\"]+)\"").Groups[1].Value);
        var lines = covered.Select(name => $"\"{name}\": " + name switch
        {
            "@method" => post.Method,
            "@authority" => inbox.Authority,
            "@target-uri" => inbox.ToString(),
            _ => post.Headers.First(field => field.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value,
        });
        var signed = string.Join('\n', [.. lines, $"\"@signature-params\": {input.Groups[2].Value}"]);
        var signature = Regex.Match(post.Headers["Signature"], $"^{input.Groups[1].Value}=:([^:]+):$").Groups[1].Value;
        Assert.True(Ed25519.Verify(key, Encoding.ASCII.GetBytes(signed), Convert.FromBase64String(signature)));
    }

    [Fact]
    public async Task A_sender_that_is_not_accepted_is_told_so_and_gives_up_after_three_tries()
    {
        using var policy = await _takes.PutAsJsonAsync("/policy", new { acceptFrom = Array.Empty<string>() });
        var (_, delivery) = await SendAsync();
        var waiting = await WaitAsync(delivery, "waiting");
        Assert.Equal(403, (int)waiting["lastStatus"]!);
        Assert.Contains("not-accepted", (string)waiting["lastAnswer"]!, StringComparison.Ordinal);
        using var receipt = await _sends.GetAsync($"/deliveries/{delivery}/receipt");
        await receipt.IsProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_notice_is_followed_by_a_request_that_the_recipient_signs()
    {
        await RegisterAsync(new { send = "notice" });
        var (credential, delivery) = await SendAsync();
        await WaitAsync(delivery, "delivered");
        var kept = Assert.Single((await _takes.GetFromJsonAsync<JsonNode>("/credentials"))!["items"]!.AsArray());
        var receipt = await _sends.GetFromJsonAsync<JsonNode>($"/deliveries/{delivery}/receipt");
        Assert.Equal((string?)kept!["digest"], (string?)receipt!["digest"]);
        using var stranger = await _maker.Client().GetAsync("/credentials/" + credential);
        await stranger.IsProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    [Trait("Threat", "16")]
    public async Task A_revocation_is_told_at_once_to_who_received_the_credential_and_seen_there()
    {
        var (credential, delivery) = await SendAsync();
        await WaitAsync(delivery, "delivered");
        var own = (string)(await _sends.GetFromJsonAsync<JsonNode>("/credentials"))!["items"]![0]!["credentialId"]!;
        using var revoked = await _sends.PostAsJsonAsync("/credentials/status", new { credentialId = own, status = true });
        Assert.Equal(HttpStatusCode.OK, revoked.StatusCode);

        await Eventually.IsTrueAsync(
            async () => (await _sends.GetFromJsonAsync<JsonNode>($"/deliveries/{delivery}"))!["attempts"]!.AsArray().Count == 2,
            () => "no second attempt");
        await WaitAsync(delivery, "delivered");
        var receipt = await _sends.GetFromJsonAsync<JsonNode>($"/deliveries/{delivery}/receipt");
        Assert.Equal((delivery, "verified"), ((string)receipt!["webhookId"]!, (string)receipt["verdict"]!));
        Assert.Equal(1, await Issued.RowsAsync(_buyer, "credentials WHERE is_revoked = 1"));
    }

    [Fact]
    public async Task What_fits_a_recipients_filters_is_sent_by_itself()
    {
        var filters = new { types = new[] { "DigitalProductPassport" }, productIdPrefixes = new[] { "https://id.a/" } };
        await RegisterAsync(new { filters });
        await PublishAsync("https://id.b/1", "");
        await PublishAsync("https://id.a/1", "");
        await Eventually.IsTrueAsync(
            async () => (await _takes.GetFromJsonAsync<JsonNode>("/credentials?about=https://id.a/1"))!["items"]!.AsArray().Count == 1,
            () => "it did not arrive");
        Assert.Single((await _takes.GetFromJsonAsync<JsonNode>("/credentials"))!["items"]!.AsArray());
    }

    private static Task<TestGateway> StartAsync() => TestGateway.StartAsync(
        new() { ["Gateway:Outbound:AllowLoopback"] = "true", ["Gateway:Forwarding:PollInterval"] = "00:00:00.2" },
        those =>
        {
            those.AddSingleton<IOutbound, GuardedOutbound>();
        });

    private async Task<(string Credential, string Delivery)> SendAsync()
    {
        var location = await PublishAsync("https://id.maker.example.com/21/" + Guid.NewGuid(), "&to=" + Uri.EscapeDataString(_buyerDid));
        var listed = await _sends.GetFromJsonAsync<JsonNode>("/deliveries?credential=" + location);
        return (location, (string)listed!["items"]![0]!["id"]!);
    }

    private async Task<string> PublishAsync(string product, string query)
    {
        var body = Issued.Body(Issued.Draft(_makerDid, product));
        using var response = await _sends.PostAsync("/credentials/issue?publish=true" + query, body);
        Assert.True(response.StatusCode == HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return response.Headers.Location!.Segments[^1];
    }

    private async Task RegisterAsync(object how)
    {
        using var response = await _sends.PutAsJsonAsync("/recipients/" + Uri.EscapeDataString(_buyerDid), how);
        Assert.True(response.StatusCode == HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
    }

    private async Task<JsonNode> WaitAsync(string delivery, string state)
    {
        JsonNode? last = null;
        await Eventually.IsTrueAsync(
            async () =>
            {
                last = (await _sends.GetFromJsonAsync<JsonNode>($"/deliveries/{delivery}"))!["delivery"];
                return (string?)last!["state"] == state;
            },
            () => $"{last}");
        return last!;
    }

    /// <summary>The key of that id, if the maker's document lists it for authentication.</summary>
    private async Task<byte[]> KeyForAuthenticationAsync(string id)
    {
        var document = (await _maker.Client().GetFromJsonAsync<JsonNode>("/.well-known/did.json"))!;
        Assert.Contains(id, IssuingHost.Texts(document["authentication"]));
        var method = document["verificationMethod"]!.AsArray().Single(m => (string?)m!["id"] == id)!;
        return method["publicKeyJwk"] is { } jwk
            ? Base64Url.DecodeFromChars((string?)jwk["x"])
            : VerificationKey.TryReadMultibase((string)method["publicKeyMultibase"]!, out var key, out _) ? key.Bytes.ToArray() : [];
    }

    private static async Task<string> DidOfAsync(HttpClient client) =>
        (string)(await client.GetFromJsonAsync<JsonNode>("/dids"))!["items"]![0]!["did"]!;
}
