using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Untp.Credentials.JsonLd.Rdf;

namespace Untp.Credentials.Tests.JsonLd.Rdf;

/// <summary>JSON-LD 1.1 API clause 8.6; XML Schema 1.1 Datatypes clause 3.3.5.</summary>
public sealed partial class XsdDoubleTests
{
    [Theory]
    [InlineData(0.05, "5.0E-2")]
    [InlineData(1, "1.0E0")]
    [InlineData(-1, "-1.0E0")]
    [InlineData(10, "1.0E1")]
    [InlineData(123.45, "1.2345E2")]
    [InlineData(-1.5, "-1.5E0")]
    [InlineData(1e21, "1.0E21")]
    [InlineData(1e-7, "1.0E-7")]
    [InlineData(1e100, "1.0E100")]
    [InlineData(100.25, "1.0025E2")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "INF")]
    [InlineData(double.NegativeInfinity, "-INF")]
    public void Has_one_digit_before_the_point_and_no_superfluous_zeros(double value, string expected) =>
        Assert.Equal(expected, XsdDouble.Format(value));

    [Fact]
    public void There_is_one_zero()
    {
        Assert.Equal("0.0E0", XsdDouble.Format(0.0));
        Assert.Equal("0.0E0", XsdDouble.Format(-0.0));
    }

    [Theory]
    [InlineData(0.1 + 0.2, "3.0E-1")]
    [InlineData(123456789.123456789, "1.234567891234568E8")]
    [InlineData(1.0 / 3, "3.333333333333333E-1")]
    [InlineData(2.0 / 3, "6.666666666666666E-1")]
    [InlineData(9.9999999999999995, "1.0E1")]
    [InlineData(double.MaxValue, "1.797693134862316E308")]
    [InlineData(double.Epsilon, "4.940656458412465E-324")]
    [InlineData(2.2250738585072014e-308, "2.225073858507201E-308")]
    public void Rounds_to_fifteen_digits_after_the_point(double value, string expected) => Assert.Equal(expected, XsdDouble.Format(value));

    [Theory]
    [InlineData(1000000000000000.5, "1.000000000000001E15")]
    [InlineData(1000000000000001.5, "1.000000000000002E15")]
    [InlineData(-1000000000000000.5, "-1.000000000000001E15")]
    public void Rounds_halves_away_from_zero_as_ECMAScript_does(double value, string expected) =>
        Assert.Equal(expected, XsdDouble.Format(value));

    [Fact]
    public void Every_number_has_the_canonical_shape_and_is_rounded_by_half_a_digit_at_most() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(5_000),
        Prop.ForAll(
            Gen.Choose(int.MinValue, int.MaxValue).Two()
                .Select(halves => BitConverter.Int64BitsToDouble(((long)halves.Item1 << 32) | (uint)halves.Item2))
                .Where(value => double.IsFinite(value) && Math.Abs(value) < 1e308).ToArbitrary(),
            value => Canonical().IsMatch(XsdDouble.Format(value))
                && Math.Abs(double.Parse(XsdDouble.Format(value), CultureInfo.InvariantCulture) - value)
                    <= (Math.Abs(value) * 6.2e-16) + double.Epsilon));

    [GeneratedRegex("^-?[1-9]\\.(0|[0-9]*[1-9])E(0|-?[1-9][0-9]*)$")]
    private static partial Regex Canonical();
}
