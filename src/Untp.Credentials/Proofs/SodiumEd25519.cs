using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Untp.Credentials.Proofs;

/// <summary>Ed25519 by libsodium.</summary>
internal sealed partial class SodiumEd25519 : IEd25519Provider
{
    private const int SecretKeySize = Ed25519.SeedSize + Ed25519.PublicKeySize;

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

    public void Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, Span<byte> signature)
    {
        Span<byte> secretKey = stackalloc byte[SecretKeySize];
        seed.CopyTo(secretKey);
        publicKey.CopyTo(secretKey[Ed25519.SeedSize..]);
        var answer = Native.crypto_sign_ed25519_detached(signature, 0, message, (ulong)message.Length, secretKey);
        CryptographicOperations.ZeroMemory(secretKey);
        ThrowUnlessZero(answer);
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
        internal static partial int crypto_sign_ed25519_detached(
            Span<byte> signature, nint signatureLength, ReadOnlySpan<byte> message, ulong messageLength, ReadOnlySpan<byte> secretKey);
    }
#pragma warning restore IDE1006, SYSLIB1092
}
