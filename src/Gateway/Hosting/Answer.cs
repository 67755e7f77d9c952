using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gateway.Hosting;

/// <summary>An answer as it goes out: everything is known before the first byte is sent.</summary>
internal sealed record Answer(int Status, string ContentType, ReadOnlyMemory<byte> Body) : IResult
{
    public const string Json = "application/json";
    public const string ProblemJson = "application/problem+json";

    public string? Location { get; init; }

    /// <summary>When to try again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether it was given before, to the same Idempotency-Key.</summary>
    public bool IsReplayed { get; init; }

    /// <summary>What we write is never part of a page, so that a plus or an umlaut may stay as it is.</summary>
    private static readonly JsonWriterOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Answer Of<T>(int status, T body, JsonTypeInfo<T> type, string contentType = Json)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, s_plain);
        JsonSerializer.Serialize(json, body, type);
        return new Answer(status, contentType, buffer.WrittenMemory);
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.ContentLength = Body.Length;
        response.Headers.XContentTypeOptions = "nosniff";

        // it is the caller's own, or of this moment: a 404 for a stranger must not be kept for whoever may see
        response.Headers.CacheControl = "no-store";
        if (Location is not null)
        {
            response.Headers.Location = Location;
        }

        if (RetryAfter is { } wait)
        {
            var seconds = Math.Clamp((long)Math.Ceiling(wait.TotalSeconds), 1, 86_400);
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (IsReplayed)
        {
            response.Headers["Idempotent-Replayed"] = "true";
        }

        return response.Body.WriteAsync(Body, httpContext.RequestAborted).AsTask();
    }
}
