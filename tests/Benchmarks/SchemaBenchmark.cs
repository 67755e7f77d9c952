using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Untp.Credentials;
using Untp.Credentials.JsonLd;
using Untp.Credentials.Schemas;

namespace Benchmarks;

/// <summary>
/// The battery passport against the published UNTP 0.7.0 schema and against ours, alone and with an extension that looks at every member
/// once more, beside the parsing of the same bytes; and all our schemas compiled, the first time in the process and later.
/// </summary>
internal static class SchemaBenchmark
{
    private const string Context = "https://extension.example/context/";

    public static void Run(string bodies)
    {
        var files = VocabularyFiles.Load("schemas", EmbeddedFiles.Read);
        var contexts = new ContextRegistry();
        var (watch, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var core = new SchemaRegistry(contexts, files);
        processor = Environment.CpuUsage.TotalTime - processor;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"all {core.Schemas.Count} schemas, first in the process: {watch.Elapsed.TotalMilliseconds:F0} ms on the clock, "
                + $"{processor.TotalMilliseconds:F0} ms of all threads' processor time"));

        var bytes = File.ReadAllBytes(Path.Combine(bodies, "passport.json"));
        var extended = new SchemaCheck(WithExtension());
        using var passport = Read(bytes);
        using var extendedPassport = Read(Extend(bytes));
        var published = CompilePublished(Path.Combine(bodies, "..", "..", "..", "untp", "0.7.0", "untp-dpp-schema.json"));
        var ours = core.Find("DigitalProductPassport")!.Schema;
        var check = new SchemaCheck(core);
        using var battery = Read(File.ReadAllBytes(Path.Combine("samples", "gba", "battery-passport-minimal.json")));
        Measure.Compare(
            $"schema, passport of {bytes.Length} bytes",
            ("JsonDocument.Parse (floor)", () => JsonDocument.Parse(bytes).Dispose()),
            ("JsonSchema.IsValid, published", () => Check(published, passport.Claims)),
            ("JsonSchema.IsValid, ours", () => Check(ours, passport.Claims)),
            ("SchemaCheck, core", () => Check(check, passport)),
            ("SchemaCheck, core and extension", () => Check(extended, extendedPassport)),
            ("SchemaCheck, samples/gba's minimal battery passport", () => Check(check, battery)),
            ("all schemas compiled", () => _ = new SchemaRegistry(contexts, files)));
        Run(check, Path.Combine("samples", "gba", "battery-passport-minimal.json"));
        Run(check, Path.Combine("samples", "chain", "battery-passport.json"));
    }

    /// <summary>A battery passport of the samples against UNTP's schema and the battery extension's.</summary>
    private static void Run(SchemaCheck check, string sample)
    {
        var bytes = File.ReadAllBytes(sample);
        using var passport = Read(bytes);
        Measure.Compare(
            $"schema, {sample}, {bytes.Length} bytes as written, {JsonSerializer.SerializeToUtf8Bytes(passport.Claims).Length} in short",
            ("JsonDocument.Parse (floor)", () => JsonDocument.Parse(bytes).Dispose()),
            ("SchemaCheck, core and extension", () => Check(check, passport)));
    }

    private static Credential Read(byte[] bytes) =>
        Credential.TryParse(bytes, MediaTypes.Vc, ParsingLimits.Default, out var credential, out var problem)
            ? credential
            : throw new InvalidOperationException(problem.Detail);

    private static byte[] Extend(byte[] passport)
    {
        var extended = JsonNode.Parse(passport)!;
        extended["type"]!.AsArray().Insert(0, "ExtendedPassport");
        extended["@context"]!.AsArray().Add(Context);
        return JsonSerializer.SerializeToUtf8Bytes(extended);
    }

    /// <summary>An extension whose schema says all that the core's says.</summary>
    private static SchemaRegistry WithExtension()
    {
        var folder = Directory.CreateTempSubdirectory();
        Write(folder, "schemas", """{"$ref": "untp/0.7.0/digital-product-passport.json"}""", """
            "types": ["ExtendedPassport"], "extends": {"publisher": "UNTP", "version": "0.7.0", "type": "DigitalProductPassport"}
            """);
        Write(folder, "contexts", """{"@context": {}}""", $$"""  "types": ["ExtendedPassport"], "urls": ["{{Context}}"] """);
        var registry = Vocabulary.Load(folder.FullName).Schemas;
        folder.Delete(recursive: true);
        return registry;
    }

    private static void Write(DirectoryInfo folder, string kind, string file, string entry)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file)));
        var own = folder.CreateSubdirectory(kind).FullName;
        File.WriteAllText(Path.Combine(own, "extension.json"), file);
        File.WriteAllText(
            Path.Combine(own, "manifest.json"),
            $$"""{"entries": [{"publisher": "Ext", "version": "1", {{entry}}, "file": "extension.json", "sha256": "{{digest}}"}]}""");
    }

    private static JsonSchema CompilePublished(string path)
    {
        using var published = JsonDocument.Parse(File.ReadAllBytes(path));
        var uri = new Uri("https://example.com/untp-dpp-schema.json");
        var compiler = new JsonSchemaCompiler(new JsonSchemaOptions { AssertFormats = true });
        compiler.Add(uri, published.RootElement.Clone());
        return compiler.Compile(uri);
    }

    private static void Check(JsonSchema schema, JsonElement instance)
    {
        if (!schema.IsValid(instance))
        {
            throw new InvalidOperationException(schema.Evaluate(instance)[0].ToString());
        }
    }

    private static void Check(SchemaCheck check, Credential credential)
    {
        var running = check.RunAsync(new CheckContext(credential, default, NoFetcher.Instance), CancellationToken.None);
        if (!running.IsCompletedSuccessfully
            || running.GetAwaiter().GetResult() is not { Verdict: Verdict.Passed, Warnings.Count: 0 })
        {
            throw new InvalidOperationException("not passed at once");
        }
    }

    private sealed class NoFetcher : IDocumentFetcher
    {
        public static NoFetcher Instance { get; } = new();

        public Task<FetchResult> FetchAsync(Uri uri, DocumentKind kind, CancellationToken cancellationToken) =>
            throw new InvalidOperationException($"fetched {uri}");
    }
}
