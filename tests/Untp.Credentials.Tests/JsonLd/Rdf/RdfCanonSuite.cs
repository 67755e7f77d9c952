using System.Security.Cryptography;
using System.Text.Json;
using Untp.Credentials.JsonLd.Rdf;

namespace Untp.Credentials.Tests.JsonLd.Rdf;

/// <summary>The W3C test suite of RDFC-1.0: a manifest, and per test a dataset, a canonical form or a map of labels.</summary>
internal static class RdfCanonSuite
{
    private const string Root = "vectors/rdf-canon";

    /// <summary>Tests that are not run, by id, each with its reason. There are none.</summary>
    public static IReadOnlyDictionary<string, string> LeftOut { get; } = new Dictionary<string, string>();

    /// <summary>The ids of the tests of a type; one row that will skip when the reference data is absent.</summary>
    public static TheoryData<string> Ids(string type) => Shared.IsPresent
        ? [.. Entries().Where(e => e.Type == type && !LeftOut.ContainsKey(e.Id)).Select(e => e.Id)]
        : ["absent"];

    public static IReadOnlyList<Entry> Entries()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Shared.Path($"{Root}/manifest.jsonld")));
        return [.. manifest.RootElement.GetProperty("entries").EnumerateArray().Select(Entry.Read)];
    }

    public static Entry Find(string id)
    {
        Shared.Path(Root);
        return Entries().Single(e => e.Id == id);
    }

    public static byte[] Bytes(string name) => File.ReadAllBytes(Shared.Path($"{Root}/{name}"));

    internal sealed record Entry(string Id, string Type, string Action, string Result, HashAlgorithmName HashAlgorithm)
    {
        public IReadOnlyList<RdfQuad> Input => NQuads.Parse(Bytes(Action));

        public byte[] Expected => Bytes(Result);

        public CanonicalDataset Canonicalize() =>
            Rdfc10.Canonicalize(Input, Rdfc10Options.Default with { HashAlgorithm = HashAlgorithm }, CancellationToken.None);

        internal static Entry Read(JsonElement entry) => new(
            entry.GetProperty("id").GetString()!,
            entry.GetProperty("type").GetString()!,
            entry.GetProperty("action").GetString()!,
            entry.TryGetProperty("result", out var result) ? result.GetString()! : "",
            entry.TryGetProperty("hashAlgorithm", out var hash) && hash.GetString() == "SHA384"
                ? HashAlgorithmName.SHA384
                : HashAlgorithmName.SHA256);
    }
}
