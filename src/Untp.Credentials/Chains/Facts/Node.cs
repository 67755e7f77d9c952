using System.Globalization;
using System.Text.Json;

namespace Untp.Credentials.Chains.Facts;

/// <summary>A value in JSON of any shape, and where it stands: what is not there, or is something else, is not found.</summary>
/// <param name="Value">The value; undefined for nothing.</param>
/// <param name="Pointer">Where it stands.</param>
/// <param name="Texts">Has the texts that are read, and their pointers; null makes each anew.</param>
internal readonly record struct Node(JsonElement Value, string Pointer = "", TextPool? Texts = null)
{
    // far from where sums of decimals overflow; nothing in trade is measured so
    private const decimal MaxNumber = 1_000_000_000_000_000_000m;

    public string? Text(string name) => Has(name, JsonValueKind.String, out var value) ? TextOf(value) : null;

    public bool? Flag(string name) =>
        Has(name, JsonValueKind.True, out _) ? true : Has(name, JsonValueKind.False, out _) ? false : null;

    public decimal? Number(string name) =>
        Has(name, JsonValueKind.Number, out var value) && value.TryGetDecimal(out var number) && Math.Abs(number) <= MaxNumber
            ? number
            : null;

    public DateTimeOffset? Time(string name) => Text(name) is { } text && DateTimeStamp.TryParse(text, out var time) ? time : null;

    /// <summary>The member that is an object, or of an array the first that is; nothing to be read from when there is none.</summary>
    public Node Child(string name) =>
        Has(name, JsonValueKind.Object, out var value) ? this with { Value = value }
        : Has(name, JsonValueKind.Array, out var items)
            ? this with { Value = items.EnumerateArray().FirstOrDefault(i => i.ValueKind == JsonValueKind.Object) }
        : this with { Value = default };

    /// <summary>The member's object, or the objects of its array: JSON-LD writes one of a kind either way.</summary>
    public IReadOnlyList<Node> Each(string name)
    {
        if (Has(name, JsonValueKind.Object, out var value))
        {
            return [new Node(value, PointerTo(name, -1), Texts)];
        }

        if (!Has(name, JsonValueKind.Array, out var items))
        {
            return [];
        }

        var found = new List<Node>(items.GetArrayLength());
        var index = 0;
        foreach (var item in items.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object)
            {
                found.Add(new Node(item, PointerTo(name, index), Texts));
            }

            index++;
        }

        return found;
    }

    /// <summary>The things of a member, each with an id.</summary>
    public IReadOnlyList<Thing> Things(string name) =>
        [.. Each(name).Select(n => n.Text("id") is { Length: > 0 } id ? new Thing(id, n.Text("name"), n.Pointer) : null).OfType<Thing>()];

    /// <summary>The first of them.</summary>
    public Thing? Thing(string name)
    {
        var things = Things(name);
        return things.Count > 0 ? things[0] : null;
    }

    /// <summary>The strings of a member.</summary>
    public IReadOnlyList<string> List(string name)
    {
        if (!Has(name, JsonValueKind.Array, out var items))
        {
            return Text(name) is { } only ? [only] : [];
        }

        var texts = new List<string>(items.GetArrayLength());
        foreach (var item in items.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                texts.Add(TextOf(item));
            }
        }

        return texts;
    }

    /// <summary>The pointer to a member, or to an item of it where there is an index.</summary>
    public static string Join(string pointer, string name, int index) =>
        index < 0 ? $"{pointer}/{name}" : string.Create(CultureInfo.InvariantCulture, $"{pointer}/{name}/{index}");

    private string PointerTo(string name, int index) => Texts?.Join(Pointer, name, index) ?? Join(Pointer, name, index);

    private string TextOf(JsonElement value) => Texts?.Of(value) ?? value.GetString()!;

    private bool Has(string name, JsonValueKind kind, out JsonElement value)
    {
        value = default;
        return Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty(name, out value) && value.ValueKind == kind;
    }
}
