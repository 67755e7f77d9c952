using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Untp.Credentials.Proofs;

/// <summary>Writes public JSON Web Keys (RFC 7517 clause 4; RFC 7518 clause 6.2.1; RFC 8037 clause 2).</summary>
internal static class JwkWriter
{
    /// <summary>The members that make the key, in lexicographic order: what a thumbprint is taken of (RFC 7638 clause 3).</summary>
    public static void Write(VerificationKey key, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (key.Type == KeyType.Ed25519)
        {
            json.WriteString("crv", "Ed25519");
            json.WriteString("kty", "OKP");
            json.WriteString("x", Base64Url.EncodeToString(key.Bytes.Span));
        }
        else
        {
            var point = P256Point.TryDecompress(key.Bytes.Span, out var found) ? found : throw new CryptographicException("no P-256 key");
            json.WriteString("crv", "P-256");
            json.WriteString("kty", "EC");
            json.WriteString("x", Base64Url.EncodeToString(point.X));
            json.WriteString("y", Base64Url.EncodeToString(point.Y));
        }

        json.WriteEndObject();
    }

    /// <summary>SHA-256 of the key in base64url: 43 characters.</summary>
    public static string ComputeThumbprint(VerificationKey key)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(buffer))
        {
            Write(key, json);
        }

        return Base64Url.EncodeToString(SHA256.HashData(buffer.WrittenSpan));
    }
}
