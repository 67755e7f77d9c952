using Untp.Credentials.JsonLd.Rdf;

namespace Untp.Credentials.JsonLd.Expansion;

/// <summary>The properties of an expanded object in the order they came, each with its values.</summary>
internal sealed class PropertyList
{
    /// <summary>Up to so many, looking along the list is quicker than an index.</summary>
    private const int Few = 12;

    private ExpandedProperty[] _items = new ExpandedProperty[4];
    private Dictionary<string, int>? _index;

    public int Count { get; private set; }

    public ReadOnlySpan<ExpandedProperty> Items => _items.AsSpan(0, Count);

    /// <summary>The values of a property, for which there is a place from now on.</summary>
    /// <param name="iri">The property.</param>
    /// <param name="term">It as RDF, when that is known already; null: find out when it is needed.</param>
    public ref ItemChain ValuesOf(string iri, RdfTerm? term = null)
    {
        var found = Find(iri);
        if (found >= 0)
        {
            return ref _items[found].Values;
        }

        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Count * 2);
        }

        _items[Count] = new ExpandedProperty { Iri = iri, Term = term };
        _index?.Add(iri, Count);
        return ref _items[Count++].Values;
    }

    private int Find(string iri)
    {
        if (Count > Few)
        {
            _index ??= MakeIndex();
            return _index.TryGetValue(iri, out var place) ? place : -1;
        }

        for (var i = 0; i < Count; i++)
        {
            if (_items[i].Iri == iri)
            {
                return i;
            }
        }

        return -1;
    }

    private Dictionary<string, int> MakeIndex()
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < Count; i++)
        {
            index.Add(_items[i].Iri, i);
        }

        return index;
    }
}

/// <summary>A property and its values.</summary>
internal struct ExpandedProperty
{
    /// <summary>An IRI or blank node identifier, or what is neither and will not reach the RDF.</summary>
    public string Iri;

    public RdfTerm? Term;

    public ItemChain Values;
}
