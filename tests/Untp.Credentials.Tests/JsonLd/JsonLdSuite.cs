using System.Text.Json;
using Untp.Credentials.JsonLd;

namespace Untp.Credentials.Tests.JsonLd;

/// <summary>Reads the W3C JSON-LD 1.1 API tests: a manifest for each of expand and toRdf, with input, expectation and options.</summary>
internal static class JsonLdSuite
{
    internal const string Root = "vectors/json-ld";
    private const string BaseIri = "https://w3c.github.io/json-ld-api/tests/";

    private static readonly JsonDocumentOptions s_depth = new() { MaxDepth = 256 };

    /// <summary>One row a test, those left out aside. One row that skips where the suite is absent.</summary>
    internal static TheoryData<string, string> Rows(string manifest) =>
        Shared.IsPresent
            ? [.. List(manifest).Where(t => !LeftOut.Tests(manifest).ContainsKey(t.Id)).Select(t => (t.Id, t.Name))]
            : [("absent", "")];

    internal static IEnumerable<JsonLdTest> List(string manifest)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Shared.Path($"{Root}/{manifest}-manifest.jsonld")));
        foreach (var test in document.RootElement.GetProperty("sequence").EnumerateArray())
        {
            yield return new JsonLdTest(test.Clone());
        }
    }

    internal static JsonLdTest Find(string manifest, string id)
    {
        Shared.Path(Root);
        return List(manifest).Single(t => t.Id == id);
    }

    internal static JsonElement Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Shared.Path($"{Root}/{path}")), s_depth);
        return document.RootElement.Clone();
    }

    /// <summary>A processor that knows the suite's own contexts.</summary>
    internal static JsonLdProcessor Processor() => new(Load);

    /// <summary>The test's options; its base is where its input lies, unless it says otherwise.</summary>
    internal static JsonLdOptions Options(JsonLdTest test) => new()
    {
        Base = test.Option("base") ?? BaseIri + test.Input,
        ExpandContext = test.Option("expandContext") is { } context ? Read(context) : null,
        RdfDirection = test.Option("rdfDirection") switch
        {
            "i18n-datatype" => RdfDirection.I18nDatatype,
            "compound-literal" => RdfDirection.CompoundLiteral,
            _ => RdfDirection.None,
        },
    };

    private static JsonElement? Load(string url)
    {
        var path = url.StartsWith(BaseIri, StringComparison.Ordinal) ? url[BaseIri.Length..] : null;
        return path is not null && File.Exists(Shared.Path($"{Root}/{path}")) ? Read(path) : null;
    }
}

/// <summary>One entry of a manifest.</summary>
internal sealed class JsonLdTest(JsonElement entry)
{
    public string Id { get; } = entry.GetProperty("@id").GetString()!;

    public string Name { get; } = entry.GetProperty("name").GetString()!;

    public string Input { get; } = entry.GetProperty("input").GetString()!;

    public string? Expect { get; } = entry.TryGetProperty("expect", out var expect) ? expect.GetString() : null;

    public string? ExpectErrorCode { get; } = entry.TryGetProperty("expectErrorCode", out var code) ? code.GetString() : null;

    public string? Option(string name) =>
        entry.TryGetProperty("option", out var options) && options.TryGetProperty(name, out var value) ? value.ToString() : null;
}
