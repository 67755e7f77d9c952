using Untp.Credentials.Schemas;
using static Untp.Credentials.Tests.Schemas.SchemaTests;

namespace Untp.Credentials.Tests.Schemas;

public class SchemaErrorTests
{
    [Theory]
    [InlineData("""{"type": "object"}""", "[1]", "", "#/type", "the document must be an object; found an array of 1 item")]
    [InlineData(
        """{"properties": {"a": {"items": {"type": ["integer", "null"]}}}}""", """{"a": [1, 2.5]}""", "/a/1", "#/properties/a/items/type",
        "a[1] must be null or an integer; found the number 2.5")]
    [InlineData(
        """{"required": ["id", "name"]}""", """{"id": 1, "nmae": 2}""", "", "#/required",
        "the document must have the member \"name\"; found \"nmae\", which may be meant for it")]
    [InlineData(
        """{"required": ["id"]}""", """{"key": 1}""", "", "#/required", "the document must have the member \"id\"; found only \"key\"")]
    [InlineData(
        """{"properties": {"schemeId": true}, "additionalProperties": false}""", """{"schemeID": 1}""",
        "/schemeID", "#/additionalProperties",
        "schemeID is not allowed here; \"schemeId\" may be meant")]
    [InlineData(
        """{"properties": {"a~/b": {"const": "x"}}}""", """{"a~/b": "y"}""", "/a~0~1b", "#/properties/a~0~1b/const",
        "[\"a~/b\"] must be \"x\"; found the string \"y\"")]
    [InlineData(
        """{"enum": ["a", 1, null]}""", "\"b\"", "", "#/enum",
        "the document must be one of \"a\", 1, null; found the string \"b\"")]
    [InlineData(
        """{"properties": {"a": true}, "additionalProperties": false}""", """{"b": 1}""", "/b", "#/additionalProperties",
        "b is not allowed here; allowed are \"a\"")]
    [InlineData("""{"maximum": 1}""", "1.01", "", "#/maximum", "the document must be at most 1; found the number 1.01")]
    [InlineData(
        """{"maxLength": 1}""", "\"ab\"", "", "#/maxLength",
        "the document must have at most 1 characters; found the string \"ab\"")]
    [InlineData("""{"uniqueItems": true}""", "[1, 2, 1.0]", "", "#/uniqueItems",
        "the document must have no two equal items; item 2 (counted from 0) repeats an earlier one")]
    [InlineData("""{"contains": {"const": "DigitalProductPassport"}}""", """["a"]""", "", "#/contains",
        "the document must hold \"DigitalProductPassport\"; found only \"a\"")]
    [InlineData("""{"contains": {"type": "string"}, "minContains": 2}""", """["a", 1]""", "", "#/contains",
        "the document must have at least 2 items that follow the schema of contains; 1 of its 2 items does")]
    [InlineData("""{"dependentRequired": {"measure": ["metric"]}}""", """{"measure": 1}""", "", "#/dependentRequired",
        "the document has \"measure\" and so must have \"metric\", which is absent")]
    [InlineData("""{"format": "date"}""", "\"31.1.2026\"", "", "#/format",
        "the document must be a date (RFC 3339), such as 2026-01-31; found the string \"31.1.2026\"")]
    [InlineData(
        """{"unevaluatedProperties": false, "properties": {"a": true}}""", """{"a": 1, "b": 2}""", "/b", "#/unevaluatedProperties",
        "b is not allowed here: no part of the schema knows it")]
    [InlineData(
        """{"prefixItems": [true], "items": false}""", "[1, 2]", "/1", "#/items",
        "[1] is one item too many: at most 1 are allowed")]
    public void Names_the_member_what_was_expected_and_what_was_found(
        string schema, string instance, string pointer, string location, string message)
    {
        var error = Assert.Single(Compile(schema).Evaluate(Json(instance)));

        Assert.Equal(pointer, error.InstancePointer);
        Assert.Equal("https://example.com/schema" + location, error.SchemaLocation);
        Assert.Equal(location[(location.LastIndexOf('/') + 1)..], error.Keyword);
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void Tells_every_error_and_each_in_the_schema_where_the_demand_stands()
    {
        var schema = Compile(
            """{"properties": {"a": {"$ref": "other#/$defs/x"}, "b": {"type": "string"}}, "required": ["c"]}""",
            true,
            ("https://example.com/other", """{"$defs": {"x": {"type": "string"}}}"""));

        var errors = schema.Evaluate(Json("""{"a": 1, "b": 2}"""));

        Assert.Equal(["/a", "/b", ""], errors.Select(e => e.InstancePointer));
        Assert.Equal("https://example.com/other#/$defs/x/type", errors[0].SchemaLocation);
    }

    [Fact]
    public void Tells_of_alternatives_the_errors_of_the_one_that_was_meant()
    {
        const string Schema = """
            {"anyOf": [
              {"type": "string"},
              {"properties": {"kind": {"const": "circle"}, "radius": {"type": "number"}}, "required": ["kind", "radius"]},
              {"properties": {"kind": {"const": "square"}, "side": {"type": "number"}}, "required": ["kind", "side"]}
            ]}
            """;

        var errors = Compile(Schema).Evaluate(Json("""{"kind": "square", "side": "4"}"""));

        Assert.Equal(
            [("https://example.com/schema#/anyOf/2/properties/side/type", "side must be a number; found the string \"4\"")],
            errors.Select(e => (e.SchemaLocation, e.Message)));
    }

    [Fact]
    public void Calls_alternatives_by_their_titles_and_says_which_is_closest_where_none_was_plainly_meant()
    {
        const string Schema = """
            {"oneOf": [{"title": "text", "type": "string"}, {"$ref": "#/$defs/Circle"}],
             "$defs": {"Circle": {"type": "object", "properties": {"type": {"contains": {"const": "Circle"}}}}}}
            """;

        Assert.Equal(
            [
                "the document must be exactly one of text, Circle and is none; closest is Circle",
                "type must hold \"Circle\"; found only \"Crcle\"",
            ],
            Compile(Schema).Evaluate(Json("""{"type": ["Crcle"]}""")).Select(e => e.Message));
    }

    [Fact]
    public void Says_which_two_named_alternatives_of_one_hold()
    {
        var schema = Compile("""{"oneOf": [{"title": "small", "maximum": 5}, {"title": "large", "minimum": 3}]}""");

        Assert.Equal(
            "the document must be exactly one of small, large, and is both small and large by what it holds",
            Assert.Single(schema.Evaluate(Json("4"))).Message);
    }

    [Fact]
    public void Tells_of_what_is_wrong_in_the_same_way_at_many_places_five_times_and_counts_the_others()
    {
        var schema = Compile("""{"items": {"required": ["id"]}}""");

        var errors = schema.Evaluate(Json($"[{string.Join(',', Enumerable.Repeat("{}", 500))}]"));

        Assert.Equal(5, errors.Count);
        Assert.Equal("[3] must have the member \"id\"; found none at all", errors[3].Message);
        Assert.Equal("[4] must have the member \"id\"; found none at all; and 495 more like it", errors[4].Message);
    }

    [Fact]
    public void Says_which_two_alternatives_of_one_hold()
    {
        var error = Assert.Single(Compile("""{"oneOf": [{"minimum": 1}, false, {"maximum": 5}]}""").Evaluate(Json("3")));

        Assert.Equal("the document must follow exactly one of 3 schemas; it follows number 1 and number 3", error.Message);
    }

    [Fact]
    public void Counts_what_is_beyond_the_errors_asked_for()
    {
        var schema = Compile("""{"items": {"anyOf": [{"type": "string"}, {"type": "null"}]}}""");
        var instance = Json($"[{string.Join(',', Enumerable.Repeat("1", 1000))}]");

        var errors = schema.Evaluate(instance, 4);

        Assert.Equal(5, errors.Count);
        Assert.Equal(new SchemaError("", "https://example.com/schema#", "", "and 1996 more errors"), errors[4]);
        Assert.Throws<ArgumentOutOfRangeException>(() => schema.Evaluate(instance, 0));
    }

    [Fact]
    public void Keeps_to_one_short_line_whatever_the_instance_holds()
    {
        var schema = Compile("""{"additionalProperties": {"type": "null"}}""");
        var instance = Json($$"""{"a\nb\u0000": "x\r\ny\u2028", "{{new string('n', 10_000)}}": "{{new string('v', 10_000)}}" }""");

        var errors = schema.Evaluate(instance);

        Assert.Equal(2, errors.Count);
        Assert.Equal("[\"a\\nb\\u0000\"] must be null; found the string \"x\\r\\ny\\u2028\"", errors[0].Message);
        Assert.All(errors, error => Assert.True(error.Message.Length < 250 && !error.Message.Any(char.IsControl), error.Message));
    }

    [Fact]
    public void Does_not_tell_of_unevaluated_members_where_another_demand_already_failed()
    {
        var schema = Compile("""{"anyOf": [{"properties": {"a": {"type": "string"}}}], "unevaluatedProperties": false}""");

        Assert.All(schema.Evaluate(Json("""{"a": 1}""")), error => Assert.NotEqual("unevaluatedProperties", error.Keyword));
    }
}
