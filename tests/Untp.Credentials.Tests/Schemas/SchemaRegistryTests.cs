using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Untp.Credentials.JsonLd;
using Untp.Credentials.Schemas;

namespace Untp.Credentials.Tests.Schemas;

public sealed class SchemaRegistryTests
{
    private const string V2 = ContextUrls.CredentialsV2;
    private const string Untp07 = "https://vocabulary.uncefact.org/untp/0.7.0/context/";

    private readonly SchemaRegistry _registry = new(new ContextRegistry());

    [Theory]
    [InlineData("battery-passport.json", "DigitalProductPassport")]
    [InlineData("battery-certificate.json", "DigitalConformityCredential")]
    public void Finds_the_schema_of_the_type_in_the_version_of_the_context(string sample, string type)
    {
        using var credential = Checks.Read(Checks.Sample(sample).ToJsonString());

        Assert.True(_registry.TryFind(credential, out var schemas, out _));

        var schema = Assert.Single(schemas);
        Assert.Equal(("UNTP", "0.7.0", type), (schema.Publisher, schema.Version, schema.Type));
    }

    [Theory]
    [InlineData("https://vocabulary.uncefact.org/untp/0.8.0/context/")]
    [InlineData("https://test.uncefact.org/vocabulary/untp/dpp/0.6.1/")]
    [InlineData("https://test.uncefact.org/vocabulary/untp/dpp/0.5.0/")]
    public void Names_the_versions_served_where_the_version_is_not(string context)
    {
        var problem = Refusal(context, "DigitalProductPassport");

        Assert.Equal("/@context", problem.Pointer);
        Assert.EndsWith("versions served: 0.7.0", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_the_types_served_where_a_UNTP_type_has_no_schema()
    {
        var registry = WithExtension();

        var problem = Refusal(registry, "https://ext.example/context/1", "Unschemed");

        Assert.Equal("/type", problem.Pointer);
        Assert.Equal("no schema is served for the type Unschemed of Ext 1; types served: DigitalBatteryPassport", problem.Detail);
    }

    [Theory]
    [InlineData("VerifiableCredential")]
    [InlineData("Invented")]
    public void Names_the_types_served_where_no_type_is_one_of_UNTP(string type)
    {
        var problem = Refusal(Untp07, type);

        Assert.Equal("/type", problem.Pointer);
        Assert.Contains(
            "UNTP 0.7.0; types served: DigitalProductPassport, DigitalConformityCredential", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(V2)]
    [InlineData("https://evil.example/")]
    public void Names_what_is_served_where_no_context_is_of_a_vocabulary_with_schemas(string context) =>
        Assert.Contains("served: UNTP 0.7.0", Refusal(context, "DigitalProductPassport").Detail, StringComparison.Ordinal);

    [Fact]
    public void Puts_the_most_specific_type_first_and_asks_for_all()
    {
        var registry = WithExtension();
        using var credential = Checks.Read(
            $$"""
            {"@context":["{{V2}}","{{Untp07}}","https://ext.example/context/1"],
             "type":["DigitalBatteryPassport","DigitalProductPassport","VerifiableCredential"]}
            """);

        Assert.True(registry.TryFind(credential, out var schemas, out _));

        Assert.Equal(["DigitalBatteryPassport", "DigitalProductPassport"], schemas.Select(s => s.Type));
    }

    [Fact]
    public void Asks_for_each_schema_once_however_often_a_type_is_repeated()
    {
        using var credential = Checks.Read(
            $$"""{"@context":["{{Untp07}}","{{Untp07}}"],"type":["DigitalProductPassport","DigitalProductPassport"]}""");

        Assert.True(_registry.TryFind(credential, out var schemas, out _));

        Assert.Single(schemas);
    }

    [Theory]
    [InlineData("untp/0.7.0/common.json")]
    [InlineData("untp/0.7.0/digital-product-passport.json")]
    public void Refuses_to_start_with_a_file_that_was_changed_and_names_it(string file)
    {
        byte[] Read(string path) => path == $"schemas/{file}" ? [.. EmbeddedFiles.Read(path), (byte)'\n'] : EmbeddedFiles.Read(path);

        var fault = Assert.Throws<InvalidDataException>(() => VocabularyFiles.Load("schemas", Read));

        Assert.Contains(file, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_to_start_with_a_file_that_is_missing_and_names_it()
    {
        byte[] Read(string path) => EmbeddedFiles.Read(path.Replace("common", "absent", StringComparison.Ordinal));

        var fault = Assert.Throws<FileNotFoundException>(() => VocabularyFiles.Load("schemas", Read));

        Assert.Contains("absent.json", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_file_of_the_folder_is_in_the_manifest_with_its_digest_under_the_id_it_gives_itself()
    {
        var folder = Path.Combine(Shared.ProjectRoot, "schemas");
        var manifest = Manifest.Parse(File.ReadAllBytes(Path.Combine(folder, "manifest.json")));
        var listed = manifest.Entries.Concat(manifest.Documents).ToDictionary(e => e.File!);
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Where(path => path != "manifest.json");

        Assert.Equal(listed.Keys.Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));
        Assert.All(listed.Values, entry =>
        {
            var bytes = File.ReadAllBytes(Path.Combine(folder, entry.File!));
            using var schema = JsonDocument.Parse(bytes);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), entry.Sha256);
            Assert.Contains(
                schema.RootElement.GetProperty("$id").GetString()!,
                entry.Publisher == "UNTP" ? [$"https://untp-gateway.example/schemas/{entry.File}"] : entry.Urls);
        });
    }

    [Fact]
    public void Records_the_digests_of_the_published_bytes()
    {
        var map = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(Shared.Path("untp/urlmap.json")))!;
        var published = Manifest.Parse(EmbeddedFiles.Read("schemas/manifest.json")).Entries.Where(e => e.Published.Count > 0).ToList();

        Assert.NotEmpty(published);
        Assert.All(published, entry =>
        {
            var bytes = File.ReadAllBytes(Shared.Path($"untp/{map[Assert.Single(entry.Urls)]}"));
            Assert.Contains(
                new PublishedDigests(
                    Convert.ToHexStringLower(SHA256.HashData(bytes)), Convert.ToHexStringLower(SHA384.HashData(bytes))),
                entry.Published);
        });
    }

    private Problem Refusal(string context, string type) => Refusal(_registry, context, type);

    private static Problem Refusal(SchemaRegistry registry, string context, string type)
    {
        using var credential = Checks.Read($$"""{"@context":["{{V2}}","{{context}}"],"type":["{{type}}","VerifiableCredential"]}""");

        Assert.False(registry.TryFind(credential, out _, out var problem));
        Assert.Equal(ProblemTypes.MalformedValue, problem.Type);
        return problem;
    }

    /// <summary>A registry with a vocabulary more, which has a schema for one of its two types.</summary>
    private static SchemaRegistry WithExtension()
    {
        var schema = """{"required":["battery"]}"""u8.ToArray();
        var context = """{"@context":{}}"""u8.ToArray();
        byte[] Read(string path) => path switch
        {
            "schemas/manifest.json" => With(path, "\"DigitalBatteryPassport\"", "", schema),
            "contexts/manifest.json" =>
                With(path, "\"DigitalBatteryPassport\",\"Unschemed\"", "\"https://ext.example/context/1\"", context),
            "schemas/ext.json" => schema,
            "contexts/ext.json" => context,
            _ => EmbeddedFiles.Read(path),
        };
        return new SchemaRegistry(
            new ContextRegistry(VocabularyFiles.Load("contexts", Read)), VocabularyFiles.Load("schemas", Read));
    }

    private static byte[] With(string manifest, string types, string urls, byte[] file) => Encoding.UTF8.GetBytes(
        Encoding.UTF8.GetString(EmbeddedFiles.Read(manifest)).Replace(
            "\"entries\": [",
            $$"""
            "entries": [ {"publisher":"Ext","version":"1","types":[{{types}}],"urls":[{{urls}}],"file":"ext.json",
            "sha256":"{{Convert.ToHexStringLower(SHA256.HashData(file))}}"},
            """,
            StringComparison.Ordinal));
}
