namespace Untp.Credentials.JsonLd.Rdf;

/// <summary>The datatypes that RDF 1.1 itself treats apart.</summary>
internal static class RdfDatatypes
{
    /// <summary>What a literal without datatype and language has.</summary>
    public const string XsdString = "http://www.w3.org/2001/XMLSchema#string";

    /// <summary>What a literal with a language has.</summary>
    public const string LangString = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString";
}
