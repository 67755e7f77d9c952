using System.Globalization;
using System.Text.Json;

namespace Untp.Credentials.Tests;

/// <summary>XML Schema 1.1 part 2, clause 3.4.28: dateTimeStamp.</summary>
public sealed class DateTimeStampTests
{
    [Theory]
    [InlineData("2026-01-31T12:00:00Z", "2026-01-31T12:00:00.0000000+00:00")]
    [InlineData("2026-01-31T12:00:00.5Z", "2026-01-31T12:00:00.5000000+00:00")]
    [InlineData("2026-01-31T12:00:00.123456789Z", "2026-01-31T12:00:00.1234567+00:00")]
    [InlineData("2026-01-31T12:00:00.000Z", "2026-01-31T12:00:00.0000000+00:00")]
    [InlineData("2026-01-31T12:00:00-05:30", "2026-01-31T12:00:00.0000000-05:30")]
    [InlineData("2026-01-31T24:00:00Z", "2026-02-01T00:00:00.0000000+00:00")]
    [InlineData("2024-02-29T00:00:00+14:00", "2024-02-29T00:00:00.0000000+14:00")]
    [InlineData("9999-12-30T24:00:00+14:00", "9999-12-31T00:00:00.0000000+14:00")]
    public void Reads_a_time_with_its_zone(string text, string expected)
    {
        Assert.True(DateTimeStamp.TryParse(text, out var value));
        Assert.Equal(expected, value.ToString("o", CultureInfo.InvariantCulture));
        Assert.True(DateTimeStamp.TryRead(JsonSerializer.SerializeToElement(text), out var read));
        Assert.Equal(value, read);
    }

    [Theory]
    [InlineData("2026-01-31T12:00:00")]
    [InlineData("2026-01-31")]
    [InlineData("2026-01-31 12:00:00Z")]
    [InlineData("2026-02-30T12:00:00Z")]
    [InlineData("2026-13-01T12:00:00Z")]
    [InlineData("2026-01-31T25:00:00Z")]
    [InlineData("2026-01-31T24:00:01Z")]
    [InlineData("2026-01-31T12:60:00Z")]
    [InlineData("2026-01-31T12:00:00.Z")]
    [InlineData("2026-01-31T12:00:00z")]
    [InlineData("2026-01-31T12:00:00+5:00")]
    [InlineData("2026-01-31T12:00:00+15:00")]
    [InlineData(" 2026-01-31T12:00:00Z")]
    [InlineData("2026-01-31T12:00:00Z\n")]
    [InlineData("٢٠٢٦-01-31T12:00:00Z")]
    [InlineData("9999-12-31T24:00:00Z")]
    [InlineData("9999-12-31T24:00:00+14:00")]
    [InlineData("9999-12-31T24:00:00-00:01")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("")]
    public void Refuses_anything_else(string text)
    {
        Assert.False(DateTimeStamp.TryParse(text, out _));
        Assert.False(DateTimeStamp.TryRead(JsonSerializer.SerializeToElement(text), out _));
    }

    [Theory]
    [InlineData("""
        "2026-01-31T12:00:00\u005a"
        """, true)]
    [InlineData("""
        "2026-01-31T12:00:00\ud800"
        """, false)]
    [InlineData("20260131", false)]
    [InlineData("null", false)]
    [InlineData("""
        {"@value": "2026-01-31T12:00:00Z"}
        """, false)]
    public void Reads_what_a_JSON_string_says_and_no_other_value(string json, bool isTime) =>
        Assert.Equal(isTime, DateTimeStamp.TryRead(JsonElement.Parse(json), out _));

    [Fact]
    public void Reads_no_member_that_is_not_there() => Assert.False(DateTimeStamp.TryRead(default, out _));
}
