using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Untp.Credentials.Proofs;

namespace Gateway.Forwarding;

/// <summary>What a recipient signs for: that it got a credential, and what it found. A compact JWS (RFC 7515) by its DID.</summary>
/// <param name="Iss">The recipient's DID.</param>
/// <param name="Digest">SHA-256 of the credential's bytes, as Content-Digest says it.</param>
/// <param name="WebhookId">Of the delivery.</param>
/// <param name="Verdict"><see cref="Verified"/>, <see cref="Refused"/>, or <see cref="Noted"/>.</param>
/// <param name="Iat">When, in seconds since 1970.</param>
internal sealed record Receipt(string Iss, string Digest, string WebhookId, string Verdict, long Iat)
{
    public const string MediaType = "application/jwt";
    public const string Verified = "verified";
    public const string Refused = "refused";

    /// <summary>Of a notice about a credential that is held already.</summary>
    public const string Noted = "noted";

    public const int MaxLength = 16 << 10;
    public const string Type = "credential-receipt+jwt";

    /// <summary>Signs it.</summary>
    public async ValueTask<string> SignAsync(ISigner signer, CancellationToken cancellationToken)
    {
        var header = new ReceiptHeader(signer.Algorithm, Type, signer.VerificationMethod);
        var input = Encode(JsonSerializer.SerializeToUtf8Bytes(header, ForwardingJson.Default.ReceiptHeader))
            + "." + Encode(JsonSerializer.SerializeToUtf8Bytes(this, ForwardingJson.Default.Receipt));
        return input + "." + Encode(await signer.SignAsync(Encoding.ASCII.GetBytes(input), cancellationToken));
    }

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}

/// <summary>The protected header; one with other members is refused, <c>crit</c> and keys of its own among them.</summary>
internal sealed record ReceiptHeader(string Alg, string Typ, string Kid)
{
    /// <summary>The kind of key that the algorithm needs.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public KeyType? KeyType => Alg switch
    {
        "EdDSA" or "Ed25519" => Untp.Credentials.Proofs.KeyType.Ed25519,
        "ES256" => Untp.Credentials.Proofs.KeyType.P256,
        _ => null,
    };
}
