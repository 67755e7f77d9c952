using System.Text.Json;
using System.Text.Json.Nodes;

namespace Untp.Credentials.Tests.Schemas.Equivalence;

/// <summary>
/// Writes a document that uses every property of every definition of a published schema at least once, so that a mutation of it
/// reaches every rule. Knows only the keywords that UNTP's schemas use.
/// </summary>
internal sealed class FullDocument(JsonElement root)
{
    public JsonObject Write() => (JsonObject)Write(root)!;

    private JsonNode? Write(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            return Write(Definition(reference.GetString()!));
        }

        if (schema.TryGetProperty("const", out var constant))
        {
            return JsonNode.Parse(constant.GetRawText());
        }

        if (schema.TryGetProperty("enum", out var values))
        {
            return JsonNode.Parse(values[0].GetRawText());
        }

        return schema.GetProperty("type").GetString() switch
        {
            "object" => WriteObject(schema),
            "array" => WriteArray(schema),
            "string" => Text(schema),
            "boolean" => true,
            _ => schema.TryGetProperty("maximum", out var maximum) ? maximum.GetInt32() : 5,
        };
    }

    private JsonObject WriteObject(JsonElement schema)
    {
        var written = new JsonObject();
        foreach (var property in schema.GetProperty("properties").EnumerateObject())
        {
            written[property.Name] = Write(property.Value);
        }

        return written;
    }

    private JsonArray WriteArray(JsonElement schema)
    {
        if (schema.TryGetProperty("prefixItems", out var prefix))
        {
            return [.. prefix.EnumerateArray().Select(Write)];
        }

        if (schema.TryGetProperty("allOf", out var parts))
        {
            return [.. parts.EnumerateArray().Select(part => Write(part.GetProperty("contains")))];
        }

        var item = schema.GetProperty("items");
        return [.. Alternatives(item).Select(Write)];
    }

    /// <summary>The alternatives of an item that is one of several kinds, each of which gets an item of its own.</summary>
    private List<JsonElement> Alternatives(JsonElement item)
    {
        var target = item.TryGetProperty("$ref", out var reference) ? Definition(reference.GetString()!) : item;
        return target.TryGetProperty("oneOf", out var alternatives) ? [.. alternatives.EnumerateArray()] : [target];
    }

    private static string Text(JsonElement schema) =>
        schema.TryGetProperty("format", out var format)
            ? format.GetString() switch
            {
                "uri" => "https://id.example.com/1",
                "date" => "2026-05-04",
                "date-time" => "2026-05-04T10:20:30Z",
                "byte" => "AAEC",
                var unknown => throw new NotSupportedException(unknown),
            }
            : "text";

    private JsonElement Definition(string reference) =>
        root.GetProperty("$defs").GetProperty(reference["#/$defs/".Length..]);
}
