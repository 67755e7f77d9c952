using Microsoft.Net.Http.Headers;

namespace Gateway.Hosting;

/// <summary>Reads what a body is said to be.</summary>
internal static class BodyMediaType
{
    /// <summary>The media type without parameters, lower case; null when absent, ill-formed, compressed, or not in UTF-8.</summary>
    public static string? Read(HttpRequest request)
    {
        if (request.Headers.ContentEncoding.Count > 0 || !MediaTypeHeaderValue.TryParse(request.ContentType, out var header))
        {
            return null;
        }

        var isUtf8 = header.Charset.Length == 0 || header.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            || header.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase);
        return isUtf8 ? header.MediaType.ToString().ToLowerInvariant() : null;
    }
}
