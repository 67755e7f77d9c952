namespace Untp.Credentials.Proofs;

/// <summary>
/// The seam to a native library: the bare primitive of RFC 8032, lengths already checked by <see cref="Ed25519"/>. Another library
/// (NSec, say) is one more class that implements this and one line in <see cref="Ed25519Providers"/>.
/// </summary>
internal interface IEd25519Provider
{
    /// <summary>The library's name, for the operator.</summary>
    string Name { get; }

    /// <summary>Whether the library holds the signature good; stricter or laxer than we are about encodings.</summary>
    bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);

    /// <summary>Writes the 32 bytes of the public key of a 32-byte seed.</summary>
    void DerivePublicKey(ReadOnlySpan<byte> seed, Span<byte> publicKey);

    /// <summary>
    /// Writes the 64 bytes of the signature. The public key must be the seed's: signing with another one gives the seed away.
    /// </summary>
    void Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, Span<byte> signature);
}
