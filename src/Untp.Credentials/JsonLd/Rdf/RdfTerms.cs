using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Untp.Credentials.JsonLd.Iris;

namespace Untp.Credentials.JsonLd.Rdf;

/// <summary>The IRIs and blank nodes of one dataset, each one object, so that they are compared by reference.</summary>
internal sealed class RdfTerms
{
    private readonly Dictionary<string, RdfTerm?> _known = new(64, new TextComparer());
    private int _blankNodes;

    /// <summary>The term for an identifier; null when it is neither a well-formed IRI nor a blank node.</summary>
    public RdfTerm? Of(string? identifier)
    {
        if (identifier is null)
        {
            return null;
        }

        if (!_known.TryGetValue(identifier, out var term))
        {
            term = Make(identifier);
            _known.Add(identifier, term);
        }

        return term;
    }

    /// <summary>JSON-LD 1.1 API clause 7.4, Generate Blank Node Identifier, for no identifier.</summary>
    public RdfTerm NewBlankNode() => new(RdfTermKind.BlankNode, string.Create(CultureInfo.InvariantCulture, $"b{_blankNodes++}"));

    private RdfTerm? Make(string identifier)
    {
        if (IriSyntax.IsBlankNode(identifier))
        {
            return NewBlankNode();
        }

        return IriSyntax.IsWellFormed(identifier) ? new RdfTerm(RdfTermKind.Iri, identifier) : null;
    }

    private sealed class TextComparer : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

        public int GetHashCode([DisallowNull] string obj) => (int)SeededHash.Of(obj);
    }
}
