using System.Buffers;
using System.Buffers.Text;

namespace Untp.Credentials;

/// <summary>
/// Finds what System.Text.Json lets pass: escaped lone surrogates, and numbers that I-JSON (RFC 7493 clause 2.2) cannot hold. Looks
/// only at escapes and at long numbers, so that ordinary input costs two vectorised searches.
/// </summary>
internal static class StrictJsonScan
{
    /// <summary>Integers beyond this have no exact double: 2^53 - 1 (RFC 7493 clause 2.2).</summary>
    private const long MaxSafeInteger = (1L << 53) - 1;

    private static readonly SearchValues<byte> s_numberBytes = SearchValues.Create("0123456789+-.eE"u8);

    /// <summary>Null when there is none. The input must be valid UTF-8; it need not be valid JSON.</summary>
    public static Problem? FindFault(ReadOnlySpan<byte> utf8)
    {
        var at = 0;
        while (at < utf8.Length)
        {
            var quote = utf8[at..].IndexOf((byte)'"');
            var outside = quote < 0 ? utf8[at..] : utf8.Slice(at, quote);
            if (FindNumberFault(outside) is { } fault)
            {
                return fault;
            }

            if (quote < 0)
            {
                return null;
            }

            at += quote + 1;
            if (!SkipString(utf8, ref at))
            {
                return StrictJson.Unreadable($"a lone surrogate is escaped near byte {at}: it is no Unicode character");
            }
        }

        return null;
    }

    /// <summary>Moves past the closing quote. False when the string escapes a surrogate without its other half.</summary>
    private static bool SkipString(ReadOnlySpan<byte> utf8, ref int at)
    {
        while (true)
        {
            var next = utf8[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                at = utf8.Length;
                return true;
            }

            at += next;
            if (utf8[at] == (byte)'"')
            {
                at++;
                return true;
            }

            if (!SkipEscape(utf8, ref at))
            {
                return false;
            }
        }
    }

    private static bool SkipEscape(ReadOnlySpan<byte> utf8, ref int at)
    {
        var unit = EscapedUnit(utf8, at);
        if (unit is null)
        {
            at = Math.Min(at + 2, utf8.Length);
            return true;
        }

        if (char.IsHighSurrogate((char)unit) && EscapedUnit(utf8, at + 6) is { } low && char.IsLowSurrogate((char)low))
        {
            at += 12;
            return true;
        }

        if (char.IsSurrogate((char)unit))
        {
            return false;
        }

        at += 6;
        return true;
    }

    /// <summary>The UTF-16 code unit of an escape of the form \uXXXX that starts at <paramref name="at"/>; null when none does.</summary>
    private static ushort? EscapedUnit(ReadOnlySpan<byte> utf8, int at) =>
        utf8.Length >= at + 6
        && utf8[at] == (byte)'\\'
        && utf8[at + 1] == (byte)'u'
        && Utf8Parser.TryParse(utf8.Slice(at + 2, 4), out ushort unit, out var read, 'x')
        && read == 4
            ? unit
            : null;

    private static Problem? FindNumberFault(ReadOnlySpan<byte> outside)
    {
        while (true)
        {
            var start = outside.IndexOfAny(s_numberBytes);
            if (start < 0)
            {
                return null;
            }

            outside = outside[start..];
            var length = outside.IndexOfAnyExcept(s_numberBytes);
            length = length < 0 ? outside.Length : length;
            if (!CanBeHeld(outside[..length]))
            {
                return StrictJson.Unreadable("a number is larger or more exact than a double can hold (RFC 7493 clause 2.2)");
            }

            outside = outside[length..];
        }
    }

    /// <summary>Whether a double holds the number: an integer exactly, any other without overflow or underflow. What is no number is left to the parser.</summary>
    private static bool CanBeHeld(ReadOnlySpan<byte> number)
    {
        if (number.Length <= 15 && number.IndexOfAny((byte)'e', (byte)'E') < 0)
        {
            return true;
        }

        if (number.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0)
        {
            return Utf8Parser.TryParse(number, out long integer, out var read) && read == number.Length
                && integer is >= -MaxSafeInteger and <= MaxSafeInteger;
        }

        return !Utf8Parser.TryParse(number, out double value, out _)
            || (double.IsFinite(value) && (value != 0 || !HasSignificantDigit(number)));
    }

    private static bool HasSignificantDigit(ReadOnlySpan<byte> number)
    {
        var exponent = number.IndexOfAny((byte)'e', (byte)'E');
        return (exponent < 0 ? number : number[..exponent]).IndexOfAnyInRange((byte)'1', (byte)'9') >= 0;
    }
}
