using Untp.Credentials.JsonLd.Expansion;

namespace Untp.Credentials.JsonLd.Rdf;

/// <summary>
/// Quads out of the expanded form: JSON-LD 1.1 API clauses 7.2.2 (Node Map Generation), 8.1.2 (Deserialize JSON-LD to RDF), 8.2.2
/// (Object to RDF) and 8.3.2 (List to RDF) in one walk, for a node map that nobody reads need not be made. What is ill-formed is not
/// written; the nodes within it are.
/// </summary>
internal sealed class ToRdfConversion(ProcessingRun run)
{
    private readonly RdfTerms _terms = new();
    private readonly QuadSet _quads = new(run, run.Nodes);
    private readonly RdfDirection _direction = run.Options.RdfDirection;
    private Dictionary<(RdfTerm? Node, RdfTerm? Graph), string>? _indexes;
    private Dictionary<RdfQuad, RdfTerm>? _compounds;

    /// <summary>The quads of a document's expanded items.</summary>
    public List<RdfQuad> Convert(ItemChain items)
    {
        foreach (var item in items)
        {
            AddNode(item, default);
        }

        return _quads.Items;
    }

    /// <summary>The node's term, null when it has no well-formed identifier; all that is said of it is added.</summary>
    private RdfTerm? AddNode(ExpandedObject node, GraphName graph)
    {
        // 7.2.2 steps 6.1, 6.2
        var subject = node.Has.HasFlag(Entries.Id) ? _terms.Of(node.Id) : _terms.NewBlankNode();
        CheckIndex(node, subject, graph); // 6.8
        foreach (var type in node.AllTypes) // 6.7; 8.1.2 step 1.3.2.1
        {
            Add(subject, RdfVocabulary.Type, _terms.Of(type), graph);
        }

        if (node.HasReverse)
        {
            AddReverse(node.Reverse!, subject, graph); // 6.9
        }

        if (node.Has.HasFlag(Entries.Graph))
        {
            foreach (var item in node.Items) // 6.10; 8.1.2 step 1.1
            {
                AddNode(item, new GraphName(subject, IsDropped: subject is null));
            }
        }

        foreach (var item in node.Included) // 6.11
        {
            AddNode(item, graph);
        }

        if (node.HasProperties)
        {
            AddProperties(node.Properties!, subject, graph); // 6.12
        }

        return subject;
    }

    private void AddProperties(PropertyList properties, RdfTerm? subject, GraphName graph)
    {
        foreach (ref readonly var property in properties.Items)
        {
            // 8.1.2 steps 1.3.2.3, 1.3.2.4: no blank nodes for properties
            var predicate = PredicateOf(property);
            foreach (var item in property.Values)
            {
                var value = ObjectOf(item, subject, predicate, graph);
                Add(subject, predicate, value, graph);
            }
        }
    }

    private RdfTerm? PredicateOf(in ExpandedProperty property)
    {
        var term = property.Term ?? _terms.Of(property.Iri);
        return term?.Kind == RdfTermKind.Iri ? term : null;
    }

    /// <summary>7.2.2 step 6.9: the values are the subjects.</summary>
    private void AddReverse(PropertyList reverse, RdfTerm? node, GraphName graph)
    {
        foreach (ref readonly var property in reverse.Items)
        {
            var predicate = PredicateOf(property);
            foreach (var item in property.Values)
            {
                Add(AddNode(item, graph), predicate, node, graph);
            }
        }
    }

    /// <summary>8.2.2; the statements that an object needs are added only where a statement about it will be.</summary>
    private RdfTerm? ObjectOf(ExpandedObject item, RdfTerm? subject, RdfTerm? predicate, GraphName graph)
    {
        // 3
        if (item.IsList)
        {
            return ListOf(item.Items, isWritten: subject is not null && predicate is not null, graph);
        }

        // 1, 2
        if (!item.IsValue)
        {
            return AddNode(item, graph);
        }

        // 4 to 15
        return item.Direction is null || _direction == RdfDirection.None || subject is null || predicate is null || graph.IsDropped
            ? RdfLiterals.Of(item)
            : WithDirection(item, subject, predicate, graph);
    }

    /// <summary>8.3.2.</summary>
    private RdfTerm? ListOf(ItemChain items, bool isWritten, GraphName graph)
    {
        // 1, 2
        var head = items.IsEmpty ? RdfVocabulary.Nil : _terms.NewBlankNode();
        var subject = head;

        // 3
        for (var item = items.First; item is not null; item = item.Next)
        {
            // 3.2, 3.3
            var value = ObjectOf(item, isWritten ? subject : null, RdfVocabulary.First, graph);
            Add(isWritten ? subject : null, RdfVocabulary.First, value, graph);

            // 3.4
            var rest = item.Next is null ? RdfVocabulary.Nil : _terms.NewBlankNode();
            Add(isWritten ? subject : null, RdfVocabulary.Rest, rest, graph);
            subject = rest;
        }

        // 4
        return head;
    }

    /// <summary>8.2.2 step 13.</summary>
    private RdfTerm? WithDirection(ExpandedObject item, RdfTerm subject, RdfTerm predicate, GraphName graph)
    {
        // 13.1
        var literal = RdfLiterals.Of(item);
        var language = item.Language?.ToLowerInvariant();
        if (literal is null)
        {
            return null;
        }

        // 13.2
        if (_direction == RdfDirection.I18nDatatype)
        {
            return new RdfTerm(RdfTermKind.Literal, literal.Value, $"{RdfVocabulary.I18n}{language}_{item.Direction}");
        }

        // 13.3; equal values of one property are one value (7.2.2 step 4.1.2)
        var same = new RdfQuad(subject, predicate, literal with { Datatype = item.Direction }, graph.Name);
        _compounds ??= [];
        if (!_compounds.TryGetValue(same, out var compound))
        {
            compound = _terms.NewBlankNode();
            _compounds.Add(same, compound);
            Add(compound, RdfVocabulary.Value, literal with { Datatype = RdfDatatypes.XsdString, Language = null }, graph);
            Add(compound, RdfVocabulary.Language, language is null ? null : new(RdfTermKind.Literal, language, RdfDatatypes.XsdString), graph);
            Add(compound, RdfVocabulary.Direction, new(RdfTermKind.Literal, item.Direction!, RdfDatatypes.XsdString), graph);
        }

        return compound;
    }

    /// <summary>7.2.2 step 6.8.</summary>
    private void CheckIndex(ExpandedObject node, RdfTerm? subject, GraphName graph)
    {
        if (node.Index is { } index && subject is not null)
        {
            _indexes ??= [];
            if (!_indexes.TryAdd((subject, graph.Name), index) && _indexes[(subject, graph.Name)] != index)
            {
                throw new JsonLdException(JsonLdErrorCodes.ConflictingIndexes, $"{Excerpt.Of(node.Id ?? "a node")} has two indexes", null);
            }
        }
    }

    private void Add(RdfTerm? subject, RdfTerm? predicate, RdfTerm? value, GraphName graph)
    {
        if (subject is not null && predicate is not null && value is not null && !graph.IsDropped)
        {
            _quads.Add(subject, predicate, value, graph.Name);
        }
    }

    /// <summary>A graph's name; null is the default graph's. Nothing is written to a graph whose name is ill-formed.</summary>
    private readonly record struct GraphName(RdfTerm? Name, bool IsDropped);
}
