using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Gateway.Forwarding;
using Gateway.Hosting;
using Gateway.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Untp.Credentials.Proofs;

namespace Gateway.Tests.Forwarding;

/// <summary>What a recipient answers is kept as its receipt only when it is one: of this delivery, by that recipient.</summary>
public sealed class ReceiptTests
{
    [Theory]
    [InlineData(KeyType.Ed25519)]
    [InlineData(KeyType.P256)]
    public async Task Keeps_what_the_recipient_signed_for(KeyType type)
    {
        await using var given = await GivenAsync(type, (claims, _) => claims);
        var (delivery, receipt) = await given.DeliverAsync();
        Assert.Equal(DeliveryState.Delivered, delivery.State);
        Assert.True(SignedReceipt.TryRead(receipt!, out var read));
        Assert.Equal((delivery.Recipient, delivery.Id, Receipt.Verified), (read.Claims.Iss, read.Claims.WebhookId, read.Claims.Verdict));
    }

    [Fact]
    [Trait("Threat", "16")]
    public async Task Keeps_what_is_signed_by_a_key_rotated_since()
    {
        await using var given = await GivenAsync(KeyType.Ed25519, (claims, _) => claims);
        await given.DeliverAsync();
        given.Host.Time.Advance(TimeSpan.FromSeconds(40));
        given.Rotate();
        var (id, _) = await given.Host.OweAsync(given.Did);
        given.Host.Signal.Notify();
        var second = await given.Host.WaitForAsync(d => d.CredentialId == id && d.State == DeliveryState.Delivered);
        Assert.NotNull(await given.Host.Deliveries.FindReceiptAsync(given.Host.TenantId, second.Id, default));
    }

    [Fact]
    public async Task Keeps_that_of_a_refusal()
    {
        await using var given = await GivenAsync(KeyType.Ed25519, (claims, _) => claims with { Verdict = Receipt.Refused }, status: 422);
        var (delivery, receipt) = await given.DeliverAsync();
        Assert.Equal((DeliveryState.Waiting, 422), (delivery.State, delivery.LastStatus));
        Assert.True(SignedReceipt.TryRead(receipt!, out var read));
        Assert.Equal(Receipt.Refused, read.Claims.Verdict);
    }

    [Theory]
    [Trait("Threat", "3")]
    [InlineData("iss")]
    [InlineData("digest")]
    [InlineData("webhook")]
    [InlineData("verdict")]
    [InlineData("noted")]
    public async Task Keeps_none_of_something_else_and_the_attempt_says_so(string what)
    {
        await using var given = await GivenAsync(KeyType.Ed25519, (claims, _) => what switch
        {
            "iss" => claims with { Iss = "did:web:another.example" },
            "digest" => claims with { Digest = ContentDigest.Of([1]) },
            "webhook" => claims with { WebhookId = "another" },
            "noted" => claims with { Verdict = Receipt.Noted },
            _ => claims with { Verdict = Receipt.Refused },
        });
        var (delivery, receipt) = await given.DeliverAsync();
        Assert.Null(receipt);
        var why = what == "iss" ? "it is not by the recipient that the delivery names" : "it is of something else";
        Assert.StartsWith($"The receipt is not kept: {why}. ey", delivery.LastAnswer, StringComparison.Ordinal);
        Assert.Equal(DeliveryState.Delivered, delivery.State);
    }

    [Theory]
    [Trait("Threat", "17")]
    [InlineData("-90.00:00:00", true)]
    [InlineData("-90.00:00:01", false)]
    [InlineData("00:05:00", true)]
    [InlineData("00:05:01", false)]
    [InlineData("3650.00:00:00", false)]
    public async Task Keeps_none_that_is_not_dated_when_it_can_have_been_made(string later, bool isKept)
    {
        await using var given = await GivenAsync(KeyType.Ed25519, (claims, _) =>
            claims with { Iat = claims.Iat + (long)TimeSpan.Parse(later, CultureInfo.InvariantCulture).TotalSeconds });
        var (delivery, receipt) = await given.DeliverAsync();
        Assert.Equal(isKept, receipt is not null);
        const string Why = "The receipt is not kept: it is not dated when it can have been made. ";
        Assert.Equal(!isKept, delivery.LastAnswer!.StartsWith(Why, StringComparison.Ordinal));
    }

