using System.Text.Json;
using Untp.Credentials.JsonLd.Contexts;
using Untp.Credentials.JsonLd.Rdf;
using Untp.Credentials.Schemas;

namespace Untp.Credentials.JsonLd.Expansion;

/// <summary>
/// The name of a member, IRI expanded with vocab (JSON-LD 1.1 API clause 5.2.2). For a term, one look-up and no string: all that it
/// stands for was made with its definition.
/// </summary>
internal readonly ref struct ExpandedName
{
    private ExpandedName(TermDefinition? definition, Keyword keyword, string? iri)
    {
        Definition = definition;
        Keyword = keyword;
        Iri = iri;
    }

    public TermDefinition? Definition { get; }

    public Keyword Keyword { get; }

    /// <summary>What it stands for; null when it is to be ignored. Not set for keywords.</summary>
    public string? Iri { get; }

    /// <summary>Whether the member is to be ignored: it stands for no keyword and no IRI (clause 5.1.2 step 13.3).</summary>
    public bool IsDropped => Term is null && (Iri is null || !Iri.Contains(':', StringComparison.Ordinal));

    /// <summary>It as RDF, when that is known.</summary>
    public RdfTerm? Term => Definition?.IriTerm;

    public static ExpandedName Of(JsonProperty member, ActiveContext active)
    {
        var name = JsonText.Utf8Name(member);
        if (name is [(byte)'@', ..] && Keywords.Of(name) is not Keyword.None and var keyword)
        {
            return new(keyword == Keyword.Type ? active.Find(name) : null, keyword, null);
        }

        if (active.Find(name) is { } definition)
        {
            return new(definition, definition.Keyword, definition.Iri);
        }

        var iri = IriExpansion.Expand(active, member.Name, documentRelative: false, vocab: true);
        return new(null, Keywords.Of(iri), iri);
    }

    /// <summary>The keyword that a member's name expands to, found without making a string.</summary>
    public static Keyword KeywordOf(JsonProperty member, ActiveContext active)
    {
        var name = JsonText.Utf8Name(member);
        return name is [(byte)'@', ..] && Keywords.Of(name) is not Keyword.None and var keyword ? keyword : active.KeywordOf(name);
    }
}
