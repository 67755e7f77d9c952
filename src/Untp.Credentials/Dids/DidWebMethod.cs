using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Untp.Credentials.Dids;

/// <summary>did:web: the DID names the place of its document.</summary>
internal static class DidWebMethod
{
    public const string Prefix = "did:web:";

    private const string EscapedColon = "%3A";

    /// <summary>Where the document of a DID of this method lies.</summary>
    /// <param name="did">A DID by the syntax of DID 1.0 that starts with <see cref="Prefix"/>.</param>
    /// <param name="allowLoopback">Whether 127.0.0.1 and localhost, with a port, are allowed; they are asked over http.</param>
    /// <param name="uri">The place.</param>
    /// <param name="problem">Why it names none.</param>
    public static bool TryLocate(
        string did, bool allowLoopback, [NotNullWhen(true)] out Uri? uri, [NotNullWhen(false)] out string? problem)
    {
        uri = null;
        var parts = did[Prefix.Length..].Split(':');
        if (!TrySplitPort(parts[0], out var host, out var port))
        {
            problem = "of a did:web's host only the colon before a port from 1 to 65535 is percent-encoded";
            return false;
        }

        var isLoopback = allowLoopback && port is not null && host is "127.0.0.1" or "localhost";
        problem = isLoopback ? null : FindFaultInHost(host);
        problem ??= parts.Skip(1).Select(FindFaultInSegment).FirstOrDefault(fault => fault is not null);
        if (problem is not null)
        {
            return false;
        }

        var scheme = isLoopback ? "http" : "https";
        var path = parts.Length == 1 ? ".well-known" : string.Join('/', parts[1..]);
        var authority = port is null ? host : string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");
        if (!Uri.TryCreate($"{scheme}://{authority}/{path}/did.json", UriKind.Absolute, out uri))
        {
            problem = "a did:web names a host, and a path if need be";
            return false;
        }

        return true;
    }

    private static bool TrySplitPort(string part, out string host, out int? port)
    {
        port = null;
        var colon = part.IndexOf(EscapedColon, StringComparison.OrdinalIgnoreCase);
        host = colon < 0 ? part : part[..colon];
        if (colon < 0)
        {
            return !host.Contains('%');
        }

        var digits = part.AsSpan(colon + EscapedColon.Length);
        if (host.Contains('%') || digits.StartsWith('0')
            || !ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        port = number;
        return true;
    }

    /// <summary>A fully qualified host name (RFC 1123 clause 2.1) and no address in any of the ways in which one can be written.</summary>
    private static string? FindFaultInHost(string host)
    {
        var labels = host.Split('.');
        if (host.Length > 253 || labels.Length < 2 || !labels.All(IsLabel))
        {
            return "a did:web names a fully qualified host: letters, digits and hyphens with dots between them, without a dot at the end";
        }

        // what ends in a number is read as an IPv4 address by URL parsers, be it decimal, octal or hexadecimal
        return labels[^1].All(char.IsAsciiDigit) || labels[^1].StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? "a did:web names a host, never an IP address"
            : null;
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static string? FindFaultInSegment(string segment)
    {
        var decoded = Uri.UnescapeDataString(segment);
        return decoded is "" or "." or ".." || decoded.Any(c => c is '/' or '\\' or '%' or '\uFFFD' || char.IsControl(c))
            ? "a path segment of a did:web is not empty, not . or .., and hides no slash, percent sign or control character"
            : null;
    }
}
