using System.Text.Json.Nodes;

namespace Untp.Credentials.Tests.JsonLd;

/// <summary>A document with names, types and words of it changed: misspelt, unknown, written as IRIs.</summary>
internal static class WordMutations
{
    private static readonly string[] s_words =
    [
        "x", "", "a b", "@id", "@x", "@set", "schema:x", "nope:x", "https://x.example/y", "_:b", "id", "type", "name", "proof",
        "untp:Product", "né", "a#b", "x%", "na\"me", "https://x.example/a#b", "did:web:x.example", "unit",
    ];

    public static IEnumerable<string> Of(string json)
    {
        for (var place = 0; ; place++)
        {
            foreach (var word in s_words)
            {
                var root = JsonNode.Parse(json)!;
                var left = place;
                if (!Change(root, word, ref left))
                {
                    yield break;
                }

                yield return root.ToJsonString();
            }
        }
    }

    /// <summary>Each member in turn under another name, and each string in turn another.</summary>
    private static bool Change(JsonNode node, string word, ref int left)
    {
        foreach (var (key, child) in Children(node))
        {
            if (left-- == 0)
            {
                Put(node, key, word, child);
                return true;
            }

            if (child is not null && Change(child, word, ref left))
            {
                return true;
            }
        }

        return false;
    }

    private static List<(object Key, JsonNode? Child)> Children(JsonNode node) => node switch
    {
        JsonObject map => [.. map.Select(m => ((object)m.Key, m.Value))],
        JsonArray list => [.. list.Select((item, i) => ((object)i, item))],
        _ => [],
    };

    private static void Put(JsonNode node, object key, string word, JsonNode? child)
    {
        if (node is JsonObject map)
        {
            map.Remove((string)key);
            map[word] = child?.DeepClone();
        }
        else
        {
            node[(int)key] = word;
        }
    }
}
