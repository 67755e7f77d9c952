using System.Text.Json;
using System.Text.Json.Nodes;

namespace Untp.Credentials.Tests.Schemas.Equivalence;

/// <summary>
/// Ours are other files than the published ones and say the same: the same verdict on every published sample and on thousands of
/// mutations, so many that every single rule of either side decides at least one of them.
/// </summary>
public sealed class PublishedSchemaTests(ITestOutputHelper output)
{
    private const int Combinations = 1_000;
    private const int Documents = 6_000;

    public static TheoryData<string, string> Schemas => new()
    {
        { "dpp", "DigitalProductPassport" },
        { "dcc", "DigitalConformityCredential" },
        { "dfr", "DigitalFacilityRecord" },
        { "dte", "DigitalTraceabilityEvent" },
        { "dia", "DigitalIdentityAnchor" },
    };

    [Theory]
    [MemberData(nameof(Schemas))]
    public void Ours_gives_the_published_verdict_on_every_sample(string file, string type)
    {
        var pair = new SchemaPair(file, type);
        var samples = Samples();

        foreach (var (name, sample) in samples)
        {
            pair.Compare(sample, name);
        }

        Assert.True(pair.Differences.Count == 0, string.Join('\n', pair.Differences.Take(20)));
        Assert.Equal(9, samples.Count);
        Assert.Equal(samples.Count(s => IsOf(type, s.Document)), pair.Valid);
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public void Ours_gives_the_published_verdict_on_every_mutation(string file, string type)
    {
        var pair = new SchemaPair(file, type);
        var full = new FullDocument(pair.PublishedSource).Write();
        pair.Compare(full, "unchanged");
        Assert.Equal(1, pair.Valid);

        foreach (var whole in Mutations.Wholes)
        {
            pair.CompareRules(JsonNode.Parse(whole), whole);
        }

        var before = full.DeepClone();
        Mutations.ForEach(full, thorough: true, what => Visit(full, what, pair.CompareRules));
        Assert.True(JsonNode.DeepEquals(before, full), "a mutation was not mended");
        foreach (var (name, sample) in Samples().Where(s => IsOf(type, s.Document)))
        {
            Mutations.ForEach(sample, thorough: false, what => Visit(sample, $"{name} {what}", pair.Compare));
        }

        for (var seed = 0u; seed < Combinations || pair.Valid + pair.Invalid < Documents; seed++)
        {
            Visit(Mutations.Several(full, seed), $"combination {seed}", pair.Compare);
        }

        output.WriteLine($"{type}: {pair.Valid} valid and {pair.Invalid} invalid documents, {pair.RulesThatDecided.Count} rules decided");
        Assert.True(pair.Differences.Count == 0, string.Join('\n', pair.Differences.Take(20)));
        Assert.InRange(pair.Valid, 500, int.MaxValue);
        Assert.InRange(pair.Invalid, 5_000, int.MaxValue);
        Assert.Empty(pair.PublishedRules.Except(pair.RulesThatDecided));
        Assert.Empty(pair.OurRules.Except(pair.RulesThatDecided));
    }

    /// <summary>Leaves out the one leniency, an index that is a string of digits: the tests of the schema check pin that.</summary>
    private static void Visit(JsonObject document, string what, Action<JsonNode?, string> compare)
    {
        if (document["credentialStatus"] is JsonObject status
            && status["statusListIndex"] is JsonValue index
            && index.TryGetValue<string>(out var text)
            && text.Length > 0
            && text.All(char.IsAsciiDigit))
        {
            return;
        }

        compare(document, what);
    }

    private static bool IsOf(string type, JsonObject document) =>
        document["type"] is JsonArray types && types.Any(t => t!.GetValue<string>() == type);

    private static List<(string Name, JsonObject Document)> Samples() =>
    [
        .. Directory.EnumerateFiles(Shared.Path("untp/0.7.0/samples"), "*.json")
            .Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileName(path), (JsonObject)JsonNode.Parse(File.ReadAllBytes(path))!)),
    ];
}
