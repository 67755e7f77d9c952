using System.Text.Json.Nodes;
using Untp.Credentials.JsonLd;
using Untp.Credentials.Schemas;
using Untp.Credentials.Tests.Schemas.Equivalence;

namespace Untp.Credentials.Tests.Schemas;

/// <summary>What is in the world is taken as it is, where the published artefacts of its version let it be so.</summary>
public sealed class LiberalReceiptTests
{
    private static readonly Vocabulary s_vocabulary = Vocabulary.Load();

    public static TheoryData<string> Published =>
        Shared.IsPresent ? [.. PublishedSamples.All().Where(s => s.IsCredential).Select(s => s.Name)] : ["absent"];

    [Theory]
    [MemberData(nameof(Published))]
    public async Task Takes_every_published_sample(string name) => await AssertTaken(Sample(name), warnings: 0);

    [Theory]
    [InlineData("0.6.0")]
    [InlineData("0.6.1")]
    public async Task Takes_several_status_entries_with_indexes_of_either_kind_in_0_6(string version)
    {
        var passport = Sample($"{version}/untp-dpp-instance.json");
        passport["credentialStatus"] = new JsonArray(Status("revocation", 94567), Status("suspension", "94568"));

        await AssertTaken(passport, warnings: 0);
    }

    [Fact]
    public async Task Refuses_several_status_entries_in_0_7_as_its_schema_does()
    {
        var passport = Checks.Sample("battery-passport.json");
        passport["credentialStatus"] = new JsonArray(Status("revocation", 94567), Status("suspension", 94568));

        var problem = Assert.Single((await new SchemaCheck(s_vocabulary.Schemas).RunAsync(passport)).Problems);

        Assert.Equal("/credentialStatus", problem.Pointer);
        Assert.StartsWith("credentialStatus must be an object; found an array of 2 items", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.6.0")]
    [InlineData("0.6.1")]
    public async Task Takes_a_0_6_credential_that_does_not_say_from_when_it_is_valid(string version)
    {
        var passport = Sample($"{version}/untp-dpp-instance.json");
        passport.Remove("validFrom");

        await AssertTaken(passport, warnings: 0);
        Assert.Equal(Verdict.Passed, (await new ValidityCheck().RunAsync(passport)).Verdict);
    }

    [Theory]
    [InlineData("conformity-topic", "performance-metric")]
    [InlineData("conformity-topics", "performance-metrics")]
    public async Task Takes_topics_and_metrics_in_the_singular_and_in_the_plural(string topics, string metrics)
    {
        var passport = Checks.Sample("battery-passport.json");
        var claim = passport["credentialSubject"]!["performanceClaim"]![0]!;
        claim["conformityTopic"]![0]!["id"] = $"https://vocabulary.uncefact.org/untp/{topics}/environment.emissions";
        claim["claimedPerformance"]![0]!["metric"]!["id"] = $"https://vocabulary.uncefact.org/untp/{metrics}/product-carbon-footprint";

        await AssertTaken(passport, warnings: 0);
    }

    private static async Task AssertTaken(JsonNode claims, int warnings)
    {
        ICheck[] checks = [Given.DataModelCheck, new SchemaCheck(s_vocabulary.Schemas), new ContextCheck(s_vocabulary.Contexts, s_vocabulary.JsonLd)];
        foreach (var check in checks)
        {
            var result = await check.RunAsync(claims);
            Assert.True(result.Verdict == Verdict.Passed, $"{check.Name}: {string.Join('\n', result.Problems.Select(p => p.Detail))}");
            Assert.Equal(warnings, result.Warnings.Count);
        }
    }

    private static JsonObject Sample(string name)
    {
        _ = Shared.Path("untp");
        return PublishedSamples.All().Single(s => s.Name == name).Document;
    }

    private static JsonObject Status(string purpose, JsonNode index) => new()
    {
        ["type"] = "BitstringStatusListEntry",
        ["statusPurpose"] = purpose,
        ["statusListIndex"] = index,
        ["statusListCredential"] = "https://cells.example.com/statuses/1",
    };
}
