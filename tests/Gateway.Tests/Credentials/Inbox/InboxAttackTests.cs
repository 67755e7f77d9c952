using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Forwarding;
using Gateway.Tests.Hosting;
using Gateway.Tests.Issuing;

namespace Gateway.Tests.Credentials;

/// <summary>What an adversary does to an inbox with what is signed rightly: by himself, or by others for something else.</summary>
public sealed class InboxAttackTests(InboxTargets given) : IClassFixture<InboxTargets>, IAsyncLifetime
{
    private const string Path = "/inbox/buyer";

    private readonly string _product = "https://id.maker.example.com/21/" + Guid.NewGuid();
    private readonly TestIssuer _issuer = TestIssuer.WithKey();
    private readonly TestSender _sender = given.NewSender();
    private readonly TestSender _neighbour = given.NewSender();

    private DateTimeOffset Now => given.Host.Gateway.Time.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        await AcceptAsync(given.Host.Other, _sender.Did, _neighbour.Did);
        await AcceptAsync(given.Host.Tenant, _sender.Did, _neighbour.Did);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [Trait("Threat", "17")]
    [Trait("Threat", "22")]
    [InlineData("/inbox/branch")]
    [InlineData("/inbox/seller")]
    [InlineData("/inbox")]
    [InlineData("/inbox/did%3Aweb%3Agateway.example%3Abuyer")]
    [InlineData("/inbox/did:web:gateway.example:seller")]
    [InlineData("/inbox/buyer?")]
    [InlineData("/inbox/buyer?again")]
    [InlineData("/inbox/buyer/")]
    [InlineData("/INBOX/buyer")]
    public async Task What_was_signed_for_one_inbox_is_refused_at_every_other_address(string elsewhere)
    {
        var token = await PassportAsync();
        using var request = await _sender.DeliverAsync(Path, token, Now);
        request.RequestUri = new Uri(elsewhere, UriKind.Relative);
        using var response = await given.Host.Anybody.SendAsync(request);
        await response.IsProblemAsync(HttpStatusCode.Unauthorized, "not-signed");
        await NothingKeptAsync();
    }

    [Fact]
    [Trait("Threat", "17")]
    [Trait("Threat", "22")]
    public async Task What_one_tenant_answered_is_not_the_answer_of_another()
    {
        var token = await PassportAsync();
        using var first = await SendAsync(await _sender.DeliverAsync(Path, token, Now, new SentDelivery { Id = "same" }));
        using var second = await SendAsync(await _sender.DeliverAsync("/inbox/seller", token, Now, new SentDelivery { Id = "same" }));
        using var third = await SendAsync(await _sender.DeliverAsync("/inbox/branch", token, Now, new SentDelivery { Id = "same" }));
        Assert.Equal(
            (HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, second.StatusCode, third.StatusCode));
        Assert.Equal("did:web:gateway.example:seller", (await ReceiptAsync(second)).Iss);
        Assert.Equal("did:web:gateway.example:branch", (await ReceiptAsync(third)).Iss);
    }

