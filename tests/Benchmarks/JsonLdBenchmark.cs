using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Untp.Credentials.JsonLd;
using Untp.Credentials.JsonLd.Expansion;
using Untp.Credentials.JsonLd.Rdf;

namespace Benchmarks;

/// <summary>
/// The UNTP 0.7.0 battery passport from JSON to canonical RDF, step by step, beside the parsing of the same bytes; and larger documents
/// of the same kind, whose cost must grow with their size alone.
/// </summary>
internal static class JsonLdBenchmark
{
    public static void Run(string untp)
    {
        var map = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(Path.Combine(untp, "urlmap.json")))!;
        var contexts = map.Where(f => f.Value.Contains("context", StringComparison.Ordinal))
            .ToDictionary(f => f.Key, f => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(untp, f.Value))).RootElement);
        var processor = new JsonLdProcessor(url => contexts.TryGetValue(url, out var context) ? context : null);
        Cold(contexts, untp);
        foreach (var sample in new[] { "0.7.0/samples/DigitalProductPassport_battery_instance.json", "0.6.1/untp-dpp-instance.json" })
        {
            Steps(sample, File.ReadAllBytes(Path.Combine(untp, sample)), processor);
        }

        var passport = File.ReadAllBytes(Path.Combine(untp, "0.7.0/samples/DigitalProductPassport_battery_instance.json"));
        foreach (var claims in new[] { 8, 64 })
        {
            var large = Repeat(passport, claims);
            Steps(string.Create(CultureInfo.InvariantCulture, $"the passport with its subject's members {claims} times"), large, processor);
        }

        Console.WriteLine($"contexts kept: {processor.Contexts.Count}, term slots: {processor.Contexts.Size}");
    }

    private static void Steps(string name, byte[] bytes, JsonLdProcessor processor)
    {
        using var document = JsonDocument.Parse(bytes);
        var root = document.RootElement;
        var quads = processor.ToRdf(root);
        var open = "characteristics"u8.ToArray();
        Measure.Compare(
            $"{name}, {bytes.Length} bytes, {quads.Count} quads",
            ("JsonDocument.Parse (floor)", () => JsonDocument.Parse(bytes).Dispose()),
            ("expand", () => Expand(root, processor)),
            ("expand and to RDF", () => processor.ToRdf(root)),
            ("expand and to RDF, findings asked for", () => processor.ToRdf(root, new FindingList(100))),
            ("find what is undefined, in objects met before", () => processor.Find(root, new FindingList(100) { OpenMember = open })),
            ("expand, to RDF, canonicalise", () => Canonicalize(processor.ToRdf(root))));
    }

    private static CanonicalDataset Canonicalize(List<RdfQuad> quads) =>
        Rdfc10.Canonicalize(quads, Rdfc10Options.Default, CancellationToken.None);

    private static void Expand(JsonElement root, JsonLdProcessor processor) =>
        new ExpansionAlgorithm(processor.Contexts, new ProcessingRun(JsonLdOptions.Default, null)).ExpandDocument(root);

    /// <summary>What the first document pays.</summary>
    private static void Cold(Dictionary<string, JsonElement> contexts, string untp)
    {
        using var document = JsonDocument.Parse(
            File.ReadAllBytes(Path.Combine(untp, "0.7.0/samples/DigitalProductPassport_battery_instance.json")));
        var root = document.RootElement;
        Measure.Compare(
            "the same passport, contexts not compiled yet",
            ("new JsonLdProcessor, ToRdf", () => new JsonLdProcessor(url => contexts.TryGetValue(url, out var c) ? c : null).ToRdf(root)));
    }

    /// <summary>More claims, materials and the like, each with identifiers of its own.</summary>
    private static byte[] Repeat(byte[] passport, int times)
    {
        var root = JsonNode.Parse(passport)!;
        var subject = root["credentialSubject"]!.AsObject();
        foreach (var (name, value) in subject.ToList())
        {
            if (value is JsonArray items)
            {
                subject[name] = new JsonArray([.. Enumerable.Range(0, times).SelectMany(i => items.Select(item => Renumber(item!, i)))]);
            }
        }

        return JsonSerializer.SerializeToUtf8Bytes(root);
    }

    private static JsonNode Renumber(JsonNode node, int number)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"\"id\":\"https://n{number}.");
        return JsonNode.Parse(node.ToJsonString().Replace("\"id\":\"https://", id, StringComparison.Ordinal))!;
    }
}
