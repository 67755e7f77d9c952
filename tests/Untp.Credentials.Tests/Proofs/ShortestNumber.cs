using System.Globalization;
using System.Numerics;
using System.Text;

namespace Untp.Credentials.Tests.Proofs;

/// <summary>
/// ECMA-262 Number::toString by exact arithmetic, as its text has it: the least k for which a number n of k digits reads back to the value,
/// and of these n the closest. Of the framework only the reader of numbers is trusted.
/// </summary>
internal static class ShortestNumber
{
    public static string Format(double value)
    {
        if (value == 0)
        {
            return "0";
        }

        // what is read back from k digits is so from k+1, of which the last is 0
        var exact = Math.Abs(value);
        var k = 17;
        var best = Find(exact, k) ?? throw new InvalidOperationException("seventeen digits are always enough");
        while (k > 1 && Find(exact, k - 1) is { } shorter)
        {
            best = shorter;
            k--;
        }

        return (value < 0 ? "-" : "") + Place(best.S.ToString(CultureInfo.InvariantCulture), best.N);
    }

    /// <summary>The closest s of k digits with s x 10^(n-k) read back as the value; none when no such s is.</summary>
    private static (BigInteger S, int N)? Find(double value, int k)
    {
        // n is the estimate or one beside it, should the logarithm be rounded
        var estimate = (int)Math.Floor(Math.Log10(value)) + 1;
        var found = Enumerable.Range(estimate - 1, 3).SelectMany(n => Candidates(value, n - k).Select(s => (S: s, N: n)))
            .Where(c => c.S >= BigInteger.Pow(10, k - 1) && c.S < BigInteger.Pow(10, k) && Read(c.S, c.N - k) == value)
            .OrderBy(c => Distance(value, c.S, c.N - k)).ThenBy(c => !c.S.IsEven).ToList();
        return found.Count > 0 ? found[0] : null;
    }

    /// <summary>Steps 6 to 12: where the point goes, by moving it one place at a time.</summary>
    private static string Place(string digits, int n)
    {
        if (n is <= -6 or > 21)
        {
            var point = digits.Length > 1 ? $"{digits[0]}.{digits[1..]}" : digits;
            return string.Create(CultureInfo.InvariantCulture, $"{point}e{n - 1:+0;-0}");
        }

        var text = new StringBuilder(digits);
        var at = n;
        for (; at < 1; at++)
        {
            text.Insert(0, '0');
        }

        while (text.Length < at)
        {
            text.Append('0');
        }

        return text.Length == at ? text.ToString() : text.Insert(at, '.').ToString();
    }

    /// <summary>The integers about value x 10^-power.</summary>
    private static BigInteger[] Candidates(double value, int power)
    {
        var (numerator, denominator) = Scaled(value, power);
        var floor = BigInteger.Divide(numerator, denominator);
        return [floor - 1, floor, floor + 1, floor + 2];
    }

    private static double Read(BigInteger digits, int power) =>
        double.Parse(string.Create(CultureInfo.InvariantCulture, $"{digits}e{power}"), CultureInfo.InvariantCulture);

    /// <summary>How far digits x 10^power is from the value, in units that are the same for all of one power.</summary>
    private static BigInteger Distance(double value, BigInteger digits, int power)
    {
        var (numerator, denominator) = Scaled(value, power);
        return BigInteger.Abs(numerator - (digits * denominator));
    }

    /// <summary>value x 10^-power as a fraction.</summary>
    private static (BigInteger Numerator, BigInteger Denominator) Scaled(double value, int power)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)(bits >> 52);
        var fraction = bits & ((1L << 52) - 1);
        var mantissa = exponent == 0 ? fraction : fraction | (1L << 52);
        var two = Math.Max(exponent, 1) - 1075;
        return (
            mantissa * BigInteger.Pow(2, Math.Max(two, 0)) * BigInteger.Pow(10, Math.Max(-power, 0)),
            BigInteger.Pow(2, Math.Max(-two, 0)) * BigInteger.Pow(10, Math.Max(power, 0)));
    }
}
