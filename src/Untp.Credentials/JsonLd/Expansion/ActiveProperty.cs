using System.Text.Json;
using Untp.Credentials.JsonLd.Contexts;
using Untp.Credentials.Schemas;

namespace Untp.Credentials.JsonLd.Expansion;

/// <summary>What an active property is.</summary>
internal enum PropertyKind
{
    /// <summary>There is none: the top, or within @included.</summary>
    Top,

    /// <summary>@graph.</summary>
    Graph,

    /// <summary>@reverse.</summary>
    Reverse,

    /// <summary>A member's name.</summary>
    Named,
}

/// <summary>The active property of the expansion algorithm, with its definition in the active context that it is passed with.</summary>
internal readonly ref struct ActiveProperty
{
    private readonly JsonProperty _member;

    private ActiveProperty(PropertyKind kind, JsonProperty member, TermDefinition? definition)
    {
        Kind = kind;
        _member = member;
        Definition = definition;
    }

    public static ActiveProperty Top => default;

    public static ActiveProperty Graph => new(PropertyKind.Graph, default, null);

    public static ActiveProperty Reverse => new(PropertyKind.Reverse, default, null);

    public PropertyKind Kind { get; }

    public TermDefinition? Definition { get; }

    /// <summary>No property and @graph: values that stand there belong to nothing.</summary>
    public bool IsFree => Kind is PropertyKind.Top or PropertyKind.Graph;

    public static ActiveProperty Of(JsonProperty member, TermDefinition? definition) => new(PropertyKind.Named, member, definition);

    /// <summary>The same property in another active context.</summary>
    public ActiveProperty In(ActiveContext active) =>
        Kind != PropertyKind.Named
            ? this
            : new(Kind, _member, Definition is null ? active.Find(JsonText.Utf8Name(_member)) : active.Find(Definition));
}
