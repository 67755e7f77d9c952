namespace Untp.Credentials.Tests;

/// <summary>VCDM 2.0 clause 4.9, at 2026-06-01T00:00:00Z.</summary>
public sealed class ValidityCheckTests
{
    [Theory]
    [InlineData(null, null, Verdict.Passed)]
    [InlineData("2026-06-01T00:00:00Z", null, Verdict.Passed)]
    [InlineData("2026-06-01T00:00:01Z", null, Verdict.Failed)]
    [InlineData("2026-06-01T01:00:00+02:00", null, Verdict.Passed)]
    [InlineData(null, "2026-06-01T00:00:00Z", Verdict.Passed)]
    [InlineData(null, "2026-05-31T23:59:59Z", Verdict.Failed)]
    [InlineData("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", Verdict.Passed)]
    public async Task Holds_from_its_start_to_its_end_inclusive(string? from, string? until, Verdict expected)
    {
        var claims = Given.MinimalClaims();
        claims["validFrom"] = from;
        claims["validUntil"] = until;
        foreach (var name in new[] { "validFrom", "validUntil" }.Where(name => claims[name] is null))
        {
            claims.Remove(name);
        }

        var result = await Given.Run(new ValidityCheck(), claims);

        Assert.Equal(expected, result.Verdict);
        Assert.All(result.Problems, problem => Assert.Equal(ProblemTypes.Range, problem.Type));
    }

    [Fact]
    public async Task Fails_when_the_period_cannot_be_read()
    {
        var claims = Given.MinimalClaims();
        claims["validUntil"] = "next year";

        var result = await Given.Run(new ValidityCheck(), claims);

        Assert.Equal(Verdict.Failed, result.Verdict);
        Assert.Equal("/validUntil", Assert.Single(result.Problems).Pointer);
    }
}
