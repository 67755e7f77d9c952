using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Untp.Credentials.Proofs;

namespace Untp.Credentials.Tests;

/// <summary>VCDM 2.0 clause 5.3: digests of what the verifier makes use of are those of the published bytes.</summary>
public sealed class ResourceIntegrityTests
{
    private const string Known = "https://known.example/context";

    private static readonly byte[] s_first = "first"u8.ToArray();
    private static readonly byte[] s_second = "second"u8.ToArray();

    private readonly DataModelCheck _check = new(new PublishedResources([Artefact(Known, s_first, s_second)]));

    [Theory]
    [InlineData("sha256")]
    [InlineData("sha384")]
    public async Task Accepts_the_digest_of_any_of_the_published_bytes(string algorithm)
    {
        foreach (var bytes in new[] { s_first, s_second })
        {
            Assert.Equal(Verdict.Passed, (await Check(Known, "digestSRI", Sri(algorithm, bytes))).Verdict);
            Assert.Equal(Verdict.Passed, (await Check(Known, "digestMultibase", Multihash(algorithm, bytes, 'z'))).Verdict);
            Assert.Equal(Verdict.Passed, (await Check(Known, "digestMultibase", Multihash(algorithm, bytes, 'u'))).Verdict);
        }
    }

    [Fact]
    public async Task Refuses_the_digest_of_other_bytes_and_names_the_resource_and_what_was_published()
    {
        var problem = Assert.Single((await Check(Known, "digestSRI", Sri("sha256", "third"u8.ToArray()))).Problems);

        Assert.Equal(ProblemTypes.CryptographicSecurity, problem.Type);
        Assert.Equal("/relatedResource/0/digestSRI", problem.Pointer);
        Assert.Contains(Known, problem.Detail, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(s_second)), problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_the_digest_of_other_bytes_as_a_multihash()
    {
        var result = await Check(Known, "digestMultibase", Multihash("sha384", "third"u8.ToArray(), 'u'));

        Assert.Equal("/relatedResource/0/digestMultibase", Assert.Single(result.Problems).Pointer);
    }

    [Fact]
    public async Task Refuses_one_wrong_digest_among_right_ones()
    {
        var right = Sri("sha384", s_first);
        var wrong = Sri("sha256", "third"u8.ToArray());

        Assert.Equal(Verdict.Failed, (await Check(Known, "digestSRI", $"{wrong} {right}")).Verdict);
        Assert.Equal(Verdict.Failed, (await Check(Known, "digestSRI", new JsonArray(right, wrong))).Verdict);
        Assert.Equal(Verdict.Passed, (await Check(Known, "digestSRI", new JsonArray(right, Sri("sha256", s_second)))).Verdict);
    }

    [Fact]
    public async Task Says_nothing_of_a_resource_that_is_not_known()
    {
        var result = await Check("https://unknown.example/1", "digestSRI", Sri("sha256", s_first));

        Assert.Equal(Verdict.Passed, result.Verdict);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public async Task Warns_where_the_resource_is_known_and_no_such_digest_of_it()
    {
        foreach (var (name, value) in new[]
        {
            ("digestSRI", "sha512-" + Convert.ToBase64String(SHA512.HashData(s_first))),
            ("digestMultibase", Multibase.Encode([0x13, 64, .. SHA512.HashData(s_first)])),
            ("digestMultibase", Multibase.Encode([0x16, 32, .. new byte[32]])),
        })
        {
            var result = await Check(Known, name, value);

            Assert.Equal(Verdict.Passed, result.Verdict);
            Assert.Equal($"/relatedResource/0/{name}", Assert.Single(result.Warnings).Pointer);
        }
    }

    /// <summary>The grammar takes it; no resource has it, least of all one that is known.</summary>
    [Theory]
    [InlineData("sha256-47DEQpj8HBSa")]
    [InlineData("sha384-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")]
    [InlineData("sha256-e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFUA=")]
    public async Task Warns_of_a_digest_of_another_length_and_refuses_it_of_a_resource_that_is_known(string digest)
    {
        var result = await Check("https://unknown.example/1", "digestSRI", digest);
        Assert.Equal(Verdict.Passed, result.Verdict);
        Assert.Equal("A digest is that of nothing", Assert.Single(result.Warnings).Title);
        Assert.Equal(Verdict.Failed, (await Check(Known, "digestSRI", digest)).Verdict);
    }

    [Theory]
    [InlineData("digestSRI", "\"\"")]
    [InlineData("digestSRI", "5")]
    [InlineData("digestSRI", "[]")]
    [InlineData("digestSRI", "[5]")]
    [InlineData("digestSRI", "\"sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=\"")]
    [InlineData("digestSRI", "\"SHA256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\"")]
    [InlineData("digestSRI", "\"sha256-\"")]
    [InlineData("digestSRI", "\"sha256-47DEQpj8HBSa===\"")]
    [InlineData("digestSRI", "\"sha256-47DE Qpj8HBSa\"")]
    [InlineData("digestSRI", "\"sha256-47DE%pj8HBSa\"")]
    [InlineData("digestSRI", "\"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\"")]
    [InlineData("digestMultibase", "\"\"")]
    [InlineData("digestMultibase", "{}")]
    [InlineData("digestMultibase", "\"z\"")]
    [InlineData("digestMultibase", "\"f1220\"")]
    [InlineData("digestMultibase", "\"uEiDjsMRCmPwcFJr79MiZb7kkJ65B5GSbk0yklZkbeFK4\"")]
    [InlineData("digestMultibase", "\"uEiDjsMRCmPwcFJr79MiZb7kkJ65B5GSbk0yklZkbeFK4VQ==\"")]
    [InlineData("digestMultibase", "\"uICDjsMRCmPwcFJr79MiZb7kkJ65B5GSbk0yklZkbeFK4VQ\"")]
    public async Task Refuses_an_ill_formed_digest_of_any_resource(string name, string value)
    {
        foreach (var url in new[] { Known, "https://unknown.example/1" })
        {
            var problem = Assert.Single((await Check(url, name, JsonNode.Parse(value)!)).Problems);

            Assert.Equal(ProblemTypes.MalformedValue, problem.Type);
            Assert.Equal($"/relatedResource/0/{name}", problem.Pointer);
        }
    }

    [Fact]
    public async Task Looks_at_the_digest_of_a_schema_too()
    {
        var claims = Given.MinimalClaims();
        claims["credentialSchema"] = new JsonObject
        {
            ["id"] = Known,
            ["type"] = "JsonSchema",
            ["digestSRI"] = Sri("sha256", "third"u8.ToArray()),
        };

        Assert.Equal("/credentialSchema/digestSRI", Assert.Single((await Given.Run(_check, claims)).Problems).Pointer);
    }

    [Theory]
    [InlineData("https://w3id.org/security/data-integrity/v2", "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4")]
    [InlineData("https://w3id.org/security/multikey/v1", "ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597")]
    [InlineData("https://www.w3.org/ns/credentials/v2", "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734")]
    public async Task Has_the_digests_that_the_specifications_state_of_their_contexts(string url, string sha256)
    {
        // Data Integrity 1.0 clause 2.4.1, VCDM 2.0 appendix B.1
        var check = new DataModelCheck(Vocabulary.Load().Published);

        Assert.Empty((await Check(url, "digestSRI", "sha256-" + Convert.ToBase64String(Convert.FromHexString(sha256)), check)).Problems);
    }

    [Fact]
    public async Task Never_takes_the_digest_of_our_own_equivalent()
    {
        var check = new DataModelCheck(Vocabulary.Load().Published);
        var ours = Sri("sha256", EmbeddedFiles.Read("contexts/w3c/credentials-v2.jsonld"));

        Assert.Equal(Verdict.Failed, (await Check("https://www.w3.org/ns/credentials/v2", "digestSRI", ours, check)).Verdict);
    }

    [Fact]
    public void Has_digests_of_the_published_bytes_for_every_file_that_is_an_equivalent()
    {
        foreach (var kind in new[] { "contexts", "schemas" })
        {
            var equivalents = VocabularyFiles.Load(kind, EmbeddedFiles.Read).Manifest.All
                .Where(entry => entry.Publisher is "W3C" or "UNTP" && entry.Urls.Count > 0);

            Assert.All(equivalents, entry => Assert.DoesNotContain(entry.Published, published => published.Sha256 == entry.Sha256));
            Assert.All(equivalents, entry => Assert.NotEmpty(entry.Published));
        }
    }

    [Fact]
    public async Task Takes_the_file_for_what_is_published_where_no_digest_is_recorded()
    {
        using var own = new OwnVocabulary().Add("contexts", "own.jsonld", """{"@context": {}}""", new JsonObject
        {
            ["publisher"] = "Own",
            ["version"] = "1",
            ["urls"] = new JsonArray(Known),
        });
        var check = new DataModelCheck(Vocabulary.Load(own.Path).Published);
        var bytes = await File.ReadAllBytesAsync(own["contexts/own.jsonld"]);

        Assert.Equal(Verdict.Passed, (await Check(Known, "digestSRI", Sri("sha384", bytes), check)).Verdict);
        Assert.Equal(Verdict.Failed, (await Check(Known, "digestSRI", Sri("sha384", s_first), check)).Verdict);
    }

    private Task<CheckResult> Check(string url, string name, JsonNode digest, DataModelCheck? check = null)
    {
        var claims = Given.MinimalClaims();
        claims["relatedResource"] = new JsonArray(new JsonObject { ["id"] = url, [name] = digest });
        return Given.Run(check ?? _check, claims);
    }

    private static Artefact Artefact(string url, params byte[][] published) => new()
    {
        Publisher = "Somebody",
        Version = "1",
        Urls = [url],
        Published = [.. published.Select(bytes => new PublishedDigests(
            Convert.ToHexStringLower(SHA256.HashData(bytes)), Convert.ToHexStringLower(SHA384.HashData(bytes))))],
    };

    private static string Sri(string algorithm, byte[] bytes) => $"{algorithm}-{Convert.ToBase64String(Hash(algorithm, bytes))}";

    private static string Multihash(string algorithm, byte[] bytes, char code)
    {
        var hash = Hash(algorithm, bytes);
        byte[] multihash = [(byte)(algorithm == "sha256" ? 0x12 : 0x20), (byte)hash.Length, .. hash];
        return code == 'z' ? Multibase.Encode(multihash) : "u" + System.Buffers.Text.Base64Url.EncodeToString(multihash);
    }

    private static byte[] Hash(string algorithm, byte[] bytes) =>
        algorithm == "sha256" ? SHA256.HashData(bytes) : SHA384.HashData(bytes);
}
