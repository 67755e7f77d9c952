using Untp.Credentials.JsonLd.Iris;

namespace Untp.Credentials.Tests.JsonLd.Iris;

public sealed class IriSyntaxTests
{
    [Theory]
    [InlineData("https://example.com/a?b=c&d#e")]
    [InlineData("did:web:example.com#key-1")]
    [InlineData("urn:uuid:00000000-0000-0000-0000-000000000000")]
    [InlineData("http://[::1]:80/")]
    [InlineData("http://example.com/%20")]
    [InlineData("http://exämple.com/ß/字/\U00020000")]
    [InlineData("x:")]
    [InlineData("http://a/?\uE000")]
    public void Takes_what_RFC_3987_calls_an_IRI(string iri) => Assert.True(IriSyntax.IsWellFormed(iri));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("/a")]
    [InlineData(":a")]
    [InlineData("1a:b")]
    [InlineData("_:b0")]
    [InlineData("http://a b")]
    [InlineData("http://a/<b>")]
    [InlineData("http://a/\"")]
    [InlineData("http://a/{b}")]
    [InlineData("http://a/|")]
    [InlineData("http://a/\\")]
    [InlineData("http://a/^")]
    [InlineData("http://a/`")]
    [InlineData("http://a/%2")]
    [InlineData("http://a/%zz")]
    [InlineData("http://a/#b#c")]
    [InlineData("http://a/[b]")]
    [InlineData("http://a/\n")]
    [InlineData("http://a/\u0085")]
    [InlineData("http://a/\uFFFF")]
    [InlineData("http://a/\uE000")]
    [InlineData("http://a/\uD800")]
    public void Refuses_what_it_does_not(string text) => Assert.False(IriSyntax.IsWellFormed(text));

    [Theory]
    [InlineData("en", true)]
    [InlineData("de-CH-1996", true)]
    [InlineData("x-private", true)]
    [InlineData("", false)]
    [InlineData("1en", false)]
    [InlineData("en_US", false)]
    [InlineData("en-", false)]
    [InlineData("a b", false)]
    [InlineData("en-toolongsubtag", false)]
    public void Tells_language_tags(string tag, bool isOne) => Assert.Equal(isOne, IriSyntax.IsLanguageTag(tag));
}
