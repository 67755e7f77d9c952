namespace Untp.Credentials.JsonLd.Rdf;

/// <summary>What an <see cref="RdfTerm"/> is.</summary>
internal enum RdfTermKind
{
    /// <summary>An absolute IRI, without angle brackets.</summary>
    Iri,

    /// <summary>A blank node; its value is the label after <c>_:</c>.</summary>
    BlankNode,

    /// <summary>A literal: lexical form, datatype, and a language where the datatype is rdf:langString.</summary>
    Literal,
}

/// <summary>
/// A term of RDF 1.1 Concepts clause 3; two are equal when kind, value, datatype and language are, character by character.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The IRI, the blank node's label, or the literal's lexical form.</param>
/// <param name="Datatype">The datatype IRI of a literal, xsd:string where none is written; null for all others.</param>
/// <param name="Language">The language tag of a literal of datatype rdf:langString; null for all others.</param>
internal sealed record RdfTerm(RdfTermKind Kind, string Value, string? Datatype = null, string? Language = null);
