using System.Globalization;
using Untp.Credentials.JsonLd.Rdf;

namespace Untp.Credentials.Tests.JsonLd.Rdf;

/// <summary>RDFC-1.0 clause 7.1: datasets made to cost more than anybody has are refused, at a bounded cost.</summary>
[Trait("Threat", "9")]
public sealed class Rdfc10LimitTests
{
    private static readonly RdfTerm s_predicate = new(RdfTermKind.Iri, "urn:p");

    private static readonly RdfTerm s_value = new(RdfTermKind.Literal, "x", RdfDatatypes.XsdString);

    [Theory]
    [InlineData(3, null)]
    [InlineData(4, null)]
    [InlineData(5, null)]
    [InlineData(6, "MaxWork")]
    [InlineData(7, "MaxWork")]
    [InlineData(8, "MaxWork")]
    [InlineData(9, "MaxWork")]
    [InlineData(10, "MaxWork")]
    [InlineData(11, "MaxWork")]
    [InlineData(12, "MaxWork")]
    public void Cliques_are_canonicalised_while_small_and_refused_beyond(int size, string? limit) =>
        Ends(limit, Pairs(size, size, (i, j) => i != j));

    [Fact]
    public void A_dodecahedron_is_refused() => Ends(
        "MaxWork",
        [.. Enumerable.Range(0, 10).SelectMany(i => new[]
        {
            Quad($"o{i}", $"o{(i + 1) % 10}"), Quad($"o{(i + 1) % 10}", $"o{i}"), Quad($"o{i}", $"i{i}"), Quad($"i{i}", $"o{i}"),
            Quad($"i{i}", $"i{(i + 2) % 10}"), Quad($"i{(i + 2) % 10}", $"i{i}"),
        })]);

    [Theory]
    [InlineData(16)]
    [InlineData(256)]
    public void Cubes_of_many_dimensions_are_refused(int corners) =>
        Ends("MaxWork", Pairs(corners, corners, (i, j) => int.PopCount(i ^ j) == 1));

    [Theory]
    [InlineData("MaxWork", 1_000)]
    [InlineData("MaxDepth", 5_000)]
    [InlineData("MaxDepth", 50_000)]
    public void A_ring_is_refused(string limit, int size) =>
        Ends(limit, [.. Enumerable.Range(0, size).Select(i => Quad($"n{i}", $"n{(i + 1) % size}"))]);

    [Theory]
    [InlineData(1_000)]
    [InlineData(25_000)]
    public void Two_stars_with_equal_rays_are_refused(int rays) =>
        Ends("MaxWork", Pairs(2, rays, (_, _) => true, (i, j) => $"{i}-{j}"));

    [Theory]
    [InlineData(5_000)]
    [InlineData(50_000)]
    public void Thousands_of_nodes_that_look_alike_cost_no_more_than_as_many_others(int nodes) =>
        Ends(null, [.. Enumerable.Range(0, nodes).Select(i => new RdfQuad(Blank($"n{i}"), s_predicate, s_value, null))]);

    [Fact]
    public void A_long_predicate_counts_for_as_much_as_it_costs_to_hash()
    {
        var predicate = new RdfTerm(RdfTermKind.Iri, "urn:" + new string('p', 500_000));
        var quads = Enumerable.Range(0, 4).SelectMany(i => new[] { 1, 2 }.Select(by =>
            new RdfQuad(Blank($"n{i}"), predicate, Blank($"n{(i + by) % 4}"), null)));

        Ends("MaxWork", [.. quads]);
    }

    [Fact]
    public void Too_many_statements_are_refused_before_any_is_looked_at()
    {
        var refusal = Ends("MaxQuads", [.. Enumerable.Repeat(default(RdfQuad), 50_001)]);

        Assert.Equal(
            "canonicalisation was given up at MaxQuads = 50000; the document has to make fewer statements, or MaxQuads has to be raised",
            refusal!.Message);
    }

    [Fact]
    public void A_long_IRI_in_many_statements_is_refused_by_their_length()
    {
        var subject = new RdfTerm(RdfTermKind.Iri, "urn:" + new string('s', 500_000));

        var refusal = Ends("MaxBytes", [.. Enumerable.Range(0, 40_000).Select(i => new RdfQuad(subject, s_predicate, s_value, null))]);

        Assert.Contains("MaxBytes = 8388608; the document has to make fewer or shorter", refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_refusal_of_symmetry_says_what_to_do()
    {
        var refusal = Ends("MaxWork", Pairs(10, 10, (i, j) => i != j));

        Assert.Equal(
            "canonicalisation was given up at MaxWork = 50000; too many nodes without an id look alike, and ids would tell them apart,"
            + " or MaxWork has to be raised",
            refusal!.Message);
    }

    [Theory]
    [InlineData("#test044c")]
    [InlineData("#test045c")]
    [InlineData("#test046c")]
    public void The_default_is_five_times_what_the_hardest_published_datasets_need(string id)
    {
        var options = Rdfc10Options.Default with { MaxWork = Rdfc10Options.Default.MaxWork / 5 };

        Assert.NotEqual(0, Rdfc10.Canonicalize(RdfCanonSuite.Find(id).Input, options, CancellationToken.None).NQuads.Length);
    }

    [Theory]
    [InlineData(1_000, 1 << 20)]
    [InlineData(int.MaxValue, 1 << 18)]
    public void The_stack_is_not_used_up_whatever_depth_is_allowed(int depth, int stack)
    {
        var quads = Enumerable.Range(0, 20_000).Select(i => Quad($"n{i}", $"n{(i + 1) % 20_000}")).ToList();
        var options = Rdfc10Options.Default with { MaxDepth = depth };
        Rdfc10Exception? refusal = null;
        var thread = new Thread(
            () => refusal = Assert.Throws<Rdfc10Exception>(() => Rdfc10.Canonicalize(quads, options, CancellationToken.None)), stack);

        thread.Start();
        thread.Join();

        Assert.Equal("MaxDepth", refusal?.Limit);
    }

    [Fact]
    public async Task Stops_when_it_is_cancelled()
    {
        var endless = Rdfc10Options.Default with { MaxWork = int.MaxValue };
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Run(
            () => Rdfc10.Canonicalize(Pairs(12, 12, (i, j) => i != j), endless, soon.Token), CancellationToken.None));
    }

    /// <summary>The refusal by that limit, or none; and never with more memory than a few times the dataset.</summary>
    private static Rdfc10Exception? Ends(string? limit, IReadOnlyList<RdfQuad> quads)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Rdfc10Exception? refusal = null;
        try
        {
            Rdfc10.Canonicalize(quads, Rdfc10Options.Default, CancellationToken.None);
        }
        catch (Rdfc10Exception e)
        {
            refusal = e;
        }

        Assert.Equal(limit, refusal?.Limit);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 40 << 20);
        return refusal;
    }

    private static List<RdfQuad> Pairs(int rows, int columns, Func<int, int, bool> isEdge, Func<int, int, string>? label = null) =>
        [.. Enumerable.Range(0, rows).SelectMany(i => Enumerable.Range(0, columns).Where(j => isEdge(i, j)).Select(j =>
            Quad(Label(i), label is null ? Label(j) : label(i, j))))];

    private static string Label(int number) => string.Create(CultureInfo.InvariantCulture, $"n{number}");

    private static RdfQuad Quad(string subject, string value) => new(Blank(subject), s_predicate, Blank(value), null);

    private static RdfTerm Blank(string label) => new(RdfTermKind.BlankNode, label);
}
