using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Forwarding;
using Gateway.Tests.Hosting;
using Untp.Credentials.Proofs;

namespace Gateway.Tests.Credentials;

/// <summary>Somebody with a DID who signs requests (RFC 9421); its document is put where the gateway looks.</summary>
internal sealed class TestSender
{
    public static readonly IReadOnlyList<string> Covered = DeliveryMessage.Covered;

    private SigningKey _key;

    private TestSender(string host, KeyType type) => (Did, Host, _key) = ("did:web:" + host, host, SigningKey.Generate(type));

    public string Did { get; }

    public string Host { get; }

    public string Method => Did + "#key-1";

    public string DocumentUrl => $"https://{Host}/.well-known/did.json";

    public static TestSender Of(string host, FakeOutbound outbound, KeyType type = KeyType.Ed25519)
    {
        var sender = new TestSender(host, type);
        sender.Publish(outbound);
        return sender;
    }

    /// <summary>Takes another key; the document is not published with it yet.</summary>
    public void Rotate() => _key = SigningKey.Generate(KeyType.Ed25519);

    public void Publish(FakeOutbound outbound, string relationship = "authentication", string? controller = null) =>
        outbound.Put(DocumentUrl, Document(relationship, controller).ToJsonString());

    /// <summary>A signed delivery to a gateway that is called <see cref="Issuing.IssuingHost.Url"/>.</summary>
    public Task<HttpRequestMessage> DeliverAsync(string path, byte[] body, DateTimeOffset now, SentDelivery? other = null)
    {
        var delivery = other ?? new SentDelivery();
        KeyValuePair<string, string>[] headers =
        [
            new("Content-Type", delivery.MediaType),
            new("Content-Digest", delivery.Digest ?? ContentDigest.Of(body)),
            new("Webhook-Id", delivery.Id),
            new("Webhook-Timestamp", (delivery.Timestamp ?? now).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ];
        return SignAsync(HttpMethod.Post, path, headers, body, now, delivery);
    }

    /// <summary>A signed GET.</summary>
    public Task<HttpRequestMessage> AskAsync(string path, DateTimeOffset now, SentDelivery? other = null) =>
        SignAsync(HttpMethod.Get, path, [], null, now, other ?? new SentDelivery { Components = ["@method", "@target-uri"] });

    private async Task<HttpRequestMessage> SignAsync(
        HttpMethod method, string path, KeyValuePair<string, string>[] headers, byte[]? body, DateTimeOffset now, SentDelivery delivery)
    {
        var message = HttpMessage.Of(method.Method, new Uri((delivery.SignedFor ?? Issuing.IssuingHost.Url) + path), headers);
        var signer = new KeySigner(_key, delivery.KeyId ?? Method);
        var components = delivery.Components ?? Covered;
        var signature = await HttpSignature.SignAsync(message, components, delivery.Created ?? now, signer, default);
        if (delivery.Parameters is { } rewrite)
        {
            var parameters = rewrite(signature[0].Value["sig1=".Length..]);
            var text = HttpSignature.WriteBase(message, components, parameters)!;
            var bytes = await signer.SignAsync(Encoding.ASCII.GetBytes(text), default);
            signature = [new("Signature-Input", "sig1=" + parameters), new("Signature", $"sig1=:{Convert.ToBase64String(bytes)}:")];
        }

        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(delivery.SentInstead ?? body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(delivery.MediaType);
        }

        foreach (var (name, value) in headers.Concat(signature).Where(h => h.Key != "Content-Type"))
        {
            var sent = delivery.Tweak is { } tweak ? tweak(name, value) : value;
            if (sent is not null)
            {
                request.Headers.TryAddWithoutValidation(name, sent);
            }
        }

        return request;
    }

    private JsonObject Document(string relationship, string? controller) => new()
    {
        ["@context"] = new JsonArray("https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"),
        ["id"] = Did,
        ["verificationMethod"] = new JsonArray(new JsonObject
        {
            ["id"] = Method,
            ["type"] = "Multikey",
            ["controller"] = controller ?? Did,
            ["publicKeyMultibase"] = _key.VerificationKey.ToMultibase(),
        }),
        [relationship] = new JsonArray(Method),
    };
}

/// <summary>How a delivery differs from one as it should be.</summary>
internal sealed record SentDelivery
{
    public string Id { get; init; } = Guid.NewGuid().ToString("N");

    public string MediaType { get; init; } = "application/vc+jwt";

    public DateTimeOffset? Timestamp { get; init; }

    public DateTimeOffset? Created { get; init; }

    public string? KeyId { get; init; }

    public string? SignedFor { get; init; }

    public IReadOnlyList<string>? Components { get; init; }

    public byte[]? SentInstead { get; init; }

    /// <summary>What Content-Digest says, and the signature covers, in place of the right one.</summary>
    public string? Digest { get; init; }

    /// <summary>Changes the signature's parameters before it is made: it holds for what is then said.</summary>
    public Func<string, string>? Parameters { get; init; }

    /// <summary>Changes a header after it was signed; null takes it away.</summary>
    public Func<string, string, string?>? Tweak { get; init; }
}
