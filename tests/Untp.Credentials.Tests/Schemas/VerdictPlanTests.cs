using static Untp.Credentials.Tests.Schemas.SchemaTests;

namespace Untp.Credentials.Tests.Schemas;

public class VerdictPlanTests
{
    /// <summary>A type that is put together of two others, one of them closed.</summary>
    private const string Composed = """
        {
          "$ref": "#/$defs/named", "allOf": [{"$ref": "#/$defs/closed"}],
          "required": ["own"], "properties": {"own": {"type": "number"}, "both": {"minimum": 3}},
          "$defs": {
            "named": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}, "both": {"maximum": 5}}},
            "closed": {"additionalProperties": {"type": ["number", "string"]}, "properties": {"name": true, "free": true}}
          }
        }
        """;

    [Theory]
    [InlineData("""{"name": "a", "own": 1}""", true)]
    [InlineData("""{"name": "a", "own": 1, "both": 4, "free": []}""", true)]
    [InlineData("""{"name": "a"}""", false)]
    [InlineData("""{"own": 1}""", false)]
    [InlineData("""{"name": 1, "own": 1}""", false)]
    [InlineData("""{"name": "a", "own": "b"}""", false)]
    [InlineData("""{"name": "a", "own": 1, "both": 2}""", false)]
    [InlineData("""{"name": "a", "own": 1, "both": 6}""", false)]
    [InlineData("""{"name": "a", "own": 1, "more": true}""", false)]
    [InlineData("""[]""", false)]
    public void Asks_of_each_member_what_every_part_of_the_type_asks(string instance, bool isValid)
    {
        var schema = Compile(Composed);

        Assert.Equal(isValid, schema.IsValid(Json(instance)));
        Assert.Equal(isValid, schema.FindErrors(Json(instance), 10).Count == 0);
    }

    [Theory]
    [InlineData("""{"$ref": "#/$defs/a", "type": "number", "$defs": {"a": {"type": "integer"}}}""", "1.5", false)]
    [InlineData("""{"$ref": "#/$defs/a", "type": "number", "$defs": {"a": {"type": "integer"}}}""", "1.0", true)]
    [InlineData("""{"$ref": "#/$defs/a", "$defs": {"a": false}}""", "1", false)]
    [InlineData("""{"properties": {"a": true}, "allOf": [{"properties": {"b": true}, "unevaluatedProperties": false}]}""", """{"a": 1}""", false)]
    [InlineData("""{"properties": {"a": true}, "allOf": [{"patternProperties": {"^b": false}}]}""", """{"b": 1}""", false)]
    [InlineData("""{"properties": {"a": true}, "allOf": [{"propertyNames": {"maxLength": 1}}]}""", """{"ab": 1}""", false)]
    public void Leaves_to_each_part_what_cannot_be_taken_together(string text, string instance, bool isValid) =>
        Assert.Equal(isValid, IsValid(text, instance));

    [Fact]
    public void Counts_as_many_required_members_as_there_are()
    {
        foreach (var count in (int[])[62, 63, 64, 128])
        {
            var names = Enumerable.Range(0, count).Select(i => $"\"m{i}\"").ToList();
            var schema = $$"""{"required": [{{string.Join(',', names)}}], "$ref": "#/$defs/a", "$defs": {"a": {"required": ["x"]} } }""";
            var members = names.Append("\"x\"").Select(name => name + ": 1").ToList();

            Assert.True(IsValid(schema, $"{{{string.Join(',', members)}}}"));
            Assert.All(members, left => Assert.False(IsValid(schema, $"{{{string.Join(',', members.Where(m => m != left))}}}")));
        }
    }

    [Fact]
    [Trait("Threat", "19")]
    public void Takes_a_schema_that_refers_to_another_twice_at_each_of_many_levels_in_time_with_its_size()
    {
        var levels = Enumerable.Range(0, 60).Select(i => $$"""
            "l{{i}}": {"allOf": [{"$ref": "#/$defs/l{{i + 1}}"}, {"$ref": "#/$defs/l{{i + 1}}"}]}
            """);

        Assert.False(IsValid($$"""{"$ref": "#/$defs/l0", "$defs": { {{string.Join(',', levels)}}, "l60": {"type": "object"} } }""", "1"));
    }
}
