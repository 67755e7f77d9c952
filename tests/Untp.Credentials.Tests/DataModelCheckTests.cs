using System.Text.Json.Nodes;

namespace Untp.Credentials.Tests;

/// <summary>VCDM 2.0, chapters 4 and 5: what issuers and verifiers must hold to, clause by clause.</summary>
public sealed class DataModelCheckTests
{
    private const string SomeDigest = "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb";

    [Fact]
    public async Task Accepts_the_least_that_is_a_credential() =>
        Assert.Equal(Verdict.Passed, (await Given.Run(Given.DataModelCheck, Given.MinimalClaims())).Verdict);

    [Theory]
    [InlineData("@context")]
    [InlineData("type")]
    [InlineData("issuer")]
    [InlineData("credentialSubject")]
    public async Task Refuses_a_credential_without(string member)
    {
        var claims = Given.MinimalClaims();
        claims.Remove(member);

        await AssertFault(claims, $"/{member}");
    }

    [Theory]
    [InlineData("@context", "\"https://www.w3.org/ns/credentials/v2\"", "/@context")]
    [InlineData("@context", "[]", "/@context")]
    [InlineData("@context", "[\"https://www.w3.org/2018/credentials/v1\"]", "/@context/0")]
    [InlineData("@context", "[\"https://www.w3.org/ns/credentials/v2\", 5]", "/@context/1")]
    [InlineData("@context", "[\"https://www.w3.org/ns/credentials/v2\", \"no url\"]", "/@context/1")]
    [InlineData("confidenceMethod", "{\"id\":\"https://a.example/1\"}", "/confidenceMethod/type")]
    [InlineData("renderMethod", "{\"id\":\"https://a.example/1\"}", "/renderMethod/type")]
    [InlineData("id", "\"no-url\"", "/id")]
    [InlineData("id", "[\"https://a.example/1\"]", "/id")]
    [InlineData("id", "null", "/id")]
    [InlineData("type", "\"DigitalProductPassport\"", "/type")]
    [InlineData("type", "[]", "/type")]
    [InlineData("type", "[\"VerifiableCredential\", 1]", "/type")]
    [InlineData("type", "[\"VerifiableCredential\", \"\"]", "/type")]
    [InlineData("name", "5", "/name")]
    [InlineData("name", "{\"@value\": \"x\", \"other\": \"y\"}", "/name")]
    [InlineData("description", "[]", "/description")]
    [InlineData("issuer", "\"somebody\"", "/issuer")]
    [InlineData("issuer", "{\"name\": \"Somebody\"}", "/issuer/id")]
    [InlineData("issuer", "[\"did:web:a.example\"]", "/issuer")]
    [InlineData("issuer", "null", "/issuer")]
    [InlineData("credentialSubject", "{}", "/credentialSubject")]
    [InlineData("credentialSubject", "[]", "/credentialSubject")]
    [InlineData("credentialSubject", "\"did:example:1\"", "/credentialSubject")]
    [InlineData("credentialSubject", "[{\"id\": \"x\"}]", "/credentialSubject/0/id")]
    [InlineData("validFrom", "\"2026-01-01\"", "/validFrom")]
    [InlineData("validUntil", "5", "/validUntil")]
    [InlineData("credentialStatus", "{\"id\": \"https://a.example/1\"}", "/credentialStatus/type")]
    [InlineData("credentialStatus", "{\"id\": \"x\", \"type\": \"T\"}", "/credentialStatus/id")]
    [InlineData("credentialSchema", "{\"type\": \"JsonSchema\"}", "/credentialSchema/id")]
    [InlineData("credentialSchema", "[{\"id\": \"https://a.example/1\"}]", "/credentialSchema/0/type")]
    [InlineData("termsOfUse", "{\"id\": \"https://a.example/1\"}", "/termsOfUse/type")]
    [InlineData("evidence", "[{}]", "/evidence/0/type")]
    [InlineData("refreshService", "{\"id\": \"https://a.example/1\"}", "/refreshService/type")]
    [InlineData("proof", "{}", "/proof/type")]
    [InlineData("relatedResource", "[{\"digestSRI\": \"" + SomeDigest + "\"}]", "/relatedResource/0/id")]
    [InlineData("relatedResource", "[{\"id\": \"https://a.example/1\"}]", "/relatedResource/0")]
    public async Task Names_the_place_of_a_malformed_member(string member, string value, string pointer)
    {
        var claims = Given.MinimalClaims();
        claims[member] = JsonNode.Parse(value);

        await AssertFault(claims, pointer);
    }

