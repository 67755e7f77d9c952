using System.Text;
using System.Text.Json.Nodes;

namespace Untp.Credentials.Tests;

/// <summary>An operator's manifest beside the library's: what is added, what is replaced, and what does not start.</summary>
public sealed class VocabularyFilesTests : IDisposable
{
    private const string Untp07 = "https://vocabulary.uncefact.org/untp/0.7.0/context/";
    private const string New = "https://own.example/context/1";
    private const string Context = """{"@context": {"own": "https://own.example/"}}""";

    private readonly OwnVocabulary _own = new();

    [Fact]
    public void Adds_what_the_library_does_not_have()
    {
        _own.Add("contexts", "own.jsonld", Context, Entry(New));

        var files = Load();

        Assert.Equal("own.jsonld", Assert.Single(files.Manifest.Entries, e => e.Urls.Contains(New)).File);
        Assert.Equal("untp/0.7.0/untp.jsonld", Assert.Single(files.Manifest.Entries, e => e.Urls.Contains(Untp07)).File);
        Assert.Equal(Context, Encoding.UTF8.GetString(files.Files["own.jsonld"]));
    }

    [Fact]
    public void Takes_a_folder_that_has_only_the_other_manifest()
    {
        _own.Add("schemas", "own.json", "{}", Entry("https://own.example/schema/1"));

        Assert.Equal(Without().Manifest.Entries.Count, Load().Manifest.Entries.Count);
    }

