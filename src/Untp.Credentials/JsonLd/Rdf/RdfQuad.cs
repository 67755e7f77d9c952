namespace Untp.Credentials.JsonLd.Rdf;

/// <summary>A statement of an RDF dataset (RDF 1.1 Concepts clauses 3.1 and 4).</summary>
/// <param name="Subject">An IRI or a blank node.</param>
/// <param name="Predicate">An IRI.</param>
/// <param name="Object">Any term.</param>
/// <param name="Graph">The name of the graph that it stands in, an IRI or a blank node; null in the default graph.</param>
internal readonly record struct RdfQuad(RdfTerm Subject, RdfTerm Predicate, RdfTerm Object, RdfTerm? Graph);
