using System.Globalization;
using System.Text.Json;

namespace Untp.Credentials.Chains.Facts;

/// <summary>Reads members of JSON of any shape: what is not there, or is something else, is not found.</summary>
internal static class JsonReading
{
    // far from where sums of decimals overflow; nothing in trade is measured so
    private const decimal MaxNumber = 1_000_000_000_000_000_000m;

    public static string? Text(this JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    public static bool? Flag(this JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value)
            ? value.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null }
            : null;

    public static decimal? Number(this JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && Math.Abs(number) <= MaxNumber
            ? number
            : null;

    public static DateTimeOffset? Time(this JsonElement owner, string name) =>
        owner.Text(name) is { } text && DateTimeStamp.TryParse(text, out var time) ? time : null;

    /// <summary>The member that is an object, or of an array the first that is; nothing to be read from when there is none.</summary>
    public static JsonElement Child(this JsonElement owner, string name)
    {
        if (owner.ValueKind != JsonValueKind.Object || !owner.TryGetProperty(name, out var value))
        {
            return default;
        }

        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().FirstOrDefault(i => i.ValueKind == JsonValueKind.Object)
            : value.ValueKind == JsonValueKind.Object ? value
            : default;
    }

    /// <summary>The member's object, or the objects of its array, each with its pointer: JSON-LD writes one of a kind either way.</summary>
    public static List<(JsonElement Value, string Pointer)> Each(this JsonElement owner, string name, string pointer)
    {
        if (owner.ValueKind != JsonValueKind.Object || !owner.TryGetProperty(name, out var value))
        {
            return [];
        }

        var at = string.Concat(pointer, "/", name);
        var found = new List<(JsonElement, string)>(1);
        if (value.ValueKind == JsonValueKind.Object)
        {
            found.Add((value, at));
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in value.EnumerateArray())
            {
                if (item.ValueKind == JsonValueKind.Object)
                {
                    found.Add((item, string.Create(CultureInfo.InvariantCulture, $"{at}/{index}")));
                }

                index++;
            }
        }

        return found;
    }

    /// <summary>The things of a member, each with an id.</summary>
    public static List<Thing> Things(this JsonElement owner, string name, string pointer)
    {
        var things = new List<Thing>();
        foreach (var (value, at) in owner.Each(name, pointer))
        {
            if (value.Text("id") is { Length: > 0 } id)
            {
                things.Add(new Thing(id, value.Text("name"), at));
            }
        }

        return things;
    }

    public static Thing? Thing(this JsonElement owner, string name, string pointer) => owner.Things(name, pointer).FirstOrDefault();
}
