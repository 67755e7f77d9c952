using Microsoft.Net.Http.Headers;

namespace Gateway.Hosting;

/// <summary>Entity tags out of digests, and whether a client has the entity already.</summary>
internal static class EntityTags
{
    /// <summary>A strong entity tag (RFC 9110 clause 8.8.3).</summary>
    public static string Of(byte[] sha256) => $"\"{Convert.ToHexStringLower(sha256)}\"";

    /// <summary>If-None-Match: weak comparison, lists and the star (RFC 9110 clause 13.1.2).</summary>
    public static bool IsHeld(HttpRequest request, string tag)
    {
        var header = request.Headers.IfNoneMatch;
        if (header.Count == 0)
        {
            return false;
        }

        var mine = new EntityTagHeaderValue(tag);
        return EntityTagHeaderValue.TryParseList(header, out var tags)
            && tags.Any(theirs => theirs.Equals(EntityTagHeaderValue.Any) || theirs.Compare(mine, useStrongComparison: false));
    }
}
