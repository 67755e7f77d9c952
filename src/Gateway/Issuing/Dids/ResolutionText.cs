using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Hosting;
using Untp.Credentials;
using Untp.Credentials.Dids;

namespace Gateway.Issuing;

/// <summary>Writes the result of a resolution (DID Resolution 1.0 clause 9), or its document alone.</summary>
internal static class ResolutionText
{
    private static readonly JsonWriterOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What was found elsewhere.</summary>
    public static Answer Of(DidResolution resolution, string mediaType) => resolution.Document is { } document
        ? Write(mediaType, document.WriteTo, resolution.RetrievedAt, null)
        : Refuse(resolution.Problem!);

    /// <summary>What the gateway has itself.</summary>
    public static Answer Of(string did, DidVersion? found, string mediaType) => found is null
        ? Refuse(new Problem(ProblemTypes.DidNotFound, "DID document not found", $"this gateway has no {did}, or not in that version"))
        : Write(mediaType, json => json.WriteRawValue(found.Bytes), null, found);

    /// <summary>Without a document: the error alone, with the status that clause 12.1 gives it.</summary>
    public static Answer Refuse(Problem problem) => Answer(StatusOf(problem.Type), DidMediaTypes.Resolution, json =>
    {
        json.WriteStartObject();
        json.WriteNull("didDocument");
        json.WriteStartObject("didResolutionMetadata");
        json.WriteStartObject("error");
        json.WriteString("type", problem.Type);
        json.WriteString("title", problem.Title);
        json.WriteString("detail", problem.Detail);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("didDocumentMetadata");
        json.WriteEndObject();
        json.WriteEndObject();
    });

    internal static int StatusOf(string type) => type switch
    {
        ProblemTypes.InvalidDid or ProblemTypes.InvalidDidOptions => 400,
        ProblemTypes.DidNotFound => 404,
        ProblemTypes.DidRepresentationNotSupported => 406,
        ProblemTypes.DidMethodNotSupported or ProblemTypes.DidFeatureNotSupported => 501,
        _ => 500,
    };

    private static Answer Write(string mediaType, Action<Utf8JsonWriter> document, DateTimeOffset? retrieved, DidVersion? own) =>
        mediaType != DidMediaTypes.Resolution ? Answer(200, mediaType, document) : Answer(200, mediaType, json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("didDocument");
            document(json);
            json.WriteStartObject("didResolutionMetadata");
            json.WriteString("contentType", DidMediaTypes.Did);
            WriteTime(json, "retrieved", retrieved);
            json.WriteEndObject();
            json.WriteStartObject("didDocumentMetadata");
            if (own is not null)
            {
                WriteTime(json, "created", own.CreatedAt);
                WriteTime(json, "updated", own.MadeAt);
                json.WriteString("versionId", own.Version.ToString(CultureInfo.InvariantCulture));
            }

            json.WriteEndObject();
            json.WriteEndObject();
        });

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } at)
        {
            json.WriteString(name, at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        }
    }

    private static Answer Answer(int status, string mediaType, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using var json = new Utf8JsonWriter(buffer, s_plain);
        write(json);
        json.Flush();
        return new Answer(status, mediaType, buffer.WrittenMemory);
    }
}
