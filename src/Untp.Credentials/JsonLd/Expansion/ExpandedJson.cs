using System.Buffers;
using System.Text.Json;

namespace Untp.Credentials.JsonLd.Expansion;

/// <summary>Writes the expanded form as JSON (JSON-LD 1.1 clause 9, expanded document form).</summary>
internal static class ExpandedJson
{
    /// <summary>An array, always.</summary>
    public static JsonElement Write(ItemChain items)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { MaxDepth = 4096 }))
        {
            WriteArray(items, writer);
        }

        using var document = JsonDocument.Parse(output.WrittenMemory, new JsonDocumentOptions { MaxDepth = 4096 });
        return document.RootElement.Clone();
    }

    private static void WriteArray(ItemChain items, Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var item in items)
        {
            WriteObject(item, writer);
        }

        writer.WriteEndArray();
    }

    private static void WriteArray(string name, ItemChain items, Utf8JsonWriter writer)
    {
        writer.WritePropertyName(name);
        WriteArray(items, writer);
    }

    private static void WriteObject(ExpandedObject item, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        WriteScalars(item, writer);
        WriteType(item, writer);
        foreach (var (entry, name) in s_collections)
        {
            if (item.Has.HasFlag(entry))
            {
                WriteArray(name, item.Items, writer);
            }
        }

        if (item.Has.HasFlag(Entries.Included))
        {
            WriteArray("@included", item.Included, writer);
        }

        if (item.HasReverse)
        {
            writer.WriteStartObject("@reverse");
            WriteProperties(item.Reverse, writer);
            writer.WriteEndObject();
        }

        WriteProperties(item.Properties, writer);
        writer.WriteEndObject();
    }

    private static readonly (Entries Entry, string Name)[] s_collections =
        [(Entries.List, "@list"), (Entries.Set, "@set"), (Entries.Graph, "@graph")];

    private static void WriteScalars(ExpandedObject item, Utf8JsonWriter writer)
    {
        WriteText(item, Entries.Id, "@id", item.Id, writer);
        WriteText(item, Entries.Language, "@language", item.Language, writer);
        WriteText(item, Entries.Direction, "@direction", item.Direction, writer);
        WriteText(item, Entries.Index, "@index", item.Index, writer);
        if (item.Text is not null)
        {
            writer.WriteString("@value", item.Text);
        }
        else if (item.IsValue)
        {
            writer.WritePropertyName("@value");
            item.Json.WriteTo(writer);
        }
    }

    private static void WriteText(ExpandedObject item, Entries entry, string name, string? value, Utf8JsonWriter writer)
    {
        if (item.Has.HasFlag(entry))
        {
            writer.WriteString(name, value);
        }
    }

    /// <summary>A string for values, an array for nodes (JSON-LD 1.1 API clause 5.1.2 step 16).</summary>
    private static void WriteType(ExpandedObject item, Utf8JsonWriter writer)
    {
        if (!item.Has.HasFlag(Entries.Type))
        {
            return;
        }

        if (item.IsValue)
        {
            writer.WriteString("@type", item.Type);
            return;
        }

        writer.WriteStartArray("@type");
        foreach (var type in item.AllTypes)
        {
            writer.WriteStringValue(type);
        }

        writer.WriteEndArray();
    }

    private static void WriteProperties(PropertyList? properties, Utf8JsonWriter writer)
    {
        foreach (ref readonly var property in (properties ?? new PropertyList()).Items)
        {
            WriteArray(property.Iri, property.Values, writer);
        }
    }
}
