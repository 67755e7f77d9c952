using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;

namespace Untp.Credentials.Proofs;

/// <summary>A public key, as DID documents write them. Read-only and safe to share between threads.</summary>
public sealed class VerificationKey
{
    /// <summary>The multicodec prefix of an Ed25519 public key (code 0xed), as a varint.</summary>
    private static readonly byte[] s_ed25519Prefix = [0xed, 0x01];

    /// <summary>The multicodec prefix of a compressed P-256 public key (code 0x1200), as a varint.</summary>
    private static readonly byte[] s_p256Prefix = [0x80, 0x24];

    private readonly byte[] _bytes;
    private readonly P256PublicKey? _p256;

    private VerificationKey(byte[] ed25519) => (Type, _bytes) = (KeyType.Ed25519, ed25519);

    private VerificationKey(ECPoint p256) => (Type, _bytes, _p256) = (KeyType.P256, P256Point.Compress(p256), new P256PublicKey(p256));

    /// <summary>What kind of key it is; it alone decides which algorithm verifies.</summary>
    public KeyType Type { get; }

    /// <summary>The key itself: 32 bytes for Ed25519, 33 (the compressed point) for P-256.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>
    /// Reads a Multikey's <c>publicKeyMultibase</c> (Controlled Identifiers 1.0 clause 2.2.2): <c>z6Mk…</c> or <c>zDn…</c>.
    /// </summary>
    /// <param name="multibase">The text.</param>
    /// <param name="key">The key.</param>
    /// <param name="fault">Why there is none, in one sentence without the text.</param>
    public static bool TryReadMultibase(
        string multibase, [NotNullWhen(true)] out VerificationKey? key, [NotNullWhen(false)] out string? fault)
    {
        key = null;
        if (!Multibase.TryDecode(multibase, out var bytes))
        {
            fault = "a public key in Multibase is base58btc: a z, then at most 128 letters of its alphabet";
            return false;
        }

        if (bytes.AsSpan().StartsWith(s_ed25519Prefix))
        {
            return TryReadEd25519(bytes.AsSpan(s_ed25519Prefix.Length), out key, out fault);
        }

        if (bytes.AsSpan().StartsWith(s_p256Prefix))
        {
            return TryReadP256(bytes.AsSpan(s_p256Prefix.Length), out key, out fault);
        }

        fault = "the multicodec prefix is neither that of an Ed25519 nor that of a P-256 public key";
        return false;
    }

    /// <summary>
    /// Reads a public JSON Web Key (RFC 7517, RFC 8037): OKP with Ed25519, or EC with P-256. Refused when it holds a private key, or
    /// when its <c>alg</c>, <c>use</c> or <c>key_ops</c> say that it is for something other than verifying with that algorithm.
    /// </summary>
    /// <param name="jwk">The key; any JSON value.</param>
    /// <param name="key">The key.</param>
    /// <param name="fault">Why there is none, in one sentence.</param>
    public static bool TryReadJwk(JsonElement jwk, [NotNullWhen(true)] out VerificationKey? key, [NotNullWhen(false)] out string? fault) =>
        JwkReader.TryRead(jwk, out key, out fault);

    /// <summary>Whether the signature (64 bytes; r‖s for P-256) is that of the message under this key.</summary>
    /// <exception cref="PlatformNotSupportedException">The key is an Ed25519 key and the machine has no library for it.</exception>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        _p256 is null ? Ed25519.Verify(_bytes, message, signature) : _p256.Verify(message, signature);

    /// <summary>The key as a Multikey's <c>publicKeyMultibase</c>; after <c>did:key:</c> it is its DID.</summary>
    public string ToMultibase() => Multibase.Encode([.. Type == KeyType.Ed25519 ? s_ed25519Prefix : s_p256Prefix, .. _bytes]);

    /// <summary>Writes the key as a public JSON Web Key: the members that make it, and no others.</summary>
    public void WriteJwk(Utf8JsonWriter json) => JwkWriter.Write(this, json);

    /// <summary>The JWK thumbprint (RFC 7638) with SHA-256, in base64url: 43 characters that name the key.</summary>
    public string ComputeThumbprint() => JwkWriter.ComputeThumbprint(this);

    internal static bool TryReadEd25519(
        ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out VerificationKey? key, [NotNullWhen(false)] out string? fault)
    {
        var isKey = Ed25519.IsPublicKey(bytes);
        key = isKey ? new VerificationKey(bytes.ToArray()) : null;
        fault = isKey ? null : "an Ed25519 public key is 32 bytes, a point in canonical encoding and not of small order";
        return isKey;
    }

    internal static bool TryReadP256(
        ReadOnlySpan<byte> compressed, [NotNullWhen(true)] out VerificationKey? key, [NotNullWhen(false)] out string? fault)
    {
        var isKey = P256Point.TryDecompress(compressed, out var point);
        key = isKey ? new VerificationKey(point) : null;
        fault = isKey ? null : "a P-256 public key is 33 bytes, the compressed encoding of a point of the curve";
        return isKey;
    }

    internal static bool TryReadP256(
        ReadOnlySpan<byte> x, ReadOnlySpan<byte> y, [NotNullWhen(true)] out VerificationKey? key, [NotNullWhen(false)] out string? fault)
    {
        var isKey = P256Point.TryRead(x, y, out var point);
        key = isKey ? new VerificationKey(point) : null;
        fault = isKey ? null : "a P-256 public key has an x and a y of 32 bytes each, a point of the curve";
        return isKey;
    }
}
