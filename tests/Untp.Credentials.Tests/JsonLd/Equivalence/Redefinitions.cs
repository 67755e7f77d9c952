using System.Text.Json;
using System.Text.Json.Nodes;

namespace Untp.Credentials.Tests.JsonLd.Equivalence;

/// <summary>
/// Documents that each give one term of one scope another meaning in that very scope, by a context of their own: refused where the term
/// is protected, and only there.
/// </summary>
internal static class Redefinitions
{
    public static IEnumerable<(string What, JsonElement Document)> Of(string[] urls, JsonElement published) =>
        Within(published.GetProperty("@context"), [], urls);

    private static IEnumerable<(string What, JsonElement Document)> Within(JsonElement scope, List<string> path, string[] urls)
    {
        foreach (var term in scope.EnumerateObject().Where(term => term.Name[0] != '@'))
        {
            yield return ($"{string.Join('/', path)}/{term.Name}", Document(urls, path, term.Name));
            if (term.Value.ValueKind == JsonValueKind.Object
                && term.Value.TryGetProperty("@context", out var inner)
                && inner.ValueKind == JsonValueKind.Object)
            {
                foreach (var deeper in Within(inner, [.. path, term.Name], urls))
                {
                    yield return deeper;
                }
            }
        }
    }

    /// <summary>The first name of a path is a type or a property; which one, the context does not say, so it is both.</summary>
    private static JsonElement Document(string[] urls, List<string> path, string term)
    {
        var contexts = new JsonArray([.. urls.Select(url => JsonValue.Create(url))]);
        var own = new JsonObject { [term] = new JsonObject { ["@id"] = "https://other.example/term", ["@type"] = "@id" } };
        if (path.Count == 0)
        {
            contexts.Add(own);
            return Parse(new JsonObject { ["@context"] = contexts, ["@id"] = "urn:x:1", ["https://other.example/p"] = "x" });
        }

        JsonNode innermost = new JsonObject { ["@context"] = own.DeepClone(), [term] = "urn:x:2", ["name"] = "x" };
        foreach (var name in path.Skip(1).Reverse())
        {
            innermost = new JsonObject { [name] = innermost };
        }

        var ofType = (JsonObject)innermost.DeepClone();
        ofType["@type"] = path[0];
        return Parse(new JsonObject
        {
            ["@context"] = contexts,
            ["@graph"] = path.Count == 1
                ? new JsonArray(new JsonObject { [path[0]] = innermost }, ofType)
                : new JsonArray(ofType, new JsonObject { [path[0]] = innermost }),
        });
    }

    private static JsonElement Parse(JsonObject document) => JsonElement.Parse(document.ToJsonString());
}
