using System.Text.Json.Nodes;
using Untp.Credentials.Readiness;
using static Untp.Credentials.Tests.Readiness.Assessed;

namespace Untp.Credentials.Tests.Readiness;

/// <summary>Each attribute, taken away or spoilt, changes its own row and no other.</summary>
public sealed class ReadinessRowTests
{
    public static TheoryData<string> CharacteristicKeys =>
    [
        .. Rules.Select(rule => rule.Place?.At).OfType<string>().Where(at => at.StartsWith(Characteristics, StringComparison.Ordinal))
            .Select(at => at[Characteristics.Length..].Split('/')[0]).Distinct(),
    ];

    public static TheoryData<string> QuantityKeys =>
    [
        .. CharacteristicKeys.Select(row => row.Data)
            .Where(key => Full()["credentialSubject"]!["characteristics"]![key] is JsonObject quantity && quantity.ContainsKey("unit")),
    ];

    public static TheoryData<string> Metrics =>
    [
        .. Rules.SelectMany(rule => rule.Place?.Where ?? new Dictionary<string, IReadOnlyList<string>>())
            .Where(where => where.Key.EndsWith("metric/id", StringComparison.Ordinal)).Select(where => where.Value[0]).Distinct(),
    ];

    public static TheoryData<string> LinkTypes =>
    [
        .. Rules.SelectMany(rule => rule.Place?.Where ?? new Dictionary<string, IReadOnlyList<string>>())
            .Where(where => where.Key == "/linkType").Select(where => where.Value[0]),
    ];

    [Theory]
    [MemberData(nameof(CharacteristicKeys))]
    public void Misses_exactly_the_row_of_a_characteristic_that_is_taken_away(string key) =>
        MissesExactly(
            p => p["credentialSubject"]!["characteristics"]!.AsObject().Remove(key),
            rule => rule.Place is { } place && $"{place.At}/".StartsWith($"{Characteristics}{key}/", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(LinkTypes))]
    public void Misses_exactly_the_row_of_a_document_that_is_taken_away(string linkType) =>
        MissesExactly(
            p => RemoveWhere(p["credentialSubject"]!["relatedDocument"]!, document => (string?)document["linkType"] == linkType),
            rule => Picks(rule, linkType));

    [Theory]
    [MemberData(nameof(Metrics))]
    public void Misses_exactly_the_row_of_a_metric_that_is_not_claimed(string metric) =>
        MissesExactly(
            p =>
            {
                foreach (var claim in p["credentialSubject"]!["performanceClaim"]!.AsArray())
                {
                    RemoveWhere(claim!["claimedPerformance"]!, performance => (string?)performance["metric"]!["id"] == metric);
                }
            },
            rule => Picks(rule, metric));

    [Theory]
    [MemberData(nameof(QuantityKeys))]
    public void Calls_a_characteristic_in_another_unit_wrong_and_points_to_it(string key)
    {
        var report = Assess(Full(p => p["credentialSubject"]!["characteristics"]![key]!["unit"] = "furlong"));

        var rows = report.Rows.Where(row => row.Status == ReadinessStatus.Wrong).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.StartsWith(Characteristics + key, row.Belongs.At, StringComparison.Ordinal));
        Assert.All(
            rows.SelectMany(row => row.Faults),
            fault => Assert.StartsWith(Characteristics + key, fault.Pointer, StringComparison.Ordinal));
        Assert.False(report.IsReady);
    }

    [Theory]
    [MemberData(nameof(CharacteristicKeys))]
    public void Calls_a_characteristic_of_another_kind_wrong_or_missing_and_touches_no_other_row(string key)
    {
        var report = Assess(Full(p => p["credentialSubject"]!["characteristics"]![key] = new JsonArray(false)));

        var bad = report.Rows.Where(row => row.Status is ReadinessStatus.Wrong or ReadinessStatus.Missing).ToList();
        Assert.NotEmpty(bad);
        Assert.All(bad, row => Assert.StartsWith(Characteristics + key, row.Belongs.At, StringComparison.Ordinal));
        Assert.All(bad.Where(row => row.Status == ReadinessStatus.Wrong), row => Assert.NotEmpty(row.Faults));
    }

    private static void MissesExactly(Action<JsonNode> change, Func<ReadinessRule, bool> isMissed)
    {
        var report = Assess(Full(change));

        var expected = Rules.Where(isMissed).Select(rule => rule.Clause).ToList();
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Clauses(report.Rows, ReadinessStatus.Missing));
        Assert.Empty(Clauses(report.Rows, ReadinessStatus.Wrong));
    }

    private static bool Picks(ReadinessRule rule, string value) =>
        rule.Place?.Where?.Values.Any(values => values[0] == value) == true;

    private static void RemoveWhere(JsonNode array, Func<JsonNode, bool> isMeant) =>
        array.AsArray().RemoveAll(item => isMeant(item!));
}
