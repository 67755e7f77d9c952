using System.Globalization;
using System.Text.Json;
using Untp.Credentials;
using Untp.Credentials.JsonLd;
using Untp.Credentials.Schemas;

namespace Benchmarks;

/// <summary>
/// What the vocabulary costs a process that starts: once, in a process that has run none of our code yet, so run it several times.
/// Processor time of the one thread, what the runtime needs to compile our code included; beside it the parsing of the same files.
/// </summary>
internal static class StartBenchmark
{
    public static void Run(string bodies)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var parsing = Time(() => Parse("contexts") + Parse("schemas"));
        ContextRegistry contexts = null!;
        JsonLdProcessor processor = null!;
        SchemaRegistry schemas = null!;
        var reading = Time(() => contexts = new ContextRegistry());
        var compiling = Time(() => processor = CompiledVocabulary.Compile(contexts));
        var compilingSchemas = Time(() => schemas = new SchemaRegistry(contexts));
        var again = Time(() => CompiledVocabulary.Compile(new ContextRegistry()));
        var schemasAgain = Time(() => new SchemaRegistry(contexts));
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        var passport = JsonElement.Parse(File.ReadAllBytes(Path.Combine(bodies, "passport.json")));
        var first = Time(() => processor.ToRdf(passport));
        var second = Time(() => processor.ToRdf(passport));
        var after = GC.GetTotalMemory(forceFullCollection: true) - before;

        Print("all files parsed (floor), with what the runtime needs for it", parsing);
        Print($"{contexts.Contexts.Count} contexts read and checked", reading);
        Print("and compiled", compiling);
        Print($"{schemas.Schemas.Count} schemas read, checked and compiled", compilingSchemas);
        Print("the contexts once more, our code being compiled", again);
        Print("the schemas once more", schemasAgain);
        Print("first passport to RDF", first);
        Print("second", second);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  kept: {kept / 1048576.0:F1} MB, after the passport {after / 1048576.0:F1} MB"));
        GC.KeepAlive(schemas);
    }

    private static int Parse(string kind) => VocabularyFiles.Load(kind, EmbeddedFiles.Read).Files.Values
        .Count(bytes => JsonElement.Parse(bytes).ValueKind == JsonValueKind.Object);

    private static TimeSpan Time<T>(Func<T> work)
    {
        var start = Measure.ThreadTime();
        _ = work();
        return Measure.ThreadTime() - start;
    }

    private static void Print(string what, TimeSpan time) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-70} {time.TotalMilliseconds,8:F1} ms"));
}
