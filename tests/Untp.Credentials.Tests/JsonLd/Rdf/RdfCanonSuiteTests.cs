using System.Text;
using System.Text.Json;
using Untp.Credentials.JsonLd.Rdf;

namespace Untp.Credentials.Tests.JsonLd.Rdf;

/// <summary>The W3C test suite of RDFC-1.0, under the default limits.</summary>
public sealed class RdfCanonSuiteTests
{
    public static TheoryData<string> Evaluations => RdfCanonSuite.Ids("rdfc:RDFC10EvalTest");

    public static TheoryData<string> Maps => RdfCanonSuite.Ids("rdfc:RDFC10MapTest");

    public static TheoryData<string> Negatives => RdfCanonSuite.Ids("rdfc:RDFC10NegativeEvalTest");

    [Theory, MemberData(nameof(Evaluations))]
    public void Gives_the_published_canonical_form(string id)
    {
        var test = RdfCanonSuite.Find(id);

        Assert.Equal(Encoding.UTF8.GetString(test.Expected), Encoding.UTF8.GetString(test.Canonicalize().NQuads.Span));
    }

    [Theory, MemberData(nameof(Maps))]
    public void Gives_the_published_map_of_labels(string id)
    {
        var test = RdfCanonSuite.Find(id);

        Assert.Equal(
            JsonSerializer.Deserialize<Dictionary<string, string>>(test.Expected)!,
            test.Canonicalize().BlankNodes());
    }

    [Theory, MemberData(nameof(Negatives)), Trait("Threat", "9")]
    public void Refuses_the_poison_graph(string id)
    {
        var test = RdfCanonSuite.Find(id);

        Assert.Equal("MaxWork", Assert.Throws<Rdfc10Exception>(test.Canonicalize).Limit);
    }

    [Fact]
    public void Runs_every_test_of_the_suite()
    {
        var entries = RdfCanonSuite.Entries();

        var run = Evaluations.Count + Maps.Count + Negatives.Count;
        TestContext.Current.SendDiagnosticMessage(
            $"RDFC-1.0: {run} of {entries.Count} tests run, {RdfCanonSuite.LeftOut.Count} left out");
        Assert.Equal(86, entries.Count);
        Assert.Equal(entries.Count - RdfCanonSuite.LeftOut.Count, run);
        Assert.Subset(entries.Select(e => e.Id).ToHashSet(), RdfCanonSuite.LeftOut.Keys.ToHashSet());
    }
}
