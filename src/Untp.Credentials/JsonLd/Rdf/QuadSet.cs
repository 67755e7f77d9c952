using System.Runtime.CompilerServices;

namespace Untp.Credentials.JsonLd.Rdf;

/// <summary>The quads of one dataset, each there once, in the order they came.</summary>
internal sealed class QuadSet(ProcessingRun run)
{
    private readonly HashSet<RdfQuad> _seen = new(new QuadComparer());

    public List<RdfQuad> Items { get; } = [];

    public void Add(RdfTerm subject, RdfTerm predicate, RdfTerm value, RdfTerm? graph)
    {
        var quad = new RdfQuad(subject, predicate, value, graph);
        if (_seen.Add(quad))
        {
            Items.Add(quad);
            run.CheckQuads(Items.Count);
        }
    }

    /// <summary>Subjects, graphs and objects that are no literals come from <see cref="RdfTerms"/>: one object each.</summary>
    private sealed class QuadComparer : IEqualityComparer<RdfQuad>
    {
        public bool Equals(RdfQuad x, RdfQuad y) =>
            ReferenceEquals(x.Subject, y.Subject)
            && x.Predicate.Value == y.Predicate.Value
            && (ReferenceEquals(x.Object, y.Object) || (x.Object.Kind == RdfTermKind.Literal && x.Object == y.Object))
            && ReferenceEquals(x.Graph, y.Graph);

        public int GetHashCode(RdfQuad obj) => HashCode.Combine(
            RuntimeHelpers.GetHashCode(obj.Subject),
            obj.Predicate.Value.GetHashCode(StringComparison.Ordinal),
            obj.Object.Kind == RdfTermKind.Literal ? obj.Object.Value.GetHashCode(StringComparison.Ordinal) : RuntimeHelpers.GetHashCode(obj.Object));
    }
}