    [Theory]
    [InlineData("name", "{\"@value\": \"x\", \"@language\": \"en\", \"@direction\": \"ltr\"}")]
    [InlineData("name", "[\"x\", {\"@value\": \"y\"}]")]
    [InlineData("issuer", "{\"id\": \"did:web:a.example\", \"name\": \"A\"}")]
    [InlineData("credentialSubject", "[{\"name\": \"A\"}, {\"id\": \"urn:uuid:1\"}]")]
    [InlineData("type", "\"VerifiableCredential\"")]
    [InlineData("credentialStatus", "[{\"type\": \"T\"}, {\"type\": [\"U\"], \"id\": \"urn:x:1\"}]")]
    [InlineData("relatedResource", "{\"id\": \"urn:a:1\", \"digestMultibase\": \"uEiDjsMRCmPwcFJr79MiZb7kkJ65B5GSbk0yklZkbeFK4VQ\"}")]
    public async Task Accepts_every_form_that_a_member_may_have(string member, string value)
    {
        var claims = Given.MinimalClaims();
        claims[member] = JsonNode.Parse(value);

        Assert.Empty((await Given.Run(Given.DataModelCheck, claims)).Problems);
    }

    [Fact]
    public async Task Refuses_an_end_before_the_start()
    {
        var claims = Given.MinimalClaims();
        claims["validFrom"] = "2026-01-02T00:00:00Z";
        claims["validUntil"] = "2026-01-01T00:00:00Z";

        await AssertFault(claims, "/validUntil");
    }

    [Fact]
    public async Task Refuses_one_related_resource_named_twice()
    {
        var claims = Given.MinimalClaims();
        claims["relatedResource"] = JsonNode.Parse(
            $$"""[{"id": "urn:a:1", "digestSRI": "{{SomeDigest}}"}, {"id": "urn:a:1", "digestSRI": "{{SomeDigest}}"}]""");

        await AssertFault(claims, "/relatedResource/1/id");
    }

    [Fact]
    public async Task Names_every_fault_at_once()
    {
        var result = await Given.Run(Given.DataModelCheck, new JsonObject { ["id"] = 5 });

        Assert.Equal(["/@context", "/id", "/type", "/issuer", "/credentialSubject"], result.Problems.Select(p => p.Pointer));
    }

    [Theory, Trait("Threat", "11")]
    [InlineData("@context", "1")]
    [InlineData("credentialSubject", "1")]
    [InlineData("credentialSubject", "{}")]
    [InlineData("evidence", "{}")]
    [InlineData("relatedResource", "{}")]
    public async Task Tells_of_faults_of_one_kind_five_and_counts_the_others(string member, string item)
    {
        var claims = Given.MinimalClaims();
        claims[member] = JsonNode.Parse($"[{string.Join(',', Enumerable.Repeat(item, 5000))}]");

        var result = await Given.Run(Given.DataModelCheck, claims);

        Assert.Equal(Verdict.Failed, result.Verdict);
        Assert.InRange(result.Problems.Count, 5, 11);
        Assert.EndsWith("; and 4995 more like it", result.Problems[^1].Detail, StringComparison.Ordinal);
    }

    [Fact, Trait("Threat", "11")]
    public void Tells_at_most_a_hundred_faults_and_counts_the_others()
    {
        var shape = new ShapeProblems();
        for (var i = 0; i < 5000; i++)
        {
            shape.Add($"fault {i}", "/evidence");
        }

        Assert.Equal(100, shape.Problems.Count);
        Assert.Equal("and 4901 more faults", shape.Problems[^1].Detail);
    }

    private static async Task AssertFault(JsonNode claims, string pointer)
    {
        var result = await Given.Run(Given.DataModelCheck, claims);

        Assert.Equal(Verdict.Failed, result.Verdict);
        var problem = Assert.Single(result.Problems);
        Assert.Equal(ProblemTypes.MalformedValue, problem.Type);
        Assert.Equal(pointer, problem.Pointer);
    }
}
