using System.Text.Json;
using System.Text.Json.Serialization;
using Untp.Credentials;

namespace Gateway.Schemas;

/// <summary>The minimal samples, each a draft to start a credential of its type from.</summary>
internal sealed class Templates
{
    private const string Folder = "samples/";

    private readonly Dictionary<string, ServedDocument> _byType;

    public Templates()
    {
        var samples = JsonSerializer.Deserialize(Read("manifest.json"), SamplesJson.Default.SampleList)!;
        _byType = samples.Samples.Where(sample => sample.Minimal)
            .ToDictionary(sample => sample.Type, sample => new ServedDocument(Read(sample.File), MediaTypes.Vc), StringComparer.Ordinal);
    }

    /// <summary>The types that there is a template for.</summary>
    public IReadOnlyCollection<string> Types => _byType.Keys;

    /// <summary>The template of a type; null when there is none.</summary>
    public ServedDocument? Find(string type) => _byType.GetValueOrDefault(type);

    private static byte[] Read(string file)
    {
        using var stream = typeof(Templates).Assembly.GetManifestResourceStream(Folder + file)
            ?? throw new InvalidOperationException($"{Folder}{file} is not embedded");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

/// <summary>What the manifest of the samples says that matters here.</summary>
internal sealed record SampleList(IReadOnlyList<SampleEntry> Samples);

/// <summary>One sample.</summary>
internal sealed record SampleEntry(string File, string Type, bool Minimal);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SampleList))]
internal sealed partial class SamplesJson : JsonSerializerContext;
