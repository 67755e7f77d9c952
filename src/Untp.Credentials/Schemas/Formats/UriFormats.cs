using System.Buffers;
using System.Text;

namespace Untp.Credentials.Schemas.Formats;

/// <summary>URIs and references (RFC 3986), and with characters beyond ASCII, IRIs (RFC 3987).</summary>
internal static class UriFormats
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string RegisteredName = Letters + "0123456789-._~!$&'()*+,;=";

    private static readonly SearchValues<byte> s_scheme = Octets(Letters + "0123456789+-.");
    private static readonly SearchValues<byte> s_registeredName = Octets(RegisteredName);
    private static readonly SearchValues<byte> s_userInfo = Octets(RegisteredName + ":");
    private static readonly SearchValues<byte> s_path = Octets(RegisteredName + ":@/");
    private static readonly SearchValues<byte> s_query = Octets(RegisteredName + ":@/?");
    private static readonly SearchValues<byte> s_delimiters = Octets(":/?#");

    internal static bool IsUri(ReadOnlySpan<byte> text) => Holds(text, mustBeAbsolute: true, isIri: false);

    internal static bool IsUriReference(ReadOnlySpan<byte> text) => Holds(text, mustBeAbsolute: false, isIri: false);

    internal static bool IsIri(ReadOnlySpan<byte> text) => Holds(text, mustBeAbsolute: true, isIri: true);

    internal static bool IsIriReference(ReadOnlySpan<byte> text) => Holds(text, mustBeAbsolute: false, isIri: true);

    private static bool Holds(ReadOnlySpan<byte> text, bool mustBeAbsolute, bool isIri)
    {
        var end = text.IndexOfAny(s_delimiters);
        var hasScheme = end >= 0 && text[end] == ':';
        if (hasScheme ? !IsScheme(text[..end]) : mustBeAbsolute)
        {
            // Without a scheme the first segment of a path has no colon (clause 4.2).
            return false;
        }

        text = hasScheme ? text[(end + 1)..] : text;
        var fragment = TakeAfter(ref text, (byte)'#');
        var query = TakeAfter(ref text, (byte)'?');
        return AreCharacters(fragment, s_query, isIri)
            && AreCharacters(query, s_query, isIri, mayBePrivate: true)
            && IsHierarchy(text, isIri);
    }

    /// <summary>Cuts off what follows the mark, and the mark.</summary>
    private static ReadOnlySpan<byte> TakeAfter(ref ReadOnlySpan<byte> text, byte mark)
    {
        var at = text.IndexOf(mark);
        var after = at < 0 ? default : text[(at + 1)..];
        text = at < 0 ? text : text[..at];
        return after;
    }

    private static bool IsScheme(ReadOnlySpan<byte> text) =>
        text.Length > 0 && char.IsAsciiLetter((char)text[0]) && text.IndexOfAnyExcept(s_scheme) < 0;

    /// <summary>Authority and path.</summary>
    private static bool IsHierarchy(ReadOnlySpan<byte> text, bool isIri)
    {
        if (!text.StartsWith("//"u8))
        {
            return AreCharacters(text, s_path, isIri);
        }

        text = text[2..];
        var slash = text.IndexOf((byte)'/');
        var authority = slash < 0 ? text : text[..slash];
        return IsAuthority(authority, isIri) && (slash < 0 || AreCharacters(text[slash..], s_path, isIri));
    }

    /// <summary>Clause 3.2: user information, host, port.</summary>
    private static bool IsAuthority(ReadOnlySpan<byte> text, bool isIri)
    {
        var at = text.IndexOf((byte)'@');
        if (at >= 0)
        {
            if (!AreCharacters(text[..at], s_userInfo, isIri))
            {
                return false;
            }

            text = text[(at + 1)..];
        }

        var isLiteral = text.Length > 0 && text[0] == '[';
        var end = isLiteral ? text.IndexOf((byte)']') + 1 : text.IndexOf((byte)':');
        if (isLiteral && end == 0)
        {
            return false;
        }

        end = end < 0 ? text.Length : end;
        return (isLiteral ? IsLiteral(text[1..(end - 1)]) : AreCharacters(text[..end], s_registeredName, isIri)) && IsPort(text[end..]);
    }

    private static bool IsPort(ReadOnlySpan<byte> text) =>
        text.IsEmpty || (text[0] == ':' && text[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0);

    /// <summary>Clause 3.2.2: an IPv6 address or something of the future.</summary>
    private static bool IsLiteral(ReadOnlySpan<byte> text)
    {
        if (text.Length == 0 || (text[0] | 0x20) != 'v')
        {
            return AddressFormats.IsIpv6(text);
        }

        var dot = text.IndexOf((byte)'.');
        return dot > 1
            && Ascii.AreHex(text[1..dot])
            && dot + 1 < text.Length
            && text[(dot + 1)..].IndexOfAnyExcept(s_userInfo) < 0;
    }

    /// <summary>Only characters of the set, percent-encoded octets and, in an IRI, <c>ucschar</c> of RFC 3987 clause 2.2.</summary>
    private static bool AreCharacters(ReadOnlySpan<byte> text, SearchValues<byte> set, bool isIri, bool mayBePrivate = false)
    {
        for (var odd = text.IndexOfAnyExcept(set); odd >= 0; odd = text.IndexOfAnyExcept(set))
        {
            text = text[odd..];
            if (text[0] == '%')
            {
                if (text.Length < 3 || !Ascii.AreHex(text.Slice(1, 2)))
                {
                    return false;
                }

                text = text[3..];
                continue;
            }

            var isRune = Rune.DecodeFromUtf8(text, out var rune, out var used) == OperationStatus.Done;
            if (!isIri || !isRune || !IsBeyondAscii(rune, mayBePrivate))
            {
                return false;
            }

            text = text[used..];
        }

        return true;
    }

    private static bool IsBeyondAscii(Rune rune, bool mayBePrivate) => rune.Value switch
    {
        >= 0xA0 and <= 0xD7FF or >= 0xF900 and <= 0xFDCF or >= 0xFDF0 and <= 0xFFEF => true,
        >= 0xE000 and <= 0xF8FF or >= 0xF0000 => mayBePrivate && (rune.Value & 0xFFFF) < 0xFFFE,
        >= 0xE0000 and <= 0xE0FFF => false,
        >= 0x10000 => (rune.Value & 0xFFFF) < 0xFFFE,
        _ => false,
    };

    private static SearchValues<byte> Octets(string characters) => SearchValues.Create(Encoding.ASCII.GetBytes(characters));
}
