using Microsoft.Net.Http.Headers;

namespace Gateway.Hosting;

/// <summary>A SHA-256 as HTTP writes it, and whether the client has what it is of.</summary>
internal static class Digests
{
    /// <summary>As in Repr-Digest and Content-Digest (RFC 9530 clause 2), and in our answers.</summary>
    public static string ToText(byte[] sha256) => $"sha-256=:{Convert.ToBase64String(sha256)}:";

    /// <summary>A strong entity tag (RFC 9110 clause 8.8.3).</summary>
    public static string ToETag(byte[] sha256) => $"\"{Convert.ToHexStringLower(sha256)}\"";

    /// <summary>If-None-Match: weak comparison, lists and the star (RFC 9110 clause 13.1.2).</summary>
    public static bool IsHeld(HttpRequest request, string etag)
    {
        var header = request.Headers.IfNoneMatch;
        if (header.Count == 0)
        {
            return false;
        }

        var mine = new EntityTagHeaderValue(etag);
        return EntityTagHeaderValue.TryParseList(header, out var tags)
            && tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(mine, useStrongComparison: false));
    }
}
