using Gateway.Forwarding;

namespace Gateway.Tests.Forwarding;

/// <summary>RFC 9651 clause 4.2.2, from its text.</summary>
[Trait("Threat", "10")]
public sealed class StructuredFieldsTests
{
    [Theory]
    [InlineData("a=1", 1L)]
    [InlineData("  a=-999999999999999  ", -999999999999999L)]
    [InlineData("a", true)]
    [InlineData("a=?0", false)]
    [InlineData("a=\"q \\\" \\\\\"", "q \" \\")]
    public void Reads_a_member(string field, object value) => Assert.Equal(value, Read(field)["a"].Value);

    [Fact]
    public void Reads_what_has_types_of_its_own()
    {
        var read = Read("t=*a/b:c, d=1.250,\tb=:AQI=:, at=@-1, e=::");
        Assert.Equal(new StructuredToken("*a/b:c"), read["t"].Value);
        Assert.Equal(1.25m, read["d"].Value);
        Assert.Equal(new byte[] { 1, 2 }, read["b"].Value);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(-1), read["at"].Value);
        Assert.Equal(Array.Empty<byte>(), read["e"].Value);
    }

    [Fact]
    public void Reads_inner_lists_with_parameters_in_order()
    {
        var list = Read("sig1=( \"@method\"  \"date\";sf );created=1; keyid=\"k\";x")["sig1"];
        Assert.Equal(["@method", "date"], list.List!.Select(item => (string)item.Value));
        Assert.Equal([new("sf", true)], list.List![1].Parameters);
        Assert.Equal(["created", "keyid", "x"], list.Parameters.Select(p => p.Key));
        Assert.Equal((1L, "k", true), (list["created"], list["keyid"], list["x"]));
    }

    [Fact]
    public void An_empty_field_is_an_empty_dictionary() => Assert.Empty(Read("  "));

    [Theory]
    [InlineData("a=1,")]
    [InlineData("a=1,,b=2")]
    [InlineData("a=1 b=2")]
    [InlineData("a = 1")]
    [InlineData("A=1")]
    [InlineData("1a=1")]
    [InlineData("a=")]
    [InlineData("a=1;")]
    [InlineData("a=1;B=2")]
    [InlineData("a=1 ;b")]
    [InlineData("a=(1 2")]
    [InlineData("a=(1,2)")]
    [InlineData("a=(\"x\"\"y\")")]
    [InlineData("a=((1))")]
    [InlineData("a=1000000000000000")]
    [InlineData("a=1.")]
    [InlineData("a=1.2345")]
    [InlineData("a=1000000000000.1")]
    [InlineData("a=-")]
    [InlineData("a=+1")]
    [InlineData("a=\"x")]
    [InlineData("a=\"\\x\"")]
    [InlineData("a=\"\u00e4\"")]
    [InlineData("a=\"\t\"")]
    [InlineData("a=:AQI:")]
    [InlineData("a=:AQJ=:")]
    [InlineData("a=:AQ I=:")]
    [InlineData("a=:_-8=:")]
    [InlineData("a=:AQI=")]
    [InlineData("a=?2")]
    [InlineData("a=?true")]
    [InlineData("a=@1.5")]
    [InlineData("a=@")]
    [InlineData("a=1\n")]
    [InlineData("\ta=1")]
    [InlineData("a=%\"f%c3%bc\"")]
    public void Fails_a_field_as_a_whole(string field) => Assert.False(StructuredFields.TryReadDictionary(field, out _));

    /// <summary>The algorithms let the last one win; then two readers may see two messages in one.</summary>
    [Theory]
    [InlineData("a=1, a=2")]
    [InlineData("a=1;b=1;b=2")]
    public void Refuses_a_name_that_comes_twice(string field) => Assert.False(StructuredFields.TryReadDictionary(field, out _));

    [Fact]
    [Trait("Threat", "26")]
    public void Refuses_a_field_of_any_length() => Assert.False(StructuredFields.TryReadDictionary(new string('a', 1 << 20), out _));

    private static Dictionary<string, StructuredItem> Read(string field)
    {
        Assert.True(StructuredFields.TryReadDictionary(field, out var members));
        return members;
    }
}
