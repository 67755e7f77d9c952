using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Forwarding;
using Gateway.Tests.Hosting;
using Gateway.Tests.Issuing;
using Untp.Credentials;
using Untp.Credentials.Proofs;

namespace Gateway.Tests.Credentials;

/// <summary>POST /inbox/{org}.</summary>
public sealed class InboxTests : IAsyncLifetime
{
    private const string Path = "/inbox/buyer";
    private const string Product = "https://id.maker.example.com/21/1";

    private readonly IssuingHost _host = new();
    private TestSender _sender = null!;
    private TestIssuer _issuer = null!;
    private string _buyer = null!;

    private TestGateway Gateway => _host.Gateway;

    private DateTimeOffset Now => Gateway.Time.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        await _host.InitializeAsync();
        _sender = TestSender.Of("maker.example.com", Gateway.Outbound);
        _issuer = TestIssuer.WithKey();
        _buyer = (string)(await IssuingHost.AddAsync(_host.Other, new { organisation = "buyer" }))["did"]!;
        await AcceptAsync(_sender.Did);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Keeps_what_verifies_for_the_organisation_and_answers_a_receipt_that_it_signed()
    {
        var token = await _issuer.SignPassportAsync(Product);
        using var response = await PostAsync(token, new SentDelivery { Id = "w-1" });

        Assert.Equal((HttpStatusCode.Created, "application/jwt"), (response.StatusCode, response.Content.Headers.ContentType?.ToString()));
        var receipt = await ReceiptAsync(await response.Content.ReadAsStringAsync());
        Assert.Equal(new Receipt(_buyer, ContentDigest.Of(token), "w-1", Receipt.Verified, Now.ToUnixTimeSeconds()), receipt);
        var kept = Assert.Single(await ListAsync(_host.Other));
        Assert.Equal(ContentDigest.Of(token), (string?)kept!["digest"]);
        Assert.Empty(await ListAsync(_host.Tenant));
    }

