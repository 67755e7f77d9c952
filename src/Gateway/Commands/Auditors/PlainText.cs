using System.Globalization;
using System.Text;

namespace Gateway.Commands;

/// <summary>
/// Texts of others for a terminal: what would move the cursor, colour or hide something, or turn the line around is written as
/// <c>\u</c> and its number, so that a credential cannot paint a verdict of its own.
/// </summary>
internal static class PlainText
{
    private const int Longest = 400;

    public static string Of(string? text)
    {
        if (text is null)
        {
            return "-";
        }

        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (plain.Length >= Longest)
            {
                return plain.Append("...").ToString();
            }

            plain.Append(IsPlain(rune) ? rune.ToString() : $"\\u{rune.Value:x4}");
        }

        return plain.ToString();
    }

    private static bool IsPlain(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
