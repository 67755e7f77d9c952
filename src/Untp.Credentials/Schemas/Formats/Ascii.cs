using System.Buffers;

namespace Untp.Credentials.Schemas.Formats;

/// <summary>Small questions about ASCII that several formats ask.</summary>
internal static class Ascii
{
    private static readonly SearchValues<byte> s_hex = SearchValues.Create("0123456789abcdefABCDEF"u8);

    internal static bool AreHex(ReadOnlySpan<byte> text) => text.IndexOfAnyExcept(s_hex) < 0;

    internal static bool IsLetterOrDigit(byte octet) => char.IsAsciiLetterOrDigit((char)octet);

    internal static bool IsDigit(byte octet) => char.IsAsciiDigit((char)octet);
}
