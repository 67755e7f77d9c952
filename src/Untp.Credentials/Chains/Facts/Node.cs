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

    public bool IsThere => Value.ValueKind != JsonValueKind.Undefined;

    public string? Text(ReadOnlySpan<byte> name) => Member(name) is { ValueKind: JsonValueKind.String } value ? TextOf(value) : null;

    public bool? Flag(ReadOnlySpan<byte> name) =>
        Member(name).ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };

    public decimal? Number(ReadOnlySpan<byte> name) =>
        Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDecimal(out var number) && Math.Abs(number) <= MaxNumber
            ? number
            : null;

    public DateTimeOffset? Time(ReadOnlySpan<byte> name) =>
        DateTimeStamp.TryRead(Member(name), out var time) ? time : null;

    /// <summary>A point in time, or the start of a day: UNTP writes dates in both forms.</summary>
    public DateTimeOffset? Date(ReadOnlySpan<byte> name) =>
        Time(name) ?? (Text(name) is { } text && IsDay(text, out var day) ? day : null);

    private static bool IsDay(string text, out DateTimeOffset day) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out day);

    /// <summary>The member that is an object, or of an array the first that is; nothing to be read from when there is none.</summary>
    public Node Child(string name)
    {
        var all = Objects(name);
        return all.MoveNext() ? all.Current : default;
    }

    /// <summary>The member that is an object, or the objects of its array: JSON-LD writes one of a kind either way.</summary>
    public NodeObjects Objects(string name) =>
        new(this, Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty(name, out var value) ? value : default, name);

    /// <summary>The same for what is read from them alone: where they stand is left out.</summary>
    public NodeObjects Parts(ReadOnlySpan<byte> name) => new(this, Member(name), null);

    /// <summary>The first of them; nothing to be read from when there is none.</summary>
    public Node Part(ReadOnlySpan<byte> name)
    {
        var all = Parts(name);
        return all.MoveNext() ? all.Current : default;
    }

    /// <summary>What is read from each of these objects; what is read as null is left out.</summary>
    public T[] Each<T>(string name, Func<Node, T?> read)
        where T : class => Each(Objects(name), read);

    /// <summary>The things of a member, each with an id.</summary>
    public Thing[] Things(ReadOnlySpan<byte> name) => Each(Parts(name), static item => item.ToThing());

    /// <summary>The first of them.</summary>
    public Thing? Thing(ReadOnlySpan<byte> name)
    {
        foreach (var item in Parts(name))
        {
            if (item.ToThing() is { } thing)
            {
                return thing;
            }
        }

        return null;
    }

    /// <summary>What it names, when it has an id.</summary>
    public Thing? ToThing() => Texts is null ? ReadThing("name"u8) : Texts.Things.Of(this, static node => node.ReadThing("name"u8));

    /// <summary>The same, its name under another name than usual.</summary>
    public Thing? ReadThing(ReadOnlySpan<byte> name) => Text("id"u8) is { Length: > 0 } id ? new Thing(id, Text(name)) : null;

    /// <summary>The strings of a member.</summary>
    public string[] List(ReadOnlySpan<byte> name)
    {
        var list = this with { Value = Member(name) };
        return Texts is null || !list.IsThere ? list.ReadList() : Texts.Lists.Of(list, static node => node.ReadList());
    }

    /// <summary>The pointer to a member, or to an item of it where there is an index.</summary>
    public static string Join(string pointer, string name, int index) =>
        index < 0 ? $"{pointer}/{name}" : string.Create(CultureInfo.InvariantCulture, $"{pointer}/{name}/{index}");

    internal Node At(JsonElement value, string? name, int index) =>
        name is null
            ? this with { Value = value }
            : new(value, Texts?.Join(Pointer, name, index) ?? Join(Pointer, name, index), Texts);

    private static T[] Each<T>(NodeObjects objects, Func<Node, T?> read)
        where T : class
    {
        var (found, count) = (objects.Most == 0 ? [] : new T[objects.Most], 0);
        foreach (var item in objects)
        {
            if (read(item) is { } one)
            {
                found[count++] = one;
            }
        }

        return count == found.Length ? found : found[..count];
    }

    private string[] ReadList()
    {
        if (Value.ValueKind != JsonValueKind.Array)
        {
            return Value.ValueKind == JsonValueKind.String ? [TextOf(Value)] : [];
        }

        var texts = new List<string>(Value.GetArrayLength());
        foreach (var item in Value.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                texts.Add(TextOf(item));
            }
        }

        return [.. texts];
    }

    private string TextOf(JsonElement value) => Texts?.Of(value) ?? value.GetString()!;

    /// <summary>The member; undefined when it is not there.</summary>
    private JsonElement Member(ReadOnlySpan<byte> name) =>
        Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty(name, out var value) ? value : default;
}
