using System.Collections.Concurrent;
using System.Text.Json;
using Untp.Credentials.JsonLd;

namespace Untp.Credentials.Tests.JsonLd;

/// <summary>The published contexts and samples, by the URLs that the map beside them gives.</summary>
internal static class PublishedContexts
{
    private const string Folder = "untp";
    private static readonly ConcurrentDictionary<string, JsonElement> s_files = new();

    /// <summary>A processor that knows them all.</summary>
    public static JsonLdProcessor Processor(JsonLdOptions? options = null)
    {
        var map = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(Shared.Path($"{Folder}/urlmap.json")))!;
        return new JsonLdProcessor(url => map.TryGetValue(url, out var file) ? Read(file) : null, options);
    }

    /// <summary>A file below the folder of UNTP.</summary>
    public static JsonElement Read(string file) => s_files.GetOrAdd(file, name =>
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Shared.Path($"{Folder}/{name}")));
        return document.RootElement.Clone();
    });
}
