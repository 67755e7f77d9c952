using System.Text;

namespace Untp.Credentials.Schemas.Formats;

/// <summary>Punycode (RFC 3492) with the parameters of clause 5, for one label without its <c>xn--</c>.</summary>
internal static class Punycode
{
    private const int Base = 36;
    private const int LeastThreshold = 1;
    private const int MostThreshold = 26;
    private const int FirstBias = 72;
    private const int FirstCodePoint = 0x80;

    /// <summary>Clause 6.2; small letters only. Null when it is ill-formed.</summary>
    internal static List<int>? Decode(ReadOnlySpan<byte> text)
    {
        var hyphen = text.LastIndexOf((byte)'-');
        var output = new List<int>();
        foreach (var basic in hyphen < 0 ? default : text[..hyphen])
        {
            output.Add(basic);
        }

        text = text[(hyphen + 1)..];
        var (next, position, bias) = (FirstCodePoint, 0, FirstBias);
        while (!text.IsEmpty)
        {
            var before = position;
            if (ReadDelta(ref text, bias) is not { } delta || (position += delta) < 0)
            {
                return null;
            }

            var count = output.Count + 1;
            bias = Adapt(position - before, count, isFirst: before == 0);
            next += position / count;
            position %= count;
            if (next > 0x10FFFF)
            {
                return null;
            }

            output.Insert(position++, next);
        }

        return output;
    }

    /// <summary>Clause 6.3. The label is short: a name has at most 253 octets.</summary>
    internal static string Encode(IReadOnlyList<int> label)
    {
        var output = new StringBuilder();
        output.Append([.. label.Where(c => c < FirstCodePoint).Select(c => (char)c)]);
        var (basic, handled) = (output.Length, output.Length);
        output.Append(basic > 0 ? "-" : "");
        var (next, delta, bias) = (FirstCodePoint, 0, FirstBias);
        while (handled < label.Count)
        {
            var least = label.Where(c => c >= next).Min();
            delta += (least - next) * (handled + 1);
            next = least;
            foreach (var c in label)
            {
                delta += c < next ? 1 : 0;
                if (c == next)
                {
                    WriteDelta(output, delta, bias);
                    bias = Adapt(delta, handled + 1, isFirst: handled == basic);
                    delta = 0;
                    handled++;
                }
            }

            delta++;
            next++;
        }

        return output.ToString();
    }

    private static int? ReadDelta(ref ReadOnlySpan<byte> text, int bias)
    {
        var (delta, weight) = (0L, 1L);
        for (var k = Base; ; k += Base)
        {
            var digit = text.IsEmpty ? -1 : "abcdefghijklmnopqrstuvwxyz0123456789"u8.IndexOf(text[0]);
            if (digit < 0 || (delta += digit * weight) > int.MaxValue)
            {
                return null;
            }

            text = text[1..];
            var threshold = Threshold(k, bias);
            if (digit < threshold)
            {
                return (int)delta;
            }

            weight *= Base - threshold;
            if (weight > int.MaxValue)
            {
                return null;
            }
        }
    }

    private static void WriteDelta(StringBuilder output, int delta, int bias)
    {
        for (var k = Base; ; k += Base)
        {
            var threshold = Threshold(k, bias);
            if (delta < threshold)
            {
                output.Append(Digit(delta));
                return;
            }

            output.Append(Digit(threshold + ((delta - threshold) % (Base - threshold))));
            delta = (delta - threshold) / (Base - threshold);
        }
    }

    /// <summary>Clause 6.1.</summary>
    private static int Adapt(int delta, int count, bool isFirst)
    {
        delta = isFirst ? delta / 700 : delta / 2;
        delta += delta / count;
        var k = 0;
        for (; delta > (Base - LeastThreshold) * MostThreshold / 2; k += Base)
        {
            delta /= Base - LeastThreshold;
        }

        return k + ((Base - LeastThreshold + 1) * delta / (delta + 38));
    }

    private static int Threshold(int k, int bias) => Math.Clamp(k - bias, LeastThreshold, MostThreshold);

    private static char Digit(int value) => (char)(value < 26 ? 'a' + value : '0' + value - 26);
}
