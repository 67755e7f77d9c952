using System.Security.Cryptography;
using System.Text.Json;
using Untp.Credentials.JsonLd;

namespace Untp.Credentials.Tests.JsonLd;

public sealed class ContextRegistryTests
{
    private readonly ContextRegistry _registry = new();

    [Theory]
    [InlineData("https://www.w3.org/ns/credentials/v2", "W3C")]
    [InlineData("https://w3id.org/security/data-integrity/v2", "W3C")]
    [InlineData("https://w3id.org/security/multikey/v1", "W3C")]
    [InlineData("https://www.w3.org/ns/did/v1", "W3C")]
    [InlineData("https://w3id.org/security/suites/ed25519-2020/v1", "W3C")]
    [InlineData("https://vocabulary.uncefact.org/untp/0.7.0/context/", "UNTP")]
    [InlineData("https://test.uncefact.org/vocabulary/untp/dte/0.6.0/", "UNTP")]
    [InlineData("https://gba-untp.example/context/0.1.0/", "GBA draft (ours)")]
    public void Knows_the_contexts_of_the_manifest(string url, string publisher)
    {
        Assert.True(_registry.TryGet(url, out var context));
        Assert.Equal(publisher, context.Publisher);
    }

    [Fact]
    public void Knows_19_contexts_under_29_urls()
    {
        Assert.Equal(19, _registry.Contexts.Count);
        Assert.Equal(29, _registry.Contexts.Sum(c => c.Urls.Count));
    }

    [Theory]
    [InlineData("https://vocabulary.uncefact.org/untp/9.9.9/context/", "UNTP")]
    [InlineData("https://vocabulary.uncefact.org.evil.example/untp/", null)]
    [InlineData("https://evil.example/", null)]
    public void Tells_whose_vocabulary_a_url_belongs_to(string url, string? publisher) =>
        Assert.Equal(publisher, _registry.PublisherOf(url));

    [Fact]
    public void Records_the_digests_of_the_published_bytes()
    {
        var map = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(Shared.Path("untp/urlmap.json")))!;

        foreach (var (url, context) in _registry.Contexts.Where(c => c.Published.Count > 0).SelectMany(c => c.Urls.Select(url => (url, c))))
        {
            var bytes = File.ReadAllBytes(Shared.Path($"untp/{map[url]}"));
            Assert.Contains(
                new PublishedDigests(
                    Convert.ToHexStringLower(SHA256.HashData(bytes)), Convert.ToHexStringLower(SHA384.HashData(bytes))),
                context.Published);
        }
    }

    [Fact]
    public void Refuses_a_manifest_with_a_member_that_is_not_known() =>
        Assert.Throws<JsonException>(() => Manifest.Parse("""{"entries":[],"entrys":[]}"""u8));

    [Fact]
    public void Refuses_a_manifest_without_entries() => Assert.Throws<JsonException>(() => Manifest.Parse("{}"u8));
}
