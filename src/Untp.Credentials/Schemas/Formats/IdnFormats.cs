using System.Text;

namespace Untp.Credentials.Schemas.Formats;

/// <summary>Internationalised host names (IDNA 2008: RFC 5890 to 5893).</summary>
internal static class IdnFormats
{
    private const int LongestName = 253;
    private const int LongestLabel = 63;

    /// <summary>Labels in either form, between any of the four full stops (RFC 3490 clause 3.1).</summary>
    internal static bool IsHostname(ReadOnlySpan<byte> text)
    {
        if (text.Length is 0 or > LongestName * 4)
        {
            return false;
        }

        var labels = Encoding.UTF8.GetString(text).Split('.', '\u3002', '\uFF0E', '\uFF61');
        return AreLabels(labels, label => label.All(char.IsAscii) ? ReadAsciiLabel(label) : ReadLabel(label));
    }

    /// <summary>The labels of a name in ASCII of which some begin with <c>xn--</c>: those stand for others, which must hold.</summary>
    internal static bool AreEncodedLabelsValid(string name) =>
        AreLabels(name.Split('.'), label => IsEncoded(label) ? ReadEncodedLabel(label) : [.. label.Select(c => (int)c)]);

    internal static bool IsEncoded(string label) => label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase);

    private static bool AreLabels(string[] labels, Func<string, List<int>?> read)
    {
        var decoded = labels.Select(read).ToList();
        if (decoded.Contains(null))
        {
            return false;
        }

        var octets = decoded.Sum(label => OctetsOf(label!) + 1) - 1;
        var isBidi = decoded.Exists(label => IdnBidi.IsRightToLeft(label!));
        return octets <= LongestName && decoded.TrueForAll(label => !isBidi || IdnBidi.Holds(label!));
    }

    private static List<int>? ReadAsciiLabel(string label)
    {
        if (IsEncoded(label))
        {
            return ReadEncodedLabel(label);
        }

        var isReserved = label.Length >= 4 && label[2] == '-' && label[3] == '-';
        return !isReserved && HostFormats.IsLabel(Encoding.ASCII.GetBytes(label)) ? [.. label.Select(c => (int)c)] : null;
    }

    /// <summary>An A-label (RFC 5890 clause 2.3.2.1): it decodes to a U-label, and that encodes to it again.</summary>
    private static List<int>? ReadEncodedLabel(string label)
    {
        var encoded = label[4..].ToLowerInvariant();
        return label.Length <= LongestLabel
            && Punycode.Decode(Encoding.ASCII.GetBytes(encoded)) is { Count: > 0 } decoded
            && decoded.Exists(c => c >= 0x80)
            && decoded.TrueForAll(c => Rune.IsValid(c))
            && IsLabel(decoded)
            && Punycode.Encode(decoded) == encoded
            ? decoded
            : null;
    }

    private static List<int>? ReadLabel(string label)
    {
        List<int> decoded = [.. label.EnumerateRunes().Select(rune => rune.Value)];
        return IsLabel(decoded) && OctetsOf(decoded) <= LongestLabel ? decoded : null;
    }

    /// <summary>RFC 5891 clause 4.2.3, normalisation aside.</summary>
    private static bool IsLabel(List<int> label)
    {
        var isReserved = label.Count >= 4 && label[2] == '-' && label[3] == '-';
        if (label[0] == '-' || label[^1] == '-' || isReserved || IdnCodePoints.IsMark(label[0]))
        {
            return false;
        }

        for (var at = 0; at < label.Count; at++)
        {
            if (!(IdnContext.Allows(label, at) ?? IdnCodePoints.IsValid(label[at])))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>How long the label is in ASCII.</summary>
    private static int OctetsOf(List<int> label) =>
        label.TrueForAll(c => c < 0x80) ? label.Count : "xn--".Length + Punycode.Encode(label).Length;
}
