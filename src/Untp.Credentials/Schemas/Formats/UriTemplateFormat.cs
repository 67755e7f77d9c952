namespace Untp.Credentials.Schemas.Formats;

/// <summary>URI templates (RFC 6570 clause 2).</summary>
internal static class UriTemplateFormat
{
    internal static bool IsUriTemplate(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            if (text[0] == '{')
            {
                var end = text.IndexOf((byte)'}');
                if (end < 0 || !IsExpression(text[1..end]))
                {
                    return false;
                }

                text = text[(end + 1)..];
            }
            else if (!TakePercent(ref text))
            {
                if (!IsLiteral(text[0]))
                {
                    return false;
                }

                text = text[1..];
            }
        }

        return true;
    }

    /// <summary>Clause 2.1; the apostrophe by erratum 6937.</summary>
    private static bool IsLiteral(byte octet) => octet > 0x20 && octet != 0x7F && !"\"%<>\\^`{|}"u8.Contains(octet);

    private static bool IsExpression(ReadOnlySpan<byte> text)
    {
        if (text.Length > 0 && "+#./;?&=,!@|"u8.Contains(text[0]))
        {
            text = text[1..];
        }

        while (true)
        {
            var comma = text.IndexOf((byte)',');
            if (!IsVariable(comma < 0 ? text : text[..comma]))
            {
                return false;
            }

            if (comma < 0)
            {
                return true;
            }

            text = text[(comma + 1)..];
        }
    }

    /// <summary>Clauses 2.3 and 2.4: a name, perhaps with <c>*</c> or <c>:length</c>.</summary>
    private static bool IsVariable(ReadOnlySpan<byte> text)
    {
        var colon = text.IndexOf((byte)':');
        if (colon >= 0)
        {
            var length = text[(colon + 1)..];
            if (length.Length is 0 or > 4 || length[0] == '0' || length.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0)
            {
                return false;
            }

            text = text[..colon];
        }
        else if (text.Length > 0 && text[^1] == '*')
        {
            text = text[..^1];
        }

        return IsName(text);
    }

    private static bool IsName(ReadOnlySpan<byte> text)
    {
        var mayBeDot = false;
        while (!text.IsEmpty)
        {
            if (TakePercent(ref text))
            {
                mayBeDot = true;
                continue;
            }

            var isDot = text[0] == '.';
            if (isDot ? !mayBeDot : !Ascii.IsLetterOrDigit(text[0]) && text[0] != '_')
            {
                return false;
            }

            mayBeDot = !isDot;
            text = text[1..];
        }

        return mayBeDot;
    }

    private static bool TakePercent(ref ReadOnlySpan<byte> text)
    {
        var isPercent = text.Length >= 3 && text[0] == '%' && Ascii.AreHex(text.Slice(1, 2));
        text = isPercent ? text[3..] : text;
        return isPercent;
    }
}
