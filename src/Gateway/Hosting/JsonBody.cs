using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Untp.Credentials;

namespace Gateway.Hosting;

/// <summary>Reads the JSON body of a request of ours; a member that is not known is refused: a misspelt one must not be ignored.</summary>
internal static class JsonBody
{
    public const int UsualBytes = 64 << 10;

    private const int MaxDepth = 16;

    /// <summary>The body, or the answer that says what is wrong with it.</summary>
    public static async Task<(T? Value, Answer? Refusal)> ReadAsync<T>(
        HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken, int maxBytes = UsualBytes)
        where T : class
    {
        if (BodyMediaType.Read(request) is not MediaTypes.Json)
        {
            return (null, Problems.UnsupportedMediaType(MediaTypes.Json));
        }

        using var body = await RequestBody.ReadAsync(request, maxBytes, cancellationToken);
        return body is null ? (null, Problems.TooLarge(maxBytes))
            : TryRead(body.Bytes, type, out var value, out var refusal) ? (value, null)
            : (null, refusal);
    }

    /// <summary>The bytes of a request (VC-API) that holds a document of the limits, or why there are none; dispose of them.</summary>
    public static async ValueTask<(RequestBody? Body, Answer? Refusal)> ReadAsync(
        HttpRequest request, ParsingLimits limits, CancellationToken cancellationToken)
    {
        if (BodyMediaType.Read(request) is not (MediaTypes.Json or MediaTypes.JsonLd))
        {
            return (null, Problems.UnsupportedMediaType($"{MediaTypes.Json}, {MediaTypes.JsonLd}"));
        }

        var maxBytes = limits.MaxBytes + Server.BodySlack;
        var body = await RequestBody.ReadAsync(request, maxBytes, cancellationToken);
        return (body, body is null ? Problems.TooLarge(maxBytes) : null);
    }

    /// <summary>Reads a request (VC-API) that holds a document of the limits, so many levels down; dispose of what was read.</summary>
    public static bool TryParse(
        ReadOnlyMemory<byte> body,
        ParsingLimits limits,
        int levelsAround,
        [NotNullWhen(true)] out JsonDocument? document,
        [NotNullWhen(false)] out Answer? refusal)
    {
        var around = limits with { MaxBytes = limits.MaxBytes + Server.BodySlack, MaxDepth = limits.MaxDepth + levelsAround };
        refusal = StrictJson.TryParse(body, around, out document, out var problem) ? null : Problems.Unreadable(problem);
        return refusal is null;
    }

    private static bool TryRead<T>(
        ReadOnlyMemory<byte> body, JsonTypeInfo<T> type, [NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Answer? refusal)
        where T : class
    {
        value = null;
        if (!StrictJson.TryParse(body, new ParsingLimits(body.Length, MaxDepth), out var document, out var problem))
        {
            refusal = Problems.Unreadable(problem);
            return false;
        }

        using (document)
        {
            try
            {
                value = document.Deserialize(type);
            }
            catch (JsonException fault)
            {
                refusal = Problems.Unreadable($"the body has a member that is not known here, or not of its type, at {fault.Path}");
                return false;
            }
        }

        refusal = value is null ? Problems.Unreadable("the body is not a JSON object", "") : null;
        return value is not null;
    }
}
