using System.Text.Json;

namespace Untp.Credentials.JsonLd;

/// <summary>How values with a base direction become RDF (JSON-LD 1.1 API clause 9.3.1, rdfDirection).</summary>
internal enum RdfDirection
{
    /// <summary>The direction is dropped.</summary>
    None,

    /// <summary>As a datatype below https://www.w3.org/ns/i18n#.</summary>
    I18nDatatype,

    /// <summary>As a blank node with rdf:value, rdf:language and rdf:direction.</summary>
    CompoundLiteral,
}

/// <summary>How documents are processed, and how much of them; the mode is json-ld-1.1 always, generalised RDF is never made.</summary>
internal sealed record JsonLdOptions
{
    /// <summary>What relative IRIs are resolved against; null leaves them relative.</summary>
    public string? Base { get; init; }

    /// <summary>A context that applies before the document's own; its value, or an object with an @context entry.</summary>
    public JsonElement? ExpandContext { get; init; }

    /// <summary>How values with a base direction become RDF.</summary>
    public RdfDirection RdfDirection { get; init; }

    /// <summary>Quads of one document.</summary>
    public int MaxQuads { get; init; } = 50_000;

    /// <summary>Objects and values of one document, after expansion.</summary>
    public int MaxNodes { get; init; } = 100_000;

    /// <summary>Levels of nested arrays and objects.</summary>
    public int MaxDepth { get; init; } = 128;

    /// <summary>Context definitions that one document may have processed, those found in the cache not counted.</summary>
    public int MaxContexts { get; init; } = 3_000;

    /// <summary>Term definitions that one document may have made or copied, those found in the cache not counted.</summary>
    public int MaxTerms { get; init; } = 20_000;

    /// <summary>Remote contexts within one another.</summary>
    public int MaxRemoteContexts { get; init; } = 16;

    /// <summary>Term definitions kept between documents, over all compiled contexts; beyond it, all are dropped and made anew.</summary>
    public int MaxKeptTerms { get; init; } = 200_000;

    /// <summary>What applies unless told otherwise.</summary>
    public static JsonLdOptions Default { get; } = new();
}
