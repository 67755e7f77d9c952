using static Untp.Credentials.Tests.Schemas.SchemaTests;

namespace Untp.Credentials.Tests.Schemas;

[Trait("Threat", "19")]
public class ReferenceTests
{
    [Theory]
    [InlineData("http://127.0.0.1:1/schema.json", "http://127.0.0.1:1/schema.json")]
    [InlineData("https://169.254.169.254/latest/meta-data", "https://169.254.169.254/latest/meta-data")]
    [InlineData("file:///etc/passwd", "file:///etc/passwd")]
    [InlineData("ftp://example.com/schema.json", "ftp://example.com/schema.json")]
    [InlineData("other.json", "https://example.com/other.json")]
    [InlineData("/etc/passwd", "https://example.com/etc/passwd")]
    [InlineData("../../../etc/passwd", "https://example.com/etc/passwd")]
    [InlineData("//evil.example/schema", "https://evil.example/schema")]
    [InlineData("C:/windows/win.ini", "file:///C:/windows/win.ini")]
    [InlineData("\\\\\\\\evil\\\\share", "file://evil/share")]
    [InlineData("data:application/json,true", "data:application/json,true")]
    [InlineData("urn:uuid:00000000-0000-0000-0000-000000000000#/a", "urn:uuid:00000000-0000-0000-0000-000000000000")]
    [InlineData("https://json-schema.org/draft/2020-12/schema", "https://json-schema.org/draft/2020-12/schema")]
    public void Refuses_a_reference_to_what_was_not_added_and_names_it(string reference, string resolved)
    {
        var fault = Fault($$"""{"properties": {"a": {"$ref": "{{reference}}"} } }""");

        Assert.Equal("https://example.com/schema#/properties/a/$ref", fault.Location);
        Assert.Contains(resolved, fault.Message, StringComparison.Ordinal);
        Assert.Contains("nothing is fetched", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$ref")]
    [InlineData("$dynamicRef")]
    public void Refuses_a_reference_within_the_document_that_leads_nowhere(string keyword)
    {
        Assert.Contains("has no anchor \"x\"", Fault($$"""{"{{keyword}}": "#x"}""").Message, StringComparison.Ordinal);
        Assert.Contains("has nothing at /$defs/x", Fault($$"""{"{{keyword}}": "#/$defs/x"}""").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolves_a_relative_reference_against_the_id_and_not_against_where_the_document_was_found()
    {
        const string Schema = """{"$id": "http://127.0.0.1:1/a/", "$ref": "b"}""";

        Assert.Contains("http://127.0.0.1:1/a/b", Fault(Schema).Message, StringComparison.Ordinal);
        Assert.False(Compile(Schema, true, ("http://127.0.0.1:1/a/b", "false")).IsValid(Json("1")));
    }

    [Fact]
    public void Refuses_an_id_that_takes_the_place_of_another_schema()
    {
        var fault = Fault("""{"$defs": {"a": {"$id": "https://example.com/other"}}}""", ("https://example.com/other", "false"));

        Assert.Contains("already a schema with the URI https://example.com/other", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"$id": "https://example.com/x#y"}""", "must have no fragment")]
    [InlineData("""{"$id": 1}""", "$id must be a string")]
    [InlineData("""{"$id": "http://["}""", "is not a URI")]
    [InlineData("""{"$defs": {"a": {"$anchor": "x"}, "b": {"$anchor": "x"}}}""", "is used twice")]
    public void Refuses_an_ill_formed_id_or_anchor(string schema, string reason) =>
        Assert.Contains(reason, Fault(schema).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"$ref": "#"}""")]
    [InlineData("""{"$dynamicRef": "#"}""")]
    [InlineData("""{"$dynamicAnchor": "a", "$dynamicRef": "#a"}""")]
    [InlineData("""{"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}}""")]
    [InlineData("""{"allOf": [{"anyOf": [{"oneOf": [{"not": {"if": {"$ref": "#"}}}]}]}]}""")]
    [InlineData("""{"then": {"$ref": "#"}, "if": true}""")]
    [InlineData("""{"dependentSchemas": {"a": {"$ref": "#"}}}""")]
    public void Refuses_a_circle_of_references_that_never_ends(string schema) =>
        Assert.Contains("refers back to itself", Fault(schema).Message, StringComparison.Ordinal);

    [Fact]
    public void Evaluates_a_circle_that_leads_into_the_instance()
    {
        const string Schema = """{"type": "object", "properties": {"child": {"$ref": "#"}}}""";

        Assert.True(IsValid(Schema, """{"child": {"child": {"child": {}}}}"""));
        Assert.False(IsValid(Schema, """{"child": {"child": {"child": 1}}}"""));
    }

    [Fact]
    public void Ends_a_circle_that_only_a_dynamic_reference_closes_and_says_so()
    {
        // The resource "loop" asks for the outermost "a", which is its caller's, which asks for "loop" again.
        var schema = Compile(
            """{"$id": "https://example.com/schema", "$dynamicAnchor": "a", "$ref": "loop"}""",
            true,
            ("https://example.com/loop", """{"$defs": {"a": {"$dynamicAnchor": "a"}}, "$dynamicRef": "#a"}"""));

        Assert.False(schema.IsValid(Json("1")));
        var error = Assert.Single(schema.Evaluate(Json("1")));
        Assert.Contains("more than 512 deep", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_depth_beyond_the_limit_is_not_made_valid_by_a_negation()
    {
        var schema = Compile("""{"not": {"$ref": "#/$defs/a"}, "$defs": {"a": {"items": {"$ref": "#/$defs/a"}}}}""");
        var deep = Json(new string('[', 2000) + new string(']', 2000));

        Assert.False(schema.IsValid(deep));
        Assert.Contains("cannot be checked", Assert.Single(schema.Evaluate(deep)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Follows_a_long_chain_of_references_without_a_stack_while_compiling()
    {
        var links = string.Join(',', Enumerable.Range(0, 400).Select(i => $$"""
            "{{i}}": {"$ref": "#/$defs/{{i + 1}}"}
            """));

        Assert.False(IsValid($$"""{"$ref": "#/$defs/0", "$defs": { {{links}}, "400": {"type": "string"} } }""", "1"));
        Assert.True(IsValid($$"""{"$ref": "#/$defs/0", "$defs": { {{links}}, "400": {"type": "string"} } }""", "\"a\""));
    }
}
