using System.Globalization;
using System.Numerics;

namespace Untp.Credentials.JsonLd.Rdf;

/// <summary>
/// Numbers as xsd:double in canonical form, as JSON-LD 1.1 API clause 8.6 has it: the mantissa is rounded to fifteen digits after its
/// point, and zero, of either sign, is <c>0.0E0</c>.
/// </summary>
internal static class XsdDouble
{
    /// <summary>Such as <c>5.0E-2</c>.</summary>
    public static string Format(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "INF" : "-INF";
        }

        if (value == 0)
        {
            return "0.0E0";
        }

        // -d.dddddddddddddddE+ddd, rounded from all digits that the number has; halves are to go away from zero, as ECMAScript has it
        var text = TryGetHalf(value, out var half)
            ? half.ToString("E15", CultureInfo.InvariantCulture)
            : value.ToString("E15", CultureInfo.InvariantCulture);
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        var mantissa = text.AsSpan(0, mark).TrimEnd('0');
        var exponent = int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{mantissa}{(mantissa[^1] == '.' ? "0" : "")}E{exponent}");
    }

    /// <summary>
    /// A number with exactly seventeen digits of which the last is 5, as a decimal: the framework rounds a double's halves to even ones
    /// and a decimal's away from zero. An odd m times 2^-n is m times 5^n times 10^-n, which ends in 5.
    /// </summary>
    private static bool TryGetHalf(double value, out decimal half)
    {
        const int FractionBits = 52;
        const int Bias = 1075;
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var odd = (bits & ((1UL << FractionBits) - 1)) | (1UL << FractionBits);
        var shift = BitOperations.TrailingZeroCount(odd);
        odd >>= shift;
        var power = Bias - shift - (int)((bits >> FractionBits) & 0x7FF);
        half = 0;
        if (power is < 1 or > 24)
        {
            return false;
        }

        var digits = (UInt128)odd;
        for (var i = 0; i < power; i++)
        {
            digits *= 5;
        }

        if (digits < 10_000_000_000_000_000 || digits >= 100_000_000_000_000_000)
        {
            return false;
        }

        half = new decimal((int)(uint)digits, (int)(uint)(digits >> 32), 0, value < 0, (byte)power);
        return true;
    }
}
