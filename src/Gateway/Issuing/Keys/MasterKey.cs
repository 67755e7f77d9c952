using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Issuing;

/// <summary>
/// The key under which signing keys lie in the database: AES-256-GCM (SP 800-38D), with a random nonce each time. Pinned, and zeroed by
/// <see cref="Dispose"/>.
/// </summary>
internal sealed class MasterKey : IDisposable
{
    public const int Size = 32;

    /// <summary>Letters of base64url.</summary>
    public const int TextSize = 43;

    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly byte[] _key;

    private MasterKey(byte[] key)
    {
        _key = key;
        Id = Base64Url.EncodeToString(HMACSHA256.HashData(key, "untp-gateway master key id"u8).AsSpan(0, 12));
    }

    /// <summary>Names the key and tells nothing about it: the first 96 bits of an HMAC under it.</summary>
    public string Id { get; }

    public static MasterKey Create()
    {
        var key = GC.AllocateArray<byte>(Size, pinned: true);
        RandomNumberGenerator.Fill(key);
        return new MasterKey(key);
    }

    /// <summary>Reads what <see cref="WriteText"/> wrote, among white space; false for anything but 32 bytes in base64url.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, [NotNullWhen(true)] out MasterKey? key)
    {
        key = null;
        var bytes = GC.AllocateArray<byte>(Size, pinned: true);
        text = text.Trim(" \t\r\n"u8);
        if (text.Length != TextSize
            || !Base64Url.IsValid(text)
            || !Base64Url.TryDecodeFromUtf8(text, bytes, out var written)
            || written != Size)
        {
            CryptographicOperations.ZeroMemory(bytes);
            return false;
        }

        key = new MasterKey(bytes);
        return true;
    }

    /// <summary>The same of a setting.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, [NotNullWhen(true)] out MasterKey? key)
    {
        key = null;
        Span<byte> bytes = stackalloc byte[TextSize];
        var isRead = Encoding.ASCII.TryGetBytes(text.Trim(), bytes, out var length) && TryRead(bytes[..length], out key);
        CryptographicOperations.ZeroMemory(bytes);
        return isRead;
    }

    /// <summary>Writes the key for a file or an environment variable; the caller zeroes it.</summary>
    /// <param name="text"><see cref="TextSize"/> bytes.</param>
    public void WriteText(Span<byte> text) => Base64Url.EncodeToUtf8(_key, text);

    /// <summary>Encrypts: nonce, ciphertext, tag.</summary>
    /// <param name="secret">What nobody is to read.</param>
    /// <param name="name">What it belongs to; it opens under the same name only.</param>
    public byte[] Seal(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> name)
    {
        var sealedBytes = new byte[NonceSize + secret.Length + TagSize];
        var nonce = sealedBytes.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key, TagSize);
        aes.Encrypt(nonce, secret, sealedBytes.AsSpan(NonceSize, secret.Length), sealedBytes.AsSpan(NonceSize + secret.Length), name);
        return sealedBytes;
    }

    /// <summary>Decrypts what <see cref="Seal"/> made.</summary>
    /// <exception cref="CryptographicException">It was sealed under another key or name, or was changed.</exception>
    public void Open(ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> name, Span<byte> secret)
    {
        if (sealedBytes.Length != NonceSize + secret.Length + TagSize)
        {
            throw new CryptographicException("a sealed key has another length");
        }

        using var aes = new AesGcm(_key, TagSize);
        aes.Decrypt(
            sealedBytes[..NonceSize], sealedBytes[NonceSize..^TagSize], sealedBytes[^TagSize..], secret, name);
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_key);
}
