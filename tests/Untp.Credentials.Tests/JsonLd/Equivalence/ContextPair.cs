using System.Security.Cryptography;
using System.Text.Json;
using Untp.Credentials.JsonLd;
using Untp.Credentials.JsonLd.Rdf;

namespace Untp.Credentials.Tests.JsonLd.Equivalence;

/// <summary>Reads a document with our contexts and with the published ones, both by our processor.</summary>
internal sealed class ContextPair
{
    private static readonly Rdfc10Options s_large = new() { MaxQuads = 500_000, MaxBytes = 256 << 20 };
    private static readonly JsonLdOptions s_roomy =
        new() { MaxQuads = 500_000, MaxNodes = 1_000_000, MaxContexts = 100_000, MaxTerms = 1_000_000, MaxKeptTerms = 10_000_000 };

    private readonly ContextRegistry _registry = new();
    private readonly Dictionary<string, string> _map =
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(Shared.Path("untp/urlmap.json")))!;

    private readonly Dictionary<string, JsonElement> _published = [];

    public ContextPair()
    {
        Ours = new JsonLdProcessor(_registry.Document, s_roomy);
        Theirs = new JsonLdProcessor(Published, s_roomy);
    }

    public JsonLdProcessor Ours { get; }

    public JsonLdProcessor Theirs { get; }

    /// <summary>One URL of each context, as rows of a theory; a row that skips where the published ones are absent.</summary>
    public static TheoryData<string> Urls => Shared.IsPresent ? [.. OneEach()] : ["absent"];

    public static IEnumerable<string> OneEach() =>
        new ContextRegistry().Contexts.Where(context => context.Publisher is "W3C" or "UNTP").Select(context => context.Urls[0]);

    public JsonElement? Our(string url) => _registry.Document(url);

    public JsonElement? Published(string url)
    {
        if (!_published.TryGetValue(url, out var document) && _map.TryGetValue(url, out var file))
        {
            _published[url] = document = JsonElement.Parse(File.ReadAllBytes(Shared.Path($"untp/{file}")));
        }

        return document.ValueKind == JsonValueKind.Object ? document : null;
    }

    /// <summary>Canonical N-Quads by both, which must be equal; how many there are.</summary>
    public int CompareRdf(JsonElement document)
    {
        var ours = Canonical(Ours, document, out var count);
        var theirs = Canonical(Theirs, document, out _);
        Assert.True(ours.Span.SequenceEqual(theirs.Span), $"{FirstDifference(ours, theirs)}");
        return count;
    }

    /// <summary>What becomes of a document, which must be the same by both: an error code, or a digest of its RDF.</summary>
    public string CompareOutcome(JsonElement document, string what)
    {
        var (ours, theirs) = (Outcome(Ours, document), Outcome(Theirs, document));
        Assert.True(ours == theirs, $"{what}: ours {ours}, published {theirs}");
        return ours;
    }

    private static string Outcome(JsonLdProcessor processor, JsonElement document)
    {
        try
        {
            return Convert.ToHexString(SHA256.HashData(Canonical(processor, document, out _).Span));
        }
        catch (JsonLdException fault)
        {
            return fault.Code;
        }
    }

    private static ReadOnlyMemory<byte> Canonical(JsonLdProcessor processor, JsonElement document, out int count)
    {
        var quads = processor.ToRdf(document);
        count = quads.Count;
        return Rdfc10.Canonicalize(quads, s_large, CancellationToken.None).NQuads;
    }

    private static string FirstDifference(ReadOnlyMemory<byte> ours, ReadOnlyMemory<byte> theirs)
    {
        var (left, right) = (Lines(ours), Lines(theirs));
        return $"only ours: {left.Except(right).FirstOrDefault()} only published: {right.Except(left).FirstOrDefault()}";
    }

    private static string[] Lines(ReadOnlyMemory<byte> nquads) => System.Text.Encoding.UTF8.GetString(nquads.Span).Split('\n');
}
