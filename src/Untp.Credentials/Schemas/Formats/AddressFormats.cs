namespace Untp.Credentials.Schemas.Formats;

/// <summary>Internet addresses.</summary>
internal static class AddressFormats
{
    /// <summary>Four numbers to 255 without leading zeros (RFC 2673 clause 3.2).</summary>
    internal static bool IsIpv4(ReadOnlySpan<byte> text)
    {
        if (text.Length > 15)
        {
            return false;
        }

        for (var part = 0; part < 4; part++)
        {
            var digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            digits = digits < 0 ? text.Length : digits;
            if (digits is 0 or > 3 || (digits > 1 && text[0] == '0') || (digits == 3 && text[..3].SequenceCompareTo("255"u8) > 0))
            {
                return false;
            }

            text = text[digits..];
            if (part < 3)
            {
                if (text.IsEmpty || text[0] != '.')
                {
                    return false;
                }

                text = text[1..];
            }
        }

        return text.IsEmpty;
    }

    /// <summary>RFC 4291 clause 2.2, without zone.</summary>
    internal static bool IsIpv6(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 2 or > 45)
        {
            return false;
        }

        // One "::" stands for at least one group of zeros.
        var gap = text.IndexOf("::"u8);
        if (gap < 0)
        {
            return CountGroups(text, mayEndInIpv4: true) == 8;
        }

        var before = CountGroups(text[..gap], mayEndInIpv4: false);
        var after = CountGroups(text[(gap + 2)..], mayEndInIpv4: true);
        return before >= 0 && after >= 0 && before + after <= 7;
    }

    /// <summary>Groups of four hexadecimal digits with colons between them, an IPv4 address counting as two; -1 when ill-formed.</summary>
    private static int CountGroups(ReadOnlySpan<byte> text, bool mayEndInIpv4)
    {
        var count = 0;
        while (!text.IsEmpty)
        {
            var colon = text.IndexOf((byte)':');
            var group = colon < 0 ? text : text[..colon];
            if (colon < 0 && mayEndInIpv4 && group.Contains((byte)'.'))
            {
                return IsIpv4(group) ? count + 2 : -1;
            }

            if (group.Length is 0 or > 4 || !Ascii.AreHex(group) || colon == text.Length - 1)
            {
                return -1;
            }

            count++;
            text = colon < 0 ? default : text[(colon + 1)..];
        }

        return count;
    }
}