    [Fact]
    public void Refuses_an_url_that_the_library_has_and_names_it_and_both_files()
    {
        _own.Add("contexts", "mine.jsonld", Context, Entry(New, Untp07));

        var fault = Refusal();

        Assert.Contains(Untp07, fault, StringComparison.Ordinal);
        Assert.Contains("mine.jsonld", fault, StringComparison.Ordinal);
        Assert.Contains("untp/0.7.0/untp.jsonld", fault, StringComparison.Ordinal);
        Assert.Contains(_own["contexts/manifest.json"], fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Replaces_where_the_operator_says_so_and_keeps_the_file_for_those_who_refer_to_it()
    {
        _own.Add("contexts", "mine.jsonld", Context, Entry(New, Untp07).With("replaces", true));

        var files = Load();

        Assert.Equal("mine.jsonld", Assert.Single(files.Manifest.Entries, e => e.Urls.Contains(Untp07)).File);
        Assert.Empty(Assert.Single(files.Manifest.Entries, e => e.File == "untp/0.7.0/untp.jsonld").Types);
        Assert.Contains("untp/0.7.0/untp.jsonld", files.Files.Keys);
    }

    [Fact]
    public void Replaces_one_of_several_urls_and_leaves_the_others()
    {
        const string One = "https://test.uncefact.org/vocabulary/untp/dpp/0.6.1/";
        _own.Add("contexts", "mine.jsonld", Context, Entry(One).With("replaces", true));

        var left = Assert.Single(Load().Manifest.Entries, e => e.File == "untp/0.6.1/digital-product-passport.jsonld");

        Assert.Equal([One + "context/"], left.Urls);
        Assert.Equal(["DigitalProductPassport"], left.Types);
    }

    [Fact]
    public void Refuses_a_second_schema_for_one_type_of_one_version_unless_it_replaces()
    {
        _own.Add("schemas", "mine.json", "{}", Untp("0.7.0", "DigitalProductPassport"));
        Assert.Contains("DigitalProductPassport", Refusal("schemas"), StringComparison.Ordinal);

        using var replacing = new OwnVocabulary().Add(
            "schemas", "mine.json", "{}", Untp("0.7.0", "DigitalProductPassport").With("replaces", true));
        var files = VocabularyFiles.Load("schemas", EmbeddedFiles.Read, replacing.Path);
        var schema = Assert.Single(files.Manifest.Entries, e => e.Version == "0.7.0" && e.Types.Contains("DigitalProductPassport"));
        Assert.Equal("mine.json", schema.File);
    }

    [Fact]
    public void Refuses_a_file_that_is_not_the_one_listed_and_names_it()
    {
        _own.Add("contexts", "deep/own.jsonld", Context, Entry(New));
        File.AppendAllText(_own["contexts/deep/own.jsonld"], " ");

        Assert.Contains("deep/own.jsonld has the SHA-256 ", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_file_without_a_digest()
    {
        _own.Add("contexts", "own.jsonld", Context, Entry(New).With("sha256", "0"));

        Assert.Contains("own.jsonld", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_file_that_is_not_there_and_names_it()
    {
        _own.Add("contexts", "own.jsonld", Context, Entry(New).With("file", "absent.jsonld"));

        Assert.Contains("absent.jsonld", Assert.Throws<FileNotFoundException>(() => Load()).Message, StringComparison.Ordinal);
    }

    [Theory, Trait("Threat", "21")]
    [InlineData("../outside.jsonld")]
    [InlineData("a/../../outside.jsonld")]
    [InlineData("a/../own.jsonld")]
    [InlineData("./own.jsonld")]
    [InlineData("/etc/hostname")]
    [InlineData("a//own.jsonld")]
    [InlineData("..\\outside.jsonld")]
    [InlineData("C:own.jsonld")]
    [InlineData("own.jsonld\0")]
    [InlineData("")]
    public void Refuses_a_path_that_could_leave_the_folder(string path)
    {
        _own.Add("contexts", "own.jsonld", Context, Entry(New).With("file", path));
        File.WriteAllText(_own["outside.jsonld"], Context);

        Assert.Contains("not the plain path of a file", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_file_of_a_name_that_the_library_has_too()
    {
        _own.Add("contexts", "w3c/common.json", Context, Entry(New));

        Assert.Contains("w3c/common.json", Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"entries": [], "entrys": []}""")]
    [InlineData("""{"entries": [{"publisher": "Own"}]}""")]
    [InlineData("""{"entries": [{"publisher": "Own", "version": "1", "urls": ["context/1"]}]}""")]
    [InlineData("""{"entries": [{"publisher": "Own", "version": "1", "urls": [null]}]}""")]
    [InlineData("""{"entries": [{"publisher": "Own", "version": "1", "urls": ["urn:x:y", "urn:x:y"]}]}""")]
    [InlineData("""{"entries": [{"publisher": "Own", "version": "1", "urls": ["urn:x:y"]}]}""")]
    public void Refuses_what_is_not_a_manifest_and_names_it(string text)
    {
        Directory.CreateDirectory(_own["contexts"]);
        File.WriteAllText(_own["contexts/manifest.json"], text);

        Assert.StartsWith(_own["contexts/manifest.json"], Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_a_manifest_whose_artefact_was_published_once_or_several_times()
    {
        var manifest = Manifest.Parse(
            """
            {"entries": [
              {"publisher": "A", "version": "1", "published": {"sha256": "01", "sha384": "02"}},
              {"publisher": "A", "version": "2", "published": [{"sha256": "01", "sha384": "02"}, {"sha256": "03", "sha384": "04"}]},
              {"publisher": "A", "version": "3"}]}
            """u8);

        Assert.Equal([1, 2, 0], manifest.Entries.Select(entry => entry.Published.Count));
        Assert.Equal(new PublishedDigests("03", "04"), manifest.Entries[1].Published[1]);
    }

    public void Dispose() => _own.Dispose();

    private static VocabularyFiles Without() => VocabularyFiles.Load("contexts", EmbeddedFiles.Read);

    private VocabularyFiles Load(string kind = "contexts") => VocabularyFiles.Load(kind, EmbeddedFiles.Read, _own.Path);

    private string Refusal(string kind = "contexts") => Assert.Throws<InvalidDataException>(() => Load(kind)).Message;

    private static JsonObject Entry(params string[] urls) => new()
    {
        ["publisher"] = "Own",
        ["version"] = "1",
        ["urls"] = new JsonArray([.. urls.Select(url => JsonValue.Create(url))]),
    };

    private static JsonObject Untp(string version, string type) => new()
    {
        ["publisher"] = "UNTP",
        ["version"] = version,
        ["types"] = new JsonArray(type),
    };
}

/// <summary>For entries that are built in one expression.</summary>
internal static class JsonObjectExtensions
{
    public static JsonObject With(this JsonObject entry, string name, JsonNode value)
    {
        entry[name] = value;
        return entry;
    }
}
