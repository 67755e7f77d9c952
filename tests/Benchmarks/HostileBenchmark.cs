using System.Globalization;
using System.Text.Json;
using Untp.Credentials.JsonLd;
using Untp.Credentials.Tests.JsonLd;

namespace Benchmarks;

/// <summary>A megabyte of hostile JSON-LD each, from the parsed document to refusal or quads; the slowest of five, thread's time.</summary>
internal static class HostileBenchmark
{
    public static void Run(string untp)
    {
        var map = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(Path.Combine(untp, "urlmap.json")))!;
        var contexts = map.Where(f => f.Value.Contains("context", StringComparison.Ordinal))
            .ToDictionary(f => f.Key, f => JsonElement.Parse(File.ReadAllBytes(Path.Combine(untp, f.Value))));
        var processor = new JsonLdProcessor(url => contexts.TryGetValue(url, out var context) ? context : null);
        foreach (var (name, json, _) in HostileDocuments.All())
        {
            var document = JsonElement.Parse(json);
            var slowest = TimeSpan.Zero;
            var outcome = "";
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 5; i++)
            {
                var start = Measure.ThreadTime();
                outcome = Outcome(processor, document);
                var taken = Measure.ThreadTime() - start;
                slowest = taken > slowest ? taken : slowest;
            }

            var megabytes = (GC.GetAllocatedBytesForCurrentThread() - before) / 5e6;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-60} {slowest.TotalMilliseconds,7:F1} ms {megabytes,7:F1} MB  {outcome}"));
        }
    }

    private static string Outcome(JsonLdProcessor processor, JsonElement document)
    {
        try
        {
            return $"{processor.ToRdf(document).Count} quads";
        }
        catch (JsonLdException fault)
        {
            return $"{fault.Code}: {fault.Message} ({fault.Pointer![..Math.Min(40, fault.Pointer!.Length)]})";
        }
    }
}
