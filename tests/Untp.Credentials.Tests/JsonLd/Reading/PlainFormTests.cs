using System.Text.Json;
using System.Text.Json.Nodes;
using Untp.Credentials.JsonLd.Reading;
using Untp.Credentials.Proofs.DataIntegrity;
using Untp.Credentials.Tests.Proofs;
using Untp.Credentials.Tests.Proofs.DataIntegrity;

namespace Untp.Credentials.Tests.JsonLd.Reading;

/// <summary>Whoever holds a signed credential may restructure it so that its RDF stays the same; none of that is let pass.</summary>
[Trait("Threat", "8")]
public class PlainFormTests
{
    [Theory]
    [InlineData("""{"@context":["https://a.example","https://b.example"],"a":[{"b":"urn:x@y"}],"e":"x"}""")]
    [InlineData("""{"@context":"https://a.example","name":{"@value":"n","@language":"en"},"d":[{"@value":"n","@direction":"rtl"}]}""")]
    [InlineData("""{"proof":{"@context":{"a":"urn:a"},"@id":"urn:x"}}""")]
    [InlineData("""{"mail@example.com":1}""")]
    public void Lets_the_plain_form_pass(string document) => Assert.Null(FaultOf(document));

    [Theory]
    [InlineData("""{"@context":["https://a.example",{"@vocab":"https://evil.example/"}]}""", "written into")]
    [InlineData("""{"@context":{"a":"urn:a"}}""", "written into")]
    [InlineData("""{"@context":[["https://a.example",null]]}""", "written into")]
    [InlineData("""{"a":{"@context":"https://a.example"}}""", "@context")]
    [InlineData("""{"a":[[{"@context":[]}]]}""", "@context")]
    [InlineData("""{"@graph":[]}""", "@graph")]
    [InlineData("""{"@included":[]}""", "@included")]
    [InlineData("""{"a":{"@reverse":{}}}""", "@reverse")]
    [InlineData("""{"a":{"@nest":{}}}""", "@nest")]
    [InlineData("""{"@id":"urn:x"}""", "@id")]
    [InlineData("""{"a":[{"@type":"urn:x"}]}""", "@type")]
    [InlineData("""{"a":{"@list":[]}}""", "@list")]
    [InlineData("""{"a":{"@set":[]}}""", "@set")]
    [InlineData("""{"a":{"\u0040id":"urn:x"}}""", "@id")]
    [InlineData("""{"https://www.w3.org/2018/credentials#validUntil":"x"}""", "#validUntil")]
    [InlineData("""{"a":{"cred:validUntil":"x"}}""", "cred:validUntil")]
    [InlineData("""{"a":{"cred\u003avalidUntil":"x"}}""", "cred:validUntil")]
    [InlineData("""{"a":{"@value":"x"}}""", "@value")]
    [InlineData("""{"a":{"@value":"1","@type":"http://www.w3.org/2001/XMLSchema#integer"}}""", "@value")]
    [InlineData("""{"a":{"@value":1,"@language":"en"}}""", "@value")]
    [InlineData("""{"a":{"@value":"x","@language":"en","@index":"i"}}""", "@value")]
    public void Names_what_would_be_read_differently(string document, string named) =>
        Assert.Contains(named, FaultOf(document), StringComparison.Ordinal);

    /// <summary>
    /// Each leaves the RDF as it is, so that the signature holds, but for @graph, which makes a named graph of what it holds; none passes.
    /// </summary>
    [Theory]
    [InlineData("expiry under its IRI")]
    [InlineData("expiry in @nest")]
    [InlineData("@vocab appended")]
    [InlineData("term redefined in a context of its own")]
    [InlineData("id as @id")]
    [InlineData("type as @type")]
    [InlineData("in @graph")]
    [InlineData("subject in @included")]
    [InlineData("name as value object")]
    public async Task Refuses_a_signed_credential_that_says_the_same_in_another_form(string change)
    {
        var world = new EmbeddedWorld(rdf: Proofs.DataIntegrity.Rdf.Own);
        var signed = JsonNode.Parse(await world.SignAsync(
            DemoIssuer.ClaimsWith("\"validUntil\":\"2027-01-01T00:00:00Z\",\"name\":\"n\"")
                .Replace("did:example:subject\"", "did:example:subject\",\"name\":\"s\"", StringComparison.Ordinal),
            new ProofOptions()))!.AsObject();
        Assert.Equal(Verdict.Passed, (await world.CheckAsync(signed.ToJsonString())).Verdict);
        Assert.Equal(Verdict.Failed, (await world.CheckAsync(Change(signed, change).ToJsonString())).Verdict);
    }

    private static JsonObject Change(JsonObject signed, string change)
    {
        switch (change)
        {
            case "expiry under its IRI":
                signed["https://www.w3.org/2018/credentials#validUntil"] = new JsonObject
                {
                    ["@value"] = Take(signed, "validUntil"),
                    ["@type"] = "http://www.w3.org/2001/XMLSchema#dateTime",
                };
                return signed;
            case "expiry in @nest":
                signed["@nest"] = new JsonObject { ["validUntil"] = Take(signed, "validUntil") };
                return signed;
            case "@vocab appended":
                signed["@context"]!.AsArray().Add(JsonNode.Parse("""{"@vocab":"https://evil.example/"}"""));
                return signed;
            case "term redefined in a context of its own":
                signed["@context"]!.AsArray().Add(JsonNode.Parse(
                    """{"hidden":{"@id":"https://www.w3.org/2018/credentials#validUntil","@type":"http://www.w3.org/2001/XMLSchema#dateTime"}}"""));
                signed["hidden"] = Take(signed, "validUntil");
                return signed;
            case "id as @id":
                signed["@id"] = Take(signed, "id");
                return signed;
            case "type as @type":
                signed["@type"] = Take(signed, "type");
                return signed;
            case "in @graph":
                var inner = new JsonObject();
                foreach (var name in signed.Select(m => m.Key).Where(n => n is not ("@context" or "proof" or "issuer")).ToList())
                {
                    inner[name] = Take(signed, name);
                }

                signed["@graph"] = new JsonArray(inner);
                return signed;
            case "subject in @included":
                signed["@included"] = new JsonArray(signed["credentialSubject"]!.DeepClone());
                signed["credentialSubject"] = new JsonObject { ["id"] = signed["credentialSubject"]!["id"]!.DeepClone() };
                return signed;
            default:
                signed["name"] = new JsonObject { ["@value"] = "n" };
                return signed;
        }
    }

    private static JsonNode Take(JsonObject owner, string name)
    {
        var value = owner[name]!.DeepClone();
        owner.Remove(name);
        return value;
    }

    private static string? FaultOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        return PlainForm.FindFault(document.RootElement)?.Detail;
    }
}
