using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Untp.Credentials.JsonLd.Rdf;

namespace Untp.Credentials.Tests.JsonLd.Rdf;

/// <summary>
/// What must hold of every dataset. Those that are tried are small and have few nodes, predicates and values, so that nearly each holds
/// blank nodes that look alike.
/// </summary>
public sealed class Rdfc10PropertyTests
{
    private const int Nodes = 6;

    private static readonly Rdfc10Options s_patient = Rdfc10Options.Default with { MaxWork = 20_000_000 };

    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(500);

    [Fact]
    public void Relabelling_blank_nodes_and_shuffling_statements_never_changes_the_canonical_form() => Check.One(
        s_config,
        Prop.ForAll(Dataset.SelectMany(Variant).ToArbitrary(), pair => Canonical(pair.One) == Canonical(pair.Other)));

    [Fact]
    public void The_canonical_form_is_its_own_canonical_form() => Check.One(
        s_config,
        Prop.ForAll(Dataset.ToArbitrary(), quads =>
        {
            var canonical = Canonical(quads);
            return Canonical(NQuads.Parse(Encoding.UTF8.GetBytes(canonical))) == canonical;
        }));

    [Fact]
    public void Taking_a_statement_away_changes_the_canonical_form() => Check.One(
        s_config,
        Prop.ForAll(
            Dataset.Where(quads => quads.Count > 0).ToArbitrary(),
            quads => Canonical(quads) != Canonical([.. quads.Where(quad => quad != quads[0])])));

    [Fact]
    public void The_map_of_labels_makes_the_canonical_form() => Check.One(
        s_config,
        Prop.ForAll(Dataset.ToArbitrary(), quads =>
        {
            var canonical = Rdfc10.Canonicalize(quads, s_patient, CancellationToken.None);
            var map = canonical.BlankNodes();
            var lines = quads.Select(quad => Relabel(quad, label => map[label])).Distinct()
                .Select(quad => Encoding.UTF8.GetString(NQuads.Serialize([quad]))).Order(StringComparer.Ordinal);
            return string.Concat(lines) == Encoding.UTF8.GetString(canonical.NQuads.Span);
        }));

    private static Gen<IReadOnlyList<RdfQuad>> Dataset => Gen.OneOf(AnyQuads, Regular);

    private static Gen<IReadOnlyList<RdfQuad>> AnyQuads =>
        from length in Gen.Choose(0, 14)
        from quads in Quad.ArrayOf(length)
        select (IReadOnlyList<RdfQuad>)quads;

    /// <summary>Every node has as many neighbours as any other, but for one more statement: only paths tell them apart.</summary>
    private static Gen<IReadOnlyList<RdfQuad>> Regular =>
        from neighbours in Gen.Shuffle(Enumerable.Range(0, Nodes)).Two()
        from more in Quad
        select (IReadOnlyList<RdfQuad>)
        [
            .. Enumerable.Range(0, Nodes).SelectMany(node => new[] { neighbours.Item1[node], neighbours.Item2[node] }
                .SelectMany(other => new[] { (node, other), (other, node) }))
                .Select(edge => new RdfQuad(Node(edge.Item1), new RdfTerm(RdfTermKind.Iri, "urn:0"), Node(edge.Item2), null)),
            more,
        ];

    private static Gen<RdfQuad> Quad =>
        from subject in Gen.Frequency((6, Blank), (1, Gen.Constant(new RdfTerm(RdfTermKind.Iri, "urn:s"))))
        from predicate in Gen.Choose(0, 1)
        from value in Gen.Frequency((6, Blank), (1, Gen.Constant(new RdfTerm(RdfTermKind.Literal, "x", RdfDatatypes.XsdString))))
        from graph in Gen.Frequency((8, Gen.Constant<RdfTerm?>(null)), (1, Blank.Select(RdfTerm? (node) => node)))
        select new RdfQuad(subject, new RdfTerm(RdfTermKind.Iri, $"urn:{predicate}"), value, graph);

    private static Gen<RdfTerm> Blank => Gen.Choose(0, Nodes - 1).Select(Node);

    private static Gen<(IReadOnlyList<RdfQuad> One, IReadOnlyList<RdfQuad> Other)> Variant(IReadOnlyList<RdfQuad> quads) =>
        from labels in Gen.Shuffle(Enumerable.Range(0, Nodes).Select(node => $"c14n{node}"))
        from order in Gen.Shuffle(quads.Concat(quads.Take(3)))
        select (quads, (IReadOnlyList<RdfQuad>)[.. order.Select(quad => Relabel(quad, label => labels[label[1] - '0']))]);

    private static RdfTerm Node(int number) => new(RdfTermKind.BlankNode, $"n{number}");

    private static RdfQuad Relabel(RdfQuad quad, Func<string, string> label)
    {
        return new RdfQuad(Term(quad.Subject), quad.Predicate, Term(quad.Object), quad.Graph is null ? null : Term(quad.Graph));

        RdfTerm Term(RdfTerm term) => term.Kind == RdfTermKind.BlankNode ? term with { Value = label(term.Value) } : term;
    }

    private static string Canonical(IReadOnlyList<RdfQuad> quads) =>
        Encoding.UTF8.GetString(Rdfc10.Canonicalize(quads, s_patient, CancellationToken.None).NQuads.Span);
}