    [Theory]
    [Trait("Threat", "17")]
    [InlineData(-60, true)]
    [InlineData(-61, false)]
    public async Task How_far_back_it_may_be_dated_is_a_setting(int seconds, bool isKept)
    {
        await using var given = await GivenAsync(
            KeyType.Ed25519,
            (claims, _) => claims with { Iat = claims.Iat + seconds },
            settings: ("Gateway:Forwarding:MaxReceiptAge", "00:01:00"));
        Assert.Equal(isKept, (await given.DeliverAsync()).Receipt is not null);
    }

    [Fact]
    [Trait("Threat", "17")]
    public async Task A_receipt_of_one_delivery_is_none_of_another()
    {
        string? first = null;
        await using var given = await GivenAsync(KeyType.Ed25519, (claims, _) => claims, tamper: token => first ??= token);
        var (id, _) = await given.Host.OweAsync(given.Did);
        await given.Host.StartAsync();
        var one = await given.Host.WaitForAsync(d => d.State == DeliveryState.Delivered);
        Assert.NotNull(await given.Host.Deliveries.FindReceiptAsync(given.Host.TenantId, one.Id, default));
        await given.Host.OweAsync(given.Did);
        given.Host.Signal.Notify();
        var two = await given.Host.WaitForAsync(d => d.CredentialId != id && d.State == DeliveryState.Delivered);
        Assert.Null(await given.Host.Deliveries.FindReceiptAsync(given.Host.TenantId, two.Id, default));
        Assert.StartsWith("The receipt is not kept: ", two.LastAnswer, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Threat", "2")]
    [Trait("Threat", "5")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_is_fetched_of_whom_a_receipt_names_besides_the_recipient(bool asIssuer)
    {
        var (evil, did) = ("", "");
        await using var given = await GivenAsync(
            KeyType.Ed25519,
            (claims, _) => asIssuer ? claims with { Iss = evil } : claims,
            tamper: token => string.Join('.', token.Split('.').Select((part, i) => i == 0 ? Change(part, did + "#k", evil + "#k") : part)));
        did = given.Did;
        evil = $"did:web:127.0.0.1%3A{given.Host.Stub.Port}:evil";
        var (delivery, receipt) = await given.DeliverAsync();
        Assert.Null(receipt);
        Assert.Contains("it is not by the recipient that the delivery names", delivery.LastAnswer, StringComparison.Ordinal);
        Assert.DoesNotContain(given.Host.Stub.Requests, request => request.Target.Contains("evil", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Threat", "22")]
    public async Task It_is_the_senders_and_no_other_tenants()
    {
        await using var given = await GivenAsync(KeyType.Ed25519, (claims, _) => claims);
        var (delivery, receipt) = await given.DeliverAsync();
        Assert.NotNull(receipt);
        var tenants = given.Host.Services.GetRequiredService<ITenantStore>();
        var other = await tenants.AddTenantAsync("other", given.Host.Time.GetUtcNow(), default);
        Assert.Null(await given.Host.Deliveries.FindReceiptAsync(other!.Id, delivery.Id, default));
    }

    [Theory]
    [Trait("Threat", "28")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"receipt\":null}")]
    [InlineData("{\"receipt\":{\"receipt\":\"x\"}}")]
    [InlineData("{\"receipt\":\"\\ud800\"}")]
    [InlineData("{\"receipt\":\"..\",\"receipt\":\"e30.e30.AA\"}")]
    [InlineData("{\"receipt\":\"e30.e30.AA\"}")]
    [InlineData("{\"receipt\":")]
    public async Task A_broken_one_in_a_refusal_is_the_recipients_fault_and_stops_nothing(string problem)
    {
        await using var given = await GivenAsync(KeyType.Ed25519, (claims, _) => claims);
        given.Host.Stub.Map("/ada/inbox", context =>
        {
            context.Response.StatusCode = 422;
            context.Response.ContentType = "application/problem+json";
            return context.Response.WriteAsync(problem);
        });
        var (delivery, receipt) = await given.DeliverAsync();
        Assert.Null(receipt);
        Assert.Equal((DeliveryState.Waiting, 422, 1), (delivery.State, delivery.LastStatus, delivery.Attempts));
        Answers.ShowsNothingInside(delivery.LastAnswer!);
    }

    [Theory]
    [Trait("Threat", "1")]
    [Trait("Threat", "2")]
    [Trait("Threat", "4")]
    [Trait("Threat", "26")]
    [InlineData("signature")]
    [InlineData("payload")]
    [InlineData("padding")]
    [InlineData("four parts")]
    [InlineData("none")]
    [InlineData("jwk")]
    [InlineData("text")]
    [InlineData("huge")]
    public async Task Keeps_none_that_is_not_signed_by_it(string wrong)
    {
        await using var given = await GivenAsync(KeyType.Ed25519, (claims, _) => claims, tamper: token =>
        {
            var parts = token.Split('.');
            return wrong switch
            {
                "signature" => $"{parts[0]}.{parts[1]}.{(parts[2][0] == 'A' ? 'B' : 'A')}{parts[2][1..]}",
                "payload" => $"{parts[0]}.{Change(parts[1], "\"iat\":", "\"iat\":1")}.{parts[2]}",
                "padding" => token + "==",
                "four parts" => token + ".e30",
                "huge" => new string('a', 1 << 20) + token,
                "none" => $"{Change(parts[0], "EdDSA", "none")}.{parts[1]}.",
                "jwk" => $"{Change(parts[0], "{", "{\"jwk\":{},")}.{parts[1]}.{parts[2]}",
                _ => "thank you",
            };
        });
        var (delivery, receipt) = await given.DeliverAsync();
        Assert.Equal(DeliveryState.Delivered, delivery.State);
        Assert.Null(receipt);
    }

    [Theory]
    [Trait("Threat", "3")]
    [InlineData("authentication", null)]
    [InlineData("assertionMethod", "did:web:another.example")]
    public async Task Keeps_none_by_a_key_that_is_not_its_own_for_claims(string relationship, string? controller)
    {
        await using var given = await GivenAsync(
            KeyType.Ed25519, (claims, _) => claims, relationship: relationship, controller: controller);
        Assert.Null((await given.DeliverAsync()).Receipt);
    }

    private static string Change(string part, string from, string to) => Base64Url.EncodeToString(
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part)).Replace(from, to, StringComparison.Ordinal)));

