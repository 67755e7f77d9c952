using System.Globalization;
using System.Text;

namespace Untp.Credentials.Schemas.Patterns;

/// <summary>
/// Reads a pattern of ECMA-262 (clause 22.2.1, with the u flag, as JSON Schema Core 2020-12 clause 6.4 asks) and writes it for .NET,
/// so that <c>\d</c>, <c>\s</c>, <c>.</c> and <c>$</c> mean what they mean there and a character is a code point.
/// </summary>
/// <param name="source">The pattern.</param>
/// <param name="isCheck">Only whether it is a pattern is asked: nothing is written, so that a hostile one costs linear time.</param>
internal sealed class EcmaParser(string source, bool isCheck = false)
{
    private const int DeepestGroup = 100;

    private static readonly CodePointSet s_anyButLineEnd = CodePointSet.Of("\n\r\u2028\u2029").Without();

    private readonly PatternText _text = new(source, isCheck);
    private readonly StringBuilder _output = new();
    private readonly HashSet<string> _names = [];
    private readonly List<string> _namesUsed = [];
    private int _groups;
    private int _highestReference;
    private int _depth;

    /// <summary>The first construct that cannot run in linear time; null when there is none.</summary>
    internal string? Unsupported { get; private set; }

    /// <exception cref="FormatException">It is no pattern.</exception>
    internal string Parse()
    {
        ReadDisjunction();
        if (!_text.IsAtEnd)
        {
            throw _text.Fault("a closing parenthesis opens nowhere");
        }

        return _highestReference <= _groups && _namesUsed.TrueForAll(_names.Contains)
            ? _output.ToString()
            : throw _text.Fault("a backreference names no group");
    }

    private void ReadDisjunction()
    {
        if (++_depth > DeepestGroup)
        {
            throw _text.Fault("groups are nested too deeply");
        }

        while (_text.Peek() is not (-1 or ')'))
        {
            if (_text.Take("|"))
            {
                _output.Append('|');
            }
            else
            {
                ReadTerm();
            }
        }

        _depth--;
    }

    private void ReadTerm()
    {
        if (ReadAssertion())
        {
            return;
        }

        ReadAtom();
        _output.Append(EcmaQuantifier.Read(_text));
    }

    private bool ReadAssertion()
    {
        if (_text.Take("^"))
        {
            _output.Append(@"\A");
            return true;
        }

        if (_text.Take("$"))
        {
            _output.Append(@"\z");
            return true;
        }

        // .NET's own \b knows another alphabet, and nothing else here can look to both sides.
        foreach (var look in new[] { "(?=", "(?!", "(?<=", "(?<!", @"\b", @"\B" })
        {
            if (_text.Take(look))
            {
                Unsupported ??= look;
                if (look[0] == '(')
                {
                    ReadDisjunction();
                    CloseGroup();
                }

                return true;
            }
        }

        return false;
    }

    private void ReadAtom()
    {
        var next = _text.Next();
        switch (next)
        {
            case '.':
                Write(s_anyButLineEnd);
                break;
            case '(':
                ReadGroup();
                break;
            case '[':
                Write(EcmaClass.Read(_text));
                break;
            case '\\':
                ReadEscape();
                break;
            case '*' or '+' or '?' or '{' or '}' or ']':
                throw _text.Fault($"{(char)next} stands where a character is expected");
            default:
                WriteCharacter(next);
                break;
        }
    }

    private void ReadGroup()
    {
        if (_text.Take("?<"))
        {
            var name = _text.TakeUntil('>') ?? "";
            if (!IsName(name) || !_names.Add(name))
            {
                throw _text.Fault("a group's name is an identifier of its own");
            }

            _groups++;
        }
        else if (!_text.Take("?:"))
        {
            _groups++;
            if (_text.Peek() == '?')
            {
                throw _text.Fault("there is no group of that kind");
            }
        }

        // Nobody asks what a group caught.
        _output.Append("(?:");
        ReadDisjunction();
        CloseGroup();
        _output.Append(')');
    }

    private void CloseGroup()
    {
        if (!_text.Take(")"))
        {
            throw _text.Fault("a group is not closed");
        }
    }

    private void ReadEscape()
    {
        if (_text.Peek() is >= '1' and <= '9')
        {
            Unsupported ??= "a backreference";
            var digits = _text.TakeDigits();
            var isNumber = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            _highestReference = Math.Max(_highestReference, isNumber ? number : int.MaxValue);
        }
        else if (_text.Take("k<"))
        {
            Unsupported ??= "a backreference";
            _namesUsed.Add(_text.TakeUntil('>') ?? "");
        }
        else if (EcmaEscapes.ReadClass(_text) is { } set)
        {
            Write(set);
        }
        else
        {
            WriteCharacter(EcmaEscapes.ReadCharacter(_text, isInClass: false));
        }
    }

    private void Write(CodePointSet set)
    {
        if (!isCheck)
        {
            _output.Append(set.ToPattern());
        }
    }

    private void WriteCharacter(int character)
    {
        if (character <= 0xFFFF)
        {
            _output.Append(char.IsAsciiLetterOrDigit((char)character) ? ((char)character).ToString() : CodePointSet.Escape(character));
        }
        else
        {
            var pair = char.ConvertFromUtf32(character);
            _output.Append(CultureInfo.InvariantCulture, $"(?:{CodePointSet.Escape(pair[0])}{CodePointSet.Escape(pair[1])})");
        }
    }

    private static bool IsName(string name) =>
        name.Length > 0
        && !char.IsAsciiDigit(name[0])
        && name.EnumerateRunes().All(rune => Rune.IsLetterOrDigit(rune) || rune.Value is '_' or '$');
}
