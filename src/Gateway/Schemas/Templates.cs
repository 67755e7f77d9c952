using System.Text.Json;
using System.Text.Json.Serialization;
using Untp.Credentials;

namespace Gateway.Schemas;

/// <summary>The minimal samples, each a draft to start a credential of its type from.</summary>
internal sealed class Templates
{
    private const string Folder = "samples/";

    private readonly Dictionary<string, Template> _byType;

    public Templates()
    {
        var samples = JsonSerializer.Deserialize(Read("manifest.json"), SamplesJson.Default.SampleList)!;
        _byType = samples.Samples.Where(sample => sample.Minimal)
            .ToDictionary(sample => sample.Type, sample => Template.Of(Read(sample.File)), StringComparer.Ordinal);
    }

    /// <summary>The types that there is a template for.</summary>
    public IReadOnlyCollection<string> Types => _byType.Keys;

    /// <summary>The template of a type; null when there is none.</summary>
    public ServedDocument? Find(string type) => _byType.GetValueOrDefault(type)?.Document;

    /// <summary>The type of a schema that there is a template for, in the very version: one of its contexts is in the template.</summary>
    public string? TypeFor(VocabularyDocument schema, IEnumerable<VocabularyDocument> vocabulary)
    {
        var contexts = vocabulary
            .Where(document => document.Kind == VocabularyKind.Context)
            .Where(context => (context.Publisher, context.Version) == (schema.Publisher, schema.Version))
            .SelectMany(context => context.Urls);
        return schema.Types.FirstOrDefault(
            type => _byType.TryGetValue(type, out var template) && contexts.Any(template.Contexts.Contains));
    }

    private static byte[] Read(string file)
    {
        using var stream = typeof(Templates).Assembly.GetManifestResourceStream(Folder + file)
            ?? throw new InvalidOperationException($"{Folder}{file} is not embedded");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>One of them, and the contexts that it names.</summary>
    private sealed record Template(ServedDocument Document, IReadOnlyList<string> Contexts)
    {
        public static Template Of(byte[] draft)
        {
            using var document = JsonDocument.Parse(draft);
            var contexts = document.RootElement.GetProperty("@context").EnumerateArray().Select(context => context.GetString()!);
            return new Template(new ServedDocument(draft, MediaTypes.Vc), [.. contexts]);
        }
    }
}

/// <summary>What the manifest of the samples says that matters here.</summary>
internal sealed record SampleList(IReadOnlyList<SampleEntry> Samples);

/// <summary>One sample.</summary>
internal sealed record SampleEntry(string File, string Type, bool Minimal);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SampleList))]
internal sealed partial class SamplesJson : JsonSerializerContext;
