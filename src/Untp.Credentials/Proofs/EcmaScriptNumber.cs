using System.Globalization;

namespace Untp.Credentials.Proofs;

/// <summary>Numbers as ECMAScript writes them (RFC 8785 clause 3.2.2.3; ECMA-262 Number::toString, radix 10).</summary>
public static class EcmaScriptNumber
{
    /// <summary>The shortest text that reads back to the same double.</summary>
    /// <exception cref="ArgumentException">The value is not finite: JSON has no such number.</exception>
    public static string Format(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentException("JSON has no number for it", nameof(value));
        }

        if (value == 0)
        {
            return "0";
        }

        if (Math.Abs(value) < 1e15 && Math.Floor(value) == value)
        {
            return ((long)value).ToString(CultureInfo.InvariantCulture);
        }

        var (digits, exponent) = ShortestDigits(Math.Abs(value));
        return (value < 0 ? "-" : "") + Arrange(digits, exponent);
    }

    /// <summary>The shortest digits, without point or outer zeros, and n with value = 0.digits x 10^n.</summary>
    private static (string Digits, int N) ShortestDigits(double value)
    {
        // the framework's are one short for 2^-25 and 2^-958, which then read back as their neighbours; seventeen digits are always enough
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        if (double.Parse(shortest, CultureInfo.InvariantCulture) != value)
        {
            shortest = value.ToString("E16", CultureInfo.InvariantCulture);
        }

        var mark = shortest.IndexOf('E', StringComparison.Ordinal);
        var mantissa = mark < 0 ? shortest : shortest[..mark];
        var exponent = mark < 0 ? 0 : int.Parse(shortest.AsSpan(mark + 1), CultureInfo.InvariantCulture);

        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var significant = all.TrimStart('0');
        var n = (point < 0 ? all.Length : point) - (all.Length - significant.Length) + exponent;
        return (significant.TrimEnd('0'), n);
    }

    /// <summary>ECMA-262 Number::toString, steps 6 to 12, k = number of digits.</summary>
    private static string Arrange(string digits, int n)
    {
        var k = digits.Length;
        if (k <= n && n <= 21)
        {
            return digits + new string('0', n - k);
        }

        if (n is > 0 and <= 21)
        {
            return $"{digits[..n]}.{digits[n..]}";
        }

        if (n is > -6 and <= 0)
        {
            return $"0.{new string('0', -n)}{digits}";
        }

        var exponent = n - 1;
        var sign = exponent < 0 ? "-" : "+";
        var mantissa = k == 1 ? digits : $"{digits[0]}.{digits[1..]}";
        return string.Create(CultureInfo.InvariantCulture, $"{mantissa}e{sign}{Math.Abs(exponent)}");
    }
}
