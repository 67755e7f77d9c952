using System.Text.Json;
using System.Text.Json.Nodes;

namespace Untp.Credentials.Tests.JsonLd.Equivalence;

/// <summary>
/// A document that uses every term of a published context in every scope in which the context defines it, and in each of these scopes
/// every other term too, and one that no context knows: what is undefined in a place has to stay so.
/// </summary>
internal sealed class SyntheticDocument
{
    private static readonly string[] s_keywords = ["id", "type"];

    private readonly JsonArray _contexts;
    private readonly JsonElement _root;
    private readonly SortedSet<string> _names = new(StringComparer.Ordinal) { "name", "undefinedTerm" };
    private int _count;

    private SyntheticDocument(JsonArray contexts, JsonElement published, JsonElement ours)
    {
        _contexts = contexts;
        _root = published.GetProperty("@context");
        AddNames(_root);
        AddNames(ours.GetProperty("@context"));
    }

    /// <summary>Objects that were written, each for one scope of one use.</summary>
    public int Scopes { get; private set; }

    public int Uses { get; private set; }

    public JsonElement Document { get; private set; }

    /// <summary>Writes one by the published context; ours only adds names, in case it knows more than it should.</summary>
    public static SyntheticDocument Of(string[] urls, JsonElement published, JsonElement ours)
    {
        var contexts = new JsonArray([.. urls.Select(url => JsonValue.Create(url))]);
        var written = new SyntheticDocument(contexts, published, ours);
        var graph = new JsonArray(written.Node(written._root, null));
        foreach (var type in Terms(written._root).Where(term => char.IsAsciiLetterUpper(term.Name[0])))
        {
            graph.Add(written.Node(Scope(type.Value) ?? JsonElement.Parse("{}"), type.Name));
        }

        var document = new JsonObject { ["@context"] = contexts.DeepClone(), ["@graph"] = graph };
        written.Document = JsonElement.Parse(document.ToJsonString());
        return written;
    }

    /// <summary>An object in a scope; of a type, when the scope is a type's.</summary>
    private JsonObject Node(JsonElement scope, string? type)
    {
        Scopes++;
        var node = new JsonObject();
        if (type is not null)
        {
            node["id"] = $"urn:node:{++_count}";
            node["type"] = new JsonArray(type, "UndefinedType");
        }

        foreach (var term in Terms(scope).Where(term => !IsPrefix(term.Value)))
        {
            node[term.Name] = Value(term.Value);
            Uses++;
        }

        foreach (var name in _names.Where(name => !node.ContainsKey(name)))
        {
            node[name] = $"urn:misplaced:{++_count}";
            Uses++;
        }

        return node;
    }

    private JsonNode Value(JsonElement definition)
    {
        var type = definition.ValueKind == JsonValueKind.Object && definition.TryGetProperty("@type", out var t) ? t.GetString() : null;
        var isNull = definition.ValueKind == JsonValueKind.Object
            && definition.TryGetProperty("@context", out var context) && context.ValueKind == JsonValueKind.Null;
        return (type, Scope(definition)) switch
        {
            _ when isNull => new JsonObject { ["@context"] = _contexts.DeepClone(), ["type"] = "VerifiableCredential", ["name"] = "inner" },
            ("@json", _) => new JsonObject { ["b"] = ++_count, ["a"] = new JsonArray(true, null) },
            ("@vocab", _) => new JsonArray($"code{++_count}", "KGM", $"urn:code:{++_count}"),
            ("@id", null) => new JsonArray($"urn:value:{++_count}", Other()),
            ("@id", { } scope) => new JsonArray($"urn:value:{++_count}", Node(scope, null)),
            (null, { } scope) => new JsonArray(Node(scope, null), ++_count, "text"),
            _ => new JsonArray(++_count, 0.5, $"text {++_count}", true, Other()),
        };
    }

    private JsonObject Other() => new() { ["name"] = $"other {++_count}", ["undefinedTerm"] = "x", ["value"] = 5 };

    private void AddNames(JsonElement scope)
    {
        if (scope.ValueKind == JsonValueKind.Array)
        {
            scope.EnumerateArray().ToList().ForEach(AddNames);
            return;
        }

        foreach (var term in Terms(scope))
        {
            if (!s_keywords.Contains(term.Name))
            {
                _names.Add(term.Name);
            }

            if (term.Value.ValueKind == JsonValueKind.Object
                && term.Value.TryGetProperty("@context", out var inner)
                && inner.ValueKind != JsonValueKind.Null)
            {
                AddNames(inner);
            }
        }
    }

    private static IEnumerable<JsonProperty> Terms(JsonElement scope) =>
        scope.EnumerateObject().Where(term => term.Name[0] != '@' && !IsAlias(term.Value));

    private static bool IsAlias(JsonElement definition) =>
        definition.ValueKind == JsonValueKind.String && definition.GetString() is "@id" or "@type";

    private static bool IsPrefix(JsonElement definition) =>
        definition.ValueKind == JsonValueKind.String && definition.GetString()![^1] is '/' or '#';

    private static JsonElement? Scope(JsonElement definition) =>
        definition.ValueKind == JsonValueKind.Object
        && definition.TryGetProperty("@context", out var context)
        && context.ValueKind == JsonValueKind.Object
            ? context
            : null;
}
