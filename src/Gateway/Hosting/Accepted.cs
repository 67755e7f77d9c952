using Microsoft.Net.Http.Headers;

namespace Gateway.Hosting;

/// <summary>Chooses the media type of an answer by what the client accepts (RFC 9110 clause 12.5.1).</summary>
internal static class Accepted
{
    /// <summary>The one of these that the client likes best; the first where it does not mind; null when it wants none of them.</summary>
    public static string? Choose(HttpRequest request, params string[] written)
    {
        if (request.Headers.Accept.Count == 0)
        {
            return written[0];
        }

        return MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
            ? accepted.Where(range => range.Quality is not 0)
                .OrderByDescending(range => range.Quality ?? 1)
                .Select(range => Array.Find(written, mediaType => Includes(range, mediaType)))
                .FirstOrDefault(mediaType => mediaType is not null)
            : null;
    }

    private static bool Includes(MediaTypeHeaderValue range, string mediaType) =>
        range.MatchesAllTypes
        || range.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase)
        || (range.MatchesAllSubTypes
            && mediaType.AsSpan(0, mediaType.IndexOf('/')).Equals(range.Type, StringComparison.OrdinalIgnoreCase));
}
