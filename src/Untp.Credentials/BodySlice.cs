using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Untp.Credentials;

/// <summary>Parts of a body that was received, without copying it where that can be.</summary>
public static class BodySlice
{
    /// <summary>A value as it was written: a slice of the body that it was read from.</summary>
    /// <param name="value">Any JSON value.</param>
    /// <param name="body">What its document was read from.</param>
    public static ReadOnlyMemory<byte> Of(JsonElement value, ReadOnlyMemory<byte> body) => Of(JsonMarshal.GetRawUtf8Value(value), body);

    /// <summary>The text of a JSON string as UTF-8: a slice of the body where nothing is escaped, else a copy.</summary>
    internal static ReadOnlyMemory<byte> OfText(JsonElement text, ReadOnlyMemory<byte> body)
    {
        var raw = JsonMarshal.GetRawUtf8Value(text)[1..^1];
        return raw.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(text.GetString()!) : Of(raw, body);
    }

    private static ReadOnlyMemory<byte> Of(ReadOnlySpan<byte> part, ReadOnlyMemory<byte> body) =>
        body.Span.Overlaps(part, out var offset) ? body.Slice(offset, part.Length) : part.ToArray();
}
