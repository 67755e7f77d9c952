namespace Gateway.Outbound;

/// <summary>What can be refused by the URL alone; addresses are judged when connecting, never by their spelling.</summary>
internal static class UrlRules
{
    /// <summary>Why the URL may not be asked, or null when it may.</summary>
    public static string? Refuse(Uri uri, bool allowLoopback)
    {
        if (!uri.IsAbsoluteUri || (uri.Scheme != Uri.UriSchemeHttps && !(allowLoopback && uri.Scheme == Uri.UriSchemeHttp)))
        {
            return "only https URLs are asked";
        }

        if (uri.UserInfo.Length > 0)
        {
            return "a URL with a user name is not asked";
        }

        // ports below 1024 belong to mail, directories and the like, whose servers might act on a line of an HTTP request
        if (uri.Port is not (80 or 443) && uri.Port < 1024)
        {
            return $"port {uri.Port} is not asked";
        }

        return HasHost(uri) ? null : "the URL names no host";
    }

    /// <summary>A host can pass for one until its name in ASCII is asked for (RFC 5891 clause 4.2).</summary>
    private static bool HasHost(Uri uri)
    {
        try
        {
            return uri.IdnHost.Length > 0;
        }
        catch (UriFormatException)
        {
            return false;
        }
    }
}
