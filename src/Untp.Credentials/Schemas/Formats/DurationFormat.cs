namespace Untp.Credentials.Schemas.Formats;

/// <summary><c>duration</c> of RFC 3339 appendix A: units in order, none left out between two, weeks alone.</summary>
internal static class DurationFormat
{
    internal static bool IsDuration(ReadOnlySpan<byte> text)
    {
        if (text.Length < 3 || text[0] != 'P')
        {
            return false;
        }

        text = text[1..];
        if (ReadUnits(ref text, "W"u8) > 0)
        {
            return text.IsEmpty;
        }

        var dates = ReadUnits(ref text, "YMD"u8);
        if (text.IsEmpty)
        {
            return dates > 0;
        }

        if (text[0] != 'T')
        {
            return false;
        }

        text = text[1..];
        return ReadUnits(ref text, "HMS"u8) > 0 && text.IsEmpty;
    }

    /// <summary>Reads numbers with units that follow one another in <paramref name="units"/>; says how many.</summary>
    private static int ReadUnits(ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> units)
    {
        var count = 0;
        while (true)
        {
            var digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            var unit = digits <= 0 ? -1 : units.IndexOf(text[digits]);
            if (unit < 0 || (count > 0 && unit > 0))
            {
                return count;
            }

            // The next may only be the unit right after this one.
            text = text[(digits + 1)..];
            units = units[(unit + 1)..];
            count++;
        }
    }
}
