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

    private readonly JsonSchema _published;
    private readonly JsonSchema _ours;

    public SchemaPair(string file, string type)
    {
        PublishedSource = JsonElement.Parse(File.ReadAllBytes(Shared.Path($"untp/0.7.0/untp-{file}-schema.json")));
        var compiler = new JsonSchemaCompiler(new JsonSchemaOptions { AssertFormats = true });
        compiler.Add(s_publishedUri, PublishedSource);
        _published = compiler.Compile(s_publishedUri);
        _ours = new SchemaRegistry(new ContextRegistry()).Schemas.Single(s => s.Type == type).Schema;
        PublishedRules = Rules.Of(s_publishedUri, _ => PublishedSource);
        var entry = Manifest.Parse(EmbeddedFiles.Read("schemas/manifest.json")).Entries.Single(e => e.Types.Contains(type));
        OurRules = Rules.Of(new Uri(s_ourBase, entry.File), ReadOurs);
    }

    public JsonElement PublishedSource { get; }

    public IReadOnlySet<string> PublishedRules { get; }

    public IReadOnlySet<string> OurRules { get; }

    public int Valid { get; private set; }

    public int Invalid { get; private set; }

    public List<string> Differences { get; } = [];

    /// <summary>The rules of each that were the only one to refuse some document: without it, its verdict would be another.</summary>
    public HashSet<string> RulesThatDecided { get; } = [];

    public void Compare(JsonNode? document, string what)
    {
        using var parsed = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(document));
        var published = _published.IsValid(parsed.RootElement);
        Valid += published ? 1 : 0;
        Invalid += published ? 0 : 1;
        if (published != _ours.IsValid(parsed.RootElement))
        {
            Differences.Add($"{what}: published {(published ? "passes" : "refuses")}, ours {(published ? "refuses" : "passes")}");
        }
    }

    /// <summary>Compares, and notes the rules that decided; slower.</summary>
    public void CompareRules(JsonNode? document, string what)
    {
        Compare(document, what);
        using var parsed = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(document));
        Note(_published, parsed.RootElement);
        Note(_ours, parsed.RootElement);
    }

    /// <summary>Of several errors the evaluator tells the first and counts the others.</summary>
    private void Note(JsonSchema schema, JsonElement document)
    {
        if (schema.Evaluate(document, 1) is [var only])
        {
            RulesThatDecided.Add(only.SchemaLocation);
        }
    }

    private static JsonElement ReadOurs(string uri) =>
        JsonElement.Parse(EmbeddedFiles.Read($"schemas/{s_ourBase.MakeRelativeUri(new Uri(uri))}"));
}
