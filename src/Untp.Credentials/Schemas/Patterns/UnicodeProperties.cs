using System.Globalization;

namespace Untp.Credentials.Schemas.Patterns;

/// <summary>The properties that <c>\p{...}</c> may name: general categories, and Any, ASCII and Assigned. No scripts.</summary>
internal static class UnicodeProperties
{
    /// <summary>Short name, long name and alias, in the order of <see cref="UnicodeCategory"/>.</summary>
    private static readonly string[] s_categories =
    [
        "Lu Uppercase_Letter", "Ll Lowercase_Letter", "Lt Titlecase_Letter", "Lm Modifier_Letter", "Lo Other_Letter",
        "Mn Nonspacing_Mark", "Mc Spacing_Mark", "Me Enclosing_Mark", "Nd Decimal_Number digit", "Nl Letter_Number", "No Other_Number",
        "Zs Space_Separator", "Zl Line_Separator", "Zp Paragraph_Separator", "Cc Control cntrl", "Cf Format", "Cs Surrogate",
        "Co Private_Use", "Pc Connector_Punctuation", "Pd Dash_Punctuation", "Ps Open_Punctuation", "Pe Close_Punctuation",
        "Pi Initial_Punctuation", "Pf Final_Punctuation", "Po Other_Punctuation", "Sm Math_Symbol", "Sc Currency_Symbol",
        "Sk Modifier_Symbol", "So Other_Symbol", "Cn Unassigned",
    ];

    /// <summary>The letter that the short names of the group's categories begin with, and its long names.</summary>
    private static readonly string[] s_groups =
    [
        "L Letter", "M Mark Combining_Mark", "N Number", "P Punctuation punct", "S Symbol", "Z Separator", "C Other",
    ];

    /// <summary>Null when it is not known here.</summary>
    internal static CodePointSet? Find(string expression)
    {
        var name = expression;
        foreach (var prefix in new[] { "gc=", "General_Category=" })
        {
            name = name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;
        }

        if (name != expression || !IsBinary(name))
        {
            var wanted = Categories(name);
            return wanted.Count == 0 ? null : Collect(c => wanted.Contains(c));
        }

        return name switch
        {
            "ASCII" => new CodePointSet([(0, 0x7F)]),
            "Any" => new CodePointSet([(0, CodePointSet.Last)]),
            _ => Collect(c => c != UnicodeCategory.OtherNotAssigned),
        };
    }

    private static bool IsBinary(string name) => name is "ASCII" or "Any" or "Assigned";

    private static HashSet<UnicodeCategory> Categories(string name)
    {
        var group = s_groups.FirstOrDefault(names => names.Split(' ').Contains(name))?[..1];
        return [.. Enumerable.Range(0, s_categories.Length)
            .Where(i => s_categories[i].Split(' ').Contains(name)
                || (group is not null && s_categories[i].StartsWith(group, StringComparison.Ordinal))
                || (name is "LC" or "Cased_Letter" && i <= (int)UnicodeCategory.TitlecaseLetter))
            .Select(i => (UnicodeCategory)i)];
    }

    private static CodePointSet Collect(Func<UnicodeCategory, bool> isWanted)
    {
        var ranges = new List<(int, int)>();
        var start = -1;
        for (var c = 0; c <= CodePointSet.Last + 1; c++)
        {
            var isIn = c <= CodePointSet.Last && isWanted(CharUnicodeInfo.GetUnicodeCategory(c));
            if (isIn && start < 0)
            {
                start = c;
            }
            else if (!isIn && start >= 0)
            {
                ranges.Add((start, c - 1));
                start = -1;
            }
        }

        return new CodePointSet(ranges);
    }
}
