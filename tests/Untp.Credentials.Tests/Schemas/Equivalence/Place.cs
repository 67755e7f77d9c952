using System.Text.Json.Nodes;

namespace Untp.Credentials.Tests.Schemas.Equivalence;

/// <summary>One place in a document: a member of an object or an item of an array.</summary>
internal sealed record Place(JsonNode Parent, string? Name, int Index)
{
    public JsonNode? Value => Name is null ? Parent[Index] : Parent[Name];

    public string Pointer => Value is null ? $"{Parent.GetPath()} at {Name ?? $"{Index}"}" : Value.GetPath();

    /// <summary>Every place below a node, parents before their children.</summary>
    public static IEnumerable<Place> Below(JsonNode? node)
    {
        var places = node switch
        {
            JsonObject members => members.Select(member => new Place(members, member.Key, 0)),
            JsonArray items => Enumerable.Range(0, items.Count).Select(index => new Place(items, null, index)),
            _ => [],
        };
        return places.SelectMany(place => Below(place.Value).Prepend(place));
    }

    public void Set(JsonNode? value)
    {
        if (Name is null)
        {
            Parent[Index] = value;
        }
        else
        {
            Parent[Name] = value;
        }
    }

    public void Remove()
    {
        if (Parent is JsonArray items)
        {
            items.RemoveAt(Index);
        }
        else
        {
            ((JsonObject)Parent).Remove(Name!);
        }
    }

    /// <summary>Puts a removed value back where it was.</summary>
    public void Restore(JsonNode? value)
    {
        if (Parent is JsonArray items)
        {
            items.Insert(Index, value);
        }
        else
        {
            Parent[Name!] = value;
        }
    }
}
