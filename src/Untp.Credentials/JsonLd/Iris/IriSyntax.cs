using System.Buffers;

namespace Untp.Credentials.JsonLd.Iris;

/// <summary>What an IRI is and what a language tag is, by their grammars.</summary>
internal static class IriSyntax
{
    private static readonly SearchValues<char> s_schemeLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.");

    /// <summary>ASCII that may stand in an IRI anywhere after the scheme; brackets and the percent sign are looked at closer.</summary>
    private static readonly SearchValues<char> s_plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?@!$&'()*+,;=#");

    private static readonly SearchValues<char> s_space = SearchValues.Create(" \t\r\n\f\v");

    /// <summary>The length of the scheme before the first colon (RFC 3986 clause 3.1); -1 when there is none.</summary>
    public static int SchemeLength(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(':');
        return colon > 0 && char.IsAsciiLetter(text[0]) && !text[..colon].ContainsAnyExcept(s_schemeLetters) ? colon : -1;
    }

    /// <summary>Whether a text has the form of an IRI: a scheme, and no space. What else is wrong with it, to-RDF finds.</summary>
    public static bool HasIriForm(ReadOnlySpan<char> text) => SchemeLength(text) > 0 && !text.ContainsAny(s_space);

    public static bool IsBlankNode(ReadOnlySpan<char> text) => text.StartsWith("_:");

    /// <summary>Whether a text is an IRI by RFC 3987 clause 2.2, as to-RDF asks of every one that it writes.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> iri)
    {
        var scheme = SchemeLength(iri);
        if (scheme < 0)
        {
            return false;
        }

        var rest = iri[(scheme + 1)..];
        return (!rest.ContainsAnyExcept(s_plain) || AreAllowed(rest)) && rest.Count('#') <= 1;
    }

    /// <summary>Whether a language tag is well-formed, as far as N-Quads asks (BCP 47's extended form: subtags of one to eight).</summary>
    public static bool IsLanguageTag(ReadOnlySpan<char> tag)
    {
        var isFirst = true;
        foreach (var range in tag.Split('-'))
        {
            var part = tag[range];
            if (part.Length is 0 or > 8 || !IsSubtag(part, isFirst))
            {
                return false;
            }

            isFirst = false;
        }

        return true;
    }

    private static bool IsSubtag(ReadOnlySpan<char> part, bool isFirst)
    {
        foreach (var letter in part)
        {
            if (!(isFirst ? char.IsAsciiLetter(letter) : char.IsAsciiLetterOrDigit(letter)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreAllowed(ReadOnlySpan<char> rest)
    {
        var query = rest.IndexOf('?');
        for (var i = 0; i < rest.Length; i++)
        {
            var c = rest[i];
            if (s_plain.Contains(c))
            {
                continue;
            }

            var isAllowed = c switch
            {
                '%' => i + 2 < rest.Length && char.IsAsciiHexDigit(rest[i + 1]) && char.IsAsciiHexDigit(rest[i + 2]),
                '[' or ']' => IsInAuthority(rest, i),
                _ => IsUcsChar(rest, ref i, isInQuery: query >= 0 && i > query),
            };
            if (!isAllowed)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>RFC 3986 clause 3.2.2: brackets stand around an IP literal and nowhere else.</summary>
    private static bool IsInAuthority(ReadOnlySpan<char> rest, int index) =>
        rest.StartsWith("//") && rest[2..index].IndexOfAny('/', '?', '#') < 0;

    /// <summary>RFC 3987 clause 2.2: ucschar, and iprivate in the query alone.</summary>
    private static bool IsUcsChar(ReadOnlySpan<char> rest, ref int i, bool isInQuery)
    {
        int scalar = rest[i];
        if (char.IsHighSurrogate(rest[i]) && i + 1 < rest.Length && char.IsLowSurrogate(rest[i + 1]))
        {
            scalar = char.ConvertToUtf32(rest[i], rest[i + 1]);
            i++;
        }

        return scalar switch
        {
            >= 0xA0 and <= 0xD7FF or >= 0xF900 and <= 0xFDCF or >= 0xFDF0 and <= 0xFFEF => true,
            >= 0xE000 and <= 0xF8FF or >= 0xF0000 => isInQuery && (scalar & 0xFFFF) < 0xFFFE,
            >= 0xE0000 => scalar >= 0xE1000 && (scalar & 0xFFFF) < 0xFFFE,
            >= 0x10000 => (scalar & 0xFFFF) < 0xFFFE,
            _ => false,
        };
    }
}
