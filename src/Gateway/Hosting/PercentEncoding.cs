using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace Gateway.Hosting;

/// <summary>Percent-decoding that never guesses (RFC 3986 clause 2.1); the framework's leaves what is ill-formed as it is.</summary>
internal static class PercentEncoding
{
    /// <summary>Decodes once. False when an escape is not two hexadecimal digits, a character is not ASCII, or the bytes are not UTF-8.</summary>
    /// <param name="text">What is encoded.</param>
    /// <param name="plusIsSpace">As in a query (HTML's form encoding).</param>
    /// <param name="decoded">The text.</param>
    public static bool TryDecode(ReadOnlySpan<char> text, bool plusIsSpace, [NotNullWhen(true)] out string? decoded)
    {
        decoded = null;
        var bytes = new byte[text.Length];
        var length = 0;
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAny('%', '+') is var at and >= 0 ? text[..at] : text;
            if (Ascii.FromUtf16(plain, bytes.AsSpan(length), out var written) != OperationStatus.Done)
            {
                return false;
            }

            length += written;
            text = text[plain.Length..];
            if (!text.IsEmpty && !TryDecodeOne(ref text, plusIsSpace, out bytes[length++]))
            {
                return false;
            }
        }

        decoded = Utf8.IsValid(bytes.AsSpan(0, length)) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
        return decoded is not null;
    }

    private static bool TryDecodeOne(ref ReadOnlySpan<char> text, bool plusIsSpace, out byte value)
    {
        value = text[0] == '+' ? (byte)(plusIsSpace ? ' ' : '+') : (byte)0;
        if (text[0] == '+')
        {
            text = text[1..];
            return true;
        }

        if (text.Length < 3 || !char.IsAsciiHexDigit(text[1]) || !char.IsAsciiHexDigit(text[2]))
        {
            return false;
        }

        value = Convert.FromHexString(text.Slice(1, 2))[0];
        text = text[3..];
        return true;
    }
}
