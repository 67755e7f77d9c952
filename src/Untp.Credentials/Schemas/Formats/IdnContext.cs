using System.Globalization;

namespace Untp.Credentials.Schemas.Formats;

/// <summary>Code points that a label may have only beside certain others (RFC 5892 appendix A).</summary>
internal static class IdnContext
{
    private static readonly (int From, int To)[] s_greek = IdnCodePoints.Parse("370-3E1 3F0-3FF 1F00-1FFF");
    private static readonly (int From, int To)[] s_hebrew = IdnCodePoints.Parse("591-5F4 FB1D-FB4F");
    private static readonly (int From, int To)[] s_japanese = IdnCodePoints.Parse(
        "3005 3007 3021-3029 3038-303B 3041-3096 309D-309F 30A1-30FA 30FD-30FF 31F0-31FF 3400-4DBF 4E00-9FFF F900-FAFF 1B000-1B167 "
        + "20000-323AF");

    /// <summary>Marks that join two consonants (canonical combining class 9).</summary>
    private static readonly (int From, int To)[] s_virama = IdnCodePoints.Parse(
        "94D 9CD A4D ACD B4D BCD C4D CCD D3B-D3C D4D DCA E3A EBA F84 1039-103A 1714-1715 1734 17D2 1A60 1B44 1BAA-1BAB 1BF2-1BF3 2D7F A806 "
        + "A82C A8C4 A953 A9C0 AAF6 ABED 10A3F 11046 11070 1107F 110B9 11133-11134 111C0 11235 112EA 1134D 11442 114C2 115BF 1163F 116B6 "
        + "1172B 11839 1193D-1193E 119E0 11A34 11A47 11A99 11C3F 11D44-11D45 11D97");

    /// <summary>Arabic letters that join to both sides, and those that join to the right only.</summary>
    private static readonly (int From, int To)[] s_dualJoining = IdnCodePoints.Parse(
        "620 626 628 62A-62E 633-63F 641-647 649-64A 66E-66F 678-687 69A-6BF 6C1-6C2 6CC 6CE 6D0-6D1 6FA-6FC 6FF 750-758 75C-76A 76D-770 "
        + "772 775-777 77A-77F");

    private static readonly (int From, int To)[] s_rightJoining = IdnCodePoints.Parse(
        "622-625 627 629 62F-632 648 671-673 675-677 688-699 6C0 6C3-6CB 6CD 6CF 6D2-6D3 6D5 6EE-6EF 759-75B 76B-76C 771 773-774 778-779");

    /// <summary>Null when the code point does not depend on its neighbours.</summary>
    internal static bool? Allows(IReadOnlyList<int> label, int at) => label[at] switch
    {
        0x200C => IsAfterVirama(label, at) || JoinsLetters(label, at),
        0x200D => IsAfterVirama(label, at),
        0xB7 => at > 0 && at + 1 < label.Count && label[at - 1] == 'l' && label[at + 1] == 'l',
        0x375 => at + 1 < label.Count && IdnCodePoints.IsIn(label[at + 1], s_greek),
        0x5F3 or 0x5F4 => at > 0 && IdnCodePoints.IsIn(label[at - 1], s_hebrew),
        0x30FB => label.Any(c => IdnCodePoints.IsIn(c, s_japanese)),
        >= 0x660 and <= 0x669 => !label.Any(c => c is >= 0x6F0 and <= 0x6F9),
        >= 0x6F0 and <= 0x6F9 => !label.Any(c => c is >= 0x660 and <= 0x669),
        _ => null,
    };

    private static bool IsAfterVirama(IReadOnlyList<int> label, int at) => at > 0 && IdnCodePoints.IsIn(label[at - 1], s_virama);

    /// <summary>Appendix A.1, for the Arabic script: between a letter that joins to the left and one that joins to the right.</summary>
    private static bool JoinsLetters(IReadOnlyList<int> label, int at)
    {
        int before = at - 1, after = at + 1;
        while (before >= 0 && IsTransparent(label[before]))
        {
            before--;
        }

        while (after < label.Count && IsTransparent(label[after]))
        {
            after++;
        }

        return before >= 0
            && after < label.Count
            && IdnCodePoints.IsIn(label[before], s_dualJoining)
            && (IdnCodePoints.IsIn(label[after], s_dualJoining) || IdnCodePoints.IsIn(label[after], s_rightJoining));
    }

    private static bool IsTransparent(int c) => CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;
}
