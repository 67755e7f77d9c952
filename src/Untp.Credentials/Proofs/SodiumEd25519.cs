using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Untp.Credentials.Proofs;

/// <summary>Ed25519 by libsodium.</summary>
internal sealed partial class SodiumEd25519 : IEd25519Provider
{
    private const int SecretKeySize = Ed25519.SeedSize + Ed25519.PublicKeySize;
    private const int ScalarSize = 32;

    private SodiumEd25519()
    {
    }

    public string Name => "libsodium";

    /// <summary>Null when the library refuses to start.</summary>
    public static SodiumEd25519? Start() => Native.sodium_init() < 0 ? null : new SodiumEd25519();

    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        Native.crypto_sign_ed25519_verify_detached(signature, message, (ulong)message.Length, publicKey) == 0;

    public void DerivePublicKey(ReadOnlySpan<byte> seed, Span<byte> publicKey)
    {
        Span<byte> secretKey = stackalloc byte[SecretKeySize];
        var answer = Native.crypto_sign_ed25519_seed_keypair(publicKey, secretKey, seed);
        CryptographicOperations.ZeroMemory(secretKey);
        ThrowUnlessZero(answer);
    }

    /// <summary>
    /// RFC 8032 clause 5.1.6, on the library's arithmetic (which takes no time that depends on the key) and the framework's SHA-512, which
    /// takes half as long as the library's: a signature hashes the message twice, and of a token that is most of its cost.
    /// </summary>
    public void Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, Span<byte> signature)
    {
        Span<byte> secrets = stackalloc byte[SHA512.HashSizeInBytes + (3 * ScalarSize)];
        var key = secrets[..64];
        var scalar = secrets[64..96];
        var nonce = secrets[96..128];
        var product = secrets[128..];
        Span<byte> challenge = stackalloc byte[ScalarSize];
        try
        {
            // 1: the secret scalar and the prefix
            SHA512.HashData(seed, key);
            key[0] &= 0xf8;
            key[31] = (byte)((key[31] & 0x7f) | 0x40);
            Reduce(scalar, key[..ScalarSize]);

            // 2, 3: r, R
            HashToScalar(nonce, key[ScalarSize..], [], message);
            ThrowUnlessZero(Native.crypto_scalarmult_ed25519_base_noclamp(signature, nonce));

            // 4, 5: k, S = r + k * s
            HashToScalar(challenge, signature[..32], publicKey, message);
            Native.crypto_core_ed25519_scalar_mul(product, challenge, scalar);
            Native.crypto_core_ed25519_scalar_add(signature[32..], nonce, product);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secrets);
        }
    }

    private static void HashToScalar(Span<byte> scalar, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> message)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        hash.AppendData(first);
        hash.AppendData(second);
        hash.AppendData(message);
        Span<byte> wide = stackalloc byte[SHA512.HashSizeInBytes];
        hash.GetHashAndReset(wide);
        Reduce(scalar, wide);
        CryptographicOperations.ZeroMemory(wide);
    }

    /// <summary>An integer of up to 64 bytes, little-endian, modulo the order of the group.</summary>
    private static void Reduce(Span<byte> scalar, ReadOnlySpan<byte> integer)
    {
        Span<byte> wide = stackalloc byte[SHA512.HashSizeInBytes];
        wide.Clear();
        integer.CopyTo(wide);
        Native.crypto_core_ed25519_scalar_reduce(scalar, wide);
        CryptographicOperations.ZeroMemory(wide);
    }

    private static void ThrowUnlessZero(int answer)
    {
        if (answer != 0)
        {
            throw new CryptographicException("libsodium could not sign");
        }
    }

    // the names are libsodium's
#pragma warning disable IDE1006, SYSLIB1092
    private static partial class Native
    {
        [LibraryImport(NativeLibraries.Sodium)]
        internal static partial int sodium_init();

        [LibraryImport(NativeLibraries.Sodium)]
        internal static partial int crypto_sign_ed25519_verify_detached(
            ReadOnlySpan<byte> signature, ReadOnlySpan<byte> message, ulong messageLength, ReadOnlySpan<byte> publicKey);

        [LibraryImport(NativeLibraries.Sodium)]
        internal static partial int crypto_sign_ed25519_seed_keypair(Span<byte> publicKey, Span<byte> secretKey, ReadOnlySpan<byte> seed);

        [LibraryImport(NativeLibraries.Sodium)]
        internal static partial int crypto_scalarmult_ed25519_base_noclamp(Span<byte> point, ReadOnlySpan<byte> scalar);

        [LibraryImport(NativeLibraries.Sodium)]
        internal static partial void crypto_core_ed25519_scalar_reduce(Span<byte> scalar, ReadOnlySpan<byte> integer);

        [LibraryImport(NativeLibraries.Sodium)]
        internal static partial void crypto_core_ed25519_scalar_mul(Span<byte> product, ReadOnlySpan<byte> x, ReadOnlySpan<byte> y);

        [LibraryImport(NativeLibraries.Sodium)]
        internal static partial void crypto_core_ed25519_scalar_add(Span<byte> sum, ReadOnlySpan<byte> x, ReadOnlySpan<byte> y);
    }
#pragma warning restore IDE1006, SYSLIB1092
}
