using System.Buffers;
using System.Text;

namespace Untp.Credentials.Schemas;

/// <summary>JSON Pointer (RFC 6901): the two escapes of clauses 3 and 4, and the form in a URI's fragment of clause 6.</summary>
internal static class JsonPointer
{
    private static readonly SearchValues<char> s_plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=:@/?");

    internal static string Escape(string token) =>
        token.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    internal static string Unescape(string token) =>
        token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    /// <summary>Percent-encodes what a fragment cannot hold (RFC 3986 clause 3.5).</summary>
    internal static string ToFragment(string pointer)
    {
        if (!pointer.AsSpan().ContainsAnyExcept(s_plain))
        {
            return $"#{pointer}";
        }

        var text = new StringBuilder("#");
        foreach (var octet in Encoding.UTF8.GetBytes(pointer))
        {
            text.Append(s_plain.Contains((char)octet) ? ((char)octet).ToString() : $"%{octet:X2}");
        }

        return text.ToString();
    }
}
