using System.Numerics;
using System.Runtime.CompilerServices;

namespace Untp.Credentials.JsonLd.Rdf;

/// <summary>
/// The quads of one dataset, each there once, in the order they came. Subjects, graph names and objects that are no literals come from
/// one <see cref="RdfTerms"/>, and are compared by reference.
/// </summary>
internal sealed class QuadSet
{
    private readonly ProcessingRun _run;
    private int[] _places;

    /// <param name="run">Counts the quads.</param>
    /// <param name="expected">About how many there will be.</param>
    public QuadSet(ProcessingRun run, int expected)
    {
        _run = run;
        Items = new List<RdfQuad>(expected);
        _places = new int[BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, expected * 2))];
    }

    public List<RdfQuad> Items { get; }

    public void Add(RdfTerm subject, RdfTerm predicate, RdfTerm value, RdfTerm? graph)
    {
        var quad = new RdfQuad(subject, predicate, value, graph);
        ref var place = ref Find(quad);
        if (place == 0)
        {
            Items.Add(quad);
            place = Items.Count;
            _run.CheckQuads(Items.Count);
            if (Items.Count * 2 > _places.Length)
            {
                Grow();
            }
        }
    }

    /// <summary>Where the quad's position is kept, counted from 1; 0 when it is new.</summary>
    private ref int Find(in RdfQuad quad)
    {
        var slot = (int)Hash(quad) & (_places.Length - 1);
        while (_places[slot] is > 0 and var place && !AreSame(Items[place - 1], quad))
        {
            slot = (slot + 1) & (_places.Length - 1);
        }

        return ref _places[slot];
    }

    private void Grow()
    {
        _places = new int[_places.Length * 2];
        for (var i = 0; i < Items.Count; i++)
        {
            Find(Items[i]) = i + 1;
        }
    }

    private static bool AreSame(in RdfQuad x, in RdfQuad y) =>
        ReferenceEquals(x.Subject, y.Subject)
        && ReferenceEquals(x.Graph, y.Graph)
        && x.Predicate.Value == y.Predicate.Value
        && (ReferenceEquals(x.Object, y.Object) || (x.Object.Kind == RdfTermKind.Literal && x.Object == y.Object));

    private static ulong Hash(in RdfQuad quad)
    {
        const ulong Odd = 0x9E3779B97F4A7C15;
        var value = quad.Object.Kind == RdfTermKind.Literal
            ? SeededHash.Of(quad.Object.Value)
            : (ulong)RuntimeHelpers.GetHashCode(quad.Object) * Odd;
        var subject = (ulong)RuntimeHelpers.GetHashCode(quad.Subject) * Odd;
        return (value ^ BitOperations.RotateLeft(subject, 29) ^ BitOperations.RotateLeft(SeededHash.Of(quad.Predicate.Value), 13)) >> 7;
    }
}
