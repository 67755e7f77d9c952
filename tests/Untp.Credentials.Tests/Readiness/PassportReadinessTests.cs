using System.Text;
using System.Text.Json.Nodes;
using Untp.Credentials.Readiness;
using static Untp.Credentials.Tests.Readiness.Assessed;

namespace Untp.Credentials.Tests.Readiness;

/// <summary>Row by row, what a battery passport says of what the European Union asks.</summary>
public sealed class PassportReadinessTests
{
    [Fact]
    public void Has_the_94_rows_of_the_mapping_in_its_order_with_its_demands()
    {
        var mapping = File.ReadLines(Shared.Path("gba/din99100-untp-mapping.csv")).Skip(1)
            .Select(line => System.Text.RegularExpressions.Regex.Replace(line, "\"[^\"]*\"", quoted => quoted.Value.Replace(',', ';')))
            .Select(line => line.Split(','))
            .Select(cells => (cells[0], cells[3] == "M", cells[4] == "D", cells[5] == "Lifecycle"));

        Assert.Equal(94, Rules.Count);
        Assert.Equal(mapping, Rules.Select(rule => (rule.Clause, rule.Mandatory, rule.Dynamic, rule.Event is not null)));
        Assert.Equal(65, Rules.Count(rule => rule is { Mandatory: true, Dynamic: false, Event: null }));
    }

    [Fact]
    public void Finds_everything_in_a_full_passport_and_says_what_belongs_in_events()
    {
        var report = Assess(Full());

        Assert.True(report.IsReady);
        Assert.All(report.Rows.Where(row => !row.Belongs.InEvent), row => Assert.Equal(ReadinessStatus.Present, row.Status));
        Assert.All(report.Rows.Where(row => row.Belongs.InEvent), row => Assert.Equal(ReadinessStatus.Lifecycle, row.Status));
        Assert.Equal(21, report.Rows.Count(row => row.Belongs.InEvent));
    }

    [Fact]
    public void Says_what_a_minimal_passport_lacks()
    {
        var report = Assess(Checks.Sample("gba/battery-passport-minimal.json"));

        Assert.False(report.IsReady);
        Assert.Equal(
            [
                "6.2.3", "6.2.8", "6.3.3", "6.3.4", "6.3.5", "6.3.6", "6.3.7", "6.6.2.11", "6.7.2.4", "6.7.3.4", "6.7.4.2", "6.7.4.3",
                "6.7.4.5", "6.7.5.3",
            ],
            Clauses(report.Rows.Where(row => row.IsMandatory), ReadinessStatus.Missing));
        Assert.Equal(["6.7.6.9"], Clauses(report.Rows, ReadinessStatus.NotApplicable));
        Assert.Empty(Clauses(report.Rows, ReadinessStatus.Wrong));
    }

