using System.Text.Json;
using System.Text.Json.Serialization;

namespace Untp.Credentials.Readiness;

/// <summary>The file of rules, as it is written; its own comment says what the members mean.</summary>
internal sealed record ReadinessData(string Specification, ReadinessScope AppliesTo, IReadOnlyList<ReadinessCluster> Clusters)
{
    /// <exception cref="JsonException">It is not one.</exception>
    public static ReadinessData Parse(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, ReadinessJson.Default.ReadinessData) ?? throw new JsonException("the rules are an object");
}

/// <summary>Which credentials can be assessed: of this type, with one of these contexts.</summary>
internal sealed record ReadinessScope(string Type, IReadOnlyList<string> Contexts);

/// <summary>Rows that belong together.</summary>
internal sealed record ReadinessCluster(string Name, IReadOnlyList<ReadinessRule> Rows);

/// <summary>One attribute and where it is found: in the passport, or in an event of the product's life.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ReadinessRule(
    string Clause,
    string Attribute,
    bool Mandatory,
    bool Dynamic,
    string Asks,
    ReadinessPlace? Place = null,
    ReadinessPlace? Event = null,
    string? NotAt = null,
    ReadinessPlace? Unless = null);

/// <summary>A place, what picks items there, and what is demanded of what was picked.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ReadinessPlace(
    string At,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Where = null,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Like = null,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Beside = null,
    string? Expects = null)
{
    /// <summary>Everything in a document that is meant.</summary>
    public IEnumerable<Located> FindIn(JsonElement document) => Located.Root(document).Find(At).Where(IsMeant);

    private bool IsMeant(Located found) =>
        (Where is null || Where.All(demand => found.Texts(demand.Key).Any(demand.Value.Contains)))
        && (Like is null || Like.All(demand => found.Texts(demand.Key).Any(text => demand.Value.Any(word => Holds(text, word)))));

    private static bool Holds(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ReadinessData))]
internal sealed partial class ReadinessJson : JsonSerializerContext;
