using System.Text.Json;

namespace Untp.Credentials.Schemas;

/// <summary>Which keywords a schema resource uses: the vocabularies of its metaschema (JSON Schema Core 2020-12 clause 8.1).</summary>
internal sealed class Dialect
{
    internal const string StandardUri = "https://json-schema.org/draft/2020-12/schema";
    private const string Prefix = "https://json-schema.org/draft/2020-12/vocab/";

    private static readonly Dictionary<string, string> s_vocabularies = new()
    {
        ["core"] = "$ref $dynamicRef",
        ["applicator"] = "prefixItems items contains additionalProperties properties patternProperties dependentSchemas "
            + "dependencies propertyNames if then else allOf anyOf oneOf not",
        ["unevaluated"] = "unevaluatedItems unevaluatedProperties",
        ["validation"] = "type const enum multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern "
            + "maxItems minItems uniqueItems maxContains minContains maxProperties minProperties required dependentRequired",
        ["format-annotation"] = "format",
        ["format-assertion"] = "format",
        ["meta-data"] = "",
        ["content"] = "",
    };

    private readonly HashSet<string> _keywords;

    private Dialect(IEnumerable<string> vocabularies)
    {
        var names = vocabularies.Append("core").ToHashSet();
        AssertsFormats = names.Contains("format-assertion");
        _keywords = [.. names.SelectMany(name => s_vocabularies[name].Split(' '))];
    }

    /// <summary>That of the published metaschema, where <c>format</c> is an annotation.</summary>
    internal static Dialect Standard { get; } = new(s_vocabularies.Keys.Where(name => name != "format-assertion"));

    /// <summary>Whether the dialect itself makes <c>format</c> an assertion.</summary>
    internal bool AssertsFormats { get; }

    internal bool Knows(string keyword) => _keywords.Contains(keyword);

    /// <summary>That of the metaschema that the resource names, or of the resource around it, or the standard one.</summary>
    internal static Dialect Of(SchemaResource resource, SchemaResources resources)
    {
        if (resource.Root.ValueKind != JsonValueKind.Object || !resource.Root.TryGetProperty("$schema", out var named))
        {
            return resource.Parent is null ? Standard : Of(resource.Parent, resources);
        }

        var place = $"{resource.Uri}#/$schema";
        if (named.ValueKind != JsonValueKind.String || SchemaResources.Absolute(resource.Uri, JsonText.String(named)) is not { } metaschema)
        {
            throw new JsonSchemaException(place, $"$schema must be a URI; found {Found.Describe(named)}");
        }

        if (metaschema.Uri == StandardUri)
        {
            return Standard;
        }

        var found = resources.Find(metaschema.Uri)
            ?? throw new JsonSchemaException(place, $"$schema {metaschema.Uri} is neither 2020-12 nor among the schemas here");
        return Read(found, metaschema.Uri);
    }

    private static Dialect Read(SchemaResource metaschema, string uri)
    {
        if (metaschema.Root.ValueKind != JsonValueKind.Object || !metaschema.Root.TryGetProperty("$vocabulary", out var vocabulary))
        {
            return Standard;
        }

        var place = $"{uri}#/$vocabulary";
        if (vocabulary.ValueKind != JsonValueKind.Object)
        {
            throw new JsonSchemaException(place, $"$vocabulary must be an object; found {Found.Describe(vocabulary)}");
        }

        var names = new List<string>();
        foreach (var member in vocabulary.EnumerateObject())
        {
            var name = JsonText.Name(member);
            name = name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : "";
            if (s_vocabularies.ContainsKey(name))
            {
                names.Add(name);
            }
            else if (member.Value.ValueKind != JsonValueKind.False)
            {
                throw new JsonSchemaException(
                    place, $"the metaschema requires the vocabulary {JsonText.Name(member)}, which is not known here");
            }
        }

        return new Dialect(names);
    }
}
