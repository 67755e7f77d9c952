using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Untp.Credentials.Schemas;

/// <summary>JSON Pointer (RFC 6901): the two escapes of clauses 3 and 4, and the form in a URI's fragment of clause 6.</summary>
internal static class JsonPointer
{
    /// <summary>
    /// A document's names may be long and its faults many: a report is not to be larger than the document by its pointers.
    /// </summary>
    internal const int Longest = 2048;

    private static readonly SearchValues<char> s_plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=:@/?");

    /// <summary>A step and the pointer from there; where that would be too long, to the nearest place above.</summary>
    internal static string Join(string step, string below) =>
        step.Length + below.Length <= Longest ? step + below : step.Length <= Longest ? step : "";

    internal static string Escape(string token) =>
        token.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    internal static string Unescape(string token) =>
        token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    /// <summary>The value that a pointer leads to (clause 4); null when there is none.</summary>
    internal static JsonElement? Find(JsonElement root, string pointer)
    {
        var at = root;
        for (var rest = pointer.AsSpan(); !rest.IsEmpty;)
        {
            rest = rest[1..];
            var step = rest.IndexOf('/') is >= 0 and var end ? rest[..end] : rest;
            rest = rest[step.Length..];
            var leads = at.ValueKind switch
            {
                JsonValueKind.Object => at.TryGetProperty(step.Contains('~') ? Unescape(step.ToString()) : step, out at),
                JsonValueKind.Array => TryGetItem(at, step, out at),
                _ => false,
            };
            if (!leads)
            {
                return null;
            }
        }

        return at;
    }

    private static bool TryGetItem(JsonElement array, ReadOnlySpan<char> step, out JsonElement item)
    {
        var isThere = int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < array.GetArrayLength();
        item = isThere ? array[index] : default;
        return isThere;
    }

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
