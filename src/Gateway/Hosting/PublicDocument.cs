using System.Globalization;

namespace Gateway.Hosting;

/// <summary>A document for anybody, pages of other hosts included, that caches ask for again each time.</summary>
internal static class PublicDocument
{
    /// <summary>Writes it, or 304 when the client has it already.</summary>
    public static Task WriteAsync(HttpContext context, byte[] bytes, string mediaType, string tag, DateTimeOffset modified)
    {
        var response = context.Response;
        response.Headers.ETag = tag;
        response.Headers.LastModified = modified.ToString("R", CultureInfo.InvariantCulture);
        response.Headers.CacheControl = "public, no-cache";
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers.XContentTypeOptions = "nosniff";
        if (Digests.IsHeld(context.Request, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = mediaType;
        response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(bytes, 0, bytes.Length);
    }
}
