using System.Globalization;
using System.Text;
using System.Text.Json;
using Untp.Credentials.Schemas;

namespace Untp.Credentials;

/// <summary>
/// Reads xsd:dateTimeStamp (VCDM 2.0 clause 4.9): date, <c>T</c>, time, optional fraction, and a time zone that is never left out.
/// </summary>
public static class DateTimeStamp
{
    /// <summary>What nearly everybody writes, read without making more strings.</summary>
    private const string Plain = "0000-00-00T00:00:00Z";

    private const int Longest = 64;

    private static readonly string[] s_formats = ["yyyy-MM-ddTHH:mm:sszzz", "yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz"];

    /// <summary>
    /// The point in time; false for anything else, years before 1 or after 9999 included. Fractions beyond 100 ns are cut.
    /// </summary>
    public static bool TryParse(string text, out DateTimeOffset value) => TryParse(text.AsSpan(), out value);

    /// <summary>The point in time that a JSON string states; false for anything else.</summary>
    public static bool TryRead(JsonElement value, out DateTimeOffset time)
    {
        time = default;
        Span<char> text = stackalloc char[Longest];
        return value.ValueKind == JsonValueKind.String
            && JsonText.Utf8(value) is { Length: <= Longest } utf8
            && TryParse(text[..Encoding.UTF8.GetChars(utf8, text)], out time);
    }

    private static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset value)
    {
        value = default;
        if (text.Length < Plain.Length || text.Length > Longest || !HasShape(text))
        {
            return false;
        }

        if (text.Length == Plain.Length && TryReadPlain(text, out value))
        {
            return true;
        }

        var zone = text[^1] == 'Z' ? "+00:00" : text[^6..].ToString();
        var clock = CutFraction(text[..(text[^1] == 'Z' ? ^1 : ^6)].ToString());
        var isMidnightAtTheEnd = clock.EndsWith("T24:00:00", StringComparison.Ordinal);
        if (isMidnightAtTheEnd)
        {
            clock = string.Concat(clock.AsSpan(0, 11), "00:00:00");
        }

        if (!DateTimeOffset.TryParseExact(clock + zone, s_formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out value))
        {
            return false;
        }

        if (!isMidnightAtTheEnd)
        {
            return true;
        }

        // the end of the last day that there is would be in the year 10000
        var isLastDay = value.Date == DateTime.MaxValue.Date;
        value = isLastDay ? default : value.AddDays(1);
        return !isLastDay;
    }

    /// <summary>Of the shape of <see cref="Plain"/>; what is out of range, or a day's end, is left to the framework's parser.</summary>
    private static bool TryReadPlain(ReadOnlySpan<char> text, out DateTimeOffset value)
    {
        var (year, month, day) = ((Two(text) * 100) + Two(text[2..]), Two(text[5..]), Two(text[8..]));
        var (hour, minute, second) = (Two(text[11..]), Two(text[14..]), Two(text[17..]));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 59)
        {
            value = default;
            return false;
        }

        value = new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero);
        return true;
    }

    private static int Two(ReadOnlySpan<char> digits) => ((digits[0] - '0') * 10) + (digits[1] - '0');

    /// <summary>Digits and separators where they belong; ranges are left to the framework's parser.</summary>
    private static bool HasShape(ReadOnlySpan<char> text)
    {
        const string Template = "0000-00-00T00:00:00";
        for (var i = 0; i < Template.Length; i++)
        {
            if (Template[i] == '0' ? !char.IsAsciiDigit(text[i]) : text[i] != Template[i])
            {
                return false;
            }
        }

        var rest = text[Template.Length..];
        if (rest[0] == '.')
        {
            var digits = rest[1..].IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0)
            {
                return false;
            }

            rest = rest[(1 + digits)..];
        }

        return rest is "Z" || (rest.Length == 6 && rest[0] is '+' or '-' && rest[3] == ':' && char.IsAsciiDigit(rest[1])
            && char.IsAsciiDigit(rest[2]) && char.IsAsciiDigit(rest[4]) && char.IsAsciiDigit(rest[5]));
    }

    private static string CutFraction(string clock)
    {
        var dot = clock.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            return clock;
        }

        var fraction = clock.AsSpan(dot + 1).TrimEnd('0');
        return fraction.IsEmpty ? clock[..dot] : string.Concat(clock.AsSpan(0, dot + 1), fraction[..Math.Min(7, fraction.Length)]);
    }
}
