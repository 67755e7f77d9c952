using System.Text;
using System.Text.Json;
using Untp.Credentials.JsonLd;

namespace Untp.Credentials.Tests.JsonLd;

/// <summary>What is signed is all of the document, or nothing (Data Integrity 1.0 clause 2.4.3).</summary>
[Trait("Threat", "7")]
public class CanonicalRdfTests
{
    private static readonly CanonicalRdf s_rdf = new(new JsonLdProcessor(_ => null));

    [Theory]
    [InlineData("\"undefined\":1", "undefined")]
    [InlineData("\"name\":null", "/name")]
    [InlineData("\"knows\":\"relative\"", "relative")]
    [InlineData("\"type\":\"relative\"", "relative")]
    [InlineData("\"@graph\":[\"free\"]", "")]
    public void Refuses_what_would_not_reach_the_RDF(string member, string named)
    {
        Assert.Contains(named, FaultOf($"\"@id\":\"urn:a\",\"name\":\"n\",{member}".Replace("\"name\":\"n\",\"name\"", "\"name\"", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_what_JSON_LD_refuses_and_names_the_fault() =>
        Assert.Contains("invalid type value", FaultOf("\"@id\":\"urn:a\",\"type\":7"), StringComparison.Ordinal);

    [Fact]
    [Trait("Threat", "9")]
    public void Refuses_a_graph_that_costs_too_much()
    {
        var nodes = Enumerable.Range(0, 12).Select(i =>
            $$"""{"@id":"_:n{{i}}","knows":[{{string.Join(',', Enumerable.Range(0, 12).Where(j => j != i).Select(j => $"\"_:n{j}\""))}}]}""");
        Assert.Contains("canonicalisation was given up", FaultOf($"\"@graph\":[{string.Join(',', nodes)}]"), StringComparison.Ordinal);
    }

    /// <summary>However many harmless findings come first.</summary>
    [Fact]
    public void Finds_a_loss_behind_a_thousand_empty_arrays()
    {
        var empty = string.Join(',', Enumerable.Repeat("{\"@id\":\"urn:b\",\"name\":[]}", 1000));
        Assert.Contains("undefined", FaultOf($"\"@id\":\"urn:a\",\"knows\":[{empty},{{\"@id\":\"urn:c\",\"undefined\":1}}]"), StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_a_direction_and_lets_an_empty_array_say_nothing()
    {
        Assert.True(TryCanonicalize(
            "\"@id\":\"urn:a\",\"knows\":[],\"name\":{\"@value\":\"n\",\"@language\":\"ar\",\"@direction\":\"rtl\"}", out var nquads, out var fault), fault);
        Assert.Equal("<urn:a> <http://schema.org/name> \"n\"^^<https://www.w3.org/ns/i18n#ar_rtl> .\n", nquads);
    }

    private static string FaultOf(string members)
    {
        Assert.False(TryCanonicalize(members, out var nquads, out var fault));
        Assert.Empty(nquads);
        return fault!;
    }

    private static bool TryCanonicalize(string members, out string nquads, out string? fault)
    {
        using var document = JsonDocument.Parse($$$"""
            {"@context":{"name":"http://schema.org/name","knows":{"@id":"http://schema.org/knows","@type":"@id"},"type":"@type"},{{{members}}}}
            """);
        var isCanonical = s_rdf.TryCanonicalize(document.RootElement, CancellationToken.None, out var bytes, out fault);
        nquads = Encoding.UTF8.GetString(bytes.Span);
        return isCanonical;
    }
}
