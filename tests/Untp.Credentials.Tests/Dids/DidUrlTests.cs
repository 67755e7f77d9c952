using Untp.Credentials.Dids;

namespace Untp.Credentials.Tests.Dids;

public sealed class DidUrlTests
{
    [Theory]
    [InlineData("did:web:example.com")]
    [InlineData("did:web:example.com%3A8443:a:b")]
    [InlineData("did:key:z6MkfrzFkkJXoCWWtUbaC3Ed243bcot3rM2Qg6vckiDsv9op")]
    [InlineData("did:a1::x")]
    [InlineData("did:example:A.b-c_d%20")]
    public void Reads_a_did(string text) => Assert.True(DidUrl.IsDid(text));

    [Theory]
    [InlineData("")]
    [InlineData("did")]
    [InlineData("did:")]
    [InlineData("did:web")]
    [InlineData("did:web:")]
    [InlineData("did::x")]
    [InlineData("DID:web:x")]
    [InlineData("did:Web:x")]
    [InlineData("did:we-b:x")]
    [InlineData("did:web:x:")]
    [InlineData("did:web:x y")]
    [InlineData(" did:web:x")]
    [InlineData("did:web:x\n")]
    [InlineData("did:web:x\0")]
    [InlineData("did:web:x%")]
    [InlineData("did:web:x%2")]
    [InlineData("did:web:x%2g")]
    [InlineData("did:web:ä")]
    [InlineData("did:web:x/path")]
    [InlineData("did:web:x?query")]
    [InlineData("did:web:x#fragment")]
    [InlineData("did:web:user@x")]
    public void Refuses_what_is_no_did(string text) => Assert.False(DidUrl.IsDid(text));

    [Fact]
    public void Refuses_a_did_of_more_than_2048_characters()
    {
        Assert.True(DidUrl.IsDid("did:example:" + new string('a', 2048 - 12)));
        Assert.False(DidUrl.IsDid("did:example:" + new string('a', 2049 - 12)));
    }

    [Theory]
    [InlineData("did:web:x", "", null, null)]
    [InlineData("did:web:x#key-1", "", null, "key-1")]
    [InlineData("did:web:x/a/b?c=d#e?f/g", "/a/b", "c=d", "e?f/g")]
    [InlineData("did:web:x?q", "", "q", null)]
    [InlineData("did:web:x#", "", null, "")]
    public void Takes_a_did_url_apart(string text, string path, string? query, string? fragment)
    {
        Assert.True(DidUrl.TryParse(text, out var url));
        Assert.Equal(new DidUrl("did:web:x", path, query, fragment), url);
    }

    [Theory]
    [InlineData("#key-1")]
    [InlineData("did:web:x#a#b")]
    [InlineData("did:web:x#a\"b")]
    [InlineData("did:web:x#a\0")]
    [InlineData("did:web:x#a%zz")]
    [InlineData("did:web:x/a b")]
    [InlineData("did:web:x?a\\b")]
    public void Refuses_what_is_no_did_url(string text) => Assert.False(DidUrl.TryParse(text, out _));
}
