using System.Buffers;

namespace Untp.Credentials.JsonLd.Rdf;

/// <summary>The classes of characters of RDF 1.1 N-Quads, clause 4.</summary>
internal static class NQuadsCharacters
{
    /// <summary>What may follow the first letter of an IRI's scheme (RFC 3986 clause 3.1).</summary>
    public static readonly SearchValues<char> Scheme =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.");

    // PN_CHARS_BASE beyond ASCII, first and last of each range
    private static readonly int[] s_base =
    [
        0xC0, 0xD6, 0xD8, 0xF6, 0xF8, 0x2FF, 0x370, 0x37D, 0x37F, 0x1FFF, 0x200C, 0x200D, 0x2070, 0x218F,
        0x2C00, 0x2FEF, 0x3001, 0xD7FF, 0xF900, 0xFDCF, 0xFDF0, 0xFFFD, 0x10000, 0xEFFFF,
    ];

    /// <summary>PN_CHARS_U | [0-9].</summary>
    public static bool StartsLabel(int codePoint) =>
        codePoint < 0x80 ? char.IsAsciiLetterOrDigit((char)codePoint) || codePoint is '_' or ':' : IsInBase(codePoint);

    /// <summary>PN_CHARS.</summary>
    public static bool IsInLabel(int codePoint) =>
        StartsLabel(codePoint) || codePoint is '-' or 0xB7 or (>= 0x300 and <= 0x36F) or 0x203F or 0x2040;

    /// <summary>BLANK_NODE_LABEL without its <c>_:</c>.</summary>
    public static bool IsLabel(string label)
    {
        var isFirst = true;
        foreach (var rune in label.EnumerateRunes())
        {
            // half a surrogate pair reads as U+FFFD, which is refused when it is written
            if (!(isFirst ? StartsLabel(rune.Value) : rune.Value == '.' || IsInLabel(rune.Value)))
            {
                return false;
            }

            isFirst = false;
        }

        return !isFirst && label[^1] != '.';
    }

    /// <summary>[a-zA-Z]+ ('-' [a-zA-Z0-9]+)*</summary>
    public static bool IsLanguageTag(ReadOnlySpan<char> tag)
    {
        var isFirst = true;
        foreach (var range in tag.Split('-'))
        {
            var part = tag[range];
            foreach (var c in part)
            {
                if (!(isFirst ? char.IsAsciiLetter(c) : char.IsAsciiLetterOrDigit(c)))
                {
                    return false;
                }
            }

            if (part.IsEmpty)
            {
                return false;
            }

            isFirst = false;
        }

        return true;
    }

    private static bool IsInBase(int codePoint)
    {
        for (var i = 0; i < s_base.Length; i += 2)
        {
            if (codePoint >= s_base[i] && codePoint <= s_base[i + 1])
            {
                return true;
            }
        }

        return false;
    }
}
