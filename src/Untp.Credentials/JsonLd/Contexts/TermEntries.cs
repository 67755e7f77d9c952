using System.Text.Json;

namespace Untp.Credentials.JsonLd.Contexts;

/// <summary>The entries of an expanded term definition; for a string or null that stands in its place, @id.</summary>
internal readonly struct TermEntries(JsonElement value)
{
    public JsonElement? Id => value.ValueKind == JsonValueKind.Object ? Entry("@id"u8) : value;

    public JsonElement? Type => Entry("@type"u8);

    public JsonElement? Reverse => Entry("@reverse"u8);

    public JsonElement? Container => Entry("@container"u8);

    public JsonElement? Context => Entry("@context"u8);

    public JsonElement? Language => Entry("@language"u8);

    public JsonElement? Direction => Entry("@direction"u8);

    public JsonElement? Index => Entry("@index"u8);

    public JsonElement? Nest => Entry("@nest"u8);

    public JsonElement? Prefix => Entry("@prefix"u8);

    public JsonElement? Protected => Entry("@protected"u8);

    private JsonElement? Entry(ReadOnlySpan<byte> name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var entry) ? entry : null;
}
