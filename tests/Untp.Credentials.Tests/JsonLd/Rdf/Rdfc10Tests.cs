using System.Security.Cryptography;
using System.Text;
using Untp.Credentials.JsonLd.Rdf;

namespace Untp.Credentials.Tests.JsonLd.Rdf;

/// <summary>RDFC-1.0 beyond the W3C suite.</summary>
public sealed class Rdfc10Tests
{
    [Fact]
    public void Nothing_stays_nothing()
    {
        var canonical = Rdfc10.Canonicalize([], Rdfc10Options.Default, CancellationToken.None);

        Assert.Equal(0, canonical.NQuads.Length);
        Assert.Empty(canonical.BlankNodes());
    }

    [Fact]
    public void Repeats_are_dropped_before_anything_is_hashed()
    {
        // of ten nodes that their hashes put in order; a statement counted twice would give its node another hash
        var lines = Enumerable.Range(0, 10).Select(i => $"_:b{i} <urn:p> \"{i}\" .\n").Append("<urn:s> <urn:p> <urn:o> .\n").ToList();

        Assert.Equal(Canonical(string.Concat(lines)), Canonical(string.Concat(lines.Concat(lines.Where((_, i) => i % 2 == 0)))));
    }

    [Fact]
    public void Labels_of_the_input_that_look_canonical_are_relabelled_all_the_same() => Assert.Equal(
        Canonical("_:x <urn:p> _:y .\n_:y <urn:p> \"1\" .\n"),
        Canonical("_:c14n1 <urn:p> _:c14n0 .\n_:c14n0 <urn:p> \"1\" .\n"));

    [Fact]
    public void Sorts_by_code_points_not_by_UTF_16()
    {
        const string Text = "<urn:s> <urn:p> \"\uFF5E\" .\n<urn:s> <urn:p> \"\U0001F600\" .\n";

        Assert.Equal(Text, Canonical(Text));
    }

    [Fact]
    public void Sorts_a_plain_literal_before_one_with_language_and_a_shorter_label_before_a_longer()
    {
        var text = string.Concat(Enumerable.Range(0, 12).Select(i => $"_:b{i} <urn:p> \"{i}\" .\n"));
        var lines = Canonical(text).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(["_:c14n0", "_:c14n1", "_:c14n10", "_:c14n11", "_:c14n2"], lines.Take(5).Select(line => line.Split(' ')[0]));
        Assert.Equal(
            "<urn:s> <urn:p> \"a\" .\n<urn:s> <urn:p> \"a\"@en .\n",
            Canonical("<urn:s> <urn:p> \"a\"@en .\n<urn:s> <urn:p> \"a\" .\n"));
    }

    [Fact, Trait("Threat", "9")]
    public void A_blank_node_that_is_related_many_times_over_has_one_permutation()
    {
        // each node stands in a graph of its own with twelve statements, and position g is hashed without predicate: twelve entries of
        // one hash, all the same node; as a list they would have 479,001,600 permutations
        var text = string.Concat(Enumerable.Range(0, 12).Select(i => $"_:a <urn:p{i}> \"x\" _:g .\n_:b <urn:p{i}> \"x\" _:h .\n"));

        Assert.Equal(24, Canonical(text).Count(c => c == '\n'));
    }

    [Fact]
    public void Refuses_other_hash_algorithms() => Assert.Throws<ArgumentException>(() => Rdfc10.Canonicalize(
        [], Rdfc10Options.Default with { HashAlgorithm = HashAlgorithmName.SHA1 }, CancellationToken.None));

    private static string Canonical(string text) =>
        Encoding.UTF8.GetString(Rdfc10.Canonicalize(Parse(text), Rdfc10Options.Default, CancellationToken.None).NQuads.Span);

    private static IReadOnlyList<RdfQuad> Parse(string text) => NQuads.Parse(Encoding.UTF8.GetBytes(text));
}
