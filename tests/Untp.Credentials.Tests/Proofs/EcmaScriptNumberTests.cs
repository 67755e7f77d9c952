using Untp.Credentials.Proofs;

namespace Untp.Credentials.Tests.Proofs;

/// <summary>ECMA-262 Number::toString; the bit patterns are those of RFC 8785 appendix B.</summary>
public sealed class EcmaScriptNumberTests
{
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void Formats_as_ECMAScript_does(ulong bits, string expected) =>
        Assert.Equal(expected, EcmaScriptNumber.Format(BitConverter.UInt64BitsToDouble(bits)));

    /// <summary>The long run is <c>Benchmarks numbers 10000000 | node tests/interop/numbers.mjs</c>.</summary>
    [Fact, Trait("Threat", "12")]
    public void Is_the_shortest_text_for_a_sample_of_all_doubles()
    {
        var seed = 0x9E3779B97F4A7C15UL;
        for (var i = 0; i < 3_000; i++)
        {
            seed = (seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9UL + 0x9E3779B97F4A7C15UL;

            // any; subnormal; between 1e-7 and 1e23, where the form changes
            RequireShortest((i % 3) switch
            {
                0 => seed,
                1 => seed & 0x800FFFFFFFFFFFFF,
                _ => (seed & 0x800FFFFFFFFFFFFF) | ((1000UL + (seed >> 52) % 100) << 52),
            });
        }
    }

    [Fact, Trait("Threat", "12")]
    public void Is_the_shortest_text_for_every_power_of_two_whose_neighbours_are_not_equally_far()
    {
        for (var exponent = 1UL; exponent < 0x7FF; exponent++)
        {
            RequireShortest(exponent << 52);
        }
    }

    private static void RequireShortest(ulong bits)
    {
        var value = BitConverter.UInt64BitsToDouble(bits);
        if (double.IsFinite(value))
        {
            Assert.Equal(ShortestNumber.Format(value), EcmaScriptNumber.Format(value));
        }
    }

    [Fact]
    public void Refuses_what_JSON_cannot_write() => Assert.Throws<ArgumentException>(() => EcmaScriptNumber.Format(double.NaN));
}
