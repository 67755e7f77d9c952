using System.Security.Cryptography;
using Gateway.Hosting;

namespace Gateway.Schemas;

/// <summary>
/// A document that anybody may have: its bytes and the headers that go with them. Programs that read schemas and contexts run in
/// browsers too, and ask for the same ones again and again.
/// </summary>
internal sealed class ServedDocument(ReadOnlyMemory<byte> bytes, string mediaType) : IResult
{
    public const string Caching = "public, max-age=3600";

    private readonly byte[] _digest = SHA256.HashData(bytes.Span);

    /// <summary>Writes it, or 304 when the client has it already.</summary>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var etag = Digests.ToETag(_digest);
        response.Headers.ETag = etag;
        response.Headers.CacheControl = Caching;
        response.Headers.AccessControlAllowOrigin = "*";
        if (Digests.IsHeld(httpContext.Request, etag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.Headers["Repr-Digest"] = Digests.ToText(_digest);
        response.Headers.XContentTypeOptions = "nosniff";
        response.ContentType = mediaType;
        response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(httpContext.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(bytes, httpContext.RequestAborted).AsTask();
    }
}
