namespace Untp.Credentials.Proofs;

/// <summary>The <c>alg</c> values that are verified here; case counts (RFC 7515 clause 4.1.1). Nothing symmetric, no <c>none</c>.</summary>
internal static class JwsAlgorithms
{
    /// <summary>Ed25519 under its older, polymorphic name (RFC 8037).</summary>
    public const string EdDsa = "EdDSA";

    /// <summary>Ed25519 under its own name (RFC 9864).</summary>
    public const string Ed25519 = "Ed25519";

    /// <summary>ECDSA over P-256 with SHA-256 (RFC 7518 clause 3.4).</summary>
    public const string Es256 = "ES256";

    /// <summary>Bytes of a signature of each of them.</summary>
    public const int SignatureSize = 64;

    /// <summary>The kind of key that an algorithm needs; null when the algorithm is none of ours.</summary>
    public static KeyType? KeyTypeOf(string? algorithm) => algorithm switch
    {
        EdDsa or Ed25519 => KeyType.Ed25519,
        Es256 => KeyType.P256,
        _ => null,
    };
}
