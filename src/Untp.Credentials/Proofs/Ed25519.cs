namespace Untp.Credentials.Proofs;

/// <summary>
/// Ed25519 (RFC 8032 clause 5.1), pure, without context. One equation everywhere: the cofactorless one, over canonical encodings,
/// small-order points refused; the verdict does not depend on the native library that computes it.
/// </summary>
public static class Ed25519
{
    /// <summary>Bytes of a public key.</summary>
    public const int PublicKeySize = 32;

    /// <summary>Bytes of a seed, which RFC 8032 calls the private key.</summary>
    public const int SeedSize = 32;

    /// <summary>Bytes of a signature.</summary>
    public const int SignatureSize = 64;

    /// <summary>The native library in use, for the operator; null when the machine has none and every other member throws.</summary>
    public static string? ProviderName => Ed25519Providers.Chosen?.Name;

    /// <summary>Whether the signature is that of the message under the key. False too for inputs of the wrong length.</summary>
    /// <exception cref="PlatformNotSupportedException">There is no native library.</exception>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        Verify(Provider(), publicKey, message, signature);

    internal static bool Verify(
        IEd25519Provider provider, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        IsPublicKey(publicKey)
        && signature.Length == SignatureSize
        && Ed25519Encoding.IsStrictPoint(signature[..32])
        && Ed25519Encoding.IsCanonicalScalar(signature[32..])
        && provider.Verify(publicKey, message, signature);

    /// <summary>Whether these are 32 bytes under which a signature can hold.</summary>
    internal static bool IsPublicKey(ReadOnlySpan<byte> publicKey) =>
        publicKey.Length == PublicKeySize && Ed25519Encoding.IsStrictPoint(publicKey);

    /// <summary>Writes the public key of a seed.</summary>
    internal static void DerivePublicKey(ReadOnlySpan<byte> seed, Span<byte> publicKey)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(seed.Length, SeedSize);
        ArgumentOutOfRangeException.ThrowIfNotEqual(publicKey.Length, PublicKeySize);
        Provider().DerivePublicKey(seed, publicKey);
    }

    /// <summary>Writes a signature. Only for <see cref="SigningKey"/>, which keeps seed and public key together.</summary>
    internal static void Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, Span<byte> signature)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(seed.Length, SeedSize);
        ArgumentOutOfRangeException.ThrowIfNotEqual(publicKey.Length, PublicKeySize);
        ArgumentOutOfRangeException.ThrowIfNotEqual(signature.Length, SignatureSize);
        Provider().Sign(seed, publicKey, message, signature);
    }

    private static IEd25519Provider Provider() =>
        Ed25519Providers.Chosen
        ?? throw new PlatformNotSupportedException("Ed25519 needs libsodium, or on Linux OpenSSL 1.1.1: neither was found");
}
