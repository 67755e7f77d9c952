namespace Untp.Credentials.JsonLd.Rdf;

/// <summary>The IRIs of RDF, XML Schema and the i18n namespace that JSON-LD writes.</summary>
internal static class RdfVocabulary
{
    public const string Json = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON";
    public const string XsdBoolean = "http://www.w3.org/2001/XMLSchema#boolean";
    public const string XsdDouble = "http://www.w3.org/2001/XMLSchema#double";
    public const string XsdInteger = "http://www.w3.org/2001/XMLSchema#integer";
    public const string I18n = "https://www.w3.org/ns/i18n#";

    public static readonly RdfTerm Type = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type");
    public static readonly RdfTerm First = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#first");
    public static readonly RdfTerm Rest = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#rest");
    public static readonly RdfTerm Nil = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#nil");
    public static readonly RdfTerm Value = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#value");
    public static readonly RdfTerm Language = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#language");
    public static readonly RdfTerm Direction = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#direction");

    private static RdfTerm Iri(string iri) => new(RdfTermKind.Iri, iri);
}
