using System.Globalization;
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

    public static Answer Of<T>(int status, T body, JsonTypeInfo<T> type, string contentType = Json) =>
        new(status, contentType, JsonSerializer.SerializeToUtf8Bytes(body, type));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.ContentLength = Body.Length;
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
