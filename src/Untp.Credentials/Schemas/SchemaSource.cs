using System.Runtime.InteropServices;
using System.Text.Json;
using Untp.Credentials.Schemas.Keywords;
using Untp.Credentials.Schemas.Patterns;

namespace Untp.Credentials.Schemas;

/// <summary>One schema object while it is compiled: gives each keyword its value, checked, or names the fault.</summary>
internal sealed class SchemaSource(SchemaLocation place, Dialect dialect, Compilation compilation)
{
    internal bool AssertsFormats => compilation.Options.AssertFormats || dialect.AssertsFormats;

    /// <summary>The keyword's value, if it is there and of a vocabulary that the dialect has.</summary>
    internal bool TryGet(string keyword, out JsonElement value)
    {
        value = default;
        return dialect.Knows(keyword) && place.Element.TryGetProperty(keyword, out value);
    }

    /// <summary>What the schema is about, in brackets, by the first sentence of its description; empty where it does not say.</summary>
    internal string About =>
        place.Element.TryGetProperty("description", out var text) && text.ValueKind == JsonValueKind.String
            ? $" ({Excerpt.Of(JsonText.String(text).Split(". ", 2)[0].TrimEnd('.'))})"
            : "";

    internal KeywordSite Site(string keyword) => new(keyword, Location(keyword));

    internal JsonSchemaException Fault(string keyword, string reason) => new(Location(keyword), reason);

    internal string String(string keyword) => JsonText.String(Checked(keyword, JsonValueKind.String, "a string"));

    internal JsonElement Array(string keyword) => Checked(keyword, JsonValueKind.Array, "an array");

    internal JsonElement Object(string keyword) => Checked(keyword, JsonValueKind.Object, "an object");

    internal bool Boolean(string keyword) =>
        place.Element.GetProperty(keyword).ValueKind == JsonValueKind.True
        || Checked(keyword, JsonValueKind.False, "true or false").ValueKind == JsonValueKind.True;

    /// <summary>A number as it is written.</summary>
    internal byte[] Number(string keyword) =>
        JsonMarshal.GetRawUtf8Value(Checked(keyword, JsonValueKind.Number, "a number")).ToArray();

    /// <summary>An integer that is not negative; one beyond what can be counted limits nothing.</summary>
    internal long Count(string keyword)
    {
        var raw = Number(keyword);
        var number = JsonNumber.Parse(raw);
        if (number.IsNegative || !number.IsInteger)
        {
            throw Fault(keyword, $"{keyword} must be an integer and not negative; found {System.Text.Encoding.UTF8.GetString(raw)}");
        }

        var count = 0L;
        for (var i = 0; i < number.Scale && count < int.MaxValue; i++)
        {
            count = (count * 10) + number.Digit(i);
        }

        return count;
    }

    internal IReadOnlyList<string> Strings(string keyword) => StringsOf(keyword, Array(keyword));

    internal IReadOnlyList<string> StringsOf(string keyword, JsonElement array) =>
        array.ValueKind == JsonValueKind.Array && array.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. array.EnumerateArray().Select(JsonText.String)]
            : throw Fault(keyword, $"{keyword} must hold arrays of strings only");

    internal SchemaNode Subschema(string keyword) => compilation.Node(place.Below(keyword, place.Element.GetProperty(keyword)));

    internal SchemaNode[] Subschemas(string keyword)
    {
        var list = place.Below(keyword, Array(keyword));
        return [.. list.Element.EnumerateArray().Select((item, position) => compilation.Node(list.Below($"{position}", item)))];
    }

    internal SchemaNode[] SomeSubschemas(string keyword) =>
        Subschemas(keyword) is { Length: > 0 } schemas ? schemas : throw Fault(keyword, $"{keyword} must hold at least one schema");

    internal Dictionary<string, SchemaNode> NamedSubschemas(string keyword, bool skipArrays = false)
    {
        var map = place.Below(keyword, Object(keyword));
        var schemas = new Dictionary<string, SchemaNode>();
        foreach (var member in map.Element.EnumerateObject().Where(m => !skipArrays || m.Value.ValueKind != JsonValueKind.Array))
        {
            var name = JsonText.Name(member);
            schemas[name] = compilation.Node(map.Below(name, member.Value));
        }

        return schemas;
    }

    internal SchemaNode Reference(string keyword) => compilation.Node(Resolve(keyword));

    internal Keyword DynamicReference(string keyword)
    {
        var target = Resolve(keyword);
        var text = String(keyword);
        var anchor = Uri.UnescapeDataString(text[(text.IndexOf('#', StringComparison.Ordinal) + 1)..]);
        return text.Contains('#', StringComparison.Ordinal) && target.Resource.DynamicAnchors.Contains(anchor)
            ? compilation.DynamicReference(anchor, compilation.Node(target))
            : new RefKeyword(compilation.Node(target));
    }

    internal EcmaPattern Pattern(string keyword, string source)
    {
        try
        {
            return compilation.Pattern(source);
        }
        catch (FormatException fault)
        {
            var reason = $"the pattern {Found.Quote(source, 200)} cannot be used: {fault.Message}";
            throw new JsonSchemaException(Location(keyword), reason, fault);
        }
    }

    private SchemaLocation Resolve(string keyword) =>
        compilation.Resources.Resolve(place.Resource.Uri, String(keyword), Location(keyword));

    private string Location(string keyword) => place.Below(keyword, default).ToString();

    private JsonElement Checked(string keyword, JsonValueKind kind, string expected)
    {
        var value = place.Element.GetProperty(keyword);
        return value.ValueKind == kind ? value : throw Fault(keyword, $"{keyword} must be {expected}; found {Found.Describe(value)}");
    }
}
