using System.Text.Json.Nodes;

namespace Untp.Credentials.Tests.Schemas.Equivalence;

/// <summary>A document that UNTP publishes as an example.</summary>
internal sealed record PublishedSample(string Name, string Version, JsonObject Document)
{
    /// <summary>Profiles and criteria of schemes are published as well, and are none.</summary>
    public bool IsCredential => Document["@context"] is not null;

    public bool IsOf(Artefact entry) => IsOf(entry.Publisher, entry.Version, entry.Types[0]);

    /// <summary>The W3C schema is for credentials of every version.</summary>
    public bool IsOf(string publisher, string version, string type) =>
        (version == Version || publisher == "W3C")
        && Document["type"] is JsonArray types
        && types.Any(t => t!.GetValue<string>() == type);
}

/// <summary>All of them, read anew, since tests mutate them.</summary>
internal static class PublishedSamples
{
    public static IReadOnlyList<PublishedSample> All() =>
    [
        .. from folder in new[] { ("0.7.0", "samples"), ("0.6.1", ""), ("0.6.0", "") }
           from path in Directory.EnumerateFiles(Shared.Path($"untp/{folder.Item1}/{folder.Item2}"), "*instance.json")
           orderby path descending
           select new PublishedSample(
               $"{folder.Item1}/{Path.GetFileName(path)}", folder.Item1, (JsonObject)JsonNode.Parse(File.ReadAllBytes(path))!),
    ];
}
