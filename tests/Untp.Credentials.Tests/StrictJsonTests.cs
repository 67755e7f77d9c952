using System.Text;
using System.Text.Json;

namespace Untp.Credentials.Tests;

/// <summary>
/// JSONTestSuite (every n_ refused, every y_ read but those with duplicates, every i_ refused too), and what I-JSON forbids.
/// </summary>
public sealed class StrictJsonTests
{
    private const string Suite = "vectors/json-parsing";

    public static TheoryData<string> MustParse => Shared.Files(Suite, "y_*.json");

    public static TheoryData<string> MustNotParse => Shared.Files(Suite, "n_*.json");

    public static TheoryData<string> MayParse => Shared.Files(Suite, "i_*.json");

    [Theory, MemberData(nameof(MustParse)), Trait("Threat", "10")]
    public void Reads_what_must_be_read_but_duplicates(string file)
    {
        var isDuplicate = file is "y_object_duplicated_key.json" or "y_object_duplicated_key_and_value.json";
        Assert.Equal(!isDuplicate, Reads(File.ReadAllBytes(Shared.Path($"{Suite}/{file}"))));
    }

    [Theory, MemberData(nameof(MustNotParse)), Trait("Threat", "11")]
    public void Refuses_what_must_not_be_read(string file) =>
        Assert.False(Reads(File.ReadAllBytes(Shared.Path($"{Suite}/{file}"))));

    [Theory, MemberData(nameof(MayParse)), Trait("Threat", "11")]
    public void Refuses_the_cases_that_are_left_open(string file) =>
        Assert.False(Reads(File.ReadAllBytes(Shared.Path($"{Suite}/{file}"))));

    [Theory, Trait("Threat", "10")]
    [InlineData("""{"a":1,"a":1}""")]
    [InlineData("""{"a":1,"\u0061":2}""")]
    [InlineData("""{"x":[{"k":{},"k":[]}]}""")]
    public void Refuses_a_member_that_is_named_twice(string json) => Assert.False(Reads(json));

    [Theory, Trait("Threat", "11")]
    [InlineData("\"\\ud800\"", false)]
    [InlineData("\"\\udc00\"", false)]
    [InlineData("\"\\ud800\\ud800\"", false)]
    [InlineData("\"\\ud800x\\udc00\"", false)]
    [InlineData("{\"\\uD83D\":1}", false)]
    [InlineData("\"\\\\ud800\"", true)]
    [InlineData("\"\\\\\\ud800\"", false)]
    [InlineData("\"\\ud83d\\ude00\"", true)]
    [InlineData("{\"a\\\"\\\\\":\"\\ud83d\\ude00\"}", true)]
    public void Refuses_half_a_surrogate_pair(string json, bool isRead) => Assert.Equal(isRead, Reads(json));

    [Theory, Trait("Threat", "11")]
    [InlineData("9007199254740991", true)]
    [InlineData("-9007199254740991", true)]
    [InlineData("9007199254740992", false)]
    [InlineData("-9007199254740992", false)]
    [InlineData("123456789012345678901234567890", false)]
    [InlineData("0.1234567890123456789", true)]
    [InlineData("1e308", true)]
    [InlineData("1e-400", false)]
    [InlineData("0e-400", true)]
    [InlineData("1e309", false)]
    [InlineData("-1E400", false)]
    [InlineData("[1.5,{\"9e999\":1},1e999]", false)]
    [InlineData("[\"1e999\"]", true)]
    public void Refuses_a_number_that_no_double_holds(string json, bool isRead) => Assert.Equal(isRead, Reads(json));

    [Theory, Trait("Threat", "11")]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(100_000, false)]
    public void Refuses_more_than_64_levels(int depth, bool isRead) =>
        Assert.Equal(isRead, Reads(new string('[', depth) + new string(']', depth)));

    [Theory, Trait("Threat", "11")]
    [InlineData("{} {}")]
    [InlineData("{}\0")]
    [InlineData("\uFEFF{}")]
    [InlineData("")]
    [InlineData("{\"a\":1")]
    public void Refuses_what_stands_before_or_after_the_value(string json) => Assert.False(Reads(json));

    [Fact, Trait("Threat", "11")]
    public void Refuses_bytes_that_are_not_UTF_8() => Assert.False(Reads([0x22, 0xC3, 0x28, 0x22]));

    [Fact, Trait("Threat", "11")]
    public void Refuses_more_bytes_than_the_limit_and_says_how_many()
    {
        var isRead = StrictJson.TryParse(new byte[11], new ParsingLimits(MaxBytes: 10), out _, out var problem);

        Assert.False(isRead);
        Assert.Equal(ProblemTypes.Parsing, problem!.Type);
        Assert.Contains("11 bytes; at most 10", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_where_the_fault_is()
    {
        StrictJson.TryParse("{\n \"a\": nope}"u8.ToArray(), ParsingLimits.Default, out _, out var problem);

        Assert.Contains("line 2", problem!.Detail, StringComparison.Ordinal);
    }

    [Fact, Trait("Threat", "11")]
    public void Says_in_few_words_what_is_wrong_with_long_names_and_names_no_place_that_is_as_long()
    {
        var name = new string('k', 100_000);
        Assert.False(StrictJson.TryParse(Encoding.UTF8.GetBytes($$"""{"{{name}}":1,"{{name}}":1}"""), ParsingLimits.Default, out _, out var twice));
        Assert.False(StrictJson.TryParse(Encoding.UTF8.GetBytes($$"""{"a":[{"{{name}}":1e999}]}"""), ParsingLimits.Default, out _, out var large));

        Assert.InRange(twice!.Detail.Length, 1, 500);
        Assert.Equal((null, null), (twice.Pointer, large!.Pointer));
    }

    [Fact, Trait("Threat", "10")]
    public void Says_which_member_is_named_twice_and_where()
    {
        Assert.False(StrictJson.TryParse("""{"x/y":[0,{"a":1,"a":1}]}"""u8.ToArray(), ParsingLimits.Default, out _, out var problem));
        Assert.Equal("/x~1y/1/a", problem!.Pointer);
        Assert.Contains("the member a is there twice", problem.Detail, StringComparison.Ordinal);
    }

    private static bool Reads(string json) => Reads(Encoding.UTF8.GetBytes(json));

    private static bool Reads(byte[] utf8)
    {
        var isRead = StrictJson.TryParse(utf8, ParsingLimits.Default, out JsonDocument? document, out var problem);
        Assert.Equal(isRead, problem is null);
        document?.Dispose();
        return isRead;
    }
}
