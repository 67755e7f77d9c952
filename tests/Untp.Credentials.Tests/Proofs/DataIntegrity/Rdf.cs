using Untp.Credentials.JsonLd;
using Untp.Credentials.Tests.JsonLd;

namespace Untp.Credentials.Tests.Proofs.DataIntegrity;

/// <summary>Ways from JSON-LD to canonical RDF.</summary>
internal static class Rdf
{
    /// <summary>Knows no context at all.</summary>
    public static CanonicalRdf None { get; } = new(new JsonLdProcessor(_ => null));

    /// <summary>Under our own contexts.</summary>
    public static CanonicalRdf Own { get; } = Vocabulary.Load().CanonicalRdf;

    /// <summary>Under the published contexts.</summary>
    public static CanonicalRdf Published() => new(PublishedContexts.Processor());
}
