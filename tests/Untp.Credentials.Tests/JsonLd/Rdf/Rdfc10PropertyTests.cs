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
        Prop.ForAll(Dataset(GraphIri).SelectMany(Variant).ToArbitrary(), pair => Canonical(pair.One) == Canonical(pair.Other)));

    /// <summary>
    /// A limit of the algorithm, which any implementation shares. Clause 4.7 hashes a blank node that names a graph without a word of the
    /// statement around it. So n0 and n1 hash alike, though it is the graph of n0's statement alone that has something said of it, and step
    /// 5.3 takes the two in an order that it leaves open. Either form is the dataset's: a signature is refused without need at worst.
    /// </summary>
    [Fact]
    public void Nodes_that_only_the_names_of_their_graphs_tell_apart_are_one_to_the_algorithm()
    {
        RdfQuad[] dataset =
        [
            new(Node(0), Predicate(0), Node(1), Node(2)),
            new(Node(1), Predicate(0), Node(0), Node(3)),
            new(Node(2), Predicate(1), Node(2), null),
        ];
        const string Start = "_:c14n0 <urn:1> _:c14n0 .\n";

        string[] forms = [Canonical(dataset), Canonical([dataset[1], dataset[0], dataset[2]])];

        Assert.Equivalent(
            new[]
            {
                Start + "_:c14n2 <urn:0> _:c14n3 _:c14n0 .\n_:c14n3 <urn:0> _:c14n2 _:c14n1 .\n",
                Start + "_:c14n2 <urn:0> _:c14n3 _:c14n1 .\n_:c14n3 <urn:0> _:c14n2 _:c14n0 .\n",
            },
            forms,
            strict: true);
    }

    [Fact]
    public void The_canonical_form_is_its_own_canonical_form() => Check.One(
        s_config,
        Prop.ForAll(Dataset(GraphIri).ToArbitrary(), quads =>
        {
            var canonical = Canonical(quads);
            return Canonical(NQuads.Parse(Encoding.UTF8.GetBytes(canonical))) == canonical;
        }));

    [Fact]
    public void Taking_a_statement_away_changes_the_canonical_form() => Check.One(
        s_config,
        Prop.ForAll(
            Dataset(Blank).Where(quads => quads.Count > 0).ToArbitrary(),
            quads => Canonical(quads) != Canonical([.. quads.Where(quad => quad != quads[0])])));

    [Fact]
    public void The_map_of_labels_makes_the_canonical_form() => Check.One(
        s_config,
        Prop.ForAll(Dataset(Blank).ToArbitrary(), quads =>
        {
            var canonical = Rdfc10.Canonicalize(quads, s_patient, CancellationToken.None);
            var map = canonical.BlankNodes();
            var lines = quads.Select(quad => Relabel(quad, label => map[label])).Distinct()
                .Select(quad => Encoding.UTF8.GetString(NQuads.Serialize([quad]))).Order(StringComparer.Ordinal);
            return string.Concat(lines) == Encoding.UTF8.GetString(canonical.NQuads.Span);
        }));

    private static Gen<RdfTerm> GraphIri => Gen.Choose(0, 1).Select(number => new RdfTerm(RdfTermKind.Iri, $"urn:g{number}"));

    private static Gen<IReadOnlyList<RdfQuad>> Dataset(Gen<RdfTerm> graphName)
    {
        var quad = Quad(graphName);
        return Gen.OneOf(AnyQuads(quad), Regular(quad));
    }

    private static Gen<IReadOnlyList<RdfQuad>> AnyQuads(Gen<RdfQuad> quad) =>
        from length in Gen.Choose(0, 14)
        from quads in quad.ArrayOf(length)
        select (IReadOnlyList<RdfQuad>)quads;

    /// <summary>Every node has as many neighbours as any other, but for one more statement: only paths tell them apart.</summary>
    private static Gen<IReadOnlyList<RdfQuad>> Regular(Gen<RdfQuad> quad) =>
        from neighbours in Gen.Shuffle(Enumerable.Range(0, Nodes)).Two()
        from more in quad
        select (IReadOnlyList<RdfQuad>)
        [
            .. Enumerable.Range(0, Nodes).SelectMany(node => new[] { neighbours.Item1[node], neighbours.Item2[node] }
                .SelectMany(other => new[] { (node, other), (other, node) }))
                .Select(edge => new RdfQuad(Node(edge.Item1), Predicate(0), Node(edge.Item2), null)),
            more,
        ];

    private static Gen<RdfQuad> Quad(Gen<RdfTerm> graphName) =>
        from subject in Gen.Frequency((6, Blank), (1, Gen.Constant(new RdfTerm(RdfTermKind.Iri, "urn:s"))))
        from predicate in Gen.Choose(0, 1)
        from value in Gen.Frequency((6, Blank), (1, Gen.Constant(new RdfTerm(RdfTermKind.Literal, "x", RdfDatatypes.XsdString))))
        from graph in Gen.Frequency((8, Gen.Constant<RdfTerm?>(null)), (1, graphName.Select(RdfTerm? (name) => name)))
        select new RdfQuad(subject, Predicate(predicate), value, graph);

    private static Gen<RdfTerm> Blank => Gen.Choose(0, Nodes - 1).Select(Node);

    private static Gen<(IReadOnlyList<RdfQuad> One, IReadOnlyList<RdfQuad> Other)> Variant(IReadOnlyList<RdfQuad> quads) =>
        from labels in Gen.Shuffle(Enumerable.Range(0, Nodes).Select(node => $"c14n{node}"))
        from order in Gen.Shuffle(quads.Concat(quads.Take(3)))
        select (quads, (IReadOnlyList<RdfQuad>)[.. order.Select(quad => Relabel(quad, label => labels[label[1] - '0']))]);

    private static RdfTerm Predicate(int number) => new(RdfTermKind.Iri, $"urn:{number}");

    private static RdfTerm Node(int number) => new(RdfTermKind.BlankNode, $"n{number}");

    private static RdfQuad Relabel(RdfQuad quad, Func<string, string> label)
    {
        return new RdfQuad(Term(quad.Subject), quad.Predicate, Term(quad.Object), quad.Graph is null ? null : Term(quad.Graph));

        RdfTerm Term(RdfTerm term) => term.Kind == RdfTermKind.BlankNode ? term with { Value = label(term.Value) } : term;
    }

    private static string Canonical(IReadOnlyList<RdfQuad> quads) =>
        Encoding.UTF8.GetString(Rdfc10.Canonicalize(quads, s_patient, CancellationToken.None).NQuads.Span);
}
