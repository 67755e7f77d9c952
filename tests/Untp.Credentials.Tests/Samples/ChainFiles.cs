using System.Text.Json.Nodes;

namespace Untp.Credentials.Tests.Samples;

/// <summary>The credentials of the value chain, and short ways into them.</summary>
internal static class ChainFiles
{
    public static IReadOnlyList<JsonNode> All { get; } = [.. SampleFiles.All.Chain.Select(file => JsonNode.Parse(SampleFiles.Read(file))!)];

    /// <summary>Every event, in the order of time.</summary>
    public static IReadOnlyList<JsonNode> Events { get; } =
    [
        .. OfType("DigitalTraceabilityEvent").SelectMany(c => c["credentialSubject"]!.AsArray()).Select(e => e!)
            .OrderBy(e => DateTimeOffset.Parse(e.Text("eventDate"), null)),
    ];

    public static IEnumerable<JsonNode> OfType(string type) => All.Where(c => c.Types().Contains(type));

    public static JsonNode Get(string id) => Assert.Single(All, c => c.Text("id") == id);

    public static IEnumerable<string> Types(this JsonNode node) => node["type"]!.AsArray().Select(t => (string)t!);

    public static string Text(this JsonNode node, params string[] path) => (string)path.Aggregate(node, (at, step) => at[step]!)!;

    public static JsonNode Subject(this JsonNode credential) => credential["credentialSubject"]!;

    public static IEnumerable<JsonNode> Items(this JsonNode? node, string name) => node?[name]?.AsArray().Select(item => item!) ?? [];

    public static DateTimeOffset Date(this JsonNode node, string name) =>
        DateTimeOffset.Parse(node.Text(name), null, System.Globalization.DateTimeStyles.AssumeUniversal);
}
