using System.Diagnostics.CodeAnalysis;
using Gateway.Hosting;

namespace Gateway.Identifiers;

/// <summary>
/// Takes a product's id out of the target of a request as it was sent (RFC 9112 clause 3.2). The server's own path is of no use for that:
/// it has dots removed and most escapes undone, so that <c>a%2Fb</c> and <c>a/b</c> cannot be told apart in every case.
/// </summary>
internal static class ProductIdTarget
{
    public const string Prefix = "/passports/";

    /// <summary>The id, decoded exactly once; false when the target does not start so or is not well encoded.</summary>
    public static bool TryRead(string rawTarget, [NotNullWhen(true)] out string? productId)
    {
        productId = null;
        var path = PathOf(rawTarget);
        return path.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            && path.Length > Prefix.Length
            && PercentEncoding.TryDecode(path[Prefix.Length..], plusIsSpace: false, out productId);
    }

    /// <summary>The path, out of the origin form or the absolute form that a proxy is sent.</summary>
    private static ReadOnlySpan<char> PathOf(ReadOnlySpan<char> target)
    {
        if (!target.StartsWith('/'))
        {
            var authority = target.IndexOf("://", StringComparison.Ordinal);
            var slash = authority < 0 ? -1 : target[(authority + 3)..].IndexOf('/');
            target = slash < 0 ? [] : target[(authority + 3 + slash)..];
        }

        var query = target.IndexOf('?');
        return query < 0 ? target : target[..query];
    }
}
