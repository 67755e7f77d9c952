using System.Buffers;
using System.Text.Json;
using Untp.Credentials.Schemas;

namespace Untp.Credentials.JsonLd;

/// <summary>
/// Makes contexts whole. In a context file an object whose only member is <c>$ref</c> stands for what it points to, by a path beside the
/// file and a JSON Pointer as in the schemas, so that what several contexts share is written once. JSON-LD has no such thing and sees
/// none of it: what comes out is a context like any other.
/// </summary>
internal sealed class ContextFiles(IReadOnlyDictionary<string, byte[]> files)
{
    /// <summary>References within references; more than any honest file has, and what a circle runs into.</summary>
    private const int MaxReferences = 32;

    private static readonly Uri s_root = new("files:///");

    private readonly Dictionary<string, JsonElement> _parsed = new(StringComparer.Ordinal);

    /// <summary>The document in a file, with everything that it refers to in its place.</summary>
    /// <exception cref="InvalidDataException">The file or one that it refers to is not JSON, or a reference leads nowhere.</exception>
    public JsonElement Read(string file)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, Parse(file, file), file, 0);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private void Write(Utf8JsonWriter writer, JsonElement value, string file, int references)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when Reference(value) is { } reference:
                var (target, found) = Follow(reference, file);
                var isCircle = references == MaxReferences;
                Write(writer, isCircle ? throw Fault(file, reference, "leads in a circle") : found, target, references + 1);
                break;
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value, file, references);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(writer, item, file, references);
                }

                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static string? Reference(JsonElement value) =>
        value.GetPropertyCount() == 1 && value.TryGetProperty("$ref", out var reference) && reference.ValueKind == JsonValueKind.String
            ? reference.GetString()
            : null;

    private (string File, JsonElement Value) Follow(string reference, string file)
    {
        var target = Uri.TryCreate(new Uri(s_root, file), reference, out var url) && url.Scheme == s_root.Scheme
            ? url
            : throw Fault(file, reference, "is not a path and a JSON Pointer");
        var path = Uri.UnescapeDataString(target.AbsolutePath[1..]);
        var found = Parse(path, file);
        foreach (var token in Uri.UnescapeDataString(target.Fragment).Split('/').Skip(1).Select(JsonPointer.Unescape))
        {
            found = found.ValueKind == JsonValueKind.Object && found.TryGetProperty(token, out var next)
                ? next
                : throw Fault(file, reference, "leads nowhere");
        }

        return (path, found);
    }

    private JsonElement Parse(string file, string from)
    {
        if (_parsed.TryGetValue(file, out var parsed))
        {
            return parsed;
        }

        try
        {
            return _parsed[file] = files.TryGetValue(file, out var bytes)
                ? JsonElement.Parse(bytes)
                : throw new InvalidDataException($"contexts/{from} refers to {file}, which no manifest lists");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"contexts/{file} is not JSON: {fault.Message}", fault);
        }
    }

    private static InvalidDataException Fault(string file, string reference, string reason) =>
        new($"contexts/{file}: the reference {Excerpt.Of(reference)} {reason}");
}
