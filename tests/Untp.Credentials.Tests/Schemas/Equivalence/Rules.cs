using System.Text.Json;

namespace Untp.Credentials.Tests.Schemas.Equivalence;

/// <summary>
/// Lists the rules of a schema: the location of every keyword, there or where it refers to, that can refuse something by itself.
/// </summary>
internal sealed class Rules
{
    private static readonly HashSet<string> s_assertions =
    [
        "type", "const", "enum", "required", "dependentRequired", "contains", "format", "pattern", "minimum", "maximum", "minItems",
        "minLength", "minProperties", "uniqueItems", "oneOf",
    ];

    private static readonly HashSet<string> s_maps = ["properties", "patternProperties"];
    private static readonly HashSet<string> s_lists = ["prefixItems", "allOf", "oneOf"];
    private static readonly HashSet<string> s_schemas = ["items", "propertyNames", "then"];

    private readonly Func<string, JsonElement> _read;
    private readonly HashSet<string> _locations = [];
    private readonly HashSet<Uri> _visited = [];

    private Rules(Func<string, JsonElement> read) => _read = read;

    /// <summary>The locations of all rules of a schema.</summary>
    /// <param name="uri">Where the schema is.</param>
    /// <param name="read">Gets a schema document by its URI without fragment.</param>
    public static IReadOnlySet<string> Of(Uri uri, Func<string, JsonElement> read)
    {
        var rules = new Rules(read);
        rules.Follow(new Uri(uri, "#"));
        return rules._locations.Select(Plain).ToHashSet();
    }

    /// <summary>A location as it is written here: without what URIs escape.</summary>
    public static string Plain(string location) => Uri.UnescapeDataString(location);

    private void Follow(Uri target)
    {
        if (_visited.Add(target))
        {
            var steps = target.Fragment.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries);
            Walk(steps.Aggregate(_read(target.GetLeftPart(UriPartial.Query)), (at, step) => at.GetProperty(step)), target.ToString());
        }
    }

    private void Walk(JsonElement schema, string location)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var keyword in schema.EnumerateObject())
        {
            var here = $"{location}/{keyword.Name}";
            if (s_assertions.Contains(keyword.Name) || keyword is { Name: "additionalProperties", Value.ValueKind: JsonValueKind.False })
            {
                _locations.Add(here);
            }

            WalkInto(keyword, here, location);
        }
    }

    private void WalkInto(JsonProperty keyword, string here, string location)
    {
        if (keyword.Name == "$ref")
        {
            Follow(new Uri(new Uri(location), keyword.Value.GetString()));
        }
        else if (s_maps.Contains(keyword.Name))
        {
            foreach (var property in keyword.Value.EnumerateObject())
            {
                Walk(property.Value, $"{here}/{property.Name.Replace("~", "~0", StringComparison.Ordinal)
                    .Replace("/", "~1", StringComparison.Ordinal)}");
            }
        }
        else if (s_lists.Contains(keyword.Name))
        {
            foreach (var (index, part) in keyword.Value.EnumerateArray().Index())
            {
                Walk(part, $"{here}/{index}");
            }
        }
        else if (s_schemas.Contains(keyword.Name))
        {
            Walk(keyword.Value, here);
        }
    }
}
