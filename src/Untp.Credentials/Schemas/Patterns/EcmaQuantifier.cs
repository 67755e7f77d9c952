using System.Globalization;

namespace Untp.Credentials.Schemas.Patterns;

/// <summary>How often (ECMA-262 clause 22.2.1). Lazy or greedy is all one where only the verdict counts.</summary>
internal static class EcmaQuantifier
{
    /// <summary>As .NET writes it; empty when there is none.</summary>
    internal static string Read(PatternText text)
    {
        var quantifier = ReadGreedy(text);
        if (quantifier.Length > 0)
        {
            text.Take("?");
        }

        return quantifier;
    }

    private static string ReadGreedy(PatternText text)
    {
        foreach (var simple in new[] { "*", "+", "?" })
        {
            if (text.Take(simple))
            {
                return simple;
            }
        }

        return text.Take("{") ? ReadBounds(text) : "";
    }

    private static string ReadBounds(PatternText text)
    {
        var least = text.TakeDigits();
        var most = text.Take(",") ? text.TakeDigits() : least;
        if (!text.Take("}") || !int.TryParse(least, CultureInfo.InvariantCulture, out var low))
        {
            throw text.Fault("a quantifier in braces is {n}, {n,} or {n,m}, up to 2147483647");
        }

        if (most.Length == 0)
        {
            return $"{{{low},}}";
        }

        return int.TryParse(most, CultureInfo.InvariantCulture, out var high) && low <= high
            ? $"{{{low},{high}}}"
            : throw text.Fault("a quantifier's bounds are out of order or above 2147483647");
    }
}
