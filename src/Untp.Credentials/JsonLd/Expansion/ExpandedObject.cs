using System.Text.Json;

namespace Untp.Credentials.JsonLd.Expansion;

/// <summary>Which keyword entries an expanded object has.</summary>
[Flags]
internal enum Entries
{
    None = 0,
    Id = 1,
    Type = 2,
    Value = 4,
    Language = 8,
    Direction = 16,
    Index = 32,
    List = 64,
    Set = 128,
    Graph = 256,
    Included = 512,
    Reverse = 1024,
}

/// <summary>
/// A map in expanded form (JSON-LD 1.1 clause 9): a node, value, list, set or graph object. It stands in one chain of siblings, so
/// that arrays cost nothing beside their items.
/// </summary>
internal sealed class ExpandedObject
{
    public ExpandedObject? Next { get; set; }

    /// <summary>The keyword entries it has.</summary>
    public Entries Has { get; set; }

    public string? Id { get; set; }

    /// <summary>@type, when it is one string; @json is a type of values.</summary>
    public string? Type { get; set; }

    /// <summary>@type, when it is an array.</summary>
    public List<string>? Types { get; set; }

    /// <summary>@value, when it is a string.</summary>
    public string? Text { get; set; }

    /// <summary>@value, when it is none.</summary>
    public JsonElement Json { get; set; }

    public string? Language { get; set; }

    public string? Direction { get; set; }

    public string? Index { get; set; }

    /// <summary>The items of @list, @set or @graph, of which there is one at most.</summary>
    public ItemChain Items;

    public ItemChain Included;

    public PropertyList? Reverse { get; set; }

    public PropertyList? Properties { get; set; }

    public bool IsValue => Has.HasFlag(Entries.Value);

    public bool IsList => Has.HasFlag(Entries.List);

    /// <summary>Whether the value of @set was an array.</summary>
    public bool SetIsArray { get; set; }

    public bool HasReverse => Reverse is { Count: > 0 };

    public bool HasProperties => Properties is { Count: > 0 };

    /// <summary>A map that has @value, @list or @set is no node object (JSON-LD 1.1 clause 9.2).</summary>
    public bool IsNode => (Has & (Entries.Value | Entries.List | Entries.Set)) == 0;

    /// <summary>@graph, and beside it @id and @index at most (JSON-LD 1.1 clause 9.3).</summary>
    public bool IsGraph =>
        Has.HasFlag(Entries.Graph) && (Has & ~(Entries.Graph | Entries.Id | Entries.Index)) == 0 && !HasProperties && !HasReverse;

    /// <summary>The types, whichever form they have.</summary>
    public IEnumerable<string> AllTypes => Types ?? (Type is null ? [] : [Type]);
}
