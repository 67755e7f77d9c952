using System.Buffers;

namespace Untp.Credentials.JsonLd;

/// <summary>Tells keywords from what only looks like one.</summary>
internal static class Keywords
{
    private static readonly SearchValues<byte> s_letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    public static Keyword Of(string? text) => text is ['@', ..] ? OfText(text) : Keyword.None;

    public static Keyword Of(ReadOnlySpan<byte> utf8) => utf8 is [(byte)'@', ..] && utf8.Length <= 10 ? OfUtf8(utf8) : Keyword.None;

    /// <summary>"@" and letters alone: reserved for later versions, and dropped.</summary>
    public static bool HasForm(ReadOnlySpan<byte> utf8) => utf8 is [(byte)'@', _, ..] && !utf8[1..].ContainsAnyExcept(s_letters);

    /// <inheritdoc cref="HasForm(ReadOnlySpan{byte})"/>
    public static bool HasForm(string text) => text is ['@', _, ..] && text.AsSpan(1).IndexOfAnyExcept(s_letterChars) < 0;

    private static readonly SearchValues<char> s_letterChars = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static Keyword OfUtf8(ReadOnlySpan<byte> utf8)
    {
        Span<char> text = stackalloc char[10];
        for (var i = 0; i < utf8.Length; i++)
        {
            text[i] = (char)utf8[i];
        }

        return OfText(text[..utf8.Length]);
    }

    private static Keyword OfText(ReadOnlySpan<char> text) => text switch
    {
        "@base" => Keyword.Base,
        "@container" => Keyword.Container,
        "@context" => Keyword.Context,
        "@direction" => Keyword.Direction,
        "@graph" => Keyword.Graph,
        "@id" => Keyword.Id,
        "@import" => Keyword.Import,
        "@included" => Keyword.Included,
        "@index" => Keyword.Index,
        "@json" => Keyword.Json,
        "@language" => Keyword.Language,
        "@list" => Keyword.List,
        "@nest" => Keyword.Nest,
        "@none" => Keyword.NoneValue,
        "@prefix" => Keyword.Prefix,
        "@propagate" => Keyword.Propagate,
        "@protected" => Keyword.Protected,
        "@reverse" => Keyword.Reverse,
        "@set" => Keyword.Set,
        "@type" => Keyword.Type,
        "@value" => Keyword.Value,
        "@version" => Keyword.Version,
        "@vocab" => Keyword.Vocab,
        _ => Keyword.None,
    };
}
