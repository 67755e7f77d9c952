using System.Runtime.InteropServices;

namespace Untp.Credentials.JsonLd.Rdf.Canonicalization;

/// <summary>
/// The input dataset, each statement written once as canonical N-Quads with <c>_:z</c> for every blank node; a place-holder of that
/// length is all that clause 4.6 needs. Blank nodes are numbered in the order in which they are first met.
/// </summary>
internal sealed class Statements : IDisposable
{
    private const int None = -1;

    private readonly NQuadsWriter _text = new();
    private readonly Dictionary<string, int> _nodes = new(StringComparer.Ordinal);
    private readonly List<string> _labels = [];
    private QuadLine[] _lines = [];

    public ReadOnlySpan<QuadLine> Lines => _lines;

    /// <summary>The input's labels of the blank nodes, by their numbers.</summary>
    public IReadOnlyList<string> Labels => _labels;

    public Span<byte> Text => _text.Written;

    public ReadOnlySpan<byte> TextOf(in QuadLine line) => _text.Written[line.Start..line.End];

    /// <summary>Writes the dataset, once.</summary>
    /// <exception cref="Rdfc10Exception">There are more statements or bytes than the options allow.</exception>
    /// <exception cref="ArgumentException">A term cannot be written: see <see cref="NQuadsWriter"/>.</exception>
    public void Write(IReadOnlyList<RdfQuad> quads, Rdfc10Options options, CancellationToken cancellationToken)
    {
        if (quads.Count > options.MaxQuads)
        {
            throw new Rdfc10Exception(nameof(options.MaxQuads), options.MaxQuads);
        }

        _lines = new QuadLine[quads.Count];
        for (var i = 0; i < _lines.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _lines[i] = Write(quads[i]);
            if (_text.Length > options.MaxBytes)
            {
                throw new Rdfc10Exception(nameof(options.MaxBytes), options.MaxBytes);
            }
        }
    }

    public void Dispose() => _text.Dispose();

    private QuadLine Write(in RdfQuad quad)
    {
        NQuadsWriter.RequirePlaces(quad);
        var start = _text.Length;
        var subject = WriteTerm(quad.Subject);
        var predicateStart = _text.Length + 1;
        WriteNext(quad.Predicate);
        var predicateEnd = _text.Length;
        var @object = WriteNext(quad.Object);
        var graphLetter = _text.Length + 3;
        var graph = quad.Graph is null ? None : WriteNext(quad.Graph);
        _text.Write(" .\n"u8);
        return new QuadLine
        {
            Start = start,
            PredicateStart = predicateStart,
            PredicateEnd = predicateEnd,
            GraphLetter = graphLetter,
            End = _text.Length,
            Subject = subject,
            Object = @object,
            Graph = graph,
        };
    }

    private int WriteNext(RdfTerm term)
    {
        _text.Write(" "u8);
        return WriteTerm(term);
    }

    private int WriteTerm(RdfTerm term)
    {
        if (term.Kind != RdfTermKind.BlankNode)
        {
            _text.WriteTerm(term);
            return None;
        }

        _text.Write("_:z"u8);
        ref var node = ref CollectionsMarshal.GetValueRefOrAddDefault(_nodes, term.Value, out var isKnown);
        if (!isKnown)
        {
            node = _labels.Count;
            _labels.Add(term.Value);
        }

        return node;
    }
}
