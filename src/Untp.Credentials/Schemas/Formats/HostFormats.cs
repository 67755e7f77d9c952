namespace Untp.Credentials.Schemas.Formats;

/// <summary>Host names (RFC 1123 clause 2.1).</summary>
internal static class HostFormats
{
    private const int LongestName = 253;
    private const int LongestLabel = 63;

    internal static bool IsHostname(ReadOnlySpan<byte> text)
    {
        if (text.Length is 0 or > LongestName)
        {
            return false;
        }

        while (true)
        {
            var dot = text.IndexOf((byte)'.');
            if (!IsLabel(dot < 0 ? text : text[..dot]))
            {
                return false;
            }

            if (dot < 0)
            {
                return true;
            }

            text = text[(dot + 1)..];
        }
    }

    /// <summary>Letters, digits and hyphens, no hyphen at either end.</summary>
    internal static bool IsLabel(ReadOnlySpan<byte> label)
    {
        if (label.Length is 0 or > LongestLabel || label[0] == '-' || label[^1] == '-')
        {
            return false;
        }

        foreach (var octet in label)
        {
            if (!Ascii.IsLetterOrDigit(octet) && octet != '-')
            {
                return false;
            }
        }

        return true;
    }
}
