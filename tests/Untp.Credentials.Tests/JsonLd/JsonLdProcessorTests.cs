using System.Text.Json;
using Untp.Credentials.JsonLd;
using Untp.Credentials.JsonLd.Rdf;

namespace Untp.Credentials.Tests.JsonLd;

public sealed class JsonLdProcessorTests
{
    private readonly JsonLdProcessor _processor = new(_ => null);

    [Theory]
    [Trait("Threat", "6")]
    [InlineData("""{"@context":"https://evil.example/"}""", "/@context")]
    [InlineData("""{"@context":{"a":{"@id":"x:a","@context":"https://evil.example/"}}}""", "/@context")]
    [InlineData("""[{"x:p":{"@context":["https://evil.example/"]}}]""", "/0/x:p/@context")]
    public void Names_a_context_that_is_not_known_and_where_it_stands(string json, string pointer)
    {
        var fault = Refusal(json);

        Assert.Equal("https://evil.example/", fault.ContextUrl);
        Assert.Equal(pointer, fault.Pointer);
        Assert.Contains("https://evil.example/", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"x:p":[{"@id":1}]}""", JsonLdErrorCodes.InvalidIdValue, "/x:p/0/@id")]
    [InlineData("""{"x:p":[{"@value":"a","@type":"b"}]}""", JsonLdErrorCodes.InvalidTypedValue, "/x:p/0")]
    [InlineData("""{"@context":{"a/b":{"@id":"x:a"}}}""", JsonLdErrorCodes.InvalidIriMapping, "/@context")]
    [InlineData("""{"x:p":{"x:~/":{"@type":[1]}}}""", JsonLdErrorCodes.InvalidTypeValue, "/x:p/x:~0~1/@type/0")]
    public void Names_a_fault_by_its_code_and_its_place(string json, string code, string pointer)
    {
        var fault = Refusal(json);

        Assert.Equal((code, pointer), (fault.Code, fault.Pointer));
    }

    [Theory]
    [InlineData("""{"@context":{"x":"urn:x:"},"p":1,"x:q":1}""", "UndefinedTerm", "/p")]
    [InlineData("""{"@context":{"x":"urn:x:","p":null},"p":1,"x:q":1}""", "UndefinedTerm", "/p")]
    [InlineData("""{"@context":{"x":"urn:x:"},"x:q":1,"x:r{s":1}""", "UndefinedTerm", "/x:r{s")]
    [InlineData("""{"@context":{"@vocab":"x:"},"p":1}""", "GuessedTerm", "/p")]
    [InlineData("""{"nope:p":1}""", "GuessedTerm", "/nope:p")]
    [InlineData("""{"@context":{"@vocab":"x:"},"@type":["T"]}""", "GuessedType", "/@type/0")]
    [InlineData("""{"@type":"T"}""", "RelativeType", "/@type")]
    [InlineData("""{"@context":{"x":"urn:x:"},"x:p":{"@id":"a"}}""", "RelativeIri", "/x:p/@id")]
    [InlineData("""{"@context":{"x":"urn:x:","x:p":{"@type":"@id"}},"x:p":"a"}""", "RelativeIri", "/x:p")]
    [InlineData("""{"@context":{"x":"urn:x:"},"x:p":null,"x:q":1}""", "DroppedValue", "/x:p")]
    [InlineData("""{"@context":{"x":"urn:x:"},"x:p":{"@value":null},"x:q":1}""", "DroppedValue", "/x:p")]
    [InlineData("""{"@context":{"x":"urn:x:"},"x:p":{"@value":"a","@language":"a b"}}""", "DroppedValue", "/x:p/@language")]
    [InlineData("""{"@context":{"x":"urn:x:"},"x:p":{"@value":"a","@type":"x:a{b"}}""", "RelativeType", "/x:p/@type")]
    [InlineData("""{"@context":{"x":"urn:x:","p":{"@id":"x:p","@type":"x:a{b"}},"p":"a"}""", "DroppedValue", "/p")]
    [InlineData("""{"@context":{"x":"urn:x:"},"x:p":{"@value":"a","@direction":"rtl"}}""", "DroppedValue", "/x:p/@direction")]
    [InlineData("""{"@context":{"x":"urn:x:"},"x:p":{"@value":"a","@index":"i"}}""", "DroppedValue", "/x:p/@index")]
    [InlineData("""{"@context":{"x":"urn:x:","p":{"@id":"x:p","@container":"@index"}},"p":{"i":"a"}}""", "DroppedValue", "/p/i")]
    [InlineData("""{"@context":{"x":"urn:x:"},"@graph":["a",{"x:p":1}]}""", "DroppedValue", "/@graph/0")]
    [InlineData("""{"@context":{"x":"urn:x:"},"x:p":[],"x:q":1}""", "EmptyArray", "/x:p")]
    public void Finds_what_expansion_lets_fall_or_guesses(string json, string kind, string pointer)
    {
        var findings = new FindingList(10);
        _processor.ToRdf(JsonElement.Parse(json), findings);

        var finding = Assert.Single(findings.Items);
        Assert.Equal((kind, pointer), (finding.Kind.ToString(), finding.Pointer));
    }

    [Theory]
    [InlineData("""{"@context":{"x":"urn:x:","T":"x:T"},"@id":"x:a","@type":["T","x:U","https://y.example/"],"x:p":{"@id":"_:b"}}""")]
    [InlineData("""{"@context":{"x":"urn:x:","p":{"@id":"x:p","@container":"@list"}},"p":[]}""")]
    [InlineData("""{"@context":{"x":"urn:x:","p":{"@id":"x:p","@type":"@json"}},"p":{"a":[null,{"b":null}]}}""")]
    public void Finds_nothing_where_all_is_defined(string json)
    {
        var findings = new FindingList(10);
        _processor.ToRdf(JsonElement.Parse(json), findings);

        Assert.Empty(findings.Items);
    }

    [Fact]
    public void Keeps_as_many_findings_as_asked_for_and_counts_the_rest()
    {
        var findings = new FindingList(3);
        _processor.ToRdf(JsonElement.Parse("""{"a":1,"b":1,"c":1,"d":1,"e":1,"f":{}}"""), findings);

        Assert.Equal((3, 7), (findings.Items.Count, findings.Total));
    }

    [Fact]
    public void Writes_a_statement_once_however_often_it_is_made()
    {
        var quads = _processor.ToRdf(JsonElement.Parse(
            """
            [
              {"@id":"x:a","x:p":["1","1",{"@value":"1"},1,1.0]},
              {"@id":"x:a","x:p":"1"},
              {"@id":"x:a","@reverse":{"x:q":{"@id":"x:b"}}},
              {"@id":"x:b","x:q":{"@id":"x:a"}}
            ]
            """));

        Assert.Equal(3, quads.Count);
        Assert.Equal(quads.Count, quads.Distinct().Count());
    }

    [Fact]
    public void Writes_nodes_within_what_is_not_written()
    {
        var quads = _processor.ToRdf(JsonElement.Parse(
            """{"@id":"a b","x:p":[{"@id":"x:a","x:q":1},{"@list":[{"@id":"x:b","x:q":2}]}]}"""));

        Assert.Equal(["x:a", "x:b"], quads.Select(quad => quad.Subject.Value).Order());
    }

    [Theory]
    [InlineData("5e-2", "5.0E-2", "http://www.w3.org/2001/XMLSchema#double")]
    [InlineData("1e2", "100", "http://www.w3.org/2001/XMLSchema#integer")]
    [InlineData("-0", "0", "http://www.w3.org/2001/XMLSchema#integer")]
    [InlineData("-0.0", "0", "http://www.w3.org/2001/XMLSchema#integer")]
    [InlineData("100000000000000000000", "100000000000000000000", "http://www.w3.org/2001/XMLSchema#integer")]
    [InlineData("1e21", "1.0E21", "http://www.w3.org/2001/XMLSchema#double")]
    [InlineData("true", "true", "http://www.w3.org/2001/XMLSchema#boolean")]
    public void Writes_native_values_in_canonical_form(string json, string lexical, string datatype)
    {
        var literal = Assert.Single(_processor.ToRdf(JsonElement.Parse($$"""{"x:p":{{json}}}"""))).Object;

        Assert.Equal(new RdfTerm(RdfTermKind.Literal, lexical, datatype), literal);
    }

    [Fact]
    public void Refuses_two_indexes_of_one_node()
    {
        var fault = Refusal("""[{"@id":"x:a","@index":"i","x:p":1},{"@id":"x:a","@index":"j","x:p":1}]""");

        Assert.Equal(JsonLdErrorCodes.ConflictingIndexes, fault.Code);
    }

    private JsonLdException Refusal(string json) => Assert.Throws<JsonLdException>(() => _processor.ToRdf(JsonElement.Parse(json)));
}
