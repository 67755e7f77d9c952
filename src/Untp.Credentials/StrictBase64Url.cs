using System.Buffers;
using System.Buffers.Text;

namespace Untp.Credentials;

/// <summary>
/// Base64url as RFC 7515 clause 2 writes it, one spelling a value: no padding, no white space, no bits after the last byte
/// (RFC 4648 clause 3.5). The framework's decoder lets the first two pass.
/// </summary>
internal static class StrictBase64Url
{
    private static readonly SearchValues<byte> s_alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    /// <summary>Whether the text is well formed.</summary>
    public static bool IsValid(ReadOnlySpan<byte> text) =>
        text.Length % 4 != 1 && text.IndexOfAnyExcept(s_alphabet) < 0 && HasNoTrailingBits(text);

    /// <summary>How many bytes a well-formed text stands for.</summary>
    public static int DecodedLength(int textLength) => (int)((long)textLength * 3 / 4);

    /// <summary>Decodes into <paramref name="bytes"/>, which must be exactly as long as the text stands for.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> text, Span<byte> bytes) =>
        bytes.Length == DecodedLength(text.Length)
        && IsValid(text)
        && Base64Url.DecodeFromUtf8(text, bytes, out _, out var written) == OperationStatus.Done
        && written == bytes.Length;

    /// <summary>The decoded bytes, or null when the text is not well formed.</summary>
    public static byte[]? Decode(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[DecodedLength(text.Length)];
        return TryDecode(text, bytes) ? bytes : null;
    }

    private static bool HasNoTrailingBits(ReadOnlySpan<byte> text) => (text.Length % 4) switch
    {
        2 => (Sextet(text[^1]) & 0b1111) == 0,
        3 => (Sextet(text[^1]) & 0b11) == 0,
        _ => true,
    };

    private static int Sextet(byte letter) => letter switch
    {
        >= (byte)'A' and <= (byte)'Z' => letter - 'A',
        >= (byte)'a' and <= (byte)'z' => letter - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => letter - '0' + 52,
        (byte)'-' => 62,
        _ => 63,
    };
}
