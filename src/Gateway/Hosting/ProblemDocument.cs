using System.Text.Json.Serialization;

namespace Gateway.Hosting;

/// <summary>A problem document (RFC 9457). It says what the client can act on; never how the server is built.</summary>
/// <param name="Type">The URL of the specification that defines the problem, or <c>about:blank</c> when the status says it all.</param>
/// <param name="Title">The kind of problem in a few words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong with this request.</param>
/// <param name="Code">One of <see cref="ProblemCodes"/>: for programs, and never changed.</param>
/// <param name="Pointer">JSON Pointer to the place in the body, when there is one.</param>
/// <param name="Parameter">The query parameter or header at fault, when it is one.</param>
internal sealed record ProblemDocument(
    string Type, string Title, int Status, string Detail, string Code, string? Pointer = null, string? Parameter = null);

/// <summary>Our own messages of this slice, written without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProblemDocument))]
[JsonSerializable(typeof(HealthDocument))]
internal sealed partial class HostingJson : JsonSerializerContext;
