using System.Globalization;
using System.Text;
using Untp.Credentials.JsonLd.Rdf;
using Untp.Credentials.Proofs;

namespace Benchmarks;

/// <summary>
/// Doubles of every kind as lines "bits in hexadecimal, JCS text, xsd:double text", for tests/interop/numbers.mjs to compare with what
/// ECMAScript writes. The same count gives the same numbers.
/// </summary>
internal static class NumberLines
{
    private static readonly double[] s_always =
    [
        0.0, -0.0, double.Epsilon, -double.Epsilon, double.MaxValue, -double.MaxValue, 2.2250738585072014e-308, 2.225073858507201e-308,
        9007199254740991, 9007199254740992, 9007199254740993, -9007199254740994, 999999999999999900000.0, 1e21, 1e-6, 9.999999999999999e-7,
    ];

    public static void Run(long count)
    {
        using var output = new StreamWriter(Console.OpenStandardOutput(), Encoding.ASCII, 1 << 16);
        foreach (var value in s_always)
        {
            Write(output, value);
        }

        var seed = 0UL;
        for (var written = s_always.Length; written < count;)
        {
            var value = Make(written % 6, Next(ref seed), Next(ref seed));
            if (double.IsFinite(value))
            {
                Write(output, value);
                written++;
            }
        }
    }

    private static void Write(StreamWriter output, double value) => output.Write(string.Create(
        CultureInfo.InvariantCulture,
        $"{BitConverter.DoubleToUInt64Bits(value):x16} {EcmaScriptNumber.Format(value)} {XsdDouble.Format(value)}\n"));

    private static double Make(int kind, ulong a, ulong b) => kind switch
    {
        // any bits; subnormals, every fourth of them small; decimals as people write them; integers of every length
        0 => BitConverter.UInt64BitsToDouble(a),
        1 => BitConverter.UInt64BitsToDouble((a & 0x800FFFFFFFFFFFFF) >> (b % 4 == 0 ? (int)(a >> 58) % 52 : 0)),
        2 => (long)(a % 2_000_000_000_000) / Math.Pow(10, b % 13) - (b % 3 * 1e9),
        3 => (long)(a >> (int)(b % 64)),

        // a few units beside a power of ten or of two; short binary fractions, whose halves decide how a digit is rounded
        4 when a % 2 == 0 => Beside(double.Parse($"1e{(int)(a / 2 % 632) - 323}", CultureInfo.InvariantCulture), (int)(b % 9) - 4),
        4 => Beside(Math.ScaleB(1, (int)(a / 2 % 2098) - 1074), (int)(b % 9) - 4),
        _ => Math.ScaleB((a >> 11) >> (int)((b >> 32) % 40), -(int)(b % 60)),
    };

    private static double Beside(double value, int units) =>
        BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(value) + units);

    /// <summary>SplitMix64.</summary>
    private static ulong Next(ref ulong seed)
    {
        var mixed = seed += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
