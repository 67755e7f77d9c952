using Untp.Credentials.Chains.Facts;

namespace Untp.Credentials.Chains.Rules;

/// <summary>Sums of quantities: masses in whatever unit (UNECE Recommendation 20) are one kind, else each unit is a kind.</summary>
internal static class Quantities
{
    private const string Kilogram = "KGM";

    /// <summary>The sum of each kind; null when an amount is not stated.</summary>
    public static OrderedDictionary<string, decimal>? Sum(IEnumerable<QuantityFacts> amounts)
    {
        var sums = new OrderedDictionary<string, decimal>(1, StringComparer.Ordinal);
        foreach (var amount in amounts)
        {
            if (amount.Value is not { } value || amount.Unit is not { } unit)
            {
                return null;
            }

            var (kind, factor) = KilogramsIn(unit) is { } kilograms ? (Kilogram, kilograms) : (unit, 1m);
            sums[kind] = sums.GetValueOrDefault(kind) + (value * factor);
        }

        return sums;
    }

    private static decimal? KilogramsIn(string unit) => unit switch
    {
        Kilogram => 1m,
        "TNE" => 1000m,
        "DTN" => 100m,
        "GRM" => 0.001m,
        "MGM" => 0.000001m,
        "LBR" => 0.45359237m,
        _ => null,
    };
}