    [Fact]
    [Trait("Threat", "5")]
    public async Task Fetches_nothing_for_whom_the_policy_does_not_name()
    {
        var stranger = TestSender.Of("stranger.example", Gateway.Outbound);
        using (var refused = await SendAsync(await stranger.DeliverAsync(Path, await _issuer.SignPassportAsync(Product), Now)))
        {
            await refused.IsProblemAsync(HttpStatusCode.Forbidden, "not-accepted");
        }

        await AcceptAsync();
        using (var refused = await PostAsync(await _issuer.SignPassportAsync(Product)))
        {
            await refused.IsProblemAsync(HttpStatusCode.Forbidden, "not-accepted");
        }

        Assert.Empty(Gateway.Outbound.Fetches);
        using var unknown = await SendAsync(await _sender.DeliverAsync("/inbox/nobody", [1], Now));
        await unknown.IsProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    [Trait("Threat", "5")]
    public async Task With_a_policy_for_anybody_a_sender_has_a_strangers_way_out()
    {
        await AcceptAsync(SharingPolicy.Any);
        using var response = await PostAsync(await _issuer.SignPassportAsync(Product));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.All(Gateway.Outbound.Fetches, fetch => Assert.StartsWith("stranger", fetch.Who, StringComparison.Ordinal));
        Assert.NotEmpty(Gateway.Outbound.Fetches);
    }

    public static TheoryData<string> Wrongs =>
    [
        "unsigned", "not covered", "no target", "no created", "no alg", "alg of another key", "old", "of the future", "old timestamp",
        "another host", "another path", "bad signature", "changed header", "no DID URL", "no fragment", "key not there", "two signatures",
    ];

    [Theory, MemberData(nameof(Wrongs))]
    [Trait("Threat", "17")]
    public async Task Refuses_what_its_sender_did_not_sign_for_this_inbox_just_now(string wrong)
    {
        var delivery = wrong switch
        {
            "unsigned" => new SentDelivery { Tweak = (name, value) => name is "Signature" or "Signature-Input" ? null : value },
            "not covered" => new SentDelivery { Components = [.. TestSender.Covered.Where(c => c != "content-digest")] },
            "no target" => new SentDelivery { Components = [.. TestSender.Covered.Where(c => c != "@target-uri")] },
            "no created" => Changed("Signature-Input", "created=", "x="),
            "no alg" => Changed("Signature-Input", "alg=", "x="),
            "alg of another key" => Changed("Signature-Input", "ed25519", "ecdsa-p256-sha256"),
            "old" => new SentDelivery { Created = Now.AddSeconds(-301) },
            "of the future" => new SentDelivery { Created = Now.AddSeconds(301) },
            "old timestamp" => new SentDelivery { Timestamp = Now.AddSeconds(-301) },
            "another host" => new SentDelivery { SignedFor = "https://other.example" },
            "another path" => new SentDelivery { SignedFor = "https://gateway.example/x" },
            "bad signature" => Changed("Signature", "=:", "=:AA"),
            "changed header" => Changed("Webhook-Id", "", "x"),
            "no DID URL" => new SentDelivery { KeyId = "key-1" },
            "no fragment" => new SentDelivery { KeyId = _sender.Did },
            "key not there" => new SentDelivery { KeyId = _sender.Did + "#key-2" },
            "two signatures" => new SentDelivery
            {
                Tweak = (name, value) => name.StartsWith("Signature", StringComparison.Ordinal)
                    ? $"{value}, {value.Replace("sig1", "sig2", StringComparison.Ordinal)}" : value,
            },
            _ => throw new ArgumentException(wrong),
        };
        using var response = await PostAsync(await _issuer.SignPassportAsync(Product), delivery);
        await response.IsProblemAsync(HttpStatusCode.Unauthorized, "not-signed");
        Assert.Empty(await ListAsync(_host.Other));
    }

    [Theory]
    [Trait("Threat", "3")]
    [InlineData("assertionMethod", null)]
    [InlineData("authentication", "did:web:other.example")]
    public async Task The_key_is_the_senders_own_by_which_it_authenticates_itself(string relationship, string? controller)
    {
        _sender.Publish(Gateway.Outbound, relationship, controller);
        using var response = await PostAsync(await _issuer.SignPassportAsync(Product));
        await response.IsProblemAsync(HttpStatusCode.Unauthorized, "not-signed");
    }

    [Fact]
    [Trait("Threat", "16")]
    public async Task A_key_rotated_since_is_found_and_the_old_one_is_no_longer_taken()
    {
        using (var first = await PostAsync(await _issuer.SignPassportAsync(Product)))
        {
            Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        }

        var old = await _sender.DeliverAsync(Path, await _issuer.SignPassportAsync(Product), Now.AddSeconds(40));
        _sender.Rotate();
        _sender.Publish(Gateway.Outbound);
        Gateway.Time.Advance(TimeSpan.FromSeconds(40));
        using var second = await PostAsync(await _issuer.SignPassportAsync(Product));
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        using var refused = await SendAsync(old);
        await refused.IsProblemAsync(HttpStatusCode.Unauthorized, "not-signed");
    }

    [Fact]
    [Trait("Threat", "17")]
    public async Task The_same_delivery_again_is_answered_as_before_and_kept_once()
    {
        var token = await _issuer.SignPassportAsync(Product);
        using var first = await PostAsync(token, new SentDelivery { Id = "same" });
        Gateway.Time.Advance(TimeSpan.FromDays(3));
        using var again = await PostAsync(token, new SentDelivery { Id = "same" });
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        using var another = await PostAsync(token, new SentDelivery { Id = "another" });
        Assert.Equal(HttpStatusCode.OK, another.StatusCode);
        Assert.Single(await ListAsync(_host.Other));
    }

    [Fact]
    [Trait("Threat", "17")]
    public async Task A_hundred_at_once_are_one()
    {
        var token = await _issuer.SignPassportAsync(Product);
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => PostAsync(token, new SentDelivery { Id = "same" })));
        var receipts = await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync()));
        Assert.All(answers, answer => Assert.True(answer.IsSuccessStatusCode));
        Assert.Single(receipts.Distinct());
        Assert.Single(await ListAsync(_host.Other));
    }

    [Fact]
    [Trait("Threat", "17")]
    public async Task What_was_answered_is_asked_for_only_once_the_signature_holds()
    {
        var token = await _issuer.SignPassportAsync(Product);
        using var first = await PostAsync(token, new SentDelivery { Id = "same" });
        Assert.True(first.StatusCode == HttpStatusCode.Created, await first.Content.ReadAsStringAsync());
        using var forged = await PostAsync(token, Changed("Webhook-Id", "", "e") with { Id = "sam" });
        await forged.IsProblemAsync(HttpStatusCode.Unauthorized, "not-signed");
    }

    [Fact]
    public async Task What_does_not_verify_is_refused_with_the_report_and_a_receipt_of_that()
    {
        var passport = _issuer.Passport(Product);
        passport["validUntil"] = "2020-01-01T00:00:00Z";
        var token = await _issuer.SignAsync(passport);
        using var response = await PostAsync(token, new SentDelivery { Id = "w-2" });
        var problem = await response.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "not-verified");
        Assert.Contains(problem["checks"]!.AsArray(), check => (string?)check!["verdict"] == "failed");
        var receipt = await ReceiptAsync((string)problem["receipt"]!);
        Assert.Equal((Receipt.Refused, ContentDigest.Of(token)), (receipt.Verdict, receipt.Digest));
        Assert.Empty(await ListAsync(_host.Other));
    }

    [Fact]
    public async Task What_cannot_be_verified_yet_is_to_come_again_and_is_taken_then()
    {
        var issuer = TestIssuer.OfHost("issuer.example.com", Gateway.Outbound);
        var token = await issuer.SignPassportAsync(Product);
        var document = "https://issuer.example.com/.well-known/did.json";
        Gateway.Outbound.Remove(document);
        using (var response = await PostAsync(token, new SentDelivery { Id = "same" }))
        {
            var problem = await response.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "undecided");
            Assert.Null(problem["receipt"]);
            Assert.NotNull(response.Headers.RetryAfter);
        }

        Gateway.Outbound.Put(document, issuer.Document());
        Gateway.Time.Advance(TimeSpan.FromMinutes(1));
        using var later = await PostAsync(token, new SentDelivery { Id = "same" });
        Assert.Equal(HttpStatusCode.Created, later.StatusCode);
    }

    [Fact]
    public async Task A_sender_whose_document_cannot_be_had_is_to_come_again()
    {
        Gateway.Outbound.Remove(_sender.DocumentUrl);
        using var response = await PostAsync(await _issuer.SignPassportAsync(Product));
        await response.IsProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task The_body_is_the_one_that_was_signed()
    {
        var token = await _issuer.SignPassportAsync(Product);
        using var response = await PostAsync(token, new SentDelivery { SentInstead = await _issuer.SignPassportAsync(Product) });
        await response.IsProblemAsync(HttpStatusCode.BadRequest, "wrong-digest");
    }

    [Fact]
    public async Task Other_claims_under_the_same_id_are_a_conflict_and_not_signed_for()
    {
        using (var first = await PostAsync(await _issuer.SignPassportAsync(Product, "urn:uuid:1")))
        {
            Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        }

        using var other = await PostAsync(await _issuer.SignPassportAsync(Product + "2", "urn:uuid:1"));
        await other.IsProblemAsync(HttpStatusCode.Conflict, "other-claims-held");
    }

    [Theory]
    [InlineData("/inbox", "did:web:gateway.example")]
    [InlineData("/inbox/did%3Aweb%3Agateway.example", "did:web:gateway.example")]
    [InlineData("/inbox/did:web:gateway.example:buyer", "did:web:gateway.example:buyer")]
    public async Task An_organisation_is_named_in_several_ways(string path, string did)
    {
        await AcceptAsync(_host.Tenant, _sender.Did);
        using var response = await SendAsync(await _sender.DeliverAsync(path, await _issuer.SignPassportAsync(Product), Now));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.True(SignedReceipt.TryRead(await response.Content.ReadAsStringAsync(), out var receipt));
        Assert.Equal(did, receipt.Claims.Iss);
    }

    [Fact]
    public async Task A_sender_may_sign_with_P_256()
    {
        var sender = TestSender.Of("p256.example", Gateway.Outbound, KeyType.P256);
        await AcceptAsync(sender.Did);
        using var response = await SendAsync(await sender.DeliverAsync(Path, await _issuer.SignPassportAsync(Product), Now));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Fact]
    public async Task A_notice_is_followed_and_what_is_there_must_be_what_it_tells_of()
    {
        var token = await _issuer.SignPassportAsync(Product);
        const string Url = "https://maker.example.com/credentials/1";
        var notice = Notice(ContentDigest.Of(token), Url);
        using (var absent = await PostAsync(notice, new SentDelivery { MediaType = "application/json" }))
        {
            await absent.IsProblemAsync(HttpStatusCode.ServiceUnavailable);
        }

        Gateway.Outbound.Put(Url, Encoding.ASCII.GetString(await _issuer.SignPassportAsync(Product)));
        using (var another = await PostAsync(notice, new SentDelivery { MediaType = "application/json" }))
        {
            await another.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "not-verified");
        }

        Gateway.Outbound.Put(Url, Encoding.ASCII.GetString(token));
        using var response = await PostAsync(notice, new SentDelivery { MediaType = "application/json" });
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(ContentDigest.Of(token), (await ReceiptAsync(await response.Content.ReadAsStringAsync())).Digest);
        using var again = await PostAsync(notice, new SentDelivery { MediaType = "application/json" });
        Assert.Equal(Receipt.Noted, (await ReceiptAsync(await again.Content.ReadAsStringAsync())).Verdict);
        Assert.Single(await ListAsync(_host.Other));
    }

    [Theory]
    [Trait("Threat", "26")]
    [InlineData(false, "notice")]
    [InlineData(true, "notice of a stranger")]
    public async Task What_the_notice_of_somebody_not_named_leads_to_is_fetched_as_for_a_stranger(bool isAnybody, string who)
    {
        await AcceptAsync(isAnybody ? SharingPolicy.Any : _sender.Did);
        const string Url = "https://maker.example.com/credentials/2";
        var notice = Notice(ContentDigest.Of("x"u8), Url);
        using var response = await PostAsync(notice, new SentDelivery { MediaType = "application/json" });
        Assert.Equal(who, Assert.Single(Gateway.Outbound.Fetches, fetch => fetch.Url == Url).Who);
    }

    [Fact]
    [Trait("Threat", "26")]
    public async Task Nothing_is_read_of_a_body_whose_sender_is_not_known()
    {
        var token = await _issuer.SignPassportAsync(Product);
        using var request = await _sender.DeliverAsync(Path, token, Now, Changed("Webhook-Id", "", "x"));
        request.Content = new ByteArrayContent(new byte[64 << 20]);
        request.Content.Headers.ContentType = new("application/vc+jwt");
        request.Headers.ExpectContinue = true;
        using var response = await SendAsync(request);
        await response.IsProblemAsync(HttpStatusCode.Unauthorized, "not-signed");
    }

    [Fact]
    [Trait("Threat", "28")]
    public async Task Whatever_is_sent_is_answered_by_a_problem_that_shows_nothing_inside()
    {
        var token = await _issuer.SignPassportAsync(Product);
        byte[] broken = [.. token.Select((b, i) => (byte)(i % 99 == 7 ? b ^ 1 : b))];
        string[] names = ["Signature-Input", "Signature", "Content-Digest", "Webhook-Id", "Webhook-Timestamp", "none"];
        string[] values =
            ["", "x", "sig1=:AA==:", "sig1=()", "sig1=(\"@method\")", "\"", ":", "sig1=(\"@status\");created=1", new('(', 9000), "-1"];
        foreach (var (name, value) in names.SelectMany(name => values.Select(value => (name, value))))
        {
            using var response = await PostAsync(token, new SentDelivery
            {
                Tweak = (header, signed) => header == name ? value : signed,
                SentInstead = value.Length % 2 == 0 ? token : broken,
                MediaType = value == ":" ? "text/plain" : value == "x" ? "application/json" : "application/vc+jwt",
            });
            var text = await response.Content.ReadAsStringAsync();
            Answers.ShowsNothingInside(text);
            Assert.True((int)response.StatusCode is 200 or 201 or (>= 400 and < 500), $"{name}: {value}: {response.StatusCode} {text}");
        }
    }

    [Fact]
    [Trait("Threat", "25")]
    public async Task Nothing_of_a_delivery_stands_in_the_log()
    {
        var token = await _issuer.SignPassportAsync(Product);
        using var response = await PostAsync(token);
        using var refused = await PostAsync(token, new SentDelivery { Id = "canary-webhook", KeyId = "did:web:canary\u001b.example#k" });
        var log = Gateway.Log.Text;
        Assert.DoesNotContain(Encoding.ASCII.GetString(token)[^40..], log, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', log);
    }

    private static SentDelivery Changed(string field, string from, string to) => new()
    {
        Tweak = (name, value) => name != field ? value : from.Length == 0 ? value + to : value.Replace(from, to, StringComparison.Ordinal),
    };

    private static byte[] Notice(string digest, string url) =>
        Encoding.UTF8.GetBytes(new JsonObject { ["id"] = "1", ["digest"] = digest, ["url"] = url, ["more"] = 1 }.ToJsonString());

    private Task AcceptAsync(params string[] from) => AcceptAsync(_host.Other, from);

    private static async Task AcceptAsync(HttpClient client, params string[] from)
    {
        using var response = await client.PutAsJsonAsync("/policy", new { acceptFrom = from });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private async Task<HttpResponseMessage> PostAsync(byte[] body, SentDelivery? delivery = null) =>
        await SendAsync(await _sender.DeliverAsync(Path, body, Now, delivery));

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _host.Anybody.SendAsync(request);

    private static async Task<JsonArray> ListAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<JsonNode>("/credentials"))!["items"]!.AsArray();

    /// <summary>The receipt, once its signature was found to be the organisation's.</summary>
    private async Task<Receipt> ReceiptAsync(string token)
    {
        Assert.True(SignedReceipt.TryRead(token, out var receipt));
        var document = await _host.Anybody.GetFromJsonAsync<JsonNode>("/buyer/did.json");
        var method = document!["verificationMethod"]!.AsArray().Single(m => (string?)m!["id"] == receipt.Header.Kid)!;
        using var jwk = System.Text.Json.JsonDocument.Parse(method["publicKeyJwk"]!.ToJsonString());
        Assert.True(VerificationKey.TryReadJwk(jwk.RootElement, out var key, out _));
        Assert.True(receipt.Holds(key));
        return receipt.Claims;
    }
}
