using System.Text;

namespace Untp.Credentials.Schemas.Formats;

/// <summary>Host names (RFC 1123 clause 2.1); a label that begins with <c>xn--</c> must stand for another (RFC 5890).</summary>
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

        var isEncoded = false;
        var rest = text;
        while (true)
        {
            var dot = rest.IndexOf((byte)'.');
            var label = dot < 0 ? rest : rest[..dot];
            if (!IsLabel(label))
            {
                return false;
            }

            isEncoded |= label.Length >= 4 && label[2] == '-' && label[3] == '-' && (label[0] | 0x20) == 'x' && (label[1] | 0x20) == 'n';
            if (dot < 0)
            {
                return !isEncoded || IdnFormats.AreEncodedLabelsValid(Encoding.ASCII.GetString(text));
            }

            rest = rest[(dot + 1)..];
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
