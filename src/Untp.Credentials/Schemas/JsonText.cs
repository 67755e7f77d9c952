using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Untp.Credentials.Schemas;

/// <summary>
/// The characters of JSON strings as UTF-8, without a copy where nothing is escaped. Never throws for what a string holds: an escaped
/// lone surrogate reads as U+FFFD.
/// </summary>
internal static class JsonText
{
    /// <summary>The characters of a JSON string.</summary>
    internal static ReadOnlySpan<byte> Utf8(JsonElement text) => Unescape(JsonMarshal.GetRawUtf8Value(text)[1..^1]);

    /// <summary>The characters of a member's name.</summary>
    internal static ReadOnlySpan<byte> Utf8Name(JsonProperty member) => Unescape(JsonMarshal.GetRawUtf8PropertyName(member));

    internal static string String(JsonElement text) => Encoding.UTF8.GetString(Utf8(text));

    internal static string Name(JsonProperty member) => Encoding.UTF8.GetString(Utf8Name(member));

    /// <summary>The value as it is written.</summary>
    internal static string Raw(JsonElement value) => Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value));

    private static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> raw)
    {
        var escape = raw.IndexOf((byte)'\\');
        return escape < 0 ? raw : Unescape(raw, escape);
    }

    private static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> raw, int escape)
    {
        // No escape is shorter than what it stands for.
        var text = new byte[raw.Length];
        var length = 0;
        while (escape >= 0)
        {
            raw[..escape].CopyTo(text.AsSpan(length));
            length += escape;
            raw = raw[escape..];
            var rune = ReadEscape(raw, out var used);
            length += rune.EncodeToUtf8(text.AsSpan(length));
            raw = raw[used..];
            escape = raw.IndexOf((byte)'\\');
        }

        raw.CopyTo(text.AsSpan(length));
        return text.AsSpan(0, length + raw.Length);
    }

    private static Rune ReadEscape(ReadOnlySpan<byte> raw, out int used)
    {
        used = 2;
        switch (raw[1])
        {
            case (byte)'b': return new Rune('\b');
            case (byte)'f': return new Rune('\f');
            case (byte)'n': return new Rune('\n');
            case (byte)'r': return new Rune('\r');
            case (byte)'t': return new Rune('\t');
            case (byte)'u': break;
            default: return new Rune((char)raw[1]);
        }

        used = 6;
        var first = ReadHex(raw[2..]);
        if (Rune.TryCreate(first, out var rune))
        {
            return rune;
        }

        if (raw.Length >= 12 && raw[6] == '\\' && raw[7] == 'u' && Rune.TryCreate(first, ReadHex(raw[8..]), out rune))
        {
            used = 12;
            return rune;
        }

        return Rune.ReplacementChar;
    }

    private static char ReadHex(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var digit in digits[..4])
        {
            value = (value << 4) | (char.IsAsciiDigit((char)digit) ? digit - (byte)'0' : (digit | 0x20) - (byte)'a' + 10);
        }

        return (char)value;
    }
}
