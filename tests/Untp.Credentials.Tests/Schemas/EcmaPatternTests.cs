using System.Diagnostics;
using System.Text;
using Untp.Credentials.Schemas.Patterns;
using static Untp.Credentials.Tests.Schemas.SchemaTests;

namespace Untp.Credentials.Tests.Schemas;

[Trait("Threat", "18")]
public class EcmaPatternTests
{
    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData("(.*a){20}")]
    [InlineData("^(a|aa)+$")]
    [InlineData("^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$")]
    [InlineData("(x+x+)+y")]
    public void Matches_hostile_text_in_linear_time(string pattern)
    {
        var compiled = EcmaPattern.Compile(pattern);
        var clock = Stopwatch.StartNew();
        compiled.IsMatch(Encoding.UTF8.GetBytes(new string('a', 100_000) + "!"));
        compiled.IsMatch(Encoding.UTF8.GetBytes(new string('x', 100_000) + "!"));

        // A backtracking engine would need longer than the universe has.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"{pattern} took {clock.Elapsed}");
    }

    [Theory]
    [InlineData("^(?=a)b", "(?=")]
    [InlineData("^(?!a)b", "(?!")]
    [InlineData("(?<=a)b", "(?<=")]
    [InlineData("(?<!a)b", "(?<!")]
    [InlineData(@"(a)\1", "a backreference")]
    [InlineData(@"(?<n>a)\k<n>", "a backreference")]
    [InlineData(@"\bword", @"\b")]
    [InlineData("(?:a{1000}){1000}", "too large")]
    [InlineData(@"\p{Script=Greek}", "Script=Greek is not known here")]
    public void Refuses_what_cannot_run_without_backtracking_and_names_it(string pattern, string construct)
    {
        var fault = Assert.Throws<FormatException>(() => EcmaPattern.Compile(pattern));
        Assert.Contains(construct, fault.Message, StringComparison.Ordinal);

        var inSchema = Fault(System.Text.Json.JsonSerializer.Serialize(new { pattern }));
        Assert.Equal("https://example.com/schema#/pattern", inSchema.Location);
        Assert.Contains("cannot be used", inSchema.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a$", "a", true)]
    [InlineData("a$", "a\n", false)]
    [InlineData("^b", "a\nb", false)]
    [InlineData(@"^\d$", "٣", false)]
    [InlineData(@"^\w$", "é", false)]
    [InlineData(@"^\W$", "é", true)]
    [InlineData(@"^\s$", "\uFEFF", true)]
    [InlineData(@"^\s$", "\u0085", false)]
    [InlineData("^.$", "🐲", true)]
    [InlineData("^..$", "🐲", false)]
    [InlineData("^.$", "\u2028", false)]
    [InlineData("^[^a]$", "🐲", true)]
    [InlineData("^[🐲-🐴]$", "🐳", true)]
    [InlineData("^[🐲-🐴]$", "🐵", false)]
    [InlineData("^🐲{2}$", "🐲🐲", true)]
    [InlineData(@"^\u{1F432}\uD83D\uDC32\u0041\x42\cJ\0$", "🐲🐲AB\n\0", true)]
    [InlineData(@"^[\b\-\]]+$", "\b-]", true)]
    [InlineData(@"^\p{Lu}\P{Lu}$", "Éé", true)]
    [InlineData(@"^\p{L}$", "𝒜", true)]
    [InlineData(@"^[\p{Nd}_]$", "٣", true)]
    [InlineData("[]", "a", false)]
    [InlineData("^[^]$", "a", true)]
    [InlineData("^(?<year>[0-9]{4})-(a|)$", "2026-", true)]
    [InlineData("a.b*?c", "xaZbbc", true)]
    [InlineData("#[ ]x", "#  x", false)]
    [InlineData("^[a-]$", "-", true)]
    public void Means_what_ECMA_262_says(string pattern, string text, bool matches) =>
        Assert.Equal(matches, EcmaPattern.Compile(pattern).IsMatch(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("(")]
    [InlineData(")")]
    [InlineData("[a")]
    [InlineData("a**")]
    [InlineData("{1}")]
    [InlineData("a{2,1}")]
    [InlineData("a{")]
    [InlineData("]")]
    [InlineData("[b-a]")]
    [InlineData(@"[\d-a]")]
    [InlineData(@"\")]
    [InlineData(@"\Z")]
    [InlineData(@"\_")]
    [InlineData(@"\u{110000}")]
    [InlineData(@"\u{}")]
    [InlineData(@"\x4")]
    [InlineData(@"\1")]
    [InlineData(@"\k<n>")]
    [InlineData("(?<n>a)(?<n>b)")]
    [InlineData("(?i)a")]
    [InlineData("(?#a)")]
    [InlineData("(?>a)")]
    [InlineData("^*")]
    public void Refuses_what_is_no_pattern_of_ECMA_262(string pattern)
    {
        Assert.False(EcmaPattern.IsPattern(pattern));
        Assert.Throws<FormatException>(() => EcmaPattern.Compile(pattern));
    }

    [Fact]
    public void Says_of_hostile_patterns_in_linear_time_whether_they_are_patterns()
    {
        var clock = Stopwatch.StartNew();
        Assert.False(EcmaPattern.IsPattern(new string('(', 100_000)));
        Assert.True(EcmaPattern.IsPattern(string.Concat(Enumerable.Repeat(@"\p{L}[^a]", 50_000))));
        Assert.True(EcmaPattern.IsPattern("(?<=a)" + new string('a', 100_000)));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"took {clock.Elapsed}");
    }

    [Fact]
    public void Reads_text_longer_than_its_buffer()
    {
        var pattern = EcmaPattern.Compile("^é+🐲$");

        Assert.True(pattern.IsMatch(Encoding.UTF8.GetBytes(new string('é', 5_000) + "🐲")));
        Assert.False(pattern.IsMatch(Encoding.UTF8.GetBytes(new string('é', 5_000))));
    }
}
