using System.Globalization;
using System.Text.Json;
using Gateway.Hosting;
using Untp.Credentials;

namespace Gateway.Forwarding;

/// <summary>What is posted to a recipient, the same bytes at every attempt: the credential as it was received, or a notice of it.</summary>
/// <param name="Id">Its <c>Webhook-Id</c>.</param>
/// <param name="Digest">Its <c>Content-Digest</c>.</param>
internal sealed record DeliveryMessage(string Id, string MediaType, ReadOnlyMemory<byte> Body, string Digest)
{
    /// <summary>What of it the signature covers, besides the request's method and target.</summary>
    public static IReadOnlyList<string> Covered { get; } =
        ["@method", "@target-uri", "@authority", "content-digest", "content-type", "webhook-id", "webhook-timestamp"];

    public static async ValueTask<DeliveryMessage> MakeAsync(ClaimedDelivery delivery, PublicUrl url, CancellationToken cancellationToken)
    {
        if (!delivery.IsOfNotice)
        {
            return new(delivery.Id, delivery.MediaType, delivery.Bytes, Digests.ToText(delivery.Digest));
        }

        await url.WaitAsync(cancellationToken);

        var status = delivery.News == 0 ? null : delivery.IsRevoked ? CredentialNotice.Revoked : CredentialNotice.NotRevoked;
        var link = url.For("/credentials/" + delivery.CredentialId);
        var notice = new CredentialNotice(delivery.CredentialId, Digests.ToText(delivery.Digest), link, status);
        var id = delivery.News == 0 ? delivery.Id : string.Create(CultureInfo.InvariantCulture, $"{delivery.Id}.{delivery.News}");
        var body = JsonSerializer.SerializeToUtf8Bytes(notice, ForwardingJson.Default.CredentialNotice);
        return new(id, MediaTypes.Json, body, ContentDigest.Of(body));
    }

    /// <summary>Its headers for an attempt at that time.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> HeadersAt(DateTimeOffset now) =>
    [
        new("Content-Type", MediaType),
        new(ContentDigest.Field, Digest),
        new("Webhook-Id", Id),
        new("Webhook-Timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
    ];
}

/// <summary>Tells of a credential, to be fetched by a request that the recipient's DID signs.</summary>
/// <param name="Id">The sending gateway's id of it.</param>
/// <param name="Digest">SHA-256 of its bytes, as Repr-Digest says it.</param>
/// <param name="Url">Where it is.</param>
/// <param name="Status"><c>revoked</c> or <c>notRevoked</c>, when the notice tells of a change of that; else absent.</param>
internal sealed record CredentialNotice(string Id, string Digest, string Url, string? Status)
{
    public const string Revoked = "revoked";
    public const string NotRevoked = "notRevoked";
}
