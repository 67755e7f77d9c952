using System.Text.Json;
using Untp.Credentials.JsonLd.Reading;

namespace Untp.Credentials.Tests.JsonLd.Reading;

[Trait("Threat", "8")]
public sealed class KeywordMembersTests
{
    [Theory]
    [InlineData("""{"@graph":[{"id":"urn:x"}]}""", "/@graph")]
    [InlineData("""{"a":[{"@included":{}}]}""", "/a/0/@included")]
    [InlineData("""{"a":{"@reverse":{}}}""", "/a/@reverse")]
    [InlineData("""{"a":{"@nest":{}}}""", "/a/@nest")]
    [InlineData("""{"a":{"@context":"https://a.example/"}}""", "/a/@context")]
    [InlineData("""{"a":{"@id":"urn:x"}}""", "/a/@id")]
    [InlineData("""{"a":{"@type":"urn:x"}}""", "/a/@type")]
    [InlineData("""{"a":{"@set":[]}}""", "/a/@set")]
    [InlineData("""{"a":{"@list":[]}}""", "/a/@list")]
    [InlineData("""{"a":{"@json":1}}""", "/a/@json")]
    [InlineData("""{"name":{"@index":"x"}}""", "/name/@index")]
    [InlineData("""{"name":{"@language":"en"}}""", "/name/@language")]
    [InlineData("""{"name":{"@value":"x","@index":"y"}}""", "/name/@index")]
    [InlineData("""{"label":{"@value":"x"}}""", "/label/@value")]
    [InlineData("""{"\u0040graph":[]}""", "/@graph")]
    [InlineData("""{"a/b":{"\u0040id":"urn:x"}}""", "/a~1b/@id")]
    public void Names_each_and_its_place(string credential, string pointer) =>
        Assert.Equal(pointer, Assert.Single(Find(credential)).Pointer);

    [Theory]
    [InlineData("""{"@context":["https://a.example/"],"a":"@graph","b":["@id"],"c":{"mail@a.example":1}}""")]
    [InlineData("""{"@context":[],"name":{"@value":"x","@language":"en"},"s":{"description":[{"@value":"x","@direction":"ltr"}]}}""")]
    [InlineData("""{"@context":[],"proof":{"@context":[]}}""")]
    public void Lets_pass_what_is_none(string credential) => Assert.Empty(Find(credential));

    private static Misreading[] Find(string credential)
    {
        using var document = JsonDocument.Parse(credential);
        return [.. KeywordMembers.Find(document.RootElement)];
    }
}
