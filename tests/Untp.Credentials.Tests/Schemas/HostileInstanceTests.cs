using System.Diagnostics;
using static Untp.Credentials.Tests.Schemas.SchemaTests;

namespace Untp.Credentials.Tests.Schemas;

public class HostileInstanceTests
{
    private const int Many = 100_000;

    [Theory]
    [InlineData("""{"uniqueItems": true}""", "numbers")]
    [InlineData("""{"uniqueItems": true}""", "objects")]
    [InlineData("""{"uniqueItems": true}""", "spellings")]
    [InlineData("""{"contains": {"const": "absent"}, "minContains": 0, "maxContains": 5}""", "numbers")]
    [InlineData("""{"items": {"enum": [1, "a", {"a": 1}, [1]]}}""", "objects")]
    [InlineData("""{"items": {"not": {"type": "null"}}, "unevaluatedItems": false}""", "numbers")]
    [InlineData("""{"contains": {"type": "number"}, "unevaluatedItems": false}""", "numbers")]
    [InlineData("""{"anyOf": [{"items": {"type": "string"}}, {"items": {"oneOf": [true, false]}}]}""", "objects")]
    public void Costs_linear_time(string schema, string kind)
    {
        var items = Enumerable.Range(0, Many).Select(i => kind switch
        {
            "numbers" => $"{i}",
            "objects" => $$"""{"a": {{i}}, "b": [{{i % 7}}]}""",
            _ => $"0.{i}{new string('0', i % 50)}",
        });
        var instance = Json($"[{string.Join(',', items)}]");
        var compiled = Compile(schema);
        var clock = Stopwatch.StartNew();
        compiled.IsValid(instance);
        compiled.Evaluate(instance);

        // Quadratic would be ten thousand million steps: minutes.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(15), $"{schema} took {clock.Elapsed}");
    }

