using System.Text.Json;
using System.Text.Json.Nodes;
using Untp.Credentials.JsonLd;
using Untp.Credentials.Schemas;

namespace Untp.Credentials.Tests.Schemas.Equivalence;

/// <summary>A published schema and ours for the same type; compares their verdicts and keeps count.</summary>
internal sealed class SchemaPair
{
    private static readonly Uri s_publishedUri = new("https://published.example/schema");
    private static readonly Uri s_ourBase = new("https://untp-gateway.example/schemas/");
    private static readonly SchemaRegistry s_registry = new(new ContextRegistry());

    private readonly JsonSchema _published;
    private readonly JsonSchema _ours;

    public SchemaPair(string publisher, string version, string type)
    {
        var entry = Entries.Single(e => e.Publisher == publisher && e.Version == version && e.Types.Contains(type));
        PublishedSource = ReadPublished(entry.Urls[0]);
        var compiler = new JsonSchemaCompiler(new JsonSchemaOptions { AssertFormats = true });
        compiler.Add(s_publishedUri, PublishedSource);
        _published = compiler.Compile(s_publishedUri);
        _ours = s_registry.Schemas.Single(s => s.Publisher == publisher && s.Version == version && s.Type == type).Schema;
        PublishedRules = Rules.Of(s_publishedUri, _ => PublishedSource);
        OurRules = Rules.Of(new Uri(s_ourBase, entry.File), ReadOurs);
    }

    /// <summary>What the manifest lists as equivalent to something published.</summary>
    public static IReadOnlyList<Artefact> Entries { get; } =
        [.. Manifest.Parse(EmbeddedFiles.Read("schemas/manifest.json")).Entries.Where(e => e.Published.Count > 0)];

    public JsonElement PublishedSource { get; }

    public IReadOnlySet<string> PublishedRules { get; }

    public IReadOnlySet<string> OurRules { get; }

    public int Valid { get; private set; }

    public int Invalid { get; private set; }

    public List<string> Differences { get; } = [];

    /// <summary>The rules of each that were the only one to refuse some document: without it, its verdict would be another.</summary>
    public HashSet<string> RulesThatDecided { get; } = [];

    /// <summary>Compares the verdicts and says what they are.</summary>
    public (bool Published, bool Ours) Compare(JsonNode? document, string what)
    {
        using var parsed = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(document));
        return Compare(parsed.RootElement, what);
    }

    /// <summary>Compares, and notes the rules that decided; slower.</summary>
    public void CompareRules(JsonNode? document, string what)
    {
        using var parsed = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(document));
        if (!Compare(parsed.RootElement, what).Published)
        {
            Note(_published, parsed.RootElement);
            Note(_ours, parsed.RootElement);
        }
    }

    private (bool Published, bool Ours) Compare(JsonElement document, string what)
    {
        var (published, ours) = (_published.IsValid(document), _ours.IsValid(document));
        Assert.True(ours == (_ours.FindErrors(document, 1).Count == 0), $"{what}: the bare verdict is not that of the errors");
        Valid += published ? 1 : 0;
        Invalid += published ? 0 : 1;
        if (published != ours)
        {
            Differences.Add($"{what}: published {(published ? "passes" : "refuses")}, ours {(ours ? "passes" : "refuses")}");
        }

        return (published, ours);
    }

    /// <summary>
    /// Of several errors the evaluator tells the first and counts the others. Where none of several kinds fits, it tells that, and then
    /// what is wrong with the closest.
    /// </summary>
    private void Note(JsonSchema schema, JsonElement document)
    {
        var errors = schema.Evaluate(document, 5);
        if (errors.SkipLast(1).All(e => e.Keyword == "oneOf") && errors is [.., { Keyword: not "" }])
        {
            RulesThatDecided.UnionWith(errors.Select(e => Rules.Plain(e.SchemaLocation)));
        }
    }

    /// <summary>
    /// The published schema as a plain one: without its id, and without naming its dialect, which for the linkset is draft-07; there the
    /// keywords that it uses mean what they do in 2020-12. The linkset's pattern looks ahead, which patterns here cannot:
    /// <see cref="LinkRelations"/> has one that matches the same, and a test of its own.
    /// </summary>
    private static JsonElement ReadPublished(string url)
    {
        var files = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(Shared.Path("untp/urlmap.json")))!;
        var text = File.ReadAllText(Shared.Path($"untp/{files[url]}"));
        var source = (JsonObject)JsonNode.Parse(text.Replace(LinkRelations.AsPublished, LinkRelations.Pattern, StringComparison.Ordinal))!;
        source.Remove("$id");
        source.Remove("$schema");
        return JsonSerializer.SerializeToElement(source);
    }

    private static JsonElement ReadOurs(string uri) =>
        JsonElement.Parse(EmbeddedFiles.Read($"schemas/{s_ourBase.MakeRelativeUri(new Uri(uri))}"));
}
