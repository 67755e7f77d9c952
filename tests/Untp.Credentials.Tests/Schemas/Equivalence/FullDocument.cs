using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Untp.Credentials.Tests.Schemas.Equivalence;

/// <summary>
/// Writes documents that use every property of every definition of a published schema at least once, so that a mutation of them
/// reaches every rule. Knows only the keywords that the published schemas use.
/// </summary>
internal sealed class FullDocument(JsonElement root)
{
    private static readonly string[] s_texts =
        ["text", "2026-05-04T10:20:30Z", "https://id.example.com/1", "text/html", "de", "VerifiableCredential"];

    private readonly Stack<string> _open = new();
    private int _choice;

    /// <summary>
    /// The documents: where something is one of several kinds, and not an item of a list, which holds one of each, the first document has
    /// the first kind, the second the second, and so on.
    /// </summary>
    public IReadOnlyList<JsonObject> WriteAll()
    {
        var documents = new List<JsonObject>();
        for (_choice = 0; _choice < 2; _choice++)
        {
            documents.Add((JsonObject)Write(root)!);
        }

        return JsonNode.DeepEquals(documents[0], documents[1]) ? documents[..1] : documents;
    }

    private JsonNode? Write(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            return WriteDefinition(reference.GetString()!);
        }

        if (schema.TryGetProperty("const", out var constant))
        {
            return JsonNode.Parse(constant.GetRawText());
        }

        if (schema.TryGetProperty("enum", out var values))
        {
            return JsonNode.Parse(values[0].GetRawText());
        }

        if (!schema.TryGetProperty("type", out var type))
        {
            var kinds = schema.GetProperty("oneOf");
            return Write(kinds[_choice % kinds.GetArrayLength()]);
        }

        return type.GetString() switch
        {
            "object" => WriteObject(schema),
            "array" => WriteArray(schema),
            "string" => Text(schema),
            "boolean" => true,
            _ => schema.TryGetProperty("maximum", out var maximum) ? maximum.GetInt32() : 5,
        };
    }

    /// <summary>A definition that holds itself, as a criterion does its parts, is written twice and no deeper.</summary>
    private JsonNode? WriteDefinition(string reference)
    {
        if (_open.Count(open => open == reference) == 2)
        {
            return null;
        }

        _open.Push(reference);
        var written = Write(Definition(reference));
        _open.Pop();
        return written;
    }

    private JsonObject WriteObject(JsonElement schema)
    {
        var written = new JsonObject();
        foreach (var property in Members(schema, "properties"))
        {
            written[property.Name] = Write(property.Value);
        }

        foreach (var pattern in Members(schema, "patternProperties"))
        {
            foreach (var name in Matching(pattern.Name))
            {
                written[name] = Write(pattern.Value);
            }
        }

        if (written.Count == 0)
        {
            written["text"] = "text";
        }

        return written;
    }

    private JsonArray WriteArray(JsonElement schema)
    {
        var written = new JsonArray();
        if (schema.TryGetProperty("prefixItems", out var prefix))
        {
            Add(written, prefix.EnumerateArray());
        }

        if (schema.TryGetProperty("allOf", out var parts))
        {
            Add(written, parts.EnumerateArray().Select(part => part.GetProperty("contains")));
        }
        else if (schema.TryGetProperty("contains", out var contained) && written.Count == 0)
        {
            Add(written, [contained]);
        }
        else if (schema.TryGetProperty("items", out var item) && (written.Count == 0 || item.TryGetProperty("oneOf", out _)))
        {
            Add(written, Alternatives(item));
        }
        else if (written.Count == 0)
        {
            written.Add("text");
        }

        return written;
    }

    private void Add(JsonArray written, IEnumerable<JsonElement> schemas)
    {
        foreach (var item in schemas.Select(Write).Where(item => item is not null))
        {
            written.Add(item);
        }
    }

    /// <summary>The alternatives of an item that is one of several kinds, each of which gets an item of its own.</summary>
    private List<JsonElement> Alternatives(JsonElement item)
    {
        var target = item.TryGetProperty("$ref", out var reference) ? Definition(reference.GetString()!) : item;
        return target.TryGetProperty("oneOf", out var alternatives) ? [.. alternatives.EnumerateArray()] : [item];
    }

    private static string Text(JsonElement schema) =>
        schema.TryGetProperty("format", out var format)
            ? format.GetString() switch
            {
                "uri" => "https://id.example.com/1",
                "date" => "2026-05-04",
                "date-time" => "2026-05-04T10:20:30Z",
                "byte" => "AAEC",
                "binary" => "text",
                var unknown => throw new NotSupportedException(unknown),
            }
            : schema.TryGetProperty("pattern", out var pattern) ? Matching(pattern.GetString()!)[0] : "text";

    private static List<string> Matching(string pattern)
    {
        var matching = s_texts.Where(text => Regex.IsMatch(text, pattern, RegexOptions.ECMAScript)).ToList();
        return matching.Count > 0 ? matching : throw new NotSupportedException(pattern);
    }

    private static JsonElement.ObjectEnumerator Members(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var members) ? members.EnumerateObject() : default;

    private JsonElement Definition(string reference) =>
        root.GetProperty("$defs").GetProperty(reference["#/$defs/".Length..]);
}
