using System.Globalization;
using System.Text;

namespace Untp.Credentials.Schemas.Patterns;

/// <summary>A set of Unicode code points, and how .NET, which reads UTF-16, is asked for one of them.</summary>
internal sealed class CodePointSet
{
    internal const int Last = 0x10FFFF;
    private const string AnyLow = @"\uDC00-\uDFFF";
    private readonly List<(int From, int To)> _ranges;

    /// <summary>Of ranges in any order, both ends included.</summary>
    internal CodePointSet(IEnumerable<(int From, int To)> ranges)
    {
        _ranges = [];
        foreach (var (from, to) in ranges.Order())
        {
            if (_ranges.Count > 0 && from <= _ranges[^1].To + 1)
            {
                _ranges[^1] = (_ranges[^1].From, Math.Max(to, _ranges[^1].To));
            }
            else
            {
                _ranges.Add((from, to));
            }
        }
    }

    internal IReadOnlyList<(int From, int To)> Ranges => _ranges;

    internal static CodePointSet Of(string characters) => new(characters.Select(c => ((int)c, (int)c)));

    internal CodePointSet Without()
    {
        var ranges = new List<(int, int)>();
        var next = 0;
        foreach (var (from, to) in _ranges)
        {
            if (from > next)
            {
                ranges.Add((next, from - 1));
            }

            next = to + 1;
        }

        if (next <= Last)
        {
            ranges.Add((next, Last));
        }

        return new CodePointSet(ranges);
    }

    /// <summary>A pattern for exactly one code point of the set; a unit that a quantifier may follow.</summary>
    internal string ToPattern()
    {
        var basic = Class(Within(0, 0xD7FF).Concat(Within(0xE000, 0xFFFF)));
        var branches = new List<string>();
        if (basic.Length > 0)
        {
            branches.Add($"[{basic}]");
        }

        foreach (var (low, highs) in _ranges is [.., { To: > 0xFFFF }] ? Supplementary() : [])
        {
            branches.Add($"[{Class(highs.Select(high => (high, high)))}][{low}]");
        }

        return branches.Count switch
        {
            0 => @"[^\u0000-\uFFFF]",
            1 when basic.Length > 0 => branches[0],
            _ => $"(?:{string.Join('|', branches)})",
        };
    }

    internal static string Escape(int unit) => string.Create(CultureInfo.InvariantCulture, $@"\u{unit:X4}");

    /// <summary>Beyond the basic plane a code point is two units: the high ones that go with the same set of low ones, together.</summary>
    private Dictionary<string, List<int>> Supplementary()
    {
        var highsByLow = new Dictionary<string, List<int>>();
        foreach (var high in Enumerable.Range(0xD800, 0x400))
        {
            var first = 0x10000 + ((high - 0xD800) << 10);
            var low = _ranges.Exists(r => r.From <= first && r.To >= first + 0x3FF)
                ? AnyLow
                : Class(Within(first, first + 0x3FF).Select(r => (r.From - first + 0xDC00, r.To - first + 0xDC00)));
            if (low.Length > 0)
            {
                highsByLow.TryAdd(low, []);
                highsByLow[low].Add(high);
            }
        }

        return highsByLow;
    }

    private IEnumerable<(int From, int To)> Within(int first, int last) =>
        _ranges.Where(r => r.From <= last && r.To >= first).Select(r => (Math.Max(r.From, first), Math.Min(r.To, last)));

    private static string Class(IEnumerable<(int From, int To)> units)
    {
        var text = new StringBuilder();
        foreach (var (from, to) in new CodePointSet(units)._ranges)
        {
            text.Append(Escape(from)).Append(from == to ? "" : $"-{Escape(to)}");
        }

        return text.ToString();
    }
}
