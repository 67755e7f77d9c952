namespace Untp.Credentials.Schemas.Formats;

/// <summary>Dates and times of RFC 3339 clause 5.6.</summary>
internal static class DateTimeFormats
{
    /// <summary><c>full-date</c>.</summary>
    internal static bool IsDate(ReadOnlySpan<byte> text)
    {
        if (text.Length != 10 || text[4] != '-' || text[7] != '-')
        {
            return false;
        }

        int century = Two(text), years = Two(text[2..]), month = Two(text[5..]), day = Two(text[8..]);
        return century >= 0 && years >= 0 && month is >= 1 and <= 12 && day >= 1 && day <= DaysIn((century * 100) + years, month);
    }

    /// <summary><c>full-time</c>.</summary>
    internal static bool IsTime(ReadOnlySpan<byte> text)
    {
        if (text.Length < 9 || text[2] != ':' || text[5] != ':')
        {
            return false;
        }

        int hour = Two(text), minute = Two(text[3..]), second = Two(text[6..]);
        text = text[8..];
        if (text[0] == '.')
        {
            var digits = text[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            if (digits <= 0)
            {
                return false;
            }

            text = text[(1 + digits)..];
        }

        return hour is >= 0 and <= 23
            && minute is >= 0 and <= 59
            && second is >= 0 and <= 60
            && ReadOffset(text) is { } offset
            && (second < 60 || IsLastMinute((hour * 60) + minute - offset));
    }

    /// <summary><c>date-time</c>; the T between may be small.</summary>
    internal static bool IsDateTime(ReadOnlySpan<byte> text) =>
        text.Length > 10 && (text[10] | 0x20) == 't' && IsDate(text[..10]) && IsTime(text[11..]);

    /// <summary>Minutes east of UTC; null when it is no <c>time-offset</c>.</summary>
    private static int? ReadOffset(ReadOnlySpan<byte> text)
    {
        if (text.Length == 1)
        {
            return (text[0] | 0x20) == 'z' ? 0 : null;
        }

        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':')
        {
            return null;
        }

        int hours = Two(text[1..]), minutes = Two(text[4..]);
        return hours is < 0 or > 23 || minutes is < 0 or > 59 ? null : (text[0] == '-' ? -1 : 1) * ((hours * 60) + minutes);
    }

    /// <summary>Leap seconds are added at 23:59 UTC (RFC 3339 clause 5.7).</summary>
    private static bool IsLastMinute(int minuteInUtc) => (minuteInUtc + 1440) % 1440 == 1439;

    private static int DaysIn(int year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    /// <summary>Two digits as a number; negative when they are none.</summary>
    private static int Two(ReadOnlySpan<byte> text)
    {
        uint tens = text[0] - (uint)'0', ones = text[1] - (uint)'0';
        return tens > 9 || ones > 9 ? -1 : (int)((tens * 10) + ones);
    }
}
