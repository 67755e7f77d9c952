using System.Text;
using System.Text.Json;
using Untp.Credentials.JsonLd;
using Untp.Credentials.JsonLd.Rdf;

namespace Untp.Credentials.Tests.JsonLd;

public sealed class JsonLdSuiteTests
{
    public static TheoryData<string, string> Expansions => JsonLdSuite.Rows("expand");

    public static TheoryData<string, string> Conversions => JsonLdSuite.Rows("toRdf");

    [Theory]
    [MemberData(nameof(Expansions))]
    public void Expands_as_the_suite_does(string id, string name)
    {
        Assert.NotNull(name);
        var test = JsonLdSuite.Find("expand", id);
        var input = JsonLdSuite.Read(test.Input);
        var processor = JsonLdSuite.Processor();
        if (test.ExpectErrorCode is { } code)
        {
            AssertRefused(code, () => processor.Expand(input, null, JsonLdSuite.Options(test)));
            return;
        }

        var expanded = processor.Expand(input, null, JsonLdSuite.Options(test));
        Assert.Equal(ExpandedForm.Of(JsonLdSuite.Read(test.Expect!)), ExpandedForm.Of(expanded));
    }

    [Theory]
    [MemberData(nameof(Conversions))]
    public void Converts_to_RDF_as_the_suite_does(string id, string name)
    {
        Assert.NotNull(name);
        var test = JsonLdSuite.Find("toRdf", id);
        var input = JsonLdSuite.Read(test.Input);
        var processor = JsonLdSuite.Processor();
        if (test.ExpectErrorCode is { } code)
        {
            AssertRefused(code, () => processor.ToRdf(input, null, JsonLdSuite.Options(test)));
            return;
        }

        var quads = processor.ToRdf(input, null, JsonLdSuite.Options(test));
        if (test.Expect is not null)
        {
            var expected = NQuads.Parse(File.ReadAllBytes(Shared.Path($"{JsonLdSuite.Root}/{test.Expect}")));
            Assert.Equal(Canonical(expected), Canonical(quads));
        }
    }

    [Fact]
    public void Leaves_out_only_tests_of_1_0_and_says_how_many_remain()
    {
        Shared.Path(JsonLdSuite.Root);
        foreach (var (manifest, all, run) in new[] { ("expand", 385, 367), ("toRdf", 467, 448) })
        {
            var tests = JsonLdSuite.List(manifest).ToList();
            var leftOut = tests.Where(t => LeftOut.Tests(manifest).ContainsKey(t.Id)).ToList();

            TestContext.Current.SendDiagnosticMessage($"JSON-LD {manifest}: {run} of {all} tests run, {leftOut.Count} left out");
            Assert.Equal((all, run), (tests.Count, tests.Count - leftOut.Count));
            Assert.Equal(LeftOut.Tests(manifest).Count, leftOut.Count);
            Assert.All(leftOut, t => Assert.Contains("json-ld-1.0", new[] { t.Option("specVersion"), t.Option("processingMode") }));
        }
    }

    private static void AssertRefused(string code, Action action)
    {
        var fault = Assert.Throws<JsonLdException>(action);
        Assert.Equal(code, fault.Code);
        Assert.NotEmpty(fault.Message);
    }

    private static string Canonical(IReadOnlyList<RdfQuad> quads) =>
        Encoding.UTF8.GetString(Rdfc10.Canonicalize(quads, Rdfc10Options.Default, CancellationToken.None).NQuads.Span);
}
