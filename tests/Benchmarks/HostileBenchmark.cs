using System.Globalization;
using System.Text;
using System.Text.Json;
using Untp.Credentials;
using Untp.Credentials.Dids;
using Untp.Credentials.JsonLd;
using Untp.Credentials.Statuses;
using Untp.Credentials.Tests.JsonLd;

namespace Benchmarks;

/// <summary>
/// A megabyte of hostile JSON-LD each, from the parsed document to refusal or quads, then as a credential with a proof, from its bytes
/// through every check to the report; the slowest of five, thread's time.
/// </summary>
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
            Print(name, () => Outcome(processor, document));
        }

        var verifier = CredentialVerifier.Create(
            Vocabulary.Load(), new DidResolver(new DidResolverOptions(), TimeProvider.System), new StatusOptions(), TimeProvider.System);
        foreach (var (name, json) in HostileCredentials.All())
        {
            var bytes = Encoding.UTF8.GetBytes(json);
            Print(name, () => Outcome(verifier, bytes));
        }
    }

    private static void Print(string name, Func<string> run)
    {
        var slowest = TimeSpan.Zero;
        var outcome = run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 5; i++)
        {
            var start = Measure.ThreadTime();
            outcome = run();
            var taken = Measure.ThreadTime() - start;
            slowest = taken > slowest ? taken : slowest;
        }

        var megabytes = (GC.GetAllocatedBytesForCurrentThread() - before) / 5e6;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name,-60} {slowest.TotalMilliseconds,7:F1} ms {megabytes,7:F1} MB  {outcome}"));
    }

    private static string Outcome(CredentialVerifier verifier, byte[] bytes)
    {
        if (!Credential.TryParse(bytes, MediaTypes.Vc, ParsingLimits.Default, out var credential, out var problem))
        {
            return problem.Detail;
        }

        using (credential)
        {
            var report = verifier.VerifyAsync(credential, VerificationOptions.Default, NoFetcher.Instance, CancellationToken.None)
                .AsTask().GetAwaiter().GetResult();
            var faults = report.Checks.SelectMany(check => check.Problems).Select(fault => fault.Detail).ToList();
            var last = faults[^1][..Math.Min(90, faults[^1].Length)];
            return string.Create(CultureInfo.InvariantCulture, $"{faults.Count} faults, last: {last}");
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
