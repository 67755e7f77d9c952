using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Untp.Credentials.Proofs;

/// <summary>Reads public JSON Web Keys (RFC 7517 clause 4; RFC 7518 clause 6.2.1; RFC 8037 clause 2).</summary>
internal static class JwkReader
{
    public static bool TryRead(JsonElement jwk, [NotNullWhen(true)] out VerificationKey? key, [NotNullWhen(false)] out string? fault)
    {
        key = null;
        if (jwk.ValueKind != JsonValueKind.Object)
        {
            fault = "a JSON Web Key is a JSON object";
            return false;
        }

        if (jwk.TryGetProperty("d", out _))
        {
            fault = "the JSON Web Key holds a private key (d)";
            return false;
        }

        switch (Text(jwk, "kty"), Text(jwk, "crv"))
        {
            case ("OKP", "Ed25519"):
                fault = FindContradiction(jwk, JwsAlgorithms.EdDsa, JwsAlgorithms.Ed25519);
                return fault is null && VerificationKey.TryReadEd25519(Bytes(jwk, "x"), out key, out fault);
            case ("EC", "P-256"):
                fault = FindContradiction(jwk, JwsAlgorithms.Es256);
                return fault is null && VerificationKey.TryReadP256(Bytes(jwk, "x"), Bytes(jwk, "y"), out key, out fault);
            default:
                fault = "the JSON Web Key is neither an Ed25519 key (kty OKP) nor a P-256 key (kty EC)";
                return false;
        }
    }

    /// <summary>The members that say what the key is for (RFC 7517 clauses 4.2 to 4.4), where they are present.</summary>
    private static string? FindContradiction(JsonElement jwk, params ReadOnlySpan<string> algorithms)
    {
        if (jwk.TryGetProperty("alg", out _) && !algorithms.Contains(Text(jwk, "alg")!))
        {
            return $"the alg of the JSON Web Key is not {string.Join(" or ", algorithms!)}";
        }

        if (jwk.TryGetProperty("use", out _) && Text(jwk, "use") != "sig")
        {
            return "the use of the JSON Web Key is not sig";
        }

        return jwk.TryGetProperty("key_ops", out var operations) && !Lists(operations, "verify")
            ? "the key_ops of the JSON Web Key do not list verify"
            : null;
    }

    private static bool Lists(JsonElement list, string wanted) =>
        list.ValueKind == JsonValueKind.Array
        && list.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.String && item.ValueEquals(wanted));

    private static string? Text(JsonElement jwk, string name) =>
        jwk.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Empty when the member is absent, no string or not strict base64url.</summary>
    private static byte[] Bytes(JsonElement jwk, string name) =>
        jwk.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? StrictBase64Url.Decode(JsonMarshal.GetRawUtf8Value(value)[1..^1]) ?? []
            : [];
}
