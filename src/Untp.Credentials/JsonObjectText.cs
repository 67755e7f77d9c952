using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Untp.Credentials;

/// <summary>Puts an object together out of parts of others, as they were written.</summary>
internal sealed class JsonObjectText
{
    private readonly ArrayBufferWriter<byte> _json = new(1024);

    public void Add(ReadOnlySpan<byte> rawName, ReadOnlySpan<byte> rawValue)
    {
        Begin(rawName);
        _json.Write(rawValue);
    }

    public void Add(ReadOnlySpan<byte> rawName, IReadOnlyList<JsonElement> items)
    {
        Begin(rawName);
        for (var i = 0; i < items.Count; i++)
        {
            _json.Write(i == 0 ? "["u8 : ","u8);
            _json.Write(JsonMarshal.GetRawUtf8Value(items[i]));
        }

        _json.Write("]"u8);
    }

    /// <summary>The parts were read within limits, and stand at most one level deeper here.</summary>
    public JsonDocument ToDocument()
    {
        _json.Write(_json.WrittenCount == 0 ? "{}"u8 : "}"u8);
        return JsonDocument.Parse(_json.WrittenMemory, new JsonDocumentOptions { MaxDepth = int.MaxValue });
    }

    private void Begin(ReadOnlySpan<byte> rawName)
    {
        _json.Write(_json.WrittenCount == 0 ? "{\""u8 : ",\""u8);
        _json.Write(rawName);
        _json.Write("\":"u8);
    }
}
