using System.Text.Json;
using Untp.Credentials.JsonLd;

namespace Untp.Credentials.Tests.JsonLd;

public sealed class TypeTermsTests
{
    private const string Base = "https://www.w3.org/ns/credentials/v2";

    private static readonly TypeTerms s_terms = new(Vocabulary.Load().JsonLd);

    [Theory]
    [InlineData("""["BASE"]""", """["VerifiableCredential"]""")]
    [InlineData("""["BASE"]""", """ "VerifiableCredential" """)]
    [InlineData("""["BASE"]""", """["VerifiableCredential", "https://a.example/Other"]""")]
    [InlineData("""["BASE", {"Other": "https://a.example/Other"}]""", """["Other", "VerifiableCredential"]""")]
    [InlineData("""["BASE", {"@vocab": "https://a.example/"}]""", """["VerifiableCredential", "Other"]""")]
    [InlineData("""["BASE", {"a": "https://a.example/"}]""", """["VerifiableCredential", "a:Other"]""")]
    public void Takes_terms_of_the_contexts_and_absolute_URLs(string contexts, string types)
    {
        var shape = Check(contexts, types);
        Assert.Empty(shape.Problems);
        Assert.Empty(shape.Warnings);
    }

    [Theory]
    [InlineData("""["BASE"]""", """["VerifiableCredential", "Other"]""", "/type/1", "the type Other is no term")]
    [InlineData("""["BASE"]""", """ "Other" """, "/type", "the type Other is no term")]
    [InlineData("""["BASE", {"@vocab": null}]""", """["VerifiableCredential", "Other"]""", "/type/1", "the type Other is no term")]
    [InlineData("""["BASE", {"Other": "https ://a"}]""", """["VerifiableCredential", "Other"]""", "/@context", "JSON-LD refuses the contexts")]
    [InlineData("""["BASE", {"Other": null}]""", """["VerifiableCredential", "Other"]""", "/type/1", "the type Other is no term")]
    [InlineData("""["BASE", {"VerifiableCredential": "https://a.example/x"}]""", """["VerifiableCredential"]""", "/@context", "protected")]
    [InlineData("""["BASE", {"@protected": true, "x": "urn:a"}, {"x": "urn:b"}]""", """["VerifiableCredential"]""", "/@context", "protected")]
    [InlineData("""["BASE", {"@version": 1.0}]""", """["VerifiableCredential"]""", "/@context", "JSON-LD refuses the contexts")]
    public void Names_a_type_without_a_meaning_and_a_context_that_JSON_LD_refuses(string contexts, string types, string pointer, string detail)
    {
        var problem = Assert.Single(Check(contexts, types).Problems);
        Assert.StartsWith(pointer, problem.Pointer, StringComparison.Ordinal);
        Assert.Contains(detail, problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Threat", "6")]
    public void Says_nothing_of_types_where_a_context_is_not_known()
    {
        var shape = Check("""["BASE", "https://unknown.example/v1"]""", """["VerifiableCredential", "Other"]""");
        Assert.Empty(shape.Problems);
        Assert.Contains("https://unknown.example/v1 is not known here", Assert.Single(shape.Warnings).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("4")]
    [InlineData("null")]
    [InlineData("[[[]]]")]
    [InlineData("[4]")]
    [InlineData("{\"@context\": {}}")]
    public void Whatever_stands_there_it_throws_nothing(string value)
    {
        Check(value, value);
        Check("""["BASE"]""", value);
        Check(value, """["VerifiableCredential"]""");
    }

    private static ShapeProblems Check(string contexts, string types)
    {
        using var document = JsonDocument.Parse($$"""{"@context": {{contexts.Replace("BASE", Base, StringComparison.Ordinal)}}, "type": {{types}}, "x": 1}""");
        var shape = new ShapeProblems();
        s_terms.Check(document.RootElement, shape);
        return shape;
    }
}