    [Theory]
    [InlineData("6.7.2.2", "/credentialSubject/characteristics/ratedCapacity", """{"value": "225", "unit": "AMH"}""", "/value", "a number")]
    [InlineData("6.7.6.3", "/credentialSubject/characteristics/expectedLifetimeCycles", "1500.5", "", "Cycles must be an integer")]
    [InlineData("6.1.3.2", "/credentialSubject/productionDate", "\"May 2026\"", "", "productionDate must be a date")]
    [InlineData("6.1.3.6", "/credentialSubject/dimensions/weight", """{"value": 400, "unit": "LBR"}""", "/unit", "KGM")]
    [InlineData(
        "6.6.2.9", "/credentialSubject/performanceClaim/1/claimedPerformance/6/measure", """{"value": 600, "unit": "P1"}""", "/value", "100")]
    [InlineData("6.1.3.5", "/credentialSubject/productCategory/1/code", "\"car\"", "", "EV")]
    public void Says_what_is_wrong_and_where(string clause, string place, string value, string below, string text)
    {
        var report = Assess(Full(p => Set(p, place, JsonNode.Parse(value)!)));

        var row = Assert.Single(report.Rows, row => row.Status == ReadinessStatus.Wrong);
        Assert.Equal(clause, row.Clause);
        var fault = Assert.Single(row.Faults);
        Assert.Equal(place + below, fault.Pointer);
        Assert.Contains(text, fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_a_claim_under_another_topic_wrong()
    {
        var report = Assess(Full(p => Set(p, "/credentialSubject/performanceClaim/4/conformityTopic/0/id", "https://example.com/topic")));

        Assert.Equal(["6.7.2.4", "6.7.3.4", "6.7.5.3"], Clauses(report.Rows, ReadinessStatus.Wrong));
        Assert.Contains("product-longevity", report.Rows.First(row => row.Clause == "6.7.2.4").Faults[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_what_changes_in_use_wrong_in_a_passport()
    {
        var report = Assess(Full(p => p["credentialSubject"]!["characteristics"]!["stateOfCharge"] = 78));

        var row = Assert.Single(report.Rows, row => row.Status == ReadinessStatus.Wrong);
        Assert.Equal(("6.7.2.8", Characteristics + "stateOfCharge"), (row.Clause, row.Pointer));
        Assert.False(report.IsReady);
    }

    [Fact]
    public void Is_ready_though_a_recommended_attribute_is_missing()
    {
        var report = Assess(Full(p => p["credentialSubject"]!["characteristics"]!.AsObject().Remove("certifiedUsableEnergy")));

        Assert.Equal(["6.7.2.5"], Clauses(report.Rows, ReadinessStatus.Missing));
        Assert.True(report.IsReady);
    }

    [Fact]
    public void Takes_the_units_of_the_mapping_and_the_singular_names_of_topics_of_UNTPs_own_sample()
    {
        var sample = File.ReadAllText(Shared.Path("untp/0.7.0/samples/DigitalProductPassport_battery_instance.json"));

        var report = Assess(JsonNode.Parse(sample)!);

        Assert.Empty(Clauses(report.Rows, ReadinessStatus.Wrong));
        Assert.Superset(
            new HashSet<string> { "6.7.2.2", "6.7.2.9", "6.7.3.2", "6.7.4.6", "6.7.5.2", "6.3.2", "6.3.7", "6.4.2", "6.4.3" },
            Clauses(report.Rows, ReadinessStatus.Present).ToHashSet());
        Assert.Contains("6.5.6", Clauses(report.Rows, ReadinessStatus.Missing));
    }

    [Theory]
    [InlineData("type", """["DigitalFacilityRecord", "VerifiableCredential"]""", "/type")]
    [InlineData("@context", """["https://www.w3.org/ns/credentials/v2", "https://test.uncefact.org/vocabulary/untp/dpp/0.6.1/"]""", "/@context")]
    public void Refuses_what_the_rules_do_not_know(string member, string value, string pointer)
    {
        using var credential = Checks.Read(Full(p => p[member] = JsonNode.Parse(value)).ToJsonString());

        Assert.False(Assessor.TryAssess(credential, out _, out var problem));
        Assert.Equal(pointer, problem.Pointer);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("""{"characteristics": 1, "performanceClaim": {"claimedPerformance": 1}, "relatedParty": [1, null, []]}""")]
    public void Takes_any_subject_and_finds_nothing_in_it(string subject)
    {
        var report = Assess(Full(p => p["credentialSubject"] = JsonNode.Parse(subject)));

        Assert.Equal(["6.1.2.1"], Clauses(report.Rows, ReadinessStatus.Present));
    }

    [Fact]
    public void ItRules_are_data()
    {
        var readiness = With(rules => rules["clusters"]![0]!["rows"]!.AsArray().Add(JsonNode.Parse(
            """
            {"clause": "9.9", "attribute": "Colour", "mandatory": true, "dynamic": false, "asks": "a text",
             "place": {"at": "/credentialSubject/characteristics/colour", "expects": "Text"}}
            """)));
        using var credential = Checks.Read(Full().ToJsonString());

        Assert.True(readiness.TryAssess(credential, out var report, out _));

        Assert.Equal(ReadinessStatus.Missing, report.Rows.Single(row => row.Clause == "9.9").Status);
        Assert.False(report.IsReady);
    }

    [Theory]
    [InlineData("expects", "Nothing")]
    [InlineData("expekts", "Text")]
    public void Does_not_start_with_rules_that_cannot_be_used_and_names_the_file(string member, string value)
    {
        var fault = Assert.Throws<InvalidDataException>(
            () => With(rules => rules["clusters"]![0]!["rows"]![0]!["place"]![member] = value));

        Assert.Contains(RulesFile, fault.Message, StringComparison.Ordinal);
    }

    private static PassportReadiness With(Action<JsonNode> change)
    {
        var rules = JsonNode.Parse(Files.Files[RulesFile])!;
        change(rules);
        return new PassportReadiness(Files with
        {
            Files = new Dictionary<string, byte[]>(Files.Files) { [RulesFile] = Encoding.UTF8.GetBytes(rules.ToJsonString()) },
        });
    }
}
