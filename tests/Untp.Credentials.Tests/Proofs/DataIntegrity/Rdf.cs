using System.Text.Json;
using Untp.Credentials.JsonLd;

namespace Untp.Credentials.Tests.Proofs.DataIntegrity;

/// <summary>Ways from JSON-LD to canonical RDF.</summary>
internal static class Rdf
{
    /// <summary>Knows no context at all.</summary>
    public static CanonicalRdf None { get; } = new(new JsonLdProcessor(_ => null));

    /// <summary>Under our own contexts.</summary>
    public static CanonicalRdf Own { get; } = Vocabulary.Load().CanonicalRdf;

    /// <summary>Under the published contexts, by the URLs that the map beside them gives.</summary>
    public static CanonicalRdf Published()
    {
        var map = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(Shared.Path("untp/urlmap.json")))!;
        return new CanonicalRdf(new JsonLdProcessor(url => map.TryGetValue(url, out var file) ? Read(file) : null));
    }

    private static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Shared.Path($"untp/{file}")));
        return document.RootElement.Clone();
    }
}
