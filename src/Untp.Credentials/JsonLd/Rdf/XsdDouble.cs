using System.Globalization;

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

        // -d.dddddddddddddddE+ddd, correctly rounded from all digits that the number has, halves away from zero
        var text = value.ToString("E15", CultureInfo.InvariantCulture);
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        var mantissa = text.AsSpan(0, mark).TrimEnd('0');
        var exponent = int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{mantissa}{(mantissa[^1] == '.' ? "0" : "")}E{exponent}");
    }
}