    private static async Task<GivenRecipient> GivenAsync(
        KeyType type,
        Func<Receipt, HttpContext, Receipt> claims,
        int status = 201,
        Func<string, string>? tamper = null,
        string relationship = "assertionMethod",
        string? controller = null,
        params (string Key, string Value)[] settings)
    {
        var host = await ForwardingHost.CreateAsync(null, settings);
        var did = host.AddRecipient("ada");
        var key = SigningKey.Generate(type);
        Publish();
        host.Stub.Map("/ada/inbox", async context =>
        {
            var (digest, id) = (context.Request.Headers["Content-Digest"].ToString(), context.Request.Headers["Webhook-Id"].ToString());
            var usual = new Receipt(did, digest, id, Receipt.Verified, host.Time.GetUtcNow().ToUnixTimeSeconds());
            var token = await claims(usual, context).SignAsync(new KeySigner(key, did + "#k"), default);
            context.Response.StatusCode = status;
            context.Response.ContentType = status == 422 ? "application/problem+json" : Receipt.MediaType;
            var body = tamper is null ? token : tamper(token);
            await context.Response.WriteAsync(status == 422 ? $$"""{"status":422,"receipt":"{{body}}"}""" : body);
        });
        return new GivenRecipient(host, did, () =>
        {
            key = SigningKey.Generate(type);
            Publish();
        });

        void Publish() => host.Stub.Map("/ada/did.json", $$"""
            {
              "@context": ["https://www.w3.org/ns/did/v1"], "id": "{{did}}",
              "verificationMethod": [{"id": "{{did}}#k", "type": "Multikey", "controller": "{{controller ?? did}}",
                "publicKeyMultibase": "{{key.VerificationKey.ToMultibase()}}"}],
              "{{relationship}}": ["{{did}}#k"],
              "service": [{"id": "{{did}}#inbox", "type": "CredentialInbox", "serviceEndpoint": "{{host.Stub.Url("/ada/inbox")}}"}]
            }
            """);
    }

    private sealed record GivenRecipient(ForwardingHost Host, string Did, Action Rotate) : IAsyncDisposable
    {
        public async Task<(Gateway.Forwarding.Delivery Delivery, string? Receipt)> DeliverAsync()
        {
            await Host.OweAsync(Did);
            await Host.StartAsync();
            var delivery = await Host.WaitForAsync(d => d.State is DeliveryState.Delivered or DeliveryState.Waiting);
            return (delivery, await Host.Deliveries.FindReceiptAsync(Host.TenantId, delivery.Id, default));
        }

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
