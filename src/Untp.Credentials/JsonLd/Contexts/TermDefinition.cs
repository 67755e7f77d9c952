using System.Text;
using System.Text.Json;
using Untp.Credentials.JsonLd.Iris;
using Untp.Credentials.JsonLd.Rdf;

namespace Untp.Credentials.JsonLd.Contexts;

/// <summary>Container mappings (JSON-LD 1.1 clause 9.15), as they may be combined.</summary>
[Flags]
internal enum Containers
{
    None = 0,
    Graph = 1,
    Id = 2,
    Index = 4,
    Language = 8,
    List = 16,
    Set = 32,
    Type = 64,
}

/// <summary>What a type mapping says of values.</summary>
internal enum TypeMapping
{
    /// <summary>There is none.</summary>
    Absent,

    /// <summary>@id: strings are IRIs, relative to the document.</summary>
    Id,

    /// <summary>@vocab: strings are terms, or IRIs.</summary>
    Vocab,

    /// <summary>@json: values are JSON literals.</summary>
    Json,

    /// <summary>@none: values are left alone.</summary>
    NoneValue,

    /// <summary>Values are literals of <see cref="TermDefinition.Datatype"/>.</summary>
    Datatype,
}

/// <summary>A term definition (JSON-LD 1.1 API clause 4.1). Its creator alone sets anything; then it is shared.</summary>
internal sealed class TermDefinition(string name)
{
    public string Name { get; } = name;

    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(name);

    public ulong Hash { get; private set; }

    /// <summary>Stands in for a definition that is being made anew: there is none just now.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>The IRI mapping; null when the term is not to be used. A keyword's is its name.</summary>
    public string? Iri
    {
        get;
        set
        {
            field = value;
            Keyword = Keywords.Of(value);
            IriTerm = value is not null && Keyword == Keyword.None && IriSyntax.IsWellFormed(value)
                ? new RdfTerm(RdfTermKind.Iri, value)
                : null;
        }
    }

    public Keyword Keyword { get; private set; }

    /// <summary>The IRI mapping as RDF; null when it is no well-formed IRI.</summary>
    public RdfTerm? IriTerm { get; private set; }

    public bool IsPrefix { get; set; }

    public bool IsProtected { get; set; }

    public bool IsReverse { get; set; }

    public Containers Container { get; set; }

    public TypeMapping Type { get; set; }

    public string? Datatype
    {
        get;
        set
        {
            field = value;
            IsDatatypeIri = value is not null && IriSyntax.IsWellFormed(value);
        }
    }

    /// <summary>Whether values of the datatype reach the RDF.</summary>
    public bool IsDatatypeIri { get; private set; }

    public bool HasLanguage { get; set; }

    public string? Language { get; set; }

    public bool HasDirection { get; set; }

    public string? Direction { get; set; }

    public string? Index { get; set; }

    public string? Nest { get; set; }

    /// <summary>The scoped context; of kind Undefined when there is none.</summary>
    public JsonElement LocalContext
    {
        get;
        set
        {
            field = value;
            HasLocalContext = value.ValueKind != JsonValueKind.Undefined;
        }
    }

    public bool HasLocalContext { get; private set; }

    /// <summary>What relative URLs in the scoped context are resolved against.</summary>
    public string? BaseUrl { get; set; }

    public TermDefinition WithHash()
    {
        Hash = SeededHash.Of(Utf8);
        return this;
    }

    /// <summary>Whether two definitions say the same, protection aside (JSON-LD 1.1 API clause 4.2.2 step 27.1).</summary>
    public bool SaysTheSameAs(TermDefinition other) =>
        ReferenceEquals(this, other)
        || (Name == other.Name
            && Iri == other.Iri
            && (IsPrefix, IsReverse, Container) == (other.IsPrefix, other.IsReverse, other.Container)
            && (Type, Datatype) == (other.Type, other.Datatype)
            && (HasLanguage, Language, HasDirection, Direction) == (other.HasLanguage, other.Language, other.HasDirection, other.Direction)
            && Index == other.Index
            && Nest == other.Nest
            && HasSameContextAs(other));

    private bool HasSameContextAs(TermDefinition other) =>
        HasLocalContext == other.HasLocalContext
        && (!HasLocalContext
            || (JsonElement.DeepEquals(LocalContext, other.LocalContext) && (BaseUrl == other.BaseUrl || !Refers(LocalContext))));

    /// <summary>Whether a context names others by URL, so that it matters where it stands.</summary>
    private static bool Refers(JsonElement context) => context.ValueKind switch
    {
        JsonValueKind.String => true,
        JsonValueKind.Array => context.EnumerateArray().Any(Refers),
        JsonValueKind.Object => context.EnumerateObject().Any(entry =>
            entry.NameEquals("@import"u8)
            || (entry.Value.ValueKind == JsonValueKind.Object
                && entry.Value.TryGetProperty("@context"u8, out var scoped)
                && Refers(scoped))),
        _ => false,
    };
}