    [Fact]
    [Trait("Threat", "17")]
    public async Task What_one_sender_was_answered_is_not_answered_to_another()
    {
        var token = await PassportAsync();
        using var first = await SendAsync(await _sender.DeliverAsync(Path, token, Now, new SentDelivery { Id = "same" }));
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        using var second = await SendAsync(await _neighbour.DeliverAsync(Path, token, Now, new SentDelivery { Id = "same" }));
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    [Fact]
    [Trait("Threat", "17")]
    public async Task What_was_answered_is_not_answered_again_to_who_is_no_longer_accepted()
    {
        var token = await PassportAsync();
        using var first = await SendAsync(await _sender.DeliverAsync(Path, token, Now, new SentDelivery { Id = "same" }));
        await AcceptAsync(given.Host.Other, _neighbour.Did);
        using var again = await SendAsync(await _sender.DeliverAsync(Path, token, Now, new SentDelivery { Id = "same" }));
        await again.IsProblemAsync(HttpStatusCode.Forbidden, "not-accepted");
    }

    [Theory]
    [Trait("Threat", "17")]
    [InlineData("Webhook-Id")]
    [InlineData("Webhook-Timestamp")]
    [InlineData("Content-Digest")]
    [InlineData("Content-Type")]
    public async Task A_field_that_was_changed_doubled_or_taken_away_since_is_refused(string field)
    {
        foreach (var change in new Func<string, string?>[] { _ => null, v => v + ", " + v, v => v + "0" })
        {
            using var request = await _sender.DeliverAsync(Path, await PassportAsync(), Now);
            var headers = field == "Content-Type" ? (System.Net.Http.Headers.HttpHeaders)request.Content!.Headers : request.Headers;
            var value = headers.GetValues(field).Single();
            headers.Remove(field);
            if (change(value) is { } changed)
            {
                headers.TryAddWithoutValidation(field, changed);
            }

            using var response = await SendAsync(request);
            Assert.True(response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.BadRequest
                or HttpStatusCode.UnsupportedMediaType);
        }

        await NothingKeptAsync();
    }

    public static TheoryData<string> Demanded =>
        ["@method", "@target-uri", "content-digest", "content-type", "webhook-id", "webhook-timestamp"];

    [Theory, MemberData(nameof(Demanded))]
    [Trait("Threat", "17")]
    public async Task Each_component_that_is_demanded_is_covered(string component)
    {
        // the authority alone says less than the whole target
        var delivery = new SentDelivery { Components = [.. TestSender.Covered.Where(c => c != component)] };
        using var response = await SendAsync(await _sender.DeliverAsync(Path, await PassportAsync(), Now, delivery));
        var problem = await response.IsProblemAsync(HttpStatusCode.Unauthorized, "not-signed");
        Assert.Contains(
            component[0] == '@' ? "the method, the authority and the whole target" : component,
            (string)problem["detail"]!,
            StringComparison.Ordinal);
        await NothingKeptAsync();
    }

    public static TheoryData<string, string> Parameters => new()
    {
        { "created=", "created=9" },
        { "created=", "created=-" },
        { "created=", "created=?1;x=" },
        { ";created=", ";created=\"" },
        { ";created=", ";created=1;created=" },
        { ";alg=", ";expires=1;alg=" },
        { "alg=\"ed25519\"", "alg=ed25519" },
        { "alg=\"ed25519\"", "alg=\"hmac-sha256\"" },
        { "alg=\"ed25519\"", "alg=\"none\"" },
        { "alg=\"ed25519\"", "alg=\"ED25519\"" },
        { "SENDER#", "NEIGHBOUR#" },
        { "SENDER#", "SENDER/x#" },
        { "SENDER#", "SENDER?versionTime=2020-01-01T00:00:00Z#" },
        { "SENDER#", "SENDER:maker#" },
        { "SENDER#", "UPPER#" },
        { "SENDER#key-1", "#key-1" },
        { "\"webhook-id\"", "\"Webhook-Id\"" },
        { "\"webhook-id\"", "\"webhook-id\";req" },
        { "\"webhook-id\"", "\"webhook-id\";bs" },
        { "\"webhook-id\"", "\"webhook-id\" \"webhook-id\"" },
        { "\"content-digest\"", "\"content-digest\";key=\"sha-256\"" },
    };

    [Theory, MemberData(nameof(Parameters))]
    [Trait("Threat", "1")]
    [Trait("Threat", "2")]
    [Trait("Threat", "17")]
    public async Task A_signature_that_holds_for_parameters_of_another_kind_is_refused(string from, string to)
    {
        var delivery = new SentDelivery { Parameters = parameters => parameters.Replace(Named(from), Named(to), StringComparison.Ordinal) };
        using var response = await SendAsync(await _sender.DeliverAsync(Path, await PassportAsync(), Now, delivery));
        Assert.True(response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, $"{response.StatusCode}");
        await NothingKeptAsync();
    }

    [Theory]
    [Trait("Threat", "17")]
    [InlineData(300, 300, true)]
    [InlineData(301, 0, false)]
    [InlineData(-301, 0, false)]
    [InlineData(0, 301, false)]
    [InlineData(0, -301, false)]
    public async Task It_is_of_now_by_both_of_its_times(int created, int timestamp, bool isTaken)
    {
        var delivery = new SentDelivery { Created = Now.AddSeconds(created), Timestamp = Now.AddSeconds(timestamp) };
        using var response = await SendAsync(await _sender.DeliverAsync(Path, await PassportAsync(), Now, delivery));
        Assert.Equal(isTaken ? HttpStatusCode.Created : HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [Trait("Threat", "3")]
    [InlineData("two labels")]
    [InlineData("two lines")]
    [InlineData("one label twice")]
    [InlineData("a signature without its input")]
    [InlineData("an input without its signature")]
    [InlineData("a label of the other's")]
    public async Task One_signature_is_read_and_not_one_of_two_chosen(string how)
    {
        var token = await PassportAsync();
        var stranger = given.NewSender();
        var sent = new SentDelivery { Id = "same" };
        using var request = await _sender.DeliverAsync(Path, token, Now, sent);
        using var other = await stranger.DeliverAsync(Path, token, Now, sent);
        var (input, signature) = (Value(request, "Signature-Input"), Value(request, "Signature"));
        var second = Value(other, "Signature-Input").Replace("sig1", "sig2");
        var strangers = Value(other, "Signature").Replace("sig1", "sig2");
        (string[] Inputs, string[] Signatures) fields = how switch
        {
            "two labels" => ([$"{input}, {second}"], [$"{signature}, {strangers}"]),
            "two lines" => ([input, second], [signature, strangers]),
            "one label twice" => ([$"{input}, {second.Replace("sig2", "sig1")}"], [signature]),
            "a signature without its input" => ([input], [$"{signature}, {strangers}"]),
            "an input without its signature" => ([$"{second}, {input}"], [signature]),
            _ => ([input], [strangers]),
        };
        Set(request, "Signature-Input", fields.Inputs);
        Set(request, "Signature", fields.Signatures);
        using var response = await SendAsync(request);
        await response.IsProblemAsync(HttpStatusCode.Unauthorized, "not-signed");
        await NothingKeptAsync();
    }

    [Theory]
    [Trait("Threat", "2")]
    [Trait("Threat", "3")]
    [InlineData("by a key of his own, named as the neighbour's")]
    [InlineData("by the neighbour's key, that his document lists")]
    public async Task The_key_is_that_of_the_did_that_it_is_named_by(string how)
    {
        var thief = given.NewSender();
        await AcceptAsync(given.Host.Other, _neighbour.Did);
        var delivery = how.StartsWith("by a key", StringComparison.Ordinal)
            ? new SentDelivery { KeyId = _neighbour.Method }
            : new SentDelivery { KeyId = thief.Did + "#" + _neighbour.Method };
        using var response = await SendAsync(await thief.DeliverAsync(Path, await PassportAsync(), Now, delivery));
        Assert.True(response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);
        await NothingKeptAsync();
    }

    [Theory]
    [Trait("Threat", "17")]
    [InlineData("sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:", false)]
    [InlineData("md5=:1B2M2Y8AsgTpgAmY7PhCfg==:", false)]
    [InlineData("sha-256", false)]
    [InlineData("sha-256=?1", false)]
    [InlineData("sha-256=\"RIGHT\"", false)]
    [InlineData("sha-256=:RIGHT:, sha-256=:RIGHT:", false)]
    [InlineData("sha-256=:RIGHT:, sha-512=:1B2M2Y8AsgTpgAmY7PhCfg==:", false)]
    [InlineData("sha-256=:RIGHT:, md5=:1B2M2Y8AsgTpgAmY7PhCfg==:", true)]
    [InlineData("sha-512=:RIGHT512:", true)]
    public async Task The_digest_is_of_the_body_though_the_signature_over_another_holds(string digest, bool isRight)
    {
        var token = await PassportAsync();
        var said = digest.Replace("RIGHT512", Convert.ToBase64String(SHA512.HashData(token)), StringComparison.Ordinal)
            .Replace("RIGHT", Convert.ToBase64String(SHA256.HashData(token)), StringComparison.Ordinal);
        using var response = await SendAsync(await _sender.DeliverAsync(Path, token, Now, new SentDelivery { Digest = said }));
        if (isRight)
        {
            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
            return;
        }

        await response.IsProblemAsync(HttpStatusCode.BadRequest, "wrong-digest");
        await NothingKeptAsync();
    }

    [Fact]
    [Trait("Threat", "26")]
    public async Task A_body_without_end_is_cut_off_though_its_signature_holds()
    {
        using var request = await _sender.DeliverAsync(Path, await PassportAsync(), Now);
        var head = new StringBuilder($"POST {Path} HTTP/1.1\r\nHost: gateway.example\r\nTransfer-Encoding: chunked\r\n");
        head.Append("Content-Type: application/vc+jwt\r\n");
        foreach (var (name, values) in request.Headers)
        {
            head.Append($"{name}: {string.Join(", ", values)}\r\n");
        }

        head.Append("\r\n");
        var chunk = $"10000\r\n{new string('a', 0x10000)}\r\n";
        head.Insert(head.Length, chunk, 200);
        var answer = await RawHttp.SendAsync(given.Host.Gateway.Address, head.ToString(), 5);
        Assert.Equal(413, RawHttp.StatusOf(answer));
        Answers.ShowsNothingInside(answer);
        await NothingKeptAsync();
    }

    [Fact]
    [Trait("Threat", "14")]
    [Trait("Threat", "26")]
    public async Task A_body_that_says_it_is_compressed_is_not_expanded()
    {
        using var compressed = new MemoryStream();
        await using (var zip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            await zip.WriteAsync(await PassportAsync());
        }

        using var request = await _sender.DeliverAsync(Path, compressed.ToArray(), Now);
        request.Content!.Headers.ContentEncoding.Add("gzip");
        using var response = await SendAsync(request);
        Assert.True(response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnsupportedMediaType, $"{response.StatusCode}");
        await NothingKeptAsync();
    }

    [Theory]
    [Trait("Threat", "5")]
    [InlineData("https://evil.example")]
    [InlineData("http://gateway.example")]
    [InlineData("https://gateway.example:8443")]
    public async Task The_authority_is_that_of_the_public_url_whatever_the_host_field_says(string signedFor)
    {
        using var forged = await _sender.DeliverAsync(Path, await PassportAsync(), Now, new SentDelivery { SignedFor = signedFor });
        forged.Headers.Host = new Uri(signedFor).Authority;
        forged.Headers.TryAddWithoutValidation("X-Forwarded-Host", new Uri(signedFor).Authority);
        forged.Headers.TryAddWithoutValidation("X-Forwarded-Proto", new Uri(signedFor).Scheme);
        forged.Headers.TryAddWithoutValidation("Forwarded", $"host={new Uri(signedFor).Authority}");
        using var refused = await SendAsync(forged);
        await refused.IsProblemAsync(HttpStatusCode.Unauthorized, "not-signed");

        using var right = await _sender.DeliverAsync(Path, await PassportAsync(), Now);
        right.Headers.Host = new Uri(signedFor).Authority;
        using var taken = await SendAsync(right);
        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
    }

    private string Named(string text) => text.Replace("SENDER", _sender.Did, StringComparison.Ordinal)
        .Replace("NEIGHBOUR", _neighbour.Did, StringComparison.Ordinal)
        .Replace("UPPER", "did:web:" + _sender.Host.ToUpperInvariant(), StringComparison.Ordinal);

    private Task<byte[]> PassportAsync() => _issuer.SignPassportAsync(_product);

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => given.Host.Anybody.SendAsync(request);

    private static string Value(HttpRequestMessage request, string name) => request.Headers.GetValues(name).Single();

    private static void Set(HttpRequestMessage request, string name, string[] values)
    {
        request.Headers.Remove(name);
        Assert.All(values, value => Assert.True(request.Headers.TryAddWithoutValidation(name, value)));
    }

    private static async Task<Receipt> ReceiptAsync(HttpResponseMessage response)
    {
        Assert.True(SignedReceipt.TryRead(await response.Content.ReadAsStringAsync(), out var receipt));
        return receipt.Claims;
    }

    private static async Task AcceptAsync(HttpClient client, params string[] from)
    {
        using var response = await client.PutAsJsonAsync("/policy", new { acceptFrom = from });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private async Task NothingKeptAsync()
    {
        foreach (var client in new[] { given.Host.Tenant, given.Host.Other })
        {
            var kept = await client.GetFromJsonAsync<JsonNode>("/credentials?about=" + Uri.EscapeDataString(_product));
            Assert.Empty(kept!["items"]!.AsArray());
        }
    }
}

/// <summary>A gateway with three inboxes beside its own: two of one tenant, one of another.</summary>
public sealed class InboxTargets : IAsyncLifetime
{
    internal IssuingHost Host { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Host.InitializeAsync();
        await IssuingHost.AddAsync(Host.Other, new { organisation = "buyer" });
        await IssuingHost.AddAsync(Host.Other, new { organisation = "branch" });
        await IssuingHost.AddAsync(Host.Tenant, new { organisation = "seller" });
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    internal TestSender NewSender() => TestSender.Of($"m{Guid.NewGuid():N}.example.com", Host.Gateway.Outbound);
}
