using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Gateway.Forwarding;

/// <summary>Reads what structured fields are made of, from left to right (RFC 9651 clause 4.2).</summary>
internal ref struct StructuredFieldReader(ReadOnlySpan<char> text)
{
    private static readonly SearchValues<char> s_keyChars = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-.*");

    private static readonly SearchValues<char> s_tokenChars =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~:/");

    private ReadOnlySpan<char> _rest = text;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public void SkipSpaces() => _rest = _rest.TrimStart(' ');

    public void SkipOptionalWhiteSpace() => _rest = _rest.TrimStart(" \t");

    /// <summary>Takes that character, if it is the next one.</summary>
    public bool TryTake(char character)
    {
        if (_rest.IsEmpty || _rest[0] != character)
        {
            return false;
        }

        _rest = _rest[1..];
        return true;
    }

    /// <summary>A key, and its value or, without one, true (clause 4.2.2 steps 2.1 to 2.4).</summary>
    public bool TryReadMember([NotNullWhen(true)] out string? key, [NotNullWhen(true)] out StructuredItem? member)
    {
        member = null;
        return TryReadKey(out key)
            && (TryTake('=') ? TryReadItemOrList(out member) : TryReadParameters(true, out member));
    }

    // clause 4.2.1.1
    private bool TryReadItemOrList([NotNullWhen(true)] out StructuredItem? member) =>
        !_rest.IsEmpty && _rest[0] == '(' ? TryReadInnerList(out member) : TryReadItem(out member);

    // clause 4.2.1.2
    private bool TryReadInnerList([NotNullWhen(true)] out StructuredItem? list)
    {
        list = null;
        var items = new List<StructuredItem>();
        _rest = _rest[1..];
        while (true)
        {
            SkipSpaces();
            if (TryTake(')'))
            {
                return TryReadParameters(items, out list);
            }

            if (!TryReadItem(out var item) || _rest.IsEmpty || _rest[0] is not (' ' or ')'))
            {
                return false;
            }

            items.Add(item);
        }
    }

    // clause 4.2.3
    private bool TryReadItem([NotNullWhen(true)] out StructuredItem? item)
    {
        item = null;
        return TryReadBareItem(out var value) && TryReadParameters(value, out item);
    }

    // clause 4.2.3.2
    private bool TryReadParameters(object value, [NotNullWhen(true)] out StructuredItem? item)
    {
        item = null;
        var parameters = new List<KeyValuePair<string, object>>();
        while (TryTake(';'))
        {
            SkipSpaces();
            object? given = true;
            if (!TryReadKey(out var key) || (TryTake('=') && !TryReadBareItem(out given)) || parameters.Exists(p => p.Key == key))
            {
                return false;
            }

            parameters.Add(KeyValuePair.Create(key, given!));
        }

        item = new StructuredItem(value, parameters);
        return true;
    }

    // clause 4.2.3.3
    private bool TryReadKey([NotNullWhen(true)] out string? key)
    {
        key = null;
        if (_rest.IsEmpty || _rest[0] is not (>= 'a' and <= 'z' or '*'))
        {
            return false;
        }

        key = Take(s_keyChars);
        return true;
    }

    // clause 4.2.3.1; display strings (clause 4.2.10) stand in no field that is read here
    private bool TryReadBareItem([NotNullWhen(true)] out object? value)
    {
        value = null;
        return !_rest.IsEmpty && _rest[0] switch
        {
            '-' or (>= '0' and <= '9') => TryReadNumber(out value),
            '"' => TryReadString(out value),
            ':' => TryReadBytes(out value),
            '?' => TryReadBoolean(out value),
            '@' => TryReadDate(out value),
            '*' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') => (value = new StructuredToken(Take(s_tokenChars))) is not null,
            _ => false,
        };
    }

    // clause 4.2.4: at most 15 digits, or 12 and after a point 1 to 3
    private bool TryReadNumber([NotNullWhen(true)] out object? value)
    {
        value = null;
        var isNegative = TryTake('-');
        var end = _rest.IndexOfAnyExceptInRange('0', '9') is var at and >= 0 ? at : _rest.Length;
        var whole = _rest[..end];
        _rest = _rest[end..];
        if (whole.IsEmpty || whole.Length > 15)
        {
            return false;
        }

        var number = long.Parse(whole, NumberStyles.None, CultureInfo.InvariantCulture);
        if (!TryTake('.'))
        {
            value = isNegative ? -number : number;
            return true;
        }

        end = _rest.IndexOfAnyExceptInRange('0', '9') is var to and >= 0 ? to : _rest.Length;
        var part = _rest[..end];
        _rest = _rest[end..];
        if (whole.Length > 12 || part.Length is < 1 or > 3)
        {
            return false;
        }

        var amount = decimal.Parse($"{whole}.{part}", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        value = isNegative ? -amount : amount;
        return true;
    }

    // clause 4.2.5
    private bool TryReadString([NotNullWhen(true)] out object? value)
    {
        value = null;
        var read = new StringBuilder();
        for (var i = 1; i < _rest.Length; i++)
        {
            var next = _rest[i];
            if (next == '"')
            {
                _rest = _rest[(i + 1)..];
                value = read.ToString();
                return true;
            }

            if (next == '\\')
            {
                next = ++i < _rest.Length && _rest[i] is '"' or '\\' ? _rest[i] : '\0';
            }

            if (next is < ' ' or > '~')
            {
                return false;
            }

            read.Append(next);
        }

        return false;
    }

    // clause 4.2.7; padding and unused bits must be as an encoder leaves them, so that one text stands for one value
    private bool TryReadBytes([NotNullWhen(true)] out object? value)
    {
        value = null;
        var end = _rest[1..].IndexOf(':');
        if (end < 0)
        {
            return false;
        }

        var text = _rest.Slice(1, end);
        var bytes = new byte[text.Length];
        if (text.ContainsAny(" \t\r\n")
            || !Convert.TryFromBase64Chars(text, bytes, out var length)
            || !text.SequenceEqual(Convert.ToBase64String(bytes, 0, length)))
        {
            return false;
        }

        _rest = _rest[(end + 2)..];
        value = bytes[..length];
        return true;
    }

    // clause 4.2.8
    private bool TryReadBoolean([NotNullWhen(true)] out object? value)
    {
        value = _rest.Length > 1 && _rest[1] is '0' or '1' ? _rest[1] == '1' : null;
        _rest = value is null ? _rest : _rest[2..];
        return value is not null;
    }

    // clause 4.2.9
    private bool TryReadDate([NotNullWhen(true)] out object? value)
    {
        _rest = _rest[1..];
        value = TryReadNumber(out var seconds) && seconds is long and >= -62_135_596_800 and <= 253_402_300_799
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : null;
        return value is not null;
    }

    private string Take(SearchValues<char> allowed)
    {
        var end = _rest.IndexOfAnyExcept(allowed) is var at and >= 0 ? at : _rest.Length;
        var taken = _rest[..end].ToString();
        _rest = _rest[end..];
        return taken;
    }
}
