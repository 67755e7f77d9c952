using System.Collections.Frozen;

namespace Untp.Credentials.JsonLd;

/// <summary>The URLs of contexts that the code itself speaks of; all others are data of the context registry.</summary>
public static class ContextUrls
{
    /// <summary>The base context, first in every credential (VCDM 2.0 clause 4.3).</summary>
    public const string CredentialsV2 = "https://www.w3.org/ns/credentials/v2";

    /// <summary>The contexts that proofs bring with them, and the proofs' types (EdDSA Cryptosuites 1.0 clauses 2 and A.1).</summary>
    internal static FrozenDictionary<string, string> OfProofs { get; } = new Dictionary<string, string>
    {
        ["https://w3id.org/security/data-integrity/v2"] = "DataIntegrityProof",
        ["https://w3id.org/security/suites/ed25519-2020/v1"] = "Ed25519Signature2020",
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