    [Fact]
    public void Costs_linear_time_for_many_members()
    {
        var members = string.Join(',', Enumerable.Range(0, Many).Select(i => $"\"m{i}\": {i}"));
        var instance = Json($"{{{members}}}");
        var schema = Compile("""
            {"patternProperties": {"^m[0-9]+$": {"type": "integer"}}, "required": ["m1", "absent"], "unevaluatedProperties": false,
             "dependentRequired": {"m2": ["m3"]}, "propertyNames": {"maxLength": 10}, "const": {"a": 1}}
            """);
        var clock = Stopwatch.StartNew();

        Assert.False(schema.IsValid(instance));
        Assert.Equal(["const", "required"], schema.Evaluate(instance).Select(e => e.Keyword).Order(StringComparer.Ordinal));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(15), $"took {clock.Elapsed}");
    }

    [Theory]
    [InlineData("1e999999999999999999999", """{"multipleOf": 0.1, "minimum": 1e308, "type": "integer"}""", true)]
    [InlineData("1e-999999999999999999999", """{"multipleOf": 0.1}""", false)]
    [InlineData("1e-999999999", """{"exclusiveMinimum": 0, "type": "number"}""", true)]
    [InlineData("123456789012345678901234567890.1", """{"type": "integer"}""", false)]
    [InlineData("1.0", """{"enum": [1], "const": 1.00, "multipleOf": 1, "type": "integer"}""", true)]
    [InlineData("-0.0", """{"const": 0, "type": "integer", "minimum": 0}""", true)]
    [InlineData("0.3", """{"multipleOf": 0.1}""", true)]
    [InlineData("0.35", """{"multipleOf": 0.1}""", false)]
    [InlineData("100", """{"multipleOf": 0.25, "maximum": 1e2}""", true)]
    [InlineData("9007199254740993", """{"const": 9007199254740992}""", false)]
    [InlineData("1200", """{"multipleOf": 70}""", false)]
    [InlineData("1400", """{"multipleOf": 70}""", true)]
    public void Reckons_with_numbers_exactly(string number, string schema, bool valid) => Assert.Equal(valid, IsValid(schema, number));

    [Fact]
    public void Reckons_with_a_number_of_a_million_digits()
    {
        var digits = new string('9', 1_000_000);
        var clock = Stopwatch.StartNew();

        Assert.True(IsValid("""{"multipleOf": 3, "minimum": 0, "type": "integer"}""", digits));
        Assert.False(IsValid("""{"multipleOf": 0.7}""", digits + "1"));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(15), $"took {clock.Elapsed}");
    }

    [Theory]
    [InlineData("{\"n\\u0061me\": \"v\\u0061lue\"}", true)]
    [InlineData("{\"name\": \"v\\u0061lue\"}", true)]
    [InlineData("{\"n\\u0061m\": \"value\"}", false)]
    [InlineData("{\"name\": \"v\\u0061luE\"}", false)]
    public void Sees_names_and_strings_as_they_are_meant_and_not_as_they_are_escaped(string instance, bool valid) =>
        Assert.Equal(valid, IsValid("""{"properties": {"name": {"const": "value", "maxLength": 5}}, "required": ["name"]}""", instance));

    [Theory]
    [InlineData("""{"maxLength": 1, "pattern": "^.$", "format": "uri", "enum": ["a"], "const": "a"}""", "\"\\ud800\"")]
    [InlineData("""{"uniqueItems": true, "contains": {"const": ["a"]}}""", """["\udc00", "\udc00", {"\ud800": 1}, {"\ud800": 1}]""")]
    [InlineData("""{"propertyNames": {"maxLength": 1}, "const": {"a": 1}, "required": ["a"]}""", """{"\ud800": "\ud800"}""")]
    [InlineData("""{"required": ["a"]}""", """{"\ud800": 1}""")]
    public void Never_throws_for_a_lone_surrogate(string schema, string instance)
    {
        Assert.False(IsValid(schema, instance));
        Assert.NotEmpty(Compile(schema).Evaluate(Json(instance)));
    }

    [Fact]
    public void Counts_characters_and_not_code_units()
    {
        Assert.True(IsValid("""{"minLength": 2, "maxLength": 2}""", "\"🐲é\""));
        Assert.True(IsValid("""{"maxLength": 1}""", "\"\\ud83d\\udc32\""));
        Assert.False(IsValid("""{"minLength": 2}""", "\"🐲\""));
    }

    [Fact]
    public void Costs_no_allocation_where_the_instance_is_valid_and_ordinary()
    {
        var schema = Compile("""
            {"type": "object", "required": ["a"], "additionalProperties": false, "dependentRequired": {"a": ["b"]}, "properties": {
              "a": {"type": "array", "uniqueItems": true, "contains": {"const": "x"}, "items": {"type": "string", "maxLength": 3}},
              "b": {"anyOf": [{"type": "null"}, {"type": "string", "format": "date-time"}]},
              "c": {"type": "number", "minimum": 0, "maximum": 1},
              "d": {"$ref": "#/properties/b", "pattern": "^[0-9]"},
              "e": {"oneOf": [{"enum": ["p", "q"]}, {"const": 1}]}}}
            """);
        var instance = Json("""{"a": ["x", "y"], "b": "2026-01-31T12:00:00Z", "c": 0.5, "d": "2026-01-31T12:00:00Z", "e": "q"}""");
        for (var i = 0; i < 100; i++)
        {
            Assert.True(schema.IsValid(instance));
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            schema.IsValid(instance);
        }

        Assert.Equal(0, (GC.GetAllocatedBytesForCurrentThread() - before) / 100);
    }

    [Fact]
    public void A_shared_schema_gives_every_thread_the_same_verdict()
    {
        var schema = Compile("""{"items": {"pattern": "^(a|b)*c$", "$dynamicRef": "#x"}, "$defs": {"x": {"$dynamicAnchor": "x"}}}""");
        var good = Json("""["abababc", "c"]""");
        var bad = Json("""["abababc", "x"]""");

        Parallel.For(0, 2_000, _ => Assert.True(schema.IsValid(good) && !schema.IsValid(bad) && schema.Evaluate(bad).Count == 1));
    }

    [Fact]
    public void Ends_at_the_limit_of_depth_on_a_small_stack()
    {
        const int Depth = 2_000;
        var schema = Compile("""
            {"allOf": [{"$ref": "#/$defs/a"}], "unevaluatedProperties": false,
             "$defs": {"a": {"anyOf": [{"properties": {"a": {"$ref": "#"}}}]}}}
            """);
        var deep = Json(string.Concat(Enumerable.Repeat("{\"a\":", Depth)) + "1" + new string('}', Depth));
        var errors = 0;
        var thread = new Thread(() => errors = schema.IsValid(deep) ? 0 : schema.Evaluate(deep).Count, 1 << 20);
        thread.Start();
        thread.Join();

        Assert.Equal(1, errors);
    }

    [Fact]
    public void Refuses_to_evaluate_nothing() => Assert.Throws<ArgumentException>(() => Compile("{}").IsValid(default));
}
