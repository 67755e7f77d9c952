using System.Security.Cryptography;
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

        Assert.True(_registry.TryFind(credential, null, out var choice, out _));

        Assert.Equal([$"UNTP 0.7.0 {type}"], choice.Schemas.Select(s => $"{s}"));
        Assert.Empty(choice.Unserved);
    }

    [Theory]
    [InlineData("dpp", "DigitalProductPassport", "0.6.0")]
    [InlineData("dcc", "DigitalConformityCredential", "0.6.0")]
    [InlineData("dfr", "DigitalFacilityRecord", "0.6.1")]
    [InlineData("dte", "DigitalTraceabilityEvent", "0.6.1")]
    [InlineData("dia", "DigitalIdentityAnchor", "0.6.1")]
    public void Finds_the_schemas_of_0_6_by_either_URL_of_the_context(string file, string type, string version)
    {
        foreach (var end in new[] { "", "context/" })
        {
            using var credential = Checks.Read(
                $$"""{"@context":["{{V2}}","https://test.uncefact.org/vocabulary/untp/{{file}}/{{version}}/{{end}}"],"type":["{{type}}"]}""");

            Assert.True(_registry.TryFind(credential, null, out var choice, out _));

            Assert.Equal([$"UNTP {version} {type}"], choice.Schemas.Select(s => $"{s}"));
        }
    }

    [Theory]
    [InlineData("https://vocabulary.uncefact.org/untp/0.8.0/context/")]
    [InlineData("https://test.uncefact.org/vocabulary/untp/dpp/0.5.0/")]
    public void Names_the_versions_served_where_the_version_is_not(string context)
    {
        var problem = Refusal(context, "DigitalProductPassport");

        Assert.Equal("/@context", problem.Pointer);
        Assert.EndsWith($"names; versions served: 0.7.0, 0.6.1, 0.6.0", problem.Detail, StringComparison.Ordinal);
        Assert.Contains(context, problem.Detail, StringComparison.Ordinal);
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
        Assert.EndsWith(
            "served: UNTP 0.7.0, UNTP 0.6.1, UNTP 0.6.0, GBA draft (ours) 0.1.0",
            Refusal(context, "DigitalProductPassport").Detail,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("{}", "UNTP 0.7.0 DigitalProductPassport")]
    [InlineData(
        """{"@context":["https://test.uncefact.org/vocabulary/untp/dpp/0.6.1/"],"type":["DigitalProductPassport"]}""",
        "UNTP 0.6.1 DigitalProductPassport")]
    public void Asks_for_the_type_that_is_meant_in_the_version_of_the_contexts_or_else_the_newest(string claims, string schema)
    {
        using var credential = Checks.Read(claims);

        Assert.True(_registry.TryFind(credential, "DigitalProductPassport", out var choice, out _));

        Assert.Equal([schema], choice.Schemas.Select(s => $"{s}"));
    }

    [Fact]
    public void Asks_for_each_schema_once_however_often_a_type_is_repeated()
    {
        using var credential = Checks.Read(
            $$"""{"@context":["{{Untp07}}","{{Untp07}}"],"type":["DigitalProductPassport","DigitalProductPassport"]}""");

        Assert.True(_registry.TryFind(credential, null, out var choice, out _));

        Assert.Single(choice.Schemas);
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
                entry.Urls.Append($"https://untp-gateway.example/schemas/{entry.File}"));
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
            var bytes = File.ReadAllBytes(Shared.Path($"untp/{Assert.Single(entry.Urls.Select(url => map[url]).Distinct())}"));
            Assert.Contains(
                new PublishedDigests(
                    Convert.ToHexStringLower(SHA256.HashData(bytes)), Convert.ToHexStringLower(SHA384.HashData(bytes))),
                entry.Published);
        });
    }

    private Problem Refusal(string context, string type)
    {
        using var credential = Checks.Read($$"""{"@context":["{{V2}}","{{context}}"],"type":["{{type}}","VerifiableCredential"]}""");

        Assert.False(_registry.TryFind(credential, null, out _, out var problem));
        Assert.Equal(ProblemTypes.MalformedValue, problem.Type);
        return problem;
    }
}
