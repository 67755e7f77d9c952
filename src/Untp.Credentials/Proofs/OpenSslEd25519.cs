using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Untp.Credentials.Proofs;

/// <summary>Ed25519 by OpenSSL's libcrypto (1.1.1 or later), which .NET on Linux needs anyway.</summary>
internal sealed partial class OpenSslEd25519 : IEd25519Provider
{
    /// <summary>EVP_PKEY_ED25519, which is NID_ED25519.</summary>
    private const int KeyType = 1087;

    public string Name => "OpenSSL";

    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        using var key = Native.EVP_PKEY_new_raw_public_key(KeyType, 0, publicKey, (nuint)publicKey.Length);
        using var context = Native.EVP_MD_CTX_new();
        if (key.IsInvalid || context.IsInvalid || Native.EVP_DigestVerifyInit(context, 0, 0, 0, key) != 1)
        {
            throw Failure();
        }

        var answer = Native.EVP_DigestVerify(context, signature, (nuint)signature.Length, message, (nuint)message.Length);
        Native.ERR_clear_error();
        return answer == 1;
    }

    public void DerivePublicKey(ReadOnlySpan<byte> seed, Span<byte> publicKey)
    {
        using var key = Native.EVP_PKEY_new_raw_private_key(KeyType, 0, seed, (nuint)seed.Length);
        var length = (nuint)publicKey.Length;
        if (key.IsInvalid || Native.EVP_PKEY_get_raw_public_key(key, publicKey, ref length) != 1)
        {
            throw Failure();
        }
    }

    public void Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, Span<byte> signature)
    {
        using var key = Native.EVP_PKEY_new_raw_private_key(KeyType, 0, seed, (nuint)seed.Length);
        using var context = Native.EVP_MD_CTX_new();
        var length = (nuint)signature.Length;
        if (key.IsInvalid
            || context.IsInvalid
            || Native.EVP_DigestSignInit(context, 0, 0, 0, key) != 1
            || Native.EVP_DigestSign(context, signature, ref length, message, (nuint)message.Length) != 1)
        {
            throw Failure();
        }
    }

    /// <summary>Leaves no error behind in this thread's queue, where the framework would take it for its own.</summary>
    private static CryptographicException Failure()
    {
        Native.ERR_clear_error();
        return new CryptographicException("OpenSSL could not work with an Ed25519 key");
    }

    private sealed class KeyHandle() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            Native.EVP_PKEY_free(handle);
            return true;
        }
    }

    private sealed class DigestHandle() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            Native.EVP_MD_CTX_free(handle);
            return true;
        }
    }

    // the names are OpenSSL's
#pragma warning disable IDE1006
    private static partial class Native
    {
        [LibraryImport(NativeLibraries.OpenSsl)]
        internal static partial KeyHandle EVP_PKEY_new_raw_public_key(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

        [LibraryImport(NativeLibraries.OpenSsl)]
        internal static partial KeyHandle EVP_PKEY_new_raw_private_key(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

        [LibraryImport(NativeLibraries.OpenSsl)]
        internal static partial int EVP_PKEY_get_raw_public_key(KeyHandle key, Span<byte> publicKey, ref nuint length);

        [LibraryImport(NativeLibraries.OpenSsl)]
        internal static partial void EVP_PKEY_free(nint key);

        [LibraryImport(NativeLibraries.OpenSsl)]
        internal static partial DigestHandle EVP_MD_CTX_new();

        [LibraryImport(NativeLibraries.OpenSsl)]
        internal static partial void EVP_MD_CTX_free(nint context);

        [LibraryImport(NativeLibraries.OpenSsl)]
        internal static partial int EVP_DigestVerifyInit(DigestHandle context, nint keyContext, nint digest, nint engine, KeyHandle key);

        [LibraryImport(NativeLibraries.OpenSsl)]
        internal static partial int EVP_DigestVerify(
            DigestHandle context, ReadOnlySpan<byte> signature, nuint signatureLength, ReadOnlySpan<byte> message, nuint messageLength);

        [LibraryImport(NativeLibraries.OpenSsl)]
        internal static partial int EVP_DigestSignInit(DigestHandle context, nint keyContext, nint digest, nint engine, KeyHandle key);

        [LibraryImport(NativeLibraries.OpenSsl)]
        internal static partial int EVP_DigestSign(
            DigestHandle context, Span<byte> signature, ref nuint signatureLength, ReadOnlySpan<byte> message, nuint messageLength);

        [LibraryImport(NativeLibraries.OpenSsl)]
        internal static partial void ERR_clear_error();
    }
#pragma warning restore IDE1006
}
