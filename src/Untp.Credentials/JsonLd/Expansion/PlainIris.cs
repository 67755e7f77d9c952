using System.Buffers;
using Untp.Credentials.JsonLd.Contexts;

namespace Untp.Credentials.JsonLd.Expansion;

/// <summary>Tells, without making a string, what is an IRI after expansion beyond doubt. What it does not tell may be one too.</summary>
internal static class PlainIris
{
    /// <summary>ASCII that may stand in an IRI wherever after the scheme; of the fragment's mark, there is to be one at most.</summary>
    private static readonly SearchValues<byte> s_plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?@!$&'()*+,;=#"u8);

    /// <summary>What a word is spelt with that a vocabulary may be put before, whatever it ends in.</summary>
    private static readonly SearchValues<byte> s_word =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"u8);

    private static readonly SearchValues<byte> s_scheme =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-."u8);

    /// <summary>A word that the vocabulary mapping makes an IRI of beyond doubt.</summary>
    public static bool IsWord(ActiveContext active, ReadOnlySpan<byte> utf8) =>
        active.IsVocabIri && !utf8.IsEmpty && !utf8.ContainsAnyExcept(s_word);

    /// <summary>An IRI beyond doubt: no keyword's alias is so long, its scheme is no prefix, and all is plain ASCII.</summary>
    public static bool IsIri(ActiveContext active, ReadOnlySpan<byte> utf8)
    {
        var colon = utf8.IndexOf((byte)':');
        if (colon <= 0
            || !char.IsAsciiLetter((char)utf8[0])
            || utf8[..colon].ContainsAnyExcept(s_scheme)
            || utf8[(colon + 1)..].ContainsAnyExcept(s_plain)
            || active.Terms.MayBeKeyword(utf8.Length))
        {
            return false;
        }

        return utf8.Count((byte)'#') <= 1
            && (utf8[(colon + 1)..].StartsWith("//"u8) || active.Find(utf8[..colon]) is not { IsPrefix: true });
    }
}
