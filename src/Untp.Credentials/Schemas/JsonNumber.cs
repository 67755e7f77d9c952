using System.Buffers.Text;
using System.Numerics;

namespace Untp.Credentials.Schemas;

/// <summary>
/// A JSON number by value, exactly: 0.d1d2d3... x 10^Scale, without leading or trailing zeros among the digits. Reading and comparing
/// cost linear time in what is written, whatever the exponent.
/// </summary>
internal readonly ref struct JsonNumber
{
    // Beyond this no exponent changes an answer, and sums of two still fit.
    private const long ExponentLimit = long.MaxValue / 4;

    private readonly ReadOnlySpan<byte> _digits;
    private readonly int _point;
    private readonly int _start;

    private JsonNumber(bool isNegative, ReadOnlySpan<byte> digits, int point, int start, int count, long scale)
    {
        IsNegative = isNegative && count > 0;
        _digits = digits;
        _point = point;
        _start = start;
        Count = count;
        Scale = scale;
    }

    internal bool IsNegative { get; }

    /// <summary>How many significant digits; 0 for zero.</summary>
    internal int Count { get; }

    internal long Scale { get; }

    internal bool IsInteger => Scale >= Count;

    /// <summary>Reads a number that is known to be JSON.</summary>
    internal static JsonNumber Parse(ReadOnlySpan<byte> raw)
    {
        var isNegative = raw[0] == '-';
        raw = isNegative ? raw[1..] : raw;
        var e = raw.IndexOfAny((byte)'e', (byte)'E');
        var digits = e < 0 ? raw : raw[..e];
        var point = digits.IndexOf((byte)'.');
        point = point < 0 ? digits.Length : point;
        int start = 0, end = digits.Length;
        while (start < end && digits[start] is (byte)'0' or (byte)'.')
        {
            start++;
        }

        while (end > start && digits[end - 1] is (byte)'0' or (byte)'.')
        {
            end--;
        }

        if (start == end)
        {
            return new JsonNumber(false, digits, point, start, 0, 0);
        }

        var count = end - start - (start < point && point < end ? 1 : 0);
        var scale = start < point ? point - start : point - start + 1;
        return new JsonNumber(isNegative, digits, point, start, count, scale + (e < 0 ? 0 : ReadExponent(raw[(e + 1)..])));
    }

    /// <summary>The significant digit at that position, 0 to 9; 0 beyond the last.</summary>
    internal int Digit(int position)
    {
        if (position >= Count)
        {
            return 0;
        }

        var at = _start + position;
        return _digits[_start < _point && at >= _point ? at + 1 : at] - '0';
    }

    internal static int Compare(JsonNumber a, JsonNumber b)
    {
        if (Sign(a) != Sign(b))
        {
            return Sign(a).CompareTo(Sign(b));
        }

        var sign = Sign(a);
        if (a.Scale != b.Scale)
        {
            return sign * a.Scale.CompareTo(b.Scale);
        }

        for (var i = 0; i < Math.Max(a.Count, b.Count); i++)
        {
            if (a.Digit(i) != b.Digit(i))
            {
                return sign * a.Digit(i).CompareTo(b.Digit(i));
            }
        }

        return 0;
    }

    /// <summary>Whether this is an integer times <paramref name="divisor"/>, which is not zero.</summary>
    internal bool IsMultipleOf(JsonNumber divisor)
    {
        // As integers without trailing zeros times powers of ten: where the divisor has the higher power it cannot divide.
        var power = Scale - Count - (divisor.Scale - divisor.Count);
        if (Count == 0 || power < 0)
        {
            return Count == 0;
        }

        var by = divisor.ToInteger();
        var rest = BigInteger.Zero;
        for (var i = 0; i < Count;)
        {
            var (chunk, factor) = (0L, 1L);
            for (var end = Math.Min(Count, i + 18); i < end; i++)
            {
                chunk = (chunk * 10) + Digit(i);
                factor *= 10;
            }

            rest = ((rest * factor) + chunk) % by;
        }

        return (rest * BigInteger.ModPow(10, power, by) % by).IsZero;
    }

    /// <summary>Equal values have equal hashes, however they are written.</summary>
    internal void AddTo(ref HashCode hash)
    {
        hash.Add(Sign(this));
        hash.Add(Scale);
        for (var i = 0; i < Count; i++)
        {
            hash.Add(Digit(i));
        }
    }

    private static int Sign(JsonNumber number) => number.Count == 0 ? 0 : number.IsNegative ? -1 : 1;

    private BigInteger ToInteger()
    {
        var value = BigInteger.Zero;
        for (var i = 0; i < Count; i++)
        {
            value = (value * 10) + Digit(i);
        }

        return value;
    }

    private static long ReadExponent(ReadOnlySpan<byte> text)
    {
        var isNegative = text[0] == '-';
        text = text[0] is (byte)'+' or (byte)'-' ? text[1..] : text;
        var read = Utf8Parser.TryParse(text, out long value, out var used) && used == text.Length && value < ExponentLimit;
        return (isNegative ? -1 : 1) * (read ? value : ExponentLimit);
    }
}
