using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Untp.Credentials.Proofs;

/// <summary>JSON Canonicalization Scheme (RFC 8785).</summary>
public static class JsonCanonicalizer
{
    /// <summary>
    /// The canonical UTF-8 of a value that <see cref="StrictJson"/> has read. Members of the outermost object for whose name
    /// <paramref name="leaveOut"/> is true are left out.
    /// </summary>
    public static ReadOnlyMemory<byte> Canonicalize(JsonElement value, Func<string, bool>? leaveOut = null)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        Write(value, output, leaveOut);
        return output.WrittenMemory;
    }

    private static void Write(JsonElement value, ArrayBufferWriter<byte> output, Func<string, bool>? leaveOut = null)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(value, output, leaveOut);
                break;
            case JsonValueKind.Array:
                WriteArray(value, output);
                break;
            case JsonValueKind.String:
                WriteString(value.GetString()!, output);
                break;
            case JsonValueKind.Number:
                WriteText(EcmaScriptNumber.Format(value.GetDouble()), output);
                break;
            default:
                WriteText(value.GetRawText(), output);
                break;
        }
    }

    /// <summary>Clause 3.2.3: members in the order of their names' UTF-16 code units.</summary>
    private static void WriteObject(JsonElement value, ArrayBufferWriter<byte> output, Func<string, bool>? leaveOut)
    {
        var members = new List<KeyValuePair<string, JsonElement>>();
        foreach (var member in value.EnumerateObject())
        {
            if (leaveOut is null || !leaveOut(member.Name))
            {
                members.Add(new(member.Name, member.Value));
            }
        }

        members.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        WriteByte((byte)'{', output);
        for (var i = 0; i < members.Count; i++)
        {
            if (i > 0)
            {
                WriteByte((byte)',', output);
            }

            WriteString(members[i].Key, output);
            WriteByte((byte)':', output);
            Write(members[i].Value, output);
        }

        WriteByte((byte)'}', output);
    }

    private static void WriteArray(JsonElement value, ArrayBufferWriter<byte> output)
    {
        WriteByte((byte)'[', output);
        var isFirst = true;
        foreach (var item in value.EnumerateArray())
        {
            if (!isFirst)
            {
                WriteByte((byte)',', output);
            }

            isFirst = false;
            Write(item, output);
        }

        WriteByte((byte)']', output);
    }

    /// <summary>Clause 3.2.2.2: only what JSON demands is escaped, in the shortest way.</summary>
    private static void WriteString(string text, ArrayBufferWriter<byte> output)
    {
        WriteByte((byte)'"', output);
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var plain = IndexToEscape(rest);
            WriteText(rest[..plain], output);
            rest = rest[plain..];
            if (!rest.IsEmpty)
            {
                WriteText(Escape(rest[0]), output);
                rest = rest[1..];
            }
        }

        WriteByte((byte)'"', output);
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

    private static void WriteByte(byte value, ArrayBufferWriter<byte> output)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    private static void WriteText(ReadOnlySpan<char> text, ArrayBufferWriter<byte> output) => Encoding.UTF8.GetBytes(text, output);
}
