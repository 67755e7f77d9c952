using System.Text.Json.Nodes;
using Untp.Credentials.Readiness;

namespace Untp.Credentials.Tests.Readiness;

/// <summary>The full passport of the samples, changed and assessed.</summary>
internal static class Assessed
{
    public const string Characteristics = "/credentialSubject/characteristics/";
    public const string RulesFile = "gba/0.1.0/readiness.json";

    public static VocabularyFiles Files { get; } = VocabularyFiles.Load("schemas", EmbeddedFiles.Read);

    public static PassportReadiness Assessor { get; } = new(Files);

    public static IReadOnlyList<ReadinessRule> Rules { get; } =
        [.. ReadinessData.Parse(Files.Files[RulesFile]).Clusters.SelectMany(cluster => cluster.Rows)];

    public static JsonNode Full(Action<JsonNode>? change = null)
    {
        var passport = Checks.Sample("chain/battery-passport.json");
        change?.Invoke(passport);
        return passport;
    }

    public static ReadinessReport Assess(JsonNode passport)
    {
        using var credential = Checks.Read(passport.ToJsonString());
        Assert.True(Assessor.TryAssess(credential, out var report, out var problem), problem?.Detail);
        Assert.Equal(94, report.Rows.Count);
        return report;
    }

    public static IEnumerable<string> Clauses(IEnumerable<ReadinessRow> rows, ReadinessStatus status) =>
        rows.Where(row => row.Status == status).Select(row => row.Clause);

    public static void Set(JsonNode document, string pointer, JsonNode value)
    {
        var steps = pointer.Split('/')[1..];
        var parent = steps[..^1].Aggregate(document, (node, step) => int.TryParse(step, out var index) ? node[index]! : node[step]!);
        parent[steps[^1]] = value;
    }
}
