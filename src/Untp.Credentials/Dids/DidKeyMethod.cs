using Untp.Credentials.Proofs;

namespace Untp.Credentials.Dids;

/// <summary>did:key: the DID is the key, in multibase, and the document follows from it.</summary>
internal static class DidKeyMethod
{
    public const string Prefix = "did:key:";

    /// <summary>The document, or why the DID stands for none.</summary>
    public static DidDocument? Derive(string did, out string? problem)
    {
        var multibase = did[Prefix.Length..];
        if (!multibase.StartsWith('z'))
        {
            problem = "a did:key is a public key in base58btc, and begins with z";
            return null;
        }

        if (!VerificationKey.TryReadMultibase(multibase, out var key, out problem))
        {
            return null;
        }

        var id = $"{did}#{multibase}";
        return new DidDocument(did, [new VerificationMethod(id, "Multikey", did, key, null)], [id], [id], [], []);
    }
}
