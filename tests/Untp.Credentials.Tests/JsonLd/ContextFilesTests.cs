using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Untp.Credentials.JsonLd;

namespace Untp.Credentials.Tests.JsonLd;

/// <summary>What context files share stands once, and is in its place before anybody reads them.</summary>
public sealed class ContextFilesTests
{
    [Theory]
    [InlineData("""{"$ref": "#/b"}""", """[1, {"c": null}]""")]
    [InlineData("""{"$ref": "a.json#/b/../b"}""", null)]
    [InlineData("""{"$ref": "common.json#/Measure"}""", """{"unit": "t"}""")]
    [InlineData("""{"$ref": "./common.json#/Measure/unit"}""", "\"t\"")]
    [InlineData("""{"$ref": "../common.json#/Nested"}""", """{"below": {"deep": true}}""")]
    [InlineData("""{"$ref": "../common.json#/~1odd~0name"}""", "0")]
    [InlineData("""{"$ref": "common.json"}""", """{"Measure": {"unit": "t"}}""")]
    [InlineData("""{"$ref": 1}""", """{"$ref": 1}""")]
    [InlineData("""{"$ref": "#/b", "more": 1}""", """{"$ref": "#/b", "more": 1}""")]
    public void Puts_what_is_referred_to_in_the_place_of_the_reference(string reference, string? expected)
    {
        var files = Files(
            ("x/a.json", $$"""{"a": {{reference}}, "b": [1, {"c": null}]}"""),
            ("x/common.json", """{"Measure": {"unit": "t"}}"""),
            ("common.json", """{"Nested": {"below": {"$ref": "deep/d.json#/d"}}, "/odd~name": 0}"""),
            ("deep/d.json", """{"d": {"deep": {"$ref": "#/e"}}, "e": true}"""));

        if (expected is null)
        {
            Assert.Contains("leads nowhere", Refusal(files, "x/a.json"), StringComparison.Ordinal);
            return;
        }

        using var wanted = JsonDocument.Parse(expected);
        var found = new ContextFiles(files).Read("x/a.json").GetProperty("a");
        Assert.True(JsonElement.DeepEquals(wanted.RootElement, found), found.GetRawText());
    }

    [Theory]
    [InlineData("""{"a": {"$ref": "#/a"}}""", "a.json: the reference #/a leads in a circle")]
    [InlineData("""{"a": {"$ref": "#/b"}, "b": [{"$ref": "#"}]}""", "leads in a circle")]
    [InlineData("""{"a": {"$ref": "#/c"}}""", "a.json: the reference #/c leads nowhere")]
    [InlineData("""{"a": {"$ref": "b.json#/a"}}""", "a.json refers to b.json, which no manifest lists")]
    [InlineData("""{"a": {"$ref": "https://a.example/#/a"}}""", "is not a path and a JSON Pointer")]
    [InlineData("""{"a": """, "a.json is not JSON")]
    public void Names_the_file_whose_reference_leads_nowhere(string text, string reason) =>
        Assert.Contains(reason, Refusal(Files(("a.json", text)), "a.json"), StringComparison.Ordinal);

    [Fact]
    public void Every_file_of_the_folder_is_in_the_manifest_with_its_digest()
    {
        var folder = Path.Combine(Shared.ProjectRoot, "contexts");
        var listed = Manifest.Parse(File.ReadAllBytes(Path.Combine(folder, "manifest.json"))).All
            .ToDictionary(entry => entry.File!, entry => entry.Sha256!);
        var files = Directory.EnumerateFiles(folder, "*.json*", SearchOption.AllDirectories)
            .ToDictionary(
                path => Path.GetRelativePath(folder, path).Replace('\\', '/'),
                path => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));
        files.Remove("manifest.json");

        Assert.Equal(files, listed);
    }

    [Fact]
    public void Every_part_that_contexts_share_is_used_twice_at_least()
    {
        var folder = Path.Combine(Shared.ProjectRoot, "contexts");
        foreach (var common in Directory.EnumerateFiles(folder, "common.json", SearchOption.AllDirectories))
        {
            var text = string.Concat(Directory.EnumerateFiles(Path.GetDirectoryName(common)!, "*.json*").Select(File.ReadAllText));
            using var parts = JsonDocument.Parse(File.ReadAllBytes(common));

            Assert.All(parts.RootElement.EnumerateObject(), part => Assert.True(text.Split($"#/{part.Name}\"").Length > 2, part.Name));
        }
    }

    private static Dictionary<string, byte[]> Files(params (string Name, string Text)[] files) =>
        files.ToDictionary(file => file.Name, file => Encoding.UTF8.GetBytes(file.Text));

    private static string Refusal(Dictionary<string, byte[]> files, string file) =>
        Assert.Throws<InvalidDataException>(() => new ContextFiles(files).Read(file)).Message;
}
