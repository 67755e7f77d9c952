using Untp.Credentials.Chains.Facts;

namespace Untp.Credentials.Chains.Rules;

/// <summary>
/// Sums of quantities: masses in whatever unit (UNECE Recommendation 20) are one kind, else each unit is a kind. Begun anew for each sum,
/// of which an audit makes ten thousand.
/// </summary>
internal sealed class Quantities
{
    private const string Kilogram = "KGM";

    /// <summary>The sum of each kind, in the order in which the kinds came.</summary>
    public OrderedDictionary<string, decimal> ByKind { get; } = new(StringComparer.Ordinal);

    /// <summary>Sums these; false when an amount is not stated.</summary>
    public bool TrySum(ReadOnlySpan<QuantityFacts> amounts)
    {
        ByKind.Clear();
        foreach (ref readonly var amount in amounts)
        {
            if (!TryAdd(amount))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Sums what these carry; false when an amount is not stated.</summary>
    public bool TrySum(List<Flow> flows)
    {
        ByKind.Clear();
        foreach (var flow in flows)
        {
            if (!TryAdd(flow.Amount))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryAdd(in QuantityFacts amount)
    {
        if (amount.Value is not { } value || amount.Unit is not { } unit)
        {
            return false;
        }

        var (kind, factor) = KilogramsIn(unit) is { } kilograms ? (Kilogram, kilograms) : (unit, 1m);
        ByKind[kind] = ByKind.GetValueOrDefault(kind) + (value * factor);
        return true;
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
