using System.Globalization;

namespace Untp.Credentials.Schemas.Formats;

/// <summary>The rule for names that are written from right to left, in whole or in part (RFC 5893 clause 2).</summary>
internal static class IdnBidi
{
    private enum Direction
    {
        Left,
        Right,
        EuropeanNumber,
        ArabicNumber,
        Mark,
        Neutral,
    }

    /// <summary>The blocks of scripts that run from right to left.</summary>
    private static readonly (int From, int To)[] s_right = IdnCodePoints.Parse("590-8FF FB1D-FDFF FE70-FEFF 10800-10FFF 1E800-1EFFF");

    private static readonly (int From, int To)[] s_arabicNumbers = IdnCodePoints.Parse("660-669 66B-66C 6DD 8E2 10D30-10D39 10E60-10E7E");

    /// <summary>Whether a label has anything that runs from right to left.</summary>
    internal static bool IsRightToLeft(IReadOnlyList<int> label) =>
        label.Any(c => DirectionOf(c) is Direction.Right or Direction.ArabicNumber);

    /// <summary>Conditions 1 to 6, for a label of a name that has a right-to-left label.</summary>
    internal static bool Holds(IReadOnlyList<int> label)
    {
        var directions = label.Select(DirectionOf).ToList();
        var last = directions.FindLast(direction => direction != Direction.Mark);
        return directions[0] switch
        {
            Direction.Right => !directions.Contains(Direction.Left)
                && last is Direction.Right or Direction.EuropeanNumber or Direction.ArabicNumber
                && !(directions.Contains(Direction.EuropeanNumber) && directions.Contains(Direction.ArabicNumber)),
            Direction.Left => !directions.Contains(Direction.Right)
                && !directions.Contains(Direction.ArabicNumber)
                && last is Direction.Left or Direction.EuropeanNumber,
            _ => false,
        };
    }

    private static Direction DirectionOf(int c) => CharUnicodeInfo.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => Direction.Mark,
        _ when c is (>= '0' and <= '9') or (>= 0x6F0 and <= 0x6F9) => Direction.EuropeanNumber,
        _ when IdnCodePoints.IsIn(c, s_arabicNumbers) => Direction.ArabicNumber,
        _ when IdnCodePoints.IsIn(c, s_right) => Direction.Right,
        _ when c is '-' or 0xB7 or 0x375 or 0x30FB or 0x200C or 0x200D => Direction.Neutral,
        _ => Direction.Left,
    };
}
