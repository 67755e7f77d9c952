namespace Untp.Credentials.Schemas.Patterns;

/// <summary>What follows a backslash (ECMA-262 clause 22.2.1, with the u flag).</summary>
internal static class EcmaEscapes
{
    private const string Syntax = "^$\\.*+?()[]{}|/";

    /// <summary>WhiteSpace and LineTerminator of ECMA-262 clauses 12.2 and 12.3.</summary>
    private static readonly CodePointSet s_space = new(
    [
        (0x09, 0x0D), (0x20, 0x20), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F),
        (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF),
    ]);

    private static readonly CodePointSet s_digit = new([('0', '9')]);

    private static readonly CodePointSet s_word = new([('a', 'z'), ('A', 'Z'), ('0', '9'), ('_', '_')]);

    /// <summary>Reads <c>d D s S w W p{} P{}</c>; null, and nothing read, when something else comes.</summary>
    internal static CodePointSet? ReadClass(PatternText text)
    {
        var next = text.Peek();
        switch (next)
        {
            case 'd' or 'D':
                text.Next();
                return next == 'd' ? s_digit : s_digit.Without();
            case 's' or 'S':
                text.Next();
                return next == 's' ? s_space : s_space.Without();
            case 'w' or 'W':
                text.Next();
                return next == 'w' ? s_word : s_word.Without();
            case 'p' or 'P':
                text.Next();
                var set = ReadProperty(text);
                return next == 'p' ? set : set.Without();
            default:
                return null;
        }
    }

    /// <summary>Reads an escape that stands for one code point.</summary>
    internal static int ReadCharacter(PatternText text, bool isInClass)
    {
        var next = text.Next();
        switch (next)
        {
            case 't': return '\t';
            case 'n': return '\n';
            case 'v': return '\v';
            case 'f': return '\f';
            case 'r': return '\r';
            case 'b' when isInClass: return '\b';
            case '-' when isInClass: return '-';
            case 'c' when text.Peek() is >= 'a' and <= 'z' or >= 'A' and <= 'Z': return text.Next() % 32;
            case '0' when text.Peek() is < '0' or > '9': return 0;
            case 'x': return text.TakeHex(2) ?? throw text.Fault(@"\x takes two hexadecimal digits");
            case 'u': return ReadUnicode(text);
        }

        return next < 0x80 && Syntax.Contains((char)next, StringComparison.Ordinal)
            ? next
            : throw text.Fault($@"there is no escape \{char.ConvertFromUtf32(next)}");
    }

    private static int ReadUnicode(PatternText text)
    {
        if (text.Take("{"))
        {
            var digits = text.TakeUntil('}') ?? "";
            var isHex = digits.Length > 0 && digits.All(char.IsAsciiHexDigit) && digits.TrimStart('0').Length <= 6;
            var value = isHex ? Convert.ToInt32(digits, 16) : int.MaxValue;
            return value <= CodePointSet.Last ? value : throw text.Fault(@"\u{} takes a code point in hexadecimal");
        }

        var unit = text.TakeHex(4) ?? throw text.Fault(@"\u takes four hexadecimal digits");
        var position = text.Position;
        if (char.IsHighSurrogate((char)unit) && text.Take(@"\u") && text.TakeHex(4) is { } low && char.IsLowSurrogate((char)low))
        {
            return char.ConvertToUtf32((char)unit, (char)low);
        }

        text.Return(position);
        return unit;
    }

    private static CodePointSet ReadProperty(PatternText text)
    {
        var name = text.Take("{") ? text.TakeUntil('}') : null;
        if (name is null || name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '='))
        {
            throw text.Fault(@"\p takes a property in braces");
        }

        return text.IsCheck
            ? s_word
            : UnicodeProperties.Find(name) ?? throw text.Fault($@"the Unicode property {name} is not known here");
    }
}
