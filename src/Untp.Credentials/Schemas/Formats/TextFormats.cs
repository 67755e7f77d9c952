using System.Buffers;

namespace Untp.Credentials.Schemas.Formats;

/// <summary>Formats that are a few characters in a certain order.</summary>
internal static class TextFormats
{
    private static readonly SearchValues<byte> s_base64 =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    /// <summary>RFC 4122 clause 3, of any version.</summary>
    internal static bool IsUuid(ReadOnlySpan<byte> text) =>
        text.Length == 36
        && text[8] == '-'
        && text[13] == '-'
        && text[18] == '-'
        && text[23] == '-'
        && Ascii.AreHex(text[..8])
        && Ascii.AreHex(text[9..13])
        && Ascii.AreHex(text[14..18])
        && Ascii.AreHex(text[19..23])
        && Ascii.AreHex(text[24..]);

    /// <summary>RFC 6901 clause 3.</summary>
    internal static bool IsJsonPointer(ReadOnlySpan<byte> text)
    {
        if (text.Length > 0 && text[0] != '/')
        {
            return false;
        }

        for (var tilde = text.IndexOf((byte)'~'); tilde >= 0; tilde = text.IndexOf((byte)'~'))
        {
            if (tilde + 1 == text.Length || text[tilde + 1] is not ((byte)'0' or (byte)'1'))
            {
                return false;
            }

            text = text[(tilde + 2)..];
        }

        return true;
    }

    /// <summary>draft-bhutton-relative-json-pointer-00 clause 3: how far up, perhaps how far along, then down or <c>#</c>.</summary>
    internal static bool IsRelativeJsonPointer(ReadOnlySpan<byte> text)
    {
        if (!TakeNumber(ref text))
        {
            return false;
        }

        if (text.Length > 0 && text[0] is ((byte)'+' or (byte)'-'))
        {
            text = text[1..];
            if (!TakeNumber(ref text))
            {
                return false;
            }
        }

        return text.SequenceEqual("#"u8) || IsJsonPointer(text);
    }

    /// <summary>RFC 4648 clause 4: whole groups of four, padded.</summary>
    internal static bool IsBase64(ReadOnlySpan<byte> text)
    {
        if (text.Length % 4 != 0)
        {
            return false;
        }

        var end = text.IndexOfAnyExcept(s_base64);
        return end < 0 || (end >= text.Length - 2 && text[end..].IndexOfAnyExcept((byte)'=') < 0);
    }

    private static bool TakeNumber(ref ReadOnlySpan<byte> text)
    {
        var digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        digits = digits < 0 ? text.Length : digits;
        var isNumber = digits > 0 && (digits == 1 || text[0] != '0');
        text = text[digits..];
        return isNumber;
    }
}
