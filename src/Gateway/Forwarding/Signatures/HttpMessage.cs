using Gateway.Hosting;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Forwarding;

/// <summary>What of a request can be signed (RFC 9421 clause 2): its method, its target and its fields.</summary>
/// <param name="Method">As sent.</param>
/// <param name="Origin">Scheme and authority, lower case, without the scheme's usual port.</param>
/// <param name="Target">Path and query as they stand in the request line.</param>
/// <param name="Fields">The lines of a field by its name in lower case; empty when it is absent.</param>
internal sealed record HttpMessage(string Method, string Origin, string Target, Func<string, IReadOnlyList<string?>> Fields)
{
    /// <summary>A request that is to be sent.</summary>
    public static HttpMessage Of(string method, Uri uri, IEnumerable<KeyValuePair<string, string>> headers) => new(
        method,
        OriginOf(uri),
        uri.PathAndQuery,
        name => [.. headers.Where(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value)]);

    /// <summary>
    /// A request that came; its authority is that of the public URL, whatever the Host field says (clause 7.4.3 warns of that). Null for
    /// a target that is no path.
    /// </summary>
    public static HttpMessage? Of(HttpRequest request, PublicUrl url)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var home = new Uri(url.Base);
        return target.StartsWith('/')
            ? new(request.Method, OriginOf(home), home.AbsolutePath.TrimEnd('/') + target, name => request.Headers[name])
            : null;
    }

    /// <summary>A component's value, in one line (clauses 2.1 and 2.2); null when there is none, or it is not known.</summary>
    public string? this[string component] => component switch
    {
        "@method" => Method,
        "@target-uri" => Origin + Target,
        "@authority" => Origin[(Origin.IndexOf("://", StringComparison.Ordinal) + 3)..],
        "@scheme" => Origin[..Origin.IndexOf(':', StringComparison.Ordinal)],
        "@request-target" => Target,
        "@path" => Target.Split('?', 2)[0] is { Length: > 0 } path ? path : "/",
        "@query" => Target.IndexOf('?', StringComparison.Ordinal) is var at and >= 0 ? Target[at..] : "?",
        ['@', ..] => null,
        _ => Fields(component) is { Count: > 0 } lines ? string.Join(", ", lines.Select(line => line!.Trim(' ', '\t'))) : null,
    };

    private static string OriginOf(Uri uri)
    {
        var host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
        return (uri.IsDefaultPort ? $"{uri.Scheme}://{host}" : $"{uri.Scheme}://{host}:{uri.Port}").ToLowerInvariant();
    }
}
