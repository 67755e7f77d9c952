using System.Globalization;
using System.Text;

namespace Untp.Credentials.Schemas.Patterns;

/// <summary>A pattern while it is read, by code points.</summary>
internal sealed class PatternText(string text, bool isCheck)
{
    private int _at;

    /// <summary>Only whether it is a pattern is asked, not what it means.</summary>
    internal bool IsCheck { get; } = isCheck;

    internal int Position => _at;

    internal bool IsAtEnd => _at == text.Length;

    /// <summary>The next code point; -1 at the end.</summary>
    internal int Peek() => IsAtEnd ? -1 : Rune.TryGetRuneAt(text, _at, out var rune) ? rune.Value : text[_at];

    internal int Next()
    {
        var next = IsAtEnd ? throw Fault("it ends too early") : Peek();
        _at += next > 0xFFFF ? 2 : 1;
        return next;
    }

    /// <summary>Moves past what is asked for, if it comes next.</summary>
    internal bool Take(string expected)
    {
        var found = string.CompareOrdinal(text, _at, expected, 0, expected.Length) == 0;
        _at += found ? expected.Length : 0;
        return found;
    }

    /// <summary>So many hexadecimal digits as a number; null, and nothing read, when they are not there.</summary>
    internal int? TakeHex(int digits)
    {
        if (text.Length - _at < digits || !text.AsSpan(_at, digits).ToString().All(char.IsAsciiHexDigit))
        {
            return null;
        }

        _at += digits;
        return int.Parse(text.AsSpan(_at - digits, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    /// <summary>Decimal digits as they are written; empty when there are none.</summary>
    internal string TakeDigits()
    {
        var start = _at;
        while (!IsAtEnd && char.IsAsciiDigit(text[_at]))
        {
            _at++;
        }

        return text[start.._at];
    }

    /// <summary>What comes before that character, which is read too; null, and nothing read, when it does not come.</summary>
    internal string? TakeUntil(char end)
    {
        var found = text.IndexOf(end, _at);
        if (found < 0)
        {
            return null;
        }

        var before = text[_at..found];
        _at = found + 1;
        return before;
    }

    internal void Return(int position) => _at = position;

    internal FormatException Fault(string reason) =>
        new(string.Create(CultureInfo.InvariantCulture, $"not an ECMA-262 pattern: {reason} (near character {_at})"));
}
