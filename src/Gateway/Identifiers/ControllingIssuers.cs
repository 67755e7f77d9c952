using System.Globalization;

namespace Gateway.Identifiers;

/// <summary>
/// Which issuers control a product's identifier: those whose did:web, without a path, is the identifier's host or a parent domain of it.
/// </summary>
internal static class ControllingIssuers
{
    private const string DidWeb = "did:web:";

    /// <summary>
    /// The longest name that DNS holds, in letters (RFC 1035 clause 2.3.4): a longer one is nobody's, and has too many parents.
    /// </summary>
    private const int MaxHostLength = 253;

    /// <summary>Deepest first; empty for an identifier without a host (a URN, a did:key), which nobody controls by its name.</summary>
    public static IReadOnlyList<string> Of(string productId)
    {
        if (Url(productId) is not { } url || Host(url) is not { Length: <= MaxHostLength } host)
        {
            return [];
        }

        var issuers = new List<string>();
        if (HasPort(productId, url))
        {
            // the server on that very port may speak for it, besides whoever holds the host
            issuers.Add(string.Create(CultureInfo.InvariantCulture, $"{DidWeb}{host}%3A{url.Port}"));
        }

        issuers.Add(DidWeb + host);
        if (url.HostNameType == UriHostNameType.Dns)
        {
            issuers.AddRange(Parents(host).Select(parent => DidWeb + parent));
        }

        return issuers;
    }

    /// <summary>Parent domains of at least two labels: nobody is given a top-level domain.</summary>
    private static IEnumerable<string> Parents(string host)
    {
        for (var dot = host.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = host.IndexOf('.', StringComparison.Ordinal))
        {
            host = host[(dot + 1)..];
            if (host.Contains('.', StringComparison.Ordinal))
            {
                yield return host;
            }
        }
    }

    /// <summary>The URL that has the identifier's host: the identifier itself, or where its did:web points.</summary>
    private static Uri? Url(string productId)
    {
        var text = productId;
        if (productId.StartsWith(DidWeb, StringComparison.Ordinal))
        {
            var authority = productId[DidWeb.Length..].Split(':', '/', '?', '#')[0];
            text = "https://" + authority.Replace("%3A", ":", StringComparison.OrdinalIgnoreCase);
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Host.Length > 0 ? url : null;
    }

    /// <summary>In ASCII and lower case; null where an internationalised name has no ASCII (RFC 5891 clause 4.2).</summary>
    private static string? Host(Uri url)
    {
        try
        {
            return url.IdnHost.TrimEnd('.').ToLowerInvariant();
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    /// <summary>Whether a port is written, be it the scheme's own.</summary>
    private static bool HasPort(string productId, Uri url) =>
        !url.IsDefaultPort
        || productId.Contains(string.Create(CultureInfo.InvariantCulture, $"{url.Host}:{url.Port}"), StringComparison.OrdinalIgnoreCase);
}
