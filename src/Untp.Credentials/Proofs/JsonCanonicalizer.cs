using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Untp.Credentials.JsonLd.Rdf;

namespace Untp.Credentials.Proofs;

/// <summary>
/// JSON Canonicalization Scheme (RFC 8785). What is canonical as it was written, nearly everything, is copied as it was written.
/// </summary>
public static class JsonCanonicalizer
{
    /// <summary>
    /// The canonical UTF-8 of a value that <see cref="StrictJson"/> has read. Members of the outermost object for whose name
    /// <paramref name="leaveOut"/> is true are left out.
    /// </summary>
    public static ReadOnlyMemory<byte> Canonicalize(JsonElement value, Func<string, bool>? leaveOut = null)
    {
        using var output = new Utf8Buffer(4096);
        Canonicalize(value, output, leaveOut);
        return output.Written.ToArray();
    }

    /// <summary>The same, into a buffer of the caller's.</summary>
    internal static void Canonicalize(JsonElement value, Utf8Buffer output, Func<string, bool>? leaveOut = null)
    {
        // of every object under way, its members; one list for all
        var members = new List<JsonProperty>(64);
        if (leaveOut is null || value.ValueKind != JsonValueKind.Object)
        {
            Write(value, output, members);
            return;
        }

        foreach (var member in value.EnumerateObject())
        {
            if (!leaveOut(member.Name))
            {
                members.Add(member);
            }
        }

        WriteMembers(output, members, 0);
    }

    private static void Write(JsonElement value, Utf8Buffer output, List<JsonProperty> members)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var first = members.Count;
                foreach (var member in value.EnumerateObject())
                {
                    members.Add(member);
                }

                WriteMembers(output, members, first);
                break;
            case JsonValueKind.Array:
                WriteArray(value, output, members);
                break;
            case JsonValueKind.String:
                WriteString(JsonMarshal.GetRawUtf8Value(value)[1..^1], value, output);
                break;
            case JsonValueKind.Number:
                WriteNumber(value, output);
                break;
            default:
                output.Append(JsonMarshal.GetRawUtf8Value(value));
                break;
        }
    }

    /// <summary>Clause 3.2.3: members in the order of their names' UTF-16 code units. Takes those from <paramref name="first"/> on.</summary>
    private static void WriteMembers(Utf8Buffer output, List<JsonProperty> members, int first)
    {
        var last = members.Count;
        members.Sort(first, last - first, ByName.Instance);
        output.Append((byte)'{');
        for (var i = first; i < last; i++)
        {
            if (i > first)
            {
                output.Append((byte)',');
            }

            var name = JsonMarshal.GetRawUtf8PropertyName(members[i]);
            WriteText(name, name.Contains((byte)'\\') ? members[i].Name : null, output);
            output.Append((byte)':');
            Write(members[i].Value, output, members);
        }

        output.Append((byte)'}');
        members.RemoveRange(first, last - first);
    }

    private static void WriteArray(JsonElement value, Utf8Buffer output, List<JsonProperty> members)
    {
        output.Append((byte)'[');
        var isFirst = true;
        foreach (var item in value.EnumerateArray())
        {
            if (!isFirst)
            {
                output.Append((byte)',');
            }

            isFirst = false;
            Write(item, output, members);
        }

        output.Append((byte)']');
    }

    private static void WriteString(ReadOnlySpan<byte> raw, JsonElement value, Utf8Buffer output) =>
        WriteText(raw, raw.Contains((byte)'\\') ? value.GetString() : null, output);

    /// <summary>Clause 3.2.2.2: only what JSON demands is escaped, so a text without any escape is as it should be.</summary>
    private static void WriteText(ReadOnlySpan<byte> raw, string? unescaped, Utf8Buffer output)
    {
        output.Append((byte)'"');
        if (unescaped is null)
        {
            output.Append(raw);
        }
        else
        {
            WriteEscaped(unescaped, output);
        }

        output.Append((byte)'"');
    }

    /// <summary>Clause 3.2.2.2: what must be escaped is, in the shortest way.</summary>
    private static void WriteEscaped(string text, Utf8Buffer output)
    {
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var plain = IndexToEscape(rest);
            output.Append(rest[..plain]);
            rest = rest[plain..];
            if (!rest.IsEmpty)
            {
                output.Append(Escape(rest[0]));
                rest = rest[1..];
            }
        }
    }

    private static int IndexToEscape(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] < ' ' || text[i] is '"' or '\\')
            {
                return i;
            }
        }

        return text.Length;
    }

    private static string Escape(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\f' => "\\f",
        '\r' => "\\r",
        _ => $"\\u{(int)c:x4}",
    };

    /// <summary>Clause 3.2.2.3: as ECMAScript writes it, which for integers of up to 15 digits is as JSON does, but for -0.</summary>
    private static void WriteNumber(JsonElement value, Utf8Buffer output)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value);
        var digits = raw[0] == (byte)'-' ? raw[1..] : raw;
        if (digits.Length <= 15 && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9') && !raw.SequenceEqual("-0"u8))
        {
            output.Append(raw);
        }
        else
        {
            output.Append(EcmaScriptNumber.Format(value.GetDouble()));
        }
    }

    private sealed class ByName : IComparer<JsonProperty>
    {
        public static ByName Instance { get; } = new();

        /// <summary>UTF-8 sorts as UTF-16 does below the surrogates; names beyond ASCII, or with escapes, are compared as strings.</summary>
        public int Compare(JsonProperty x, JsonProperty y)
        {
            ReadOnlySpan<byte> a = JsonMarshal.GetRawUtf8PropertyName(x), b = JsonMarshal.GetRawUtf8PropertyName(y);
            return IsPlain(a) && IsPlain(b) ? a.SequenceCompareTo(b) : string.CompareOrdinal(x.Name, y.Name);
        }

        private static bool IsPlain(ReadOnlySpan<byte> name) => Ascii.IsValid(name) && !name.Contains((byte)'\\');
    }
}
