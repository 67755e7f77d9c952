namespace Untp.Credentials.Proofs;

/// <summary>The kinds of keys that sign credentials here.</summary>
public enum KeyType
{
    /// <summary>Ed25519 (RFC 8032): 32-byte keys, 64-byte signatures; JOSE <c>EdDSA</c> or <c>Ed25519</c>.</summary>
    Ed25519,

    /// <summary>ECDSA over P-256 with SHA-256 (FIPS 186-5): 33-byte compressed keys, 64-byte signatures r‖s; JOSE <c>ES256</c>.</summary>
    P256,
}
