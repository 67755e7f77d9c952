using Gateway.Hosting;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Gateway.Credentials;

/// <summary>A credential ready to be served: the bytes that came in, and the headers that go with them, made once.</summary>
internal sealed class ServedCredential(StoredCredential stored)
{
    private static readonly StringValues s_nosniff = "nosniff";
    private static readonly StringValues s_publicCaching = "public, max-age=31536000, immutable";
    private static readonly StringValues s_privateCaching = "private, no-store";
    private static readonly StringValues s_latestCaching = "public, no-cache";
    private static readonly StringValues s_any = "*";

    private readonly StringValues _etag = Digests.ToETag(stored.Digest);
    private readonly StringValues _digest = Digests.ToText(stored.Digest);

    public string Id { get; } = stored.Id;

    public bool IsPublic { get; } = stored.Access == Access.Public;

    public string TenantId { get; } = stored.TenantId;

    public ReadOnlyMemory<byte> Bytes => stored.Bytes;

    public string MediaType => stored.MediaType;

    /// <summary>What it takes in memory, about.</summary>
    public long Size { get; } = stored.Bytes.Length + 1024;

    /// <summary>Writes it, or 304 when the client has it already.</summary>
    /// <param name="context">The request.</param>
    /// <param name="location">Its own address, when it answers another one, which may have another answer later; else null.</param>
    public Task WriteAsync(HttpContext context, string? location = null)
    {
        var response = context.Response;
        var headers = response.Headers;
        headers.ETag = _etag;
        headers.CacheControl = !IsPublic ? s_privateCaching : location is null ? s_publicCaching : s_latestCaching;
        if (IsPublic)
        {
            headers.AccessControlAllowOrigin = s_any;
        }

        if (!IsPublic || location is not null)
        {
            headers.Vary = HeaderNames.Authorization;
        }

        headers.ContentLocation = location;
        if (Digests.IsHeld(context.Request, _etag.ToString()))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        headers["Repr-Digest"] = _digest;
        headers.XContentTypeOptions = s_nosniff;
        response.ContentType = stored.MediaType;
        response.ContentLength = stored.Bytes.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(stored.Bytes, 0, stored.Bytes.Length);
    }
}
