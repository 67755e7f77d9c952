using System.Text;
using System.Text.Json;
using Untp.Credentials.Proofs;

namespace Untp.Credentials.Dids;

/// <summary>did:jwk: the DID is a public JWK in base64url, and the document follows from it.</summary>
internal static class DidJwkMethod
{
    public const string Prefix = "did:jwk:";

    /// <summary>The document, or why the DID stands for none.</summary>
    public static DidDocument? Derive(string did, out string? problem)
    {
        if (StrictBase64Url.Decode(Encoding.ASCII.GetBytes(did[Prefix.Length..])) is not { } json)
        {
            problem = "a did:jwk is base64url without padding or trailing bits";
            return null;
        }

        if (!StrictJson.TryParse(json, ParsingLimits.Default, out var document, out var unreadable))
        {
            problem = $"its JWK cannot be read: {unreadable.Detail}";
            return null;
        }

        using (document)
        {
            return Derive(did, document.RootElement, out problem);
        }
    }

    private static DidDocument? Derive(string did, JsonElement jwk, out string? problem)
    {
        if (!VerificationKey.TryReadJwk(jwk, out var key, out problem))
        {
            return null;
        }

        var id = $"{did}#0";
        return new DidDocument(did, [new VerificationMethod(id, "JsonWebKey2020", did, key, null)], [id], [id], [], []);
    }
}
