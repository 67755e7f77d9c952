using System.Globalization;

namespace Untp.Credentials.Schemas.Formats;

/// <summary>Which code points a label of an internationalised name may have: the algorithm of RFC 5892 clause 3.</summary>
internal static class IdnCodePoints
{
    /// <summary>
    /// Letters, digits and marks that compatibility normalisation or case folding would change (clause 2.2), capitals aside: computed
    /// from the Unicode Character Database 14, because normalisation is not to be had where the platform has no ICU.
    /// </summary>
    private const string UnstableRanges =
        "AA-DF 133 140 149 17F 1C6-1CC 1F3 2B0-2B8 2E0-2E4 340-341 343-345 374 37A 3C2 3D0-3D6 3F0-3F2 3F5 587 675-678 958-95F "
        + "9DC-9DD 9DF A33 A36 A59-A5B A5E B5C-B5D E33 EB3 EDC-EDD F43 F4D F52 F57 F5C F69 F73 F75-F79 F81 F93 F9D FA2 FA7 FAC "
        + "FB9 10FC 13F8-13FD 1C80-1C88 1D2C-1D2E 1D30-1D3A 1D3C-1D4D 1D4F-1D6A 1D78 1D9B-1DBF 1E9A-1E9B 1F71 1F73 1F75 1F77 1F79 "
        + "1F7B 1F7D 1F80-1FA7 1FB2-1FB4 1FB7-1FC4 1FC7 1FD3 1FE3 1FF2-1FF4 1FF7 2071 207F 2090-209C 210A-2149 2C7C-2C7D 2D6F "
        + "309F 30FF 3131-318E A69C-A69D A770 A7F2-A7F4 A7F8-A7F9 AB5C-AB5F AB69 AB70-ABBF F900-FA0D FA10 FA12 FA15-FA1E FA20 "
        + "FA22 FA25-FA26 FA2A-FA6D FA70-FAD9 FB00-FB06 FB13-FB17 FB1D FB1F-FB36 FB38-FB3C FB3E FB40-FB41 FB43-FB44 FB46-FBB1 "
        + "FBD3-FD8F FD92-FDC7 FDF0-FDFB FE70-FE72 FE74 FE76-FEFC FF10-FFBE FFC2-FFC7 FFCA-FFCF FFD2-FFD7 FFDA-FFDC 10781-10785 "
        + "10787-107B0 107B2-107BA 1D41A-1D454 1D456-1D49B 1D4B6-1D4B9 1D4BB 1D4BD-1D4C3 1D4C5-1D503 1D51E-1D537 1D552-1D6A5 "
        + "1D6C2-1D7CB 1D7CE-1D7FF 1EE00-1EE03 1EE05-1EE1F 1EE21-1EE22 1EE24 1EE27 1EE29-1EE32 1EE34-1EE37 1EE39 1EE3B 1EE42 "
        + "1EE47 1EE49 1EE4B 1EE4D-1EE4F 1EE51-1EE52 1EE54 1EE57 1EE59 1EE5B 1EE5D 1EE5F 1EE61-1EE62 1EE64 1EE67-1EE6A "
        + "1EE6C-1EE72 1EE74-1EE77 1EE79-1EE7C 1EE7E 1EE80-1EE89 1EE8B-1EE9B 1EEA1-1EEA3 1EEA5-1EEA9 1EEAB-1EEBB 1FBF0-1FBF9 "
        + "2F800-2FA1D";

    private static readonly (int From, int To)[] s_unstable = Parse(UnstableRanges);

    /// <summary>Clauses 2.4 to 2.6 and 2.9: what is ignored, blocks of notation, old Hangul.</summary>
    private static readonly (int From, int To)[] s_notInNames =
        Parse("34F 1100-11FF 17B4-17B5 180B-180F 20D0-20FF A960-A97F D7B0-D7FF FE00-FE0F 1D100-1D24F E0100-E01EF");

    private static readonly (int From, int To)[] s_allowed = Parse("DF 3C2 6FD-6FE F0B 3007");

    private static readonly (int From, int To)[] s_refused = Parse("640 7FA 302E-302F 3031-3035 303B");

    private static readonly (int From, int To)[] s_cherokeeCapitals = Parse("13A0-13F5");

    /// <summary>Whether it may stand in a label, those aside that depend on their neighbours.</summary>
    internal static bool IsValid(int c)
    {
        if (IsIn(c, s_allowed) || c is '-' or (>= '0' and <= '9') or (>= 'a' and <= 'z'))
        {
            return true;
        }

        if (c < 0x80 || IsIn(c, s_refused) || IsIn(c, s_notInNames) || IsIn(c, s_unstable))
        {
            return false;
        }

        return CharUnicodeInfo.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter => true,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => true,
            UnicodeCategory.UppercaseLetter => IsIn(c, s_cherokeeCapitals),
            _ => false,
        };
    }

    internal static bool IsMark(int c) =>
        CharUnicodeInfo.GetUnicodeCategory(c)
            is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    internal static bool IsIn(int c, (int From, int To)[] ranges)
    {
        foreach (var (from, to) in ranges)
        {
            if (c >= from && c <= to)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Code points and ranges in hexadecimal, with blanks between.</summary>
    internal static (int From, int To)[] Parse(string ranges) =>
        [.. ranges.Split(' ').Select(range => range.Split('-')).Select(ends => (Hex(ends[0]), Hex(ends[^1])))];

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
