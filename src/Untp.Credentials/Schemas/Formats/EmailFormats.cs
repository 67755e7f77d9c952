namespace Untp.Credentials.Schemas.Formats;

/// <summary>The Mailbox of RFC 5321 clause 4.1.2, and with characters beyond ASCII that of RFC 6531 clause 3.3.</summary>
internal static class EmailFormats
{
    private const int LongestLocalPart = 64;

    internal static bool IsEmail(ReadOnlySpan<byte> text) => Holds(text, isIdn: false);

    internal static bool IsIdnEmail(ReadOnlySpan<byte> text) => Holds(text, isIdn: true);

    private static bool Holds(ReadOnlySpan<byte> text, bool isIdn)
    {
        var at = text.LastIndexOf((byte)'@');
        if (at is < 1 or > LongestLocalPart)
        {
            return false;
        }

        var local = text[..at];
        var isLocal = local[0] == '"' ? IsQuoted(local, isIdn) : IsDotString(local, isIdn);
        return isLocal && IsDomain(text[(at + 1)..], isIdn);
    }

    private static bool IsDotString(ReadOnlySpan<byte> text, bool isIdn)
    {
        var previous = (byte)'.';
        foreach (var octet in text)
        {
            if (octet == '.' ? previous == '.' : !IsAtom(octet, isIdn))
            {
                return false;
            }

            previous = octet;
        }

        return previous != '.';
    }

    private static bool IsAtom(byte octet, bool isIdn) =>
        Ascii.IsLetterOrDigit(octet) || "!#$%&'*+-/=?^_`{|}~"u8.Contains(octet) || (isIdn && octet >= 0x80);

    private static bool IsQuoted(ReadOnlySpan<byte> text, bool isIdn)
    {
        if (text.Length < 2 || text[^1] != '"')
        {
            return false;
        }

        text = text[1..^1];
        for (var i = 0; i < text.Length; i++)
        {
            var isEscape = text[i] == '\\';
            i += isEscape ? 1 : 0;
            if (i == text.Length || !IsPrintable(text[i], isIdn) || (!isEscape && text[i] == '"'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsPrintable(byte octet, bool isIdn) => octet is >= 32 and <= 126 || (isIdn && octet >= 0x80);

    private static bool IsDomain(ReadOnlySpan<byte> text, bool isIdn)
    {
        if (text.Length < 2 || text[0] != '[' || text[^1] != ']')
        {
            return isIdn ? IdnFormats.IsHostname(text) : HostFormats.IsHostname(text);
        }

        text = text[1..^1];
        return text.StartsWith("IPv6:"u8) ? AddressFormats.IsIpv6(text[5..]) : AddressFormats.IsIpv4(text);
    }
}
