using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Untp.Credentials.Dids;

/// <summary>A DID URL taken apart (DID 1.0 clause 3.2). A plain DID is one with nothing after it.</summary>
/// <param name="Did">The DID.</param>
/// <param name="Path">The path with its slash; empty when absent.</param>
/// <param name="Query">What follows the question mark; null when absent.</param>
/// <param name="Fragment">What follows the number sign; null when absent.</param>
public readonly record struct DidUrl(string Did, string Path, string? Query, string? Fragment)
{
    /// <summary>The longest DID or DID URL that is read, in characters.</summary>
    public const int MaxLength = 2048;

    private static readonly SearchValues<char> s_methodChars = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    private static readonly SearchValues<char> s_idChars =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_:%");

    private static readonly SearchValues<char> s_urlChars =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?%");

    /// <summary>Whether the text is a DID: <c>did:</c>, a method name, an identifier that does not end in a colon (clause 3.1).</summary>
    public static bool IsDid([NotNullWhen(true)] string? text) => text is { Length: <= MaxLength } && IsDid(text.AsSpan());

    /// <summary>Takes a DID URL apart; false when it is none or too long.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DidUrl url)
    {
        url = default;
        if (text is null || text.Length > MaxLength)
        {
            return false;
        }

        var end = text.AsSpan().IndexOfAny('/', '?', '#');
        var did = end < 0 ? text : text[..end];
        var rest = end < 0 ? "" : text[end..];
        if (!IsDid(did.AsSpan()))
        {
            return false;
        }

        var fragment = TakeFrom('#', ref rest);
        var query = TakeFrom('?', ref rest);
        url = new DidUrl(did, rest, query, fragment);
        return IsUrlPart(rest) && IsUrlPart(query) && IsUrlPart(fragment);
    }

    /// <summary>The name of a DID's method, such as <c>web</c>.</summary>
    internal static ReadOnlySpan<char> MethodOf(ReadOnlySpan<char> did) => did["did:".Length..][..did["did:".Length..].IndexOf(':')];

    private static bool IsDid(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith("did:", StringComparison.Ordinal))
        {
            return false;
        }

        text = text["did:".Length..];
        var colon = text.IndexOf(':');
        if (colon < 1 || text[..colon].ContainsAnyExcept(s_methodChars))
        {
            return false;
        }

        var id = text[(colon + 1)..];
        return id.Length > 0 && id[^1] != ':' && !id.ContainsAnyExcept(s_idChars) && HasWholeEscapes(id);
    }

    private static string? TakeFrom(char mark, ref string rest)
    {
        var at = rest.IndexOf(mark, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var taken = rest[(at + 1)..];
        rest = rest[..at];
        return taken;
    }

    private static bool IsUrlPart(ReadOnlySpan<char> part) => !part.ContainsAnyExcept(s_urlChars) && HasWholeEscapes(part);

    private static bool HasWholeEscapes(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOf('%'); at >= 0; at = text.IndexOf('%'))
        {
            if (text.Length < at + 3 || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
            {
                return false;
            }

            text = text[(at + 3)..];
        }

        return true;
    }
}
