using System.Text.Json.Nodes;

namespace Untp.Credentials.Tests;

/// <summary>Every document that differs from a good one in a single value: what a hostile author tries first.</summary>
internal static class JsonMutations
{
    private static readonly string[] s_values =
        ["null", "true", "7", "-1.5", "\"\"", "\"x\"", "\"#\"", "[]", "{}", "[null]", "[[]]", "[{}]", "{\"id\":\"#k\"}", "\"\\u0000\""];

    /// <summary>The document with each of its values, at any depth, replaced in turn by each of some others.</summary>
    public static IEnumerable<string> Of(string json)
    {
        for (var place = 0; ; place++)
        {
            foreach (var value in s_values)
            {
                var root = JsonNode.Parse(json)!;
                var left = place;
                if (!Replace(root, JsonNode.Parse(value), ref left))
                {
                    yield break;
                }

                yield return root.ToJsonString();
            }
        }
    }

    private static bool Replace(JsonNode node, JsonNode? value, ref int left)
    {
        switch (node)
        {
            case JsonObject owner:
                foreach (var name in owner.Select(member => member.Key).ToList())
                {
                    if (left-- == 0)
                    {
                        owner[name] = value;
                        return true;
                    }

                    if (owner[name] is { } child && Replace(child, value, ref left))
                    {
                        return true;
                    }
                }

                return false;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    if (left-- == 0)
                    {
                        list[i] = value;
                        return true;
                    }

                    if (list[i] is { } child && Replace(child, value, ref left))
                    {
                        return true;
                    }
                }

                return false;
            default:
                return false;
        }
    }
}
