using System.Text.Json.Nodes;
using Untp.Credentials.Presentations;

namespace Untp.Credentials.Tests.Presentations;

/// <summary>The shape of a presentation (VCDM 2.0 clause 4.13).</summary>
public sealed class PresentationShapeTests
{
    private static JsonObject Least => new()
    {
        ["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2"),
        ["type"] = new JsonArray("VerifiablePresentation"),
    };

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"type": "VerifiablePresentation"}""")]
    [InlineData("""{"id": "urn:uuid:1"}""")]
    [InlineData("""{"holder": "did:example:a"}""")]
    [InlineData("""{"holder": {"id": "did:example:a", "name": "A"}}""")]
    [InlineData("""{"verifiableCredential": []}""")]
    [InlineData("""{"verifiableCredential": {"@context": "https://www.w3.org/ns/credentials/v2", "type": "EnvelopedVerifiableCredential"}}""")]
    [InlineData("""{"termsOfUse": {"type": "IssuerPolicy"}}""")]
    public void Accepts_every_form_that_a_member_may_have(string members) => Assert.Empty(Check(members).Problems);

    [Theory]
    [InlineData("""{"@context": "https://www.w3.org/ns/credentials/v2"}""", "/@context")]
    [InlineData("""{"@context": ["https://www.w3.org/2018/credentials/v1"]}""", "/@context/0")]
    [InlineData("""{"type": []}""", "/type")]
    [InlineData("""{"type": ["VerifiableCredential"]}""", "/type")]
    [InlineData("""{"id": 1}""", "/id")]
    [InlineData("""{"holder": {"name": "A"}}""", "/holder/id")]
    [InlineData("""{"holder": ["did:example:a"]}""", "/holder")]
    [InlineData("""{"verifiableCredential": "a.b.c"}""", "/verifiableCredential")]
    [InlineData("""{"verifiableCredential": [{"type": "VerifiableCredential"}]}""", "/verifiableCredential/0/@context")]
    [InlineData("""{"verifiableCredential": [{"@context": []}]}""", "/verifiableCredential/0/type")]
    [InlineData("""{"proof": {"x": 1}}""", "/proof/type")]
    [InlineData("""{"termsOfUse": [{"id": "https://a.example"}]}""", "/termsOfUse/0/type")]
    public void Names_the_place_of_a_malformed_member(string members, string pointer) =>
        Assert.Equal(pointer, Assert.Single(Check(members).Problems).Pointer);

    [Fact]
    public void Holds_no_more_credentials_than_it_may()
    {
        var item = """{"@context": "https://www.w3.org/ns/credentials/v2", "type": "EnvelopedVerifiableCredential"}""";
        Assert.Empty(Check($$"""{"verifiableCredential": [{{item}}, {{item}}]}""").Problems);
        Assert.Equal(
            "/verifiableCredential",
            Assert.Single(Check($$"""{"verifiableCredential": [{{item}}, {{item}}, {{item}}]}""").Problems).Pointer);
    }

    private static CheckResult Check(string members)
    {
        var presentation = Least;
        foreach (var (name, value) in JsonNode.Parse(members)!.AsObject())
        {
            presentation[name] = value!.DeepClone();
        }

        using var document = System.Text.Json.JsonDocument.Parse(presentation.ToJsonString());
        return PresentationShape.Check(document.RootElement, 2);
    }
}
