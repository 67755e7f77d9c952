using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Untp.Credentials.Tests;

/// <summary>An operator's folder of schemas and contexts, with manifests that go with its files.</summary>
internal sealed class OwnVocabulary : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vocabulary-");
    private readonly Dictionary<string, JsonArray> _entries = [];

    public string Path => _folder.FullName;

    /// <summary>The path of a file of it.</summary>
    public string this[string file] => System.IO.Path.Combine(Path, file);

    /// <summary>Writes a file and its entry.</summary>
    /// <param name="kind"><c>schemas</c> or <c>contexts</c>.</param>
    /// <param name="file">The file, beside the manifest.</param>
    /// <param name="text">What is in it.</param>
    /// <param name="entry">Its publisher, version, URLs and types.</param>
    public OwnVocabulary Add(string kind, string file, string text, JsonObject entry)
    {
        var path = System.IO.Path.Combine(Path, kind, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        entry["file"] ??= file;
        entry["sha256"] ??= Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        _entries.TryAdd(kind, []);
        _entries[kind].Add(entry);
        File.WriteAllText(
            System.IO.Path.Combine(Path, kind, "manifest.json"),
            new JsonObject { ["entries"] = _entries[kind].DeepClone() }.ToJsonString());
        return this;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>
    /// UNTP 0.9.0, which there is not: a context and one schema, copies of those of 0.7.0 with a member more that is required,
    /// <c>modelNumber</c>. The context refers to what 0.7.0 shares; the schema brings its own, bundled, because it names the version.
    /// </summary>
    public static OwnVocabulary OfUntp090()
    {
        var schema = JsonNode.Parse(InVersion090("schemas/untp/0.7.0/digital-product-passport.json"))!;
        schema["$defs"]!["Product"]!["required"]!.AsArray().Add("modelNumber");
        schema["$defs"]!["common"] = JsonNode.Parse(InVersion090("schemas/untp/0.7.0/common.json"));
        return new OwnVocabulary()
            .Add("schemas", "untp/0.9.0/digital-product-passport.json", schema.ToJsonString(), Entry("https://untp.unece.org/schema/0.9.0"))
            .Add(
                "contexts",
                "untp/0.9.0/untp.jsonld",
                OfProject("contexts/untp/0.7.0/untp.jsonld").Replace("common.json#", "../0.7.0/common.json#", StringComparison.Ordinal),
                Entry("https://vocabulary.uncefact.org/untp/0.9.0/context/"));
    }

    private static string InVersion090(string file) => OfProject(file).Replace("0.7.0", "0.9.0", StringComparison.Ordinal);

    private static string OfProject(string file) => File.ReadAllText(System.IO.Path.Combine(Shared.ProjectRoot, file));

    private static JsonObject Entry(string url) => new()
    {
        ["publisher"] = "UNTP",
        ["version"] = "0.9.0",
        ["types"] = new JsonArray("DigitalProductPassport"),
        ["urls"] = new JsonArray(url),
    };
}
