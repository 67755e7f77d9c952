using System.Text.Json.Nodes;

namespace Untp.Credentials.Tests.Schemas.Equivalence;

/// <summary>
/// Ours are other files than the published ones and say the same: the same verdict on every published sample and on thousands of
/// mutations, so many that every single rule of either side decides at least one of them.
/// </summary>
public sealed class PublishedSchemaTests
{
    private const int Combinations = 1_000;
    private const int Documents = 6_000;

    /// <summary>All of every UNTP type; for the W3C schema, which all are samples of, the first of them.</summary>
    private const int Samples = 3;

    public static TheoryData<string, string, string> Schemas
    {
        get
        {
            var rows = new TheoryData<string, string, string>();
            foreach (var entry in SchemaPair.Entries)
            {
                rows.Add(entry.Publisher, entry.Version, entry.Types[0]);
            }

            return rows;
        }
    }

    [Fact]
    public void Ours_give_the_published_verdicts_on_every_sample()
    {
        var samples = PublishedSamples.All();
        var differences = new List<string>();
        var rows = new List<string>();
        foreach (var entry in SchemaPair.Entries)
        {
            var pair = new SchemaPair(entry.Publisher, entry.Version, entry.Types[0]);
            var schema = $"{entry.Publisher} {entry.Version} {entry.Types[0]}";
            foreach (var sample in samples)
            {
                var (published, ours) = pair.Compare(sample.Document, $"{sample.Name} under {schema}");
                if (sample.IsOf(entry))
                {
                    rows.Add($"{sample.Name} | {schema} | {Word(published)} | {Word(ours)}");
                }
            }

            differences.AddRange(pair.Differences);
        }

        Tell("sample | schema | published | ours");
        rows.ForEach(Tell);
        Tell($"and {samples.Count} samples under {SchemaPair.Entries.Count} schemas: {differences.Count} differences");
        Assert.Empty(differences);
        Assert.Equal(19, samples.Count);
        Assert.All(rows, row => Assert.EndsWith("passes | passes", row, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public void Ours_gives_the_published_verdict_on_every_mutation(string publisher, string version, string type)
    {
        var pair = new SchemaPair(publisher, version, type);
        var documents = new FullDocument(pair.PublishedSource).WriteAll();
        foreach (var whole in Mutations.Wholes)
        {
            pair.CompareRules(JsonNode.Parse(whole), whole);
        }

        foreach (var full in documents)
        {
            Assert.True(pair.Compare(full, "unchanged").Published);
            var before = full.DeepClone();
            Mutations.ForEach(full, thorough: true, what => Visit(full, what, pair.CompareRules));
            Assert.True(JsonNode.DeepEquals(before, full), "a mutation was not mended");
        }

        foreach (var sample in PublishedSamples.All().Where(s => s.IsOf(publisher, version, type)).Take(Samples))
        {
            Mutations.ForEach(sample.Document, thorough: false, what => Visit(sample.Document, $"{sample.Name} {what}", Compare));
        }

        for (var seed = 0u; seed < Combinations || pair.Valid + pair.Invalid < Documents; seed++)
        {
            Visit(Mutations.Several(documents[(int)seed % documents.Count], seed), $"combination {seed}", Compare);
        }

        Tell($"{publisher} {version} {type}: {pair.Valid} valid and {pair.Invalid} invalid documents, "
            + $"{pair.Differences.Count} differences, {pair.RulesThatDecided.Count} rules decided");
        Assert.True(pair.Differences.Count == 0, string.Join('\n', pair.Differences.Take(20)));
        Assert.InRange(pair.Valid, 400, int.MaxValue);
        Assert.InRange(pair.Valid + pair.Invalid, Documents, int.MaxValue);
        var silent = pair.PublishedRules.Concat(pair.OurRules).Except(pair.RulesThatDecided).Except(IdleRules.Of(type)).Order().ToList();
        Assert.True(silent.Count == 0, $"{silent.Count} rules decided nothing:\n{string.Join('\n', silent)}");

        void Compare(JsonNode? document, string what) => pair.Compare(document, what);
    }

    /// <summary>Shown with the results.</summary>
    private static void Tell(string line) => TestContext.Current.SendDiagnosticMessage(line);

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

    private static string Word(bool passes) => passes ? "passes" : "refuses";
}
