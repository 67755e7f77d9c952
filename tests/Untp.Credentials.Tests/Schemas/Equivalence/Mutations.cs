using System.Text.Json.Nodes;

namespace Untp.Credentials.Tests.Schemas.Equivalence;

/// <summary>Breaks a document in one place at a time, in every way that a rule of a schema could notice, and mends it again.</summary>
internal static class Mutations
{
    private static readonly string[] s_scalars =
    [
        "null", "true", "0", "-1", "1", "2", "1.5", "90.5", "180.5", "-181", "\"x\"", "\"\"", "\"7\"", "\"7x\"", "\"-7\"",
        "\"2026-02-28\"", "\"2026-02-30\"", "\"2026-02-28T10:00:00Z\"", "\"2026-02-28T10:00:00\"",
        "\"2026-02-30T10:00:00Z\"", "\"2026-02-28T10:00:00+15:00\"",
        "\"https://id.example.com/2\"",
        "\"did:web:id.example.com\"", "\"not a uri\"", "\"AAE=\"", "\"A\"", "\"model\"", "\"Product\"", "\"zh-Hant\"",
        "[]", "{}",
    ];

    private static readonly string[] s_structures =
    [
        "null", "true", "1.5", "\"x\"", "\"Product\"", "[]", "{}", "[\"x\"]", "[{}]", "[null]", "[[]]", "{\"x\":1}",
        "{\"id\":\"https://id.example.com/3\",\"name\":\"x\"}", "{\"linkURL\":\"urn:x:y\",\"linkName\":\"x\"}",
        "{\"metric\":{\"id\":\"urn:x:y\",\"name\":\"x\"}}", "{\"measure\":{\"value\":1,\"unit\":\"C62\"}}", "{\"score\":{\"code\":\"A\"}}",
    ];

    private static readonly string[] s_few = ["null", "[]"];

    private static readonly string[] s_extraMembers =
    [
        "x", "X-y", "type", "id", "name", "description", "registeredId", "definition", "itemNumber", "idScheme", "@vocab", "statusSize", "",
    ];

    /// <summary>What a credential is replaced with as a whole.</summary>
    public static IReadOnlyList<string> Wholes { get; } = ["null", "true", "3", "\"x\"", "[]", "[{}]", "{}"];

    /// <summary>
    /// Runs <paramref name="visit"/> once for each single mutation while the document carries it: members and items removed, replaced
    /// (if <paramref name="thorough"/> by many values, else by a few), wrapped and added.
    /// </summary>
    public static void ForEach(JsonObject document, bool thorough, Action<string> visit)
    {
        var extras = thorough ? s_extraMembers : s_extraMembers[..1];
        AddMembers(document, extras, "", visit);
        foreach (var place in Place.Below(document).ToList())
        {
            var pointer = place.Pointer;
            var isScalar = place.Value is not (JsonObject or JsonArray);
            Replace(place, !thorough ? s_few : isScalar ? s_scalars : s_structures, pointer, visit);
            if (thorough)
            {
                Wrap(place, pointer, visit);
            }

            Remove(place, pointer, visit);
            switch (place.Value)
            {
                case JsonObject members:
                    AddMembers(members, extras, pointer, visit);
                    break;
                case JsonArray items:
                    AddItems(items, thorough ? s_structures : s_few, pointer, visit);
                    break;
            }
        }
    }

    /// <summary>A copy of the document with a few mutations at once, the same for the same seed.</summary>
    public static JsonObject Several(JsonObject document, uint seed)
    {
        var copy = (JsonObject)document.DeepClone();
        var numbers = new Numbers(seed);
        for (var left = 2 + numbers.Below(4); left > 0; left--)
        {
            var places = Place.Below(copy).ToList();
            if (places.Count == 0)
            {
                break;
            }

            var place = places[numbers.Below(places.Count)];
            if (numbers.Below(3) == 0)
            {
                place.Remove();
            }
            else if (numbers.Below(3) == 0)
            {
                place.Set(places[numbers.Below(places.Count)].Value?.DeepClone());
            }
            else
            {
                place.Set(JsonNode.Parse(s_scalars[numbers.Below(s_scalars.Length)]));
            }
        }

        return copy;
    }

    private static void Replace(Place place, string[] replacements, string pointer, Action<string> visit)
    {
        var old = place.Value;
        foreach (var replacement in replacements)
        {
            place.Set(JsonNode.Parse(replacement));
            visit($"{pointer} := {replacement}");
        }

        place.Set(old);
    }

    private static void Wrap(Place place, string pointer, Action<string> visit)
    {
        var old = place.Value;
        place.Set(null);
        var array = new JsonArray(old);
        place.Set(array);
        visit($"{pointer} wrapped in an array");
        array.Clear();
        var wrapper = new JsonObject { ["x"] = old };
        place.Set(wrapper);
        visit($"{pointer} wrapped in an object");
        wrapper.Clear();
        place.Set(old);
    }

    private static void Remove(Place place, string pointer, Action<string> visit)
    {
        var old = place.Value;
        place.Remove();
        visit($"{pointer} removed");
        place.Restore(old);
    }

    private static void AddMembers(JsonObject members, string[] extras, string pointer, Action<string> visit)
    {
        foreach (var name in extras.Where(name => !members.ContainsKey(name)))
        {
            members[name] = 3;
            visit($"{pointer} with {name}: 3");
            members.Remove(name);
        }
    }

    private static void AddItems(JsonArray items, string[] added, string pointer, Action<string> visit)
    {
        foreach (var item in added.Append(items.Count > 0 ? items[0]?.ToJsonString() ?? "null" : "0"))
        {
            items.Add(JsonNode.Parse(item));
            visit($"{pointer} with a last item {item}");
            items.RemoveAt(items.Count - 1);
        }

        items.Insert(0, "first");
        visit($"{pointer} with another first item");
        items.RemoveAt(0);
    }

    /// <summary>Xorshift: the same numbers on every machine and run.</summary>
    private sealed class Numbers(uint seed)
    {
        private uint _state = (seed * 2654435761u) | 1;

        public int Below(int bound)
        {
            _state ^= _state << 13;
            _state ^= _state >> 17;
            _state ^= _state << 5;
            return (int)(_state % (uint)bound);
        }
    }
}
