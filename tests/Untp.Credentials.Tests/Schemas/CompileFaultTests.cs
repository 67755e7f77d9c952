using static Untp.Credentials.Tests.Schemas.SchemaTests;

namespace Untp.Credentials.Tests.Schemas;

public class CompileFaultTests
{
    [Theory]
    [InlineData("""{"type": "strin"}""", "#/type", "there is no type \"strin\"")]
    [InlineData("""{"type": 1}""", "#/type", "type must be a string; found the number 1")]
    [InlineData("""{"minLength": -1}""", "#/minLength", "must be an integer and not negative; found -1")]
    [InlineData("""{"maxItems": 1.5}""", "#/maxItems", "must be an integer and not negative; found 1.5")]
    [InlineData("""{"minimum": "1"}""", "#/minimum", "minimum must be a number; found the string \"1\"")]
    [InlineData("""{"multipleOf": 0}""", "#/multipleOf", "must be more than 0")]
    [InlineData("""{"enum": {}}""", "#/enum", "enum must be an array; found an empty object")]
    [InlineData("""{"required": ["a", 1]}""", "#/required", "arrays of strings only")]
    [InlineData("""{"allOf": []}""", "#/allOf", "at least one schema")]
    [InlineData("""{"properties": {"a/b": 1}}""", "#/properties/a~1b", "a schema is an object, true or false; found the number 1")]
    [InlineData("""{"uniqueItems": 1}""", "#/uniqueItems", "uniqueItems must be true or false")]
    [InlineData("""{"dependentRequired": {"a": "b"}}""", "#/dependentRequired", "arrays of strings only")]
    [InlineData("""{"$ref": 1}""", "#/$ref", "$ref must be a string")]
    [InlineData("""{"$schema": "http://json-schema.org/draft-07/schema#"}""", "#/$schema", "neither 2020-12 nor among the schemas here")]
    [InlineData("[]", "#", "a schema is an object, true or false; found an array of 0 items")]
    public void Names_the_fault_and_its_place(string schema, string place, string reason)
    {
        var fault = Fault(schema);

        Assert.Equal("https://example.com/schema" + place, fault.Location);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_dialect_that_requires_a_vocabulary_that_is_not_known()
    {
        var fault = Fault(
            """{"$schema": "https://example.com/dialect"}""",
            ("https://example.com/dialect", """{"$vocabulary": {"https://example.com/vocab/money": true}}"""));

        Assert.Contains("requires the vocabulary https://example.com/vocab/money", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_to_compile_what_was_not_added()
    {
        var compiler = new Untp.Credentials.Schemas.JsonSchemaCompiler(new());

        Assert.Throws<Untp.Credentials.Schemas.JsonSchemaException>(() => compiler.Compile(new Uri("https://example.com/none")));
        Assert.Throws<ArgumentException>(() => compiler.Add(new Uri("a", UriKind.Relative), Json("{}")));
    }
}
