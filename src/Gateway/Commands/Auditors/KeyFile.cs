using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Untp.Credentials;
using Untp.Credentials.Dids;
using Untp.Credentials.Proofs;

namespace Gateway.Commands;

/// <summary>
/// A private key in a file: PEM as OpenSSL writes it (PKCS #8, or SEC 1 for P-256) or a JSON Web Key, whose <c>kid</c> may be the DID URL
/// under which the issuer's document lists it.
/// </summary>
/// <param name="Key">The key; dispose of it.</param>
/// <param name="Method">The verification method that the file names; else that of the key's own did:key.</param>
internal sealed record KeyFile(SigningKey Key, string Method)
{
    private const int MaxBytes = 16 << 10;

    /// <summary>RFC 8410 clause 7: PKCS #8 without attributes, the seed an octet string within an octet string.</summary>
    private static readonly byte[] s_ed25519Head =
        [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

    /// <exception cref="AuditorFaultException">There is no key in it that can sign; the message holds nothing of its content.</exception>
    public static KeyFile Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = new FileInfo(path).Length <= MaxBytes ? File.ReadAllBytes(path) : [];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new AuditorFaultException($"{PlainText.Of(path)}: {PlainText.Of(fault.Message)}");
        }

        try
        {
            var (key, method) = bytes.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'{', ..] ? ReadJwk(bytes) : (ReadPem(bytes), null);
            return new KeyFile(key, method ?? KeyMethod(key));
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException or CryptographicException or InvalidOperationException)
        {
            throw new AuditorFaultException(
                $"{PlainText.Of(path)}: it is no private Ed25519 or P-256 key, in PEM without a password or as a JSON Web Key");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static string KeyMethod(SigningKey key)
    {
        var multibase = key.VerificationKey.ToMultibase();
        return $"did:key:{multibase}#{multibase}";
    }

    private static SigningKey ReadPem(byte[] bytes)
    {
        var text = Encoding.ASCII.GetString(bytes);
        var fields = PemEncoding.Find(text);
        var der = Convert.FromBase64String(text[fields.Base64Data]);
        try
        {
            if (der.AsSpan().StartsWith(s_ed25519Head) && der.Length == s_ed25519Head.Length + SigningKey.SeedSize)
            {
                return SigningKey.FromSeed(KeyType.Ed25519, der.AsSpan(s_ed25519Head.Length));
            }

            using var ecdsa = ECDsa.Create();
            ecdsa.ImportFromPem(text);
            var parameters = ecdsa.ExportParameters(includePrivateParameters: true);
            return parameters.Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value
                ? SigningKey.FromSeed(KeyType.P256, parameters.D)
                : throw new CryptographicException("another curve");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(der);
        }
    }

    private static (SigningKey Key, string? Method) ReadJwk(byte[] bytes)
    {
        if (!StrictJson.TryParse(bytes, new ParsingLimits(MaxBytes, MaxDepth: 8), out var document, out var problem))
        {
            throw new FormatException(problem.Detail);
        }

        using (document)
        {
            var jwk = document.RootElement;
            var type = (Text(jwk, "kty"), Text(jwk, "crv")) switch
            {
                ("OKP", "Ed25519") => KeyType.Ed25519,
                ("EC", "P-256") => KeyType.P256,
                _ => throw new FormatException("another kind of key"),
            };
            var key = SigningKey.FromSeed(type, Base64Url.DecodeFromChars(Text(jwk, "d")));
            var method = Text(jwk, "kid") is { } kid && IsMethod(kid) ? kid : null;
            return IsOf(jwk, key) ? (key, method) : throw new FormatException("two keys");
        }
    }

    /// <summary>A DID URL with a fragment.</summary>
    public static bool IsMethod(string text) =>
        DidUrl.TryParse(text, out var url) && url is { Path: "", Query: null, Fragment.Length: > 0 };

    /// <summary>Whether the public half that the file states is that of its private half.</summary>
    private static bool IsOf(JsonElement jwk, SigningKey key)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            key.VerificationKey.WriteJwk(json);
        }

        using var own = JsonDocument.Parse(buffer.ToArray());
        return Text(own.RootElement, "x") == Text(jwk, "x") && Text(own.RootElement, "y") == Text(jwk, "y");
    }

    private static string? Text(JsonElement jwk, string name) =>
        jwk.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
