using Gateway.Identifiers;

namespace Gateway.Tests.Identifiers;

public sealed class ControllingIssuersTests
{
    [Theory]
    [InlineData("https://id.shop.example.com/01/1", "did:web:id.shop.example.com did:web:shop.example.com did:web:example.com")]
    [InlineData("https://example.com/x", "did:web:example.com")]
    [InlineData("https://EXAMPLE.com./x", "did:web:example.com")]
    [InlineData("http://example.com/x", "did:web:example.com")]
    [InlineData("https://id.example.com:8443/x", "did:web:id.example.com%3A8443 did:web:id.example.com did:web:example.com")]
    [InlineData("http://127.0.0.1:5080/x", "did:web:127.0.0.1%3A5080 did:web:127.0.0.1")]
    [InlineData("https://10.1.2.3/x", "did:web:10.1.2.3")]
    [InlineData("https://localhost/x", "did:web:localhost")]
    [InlineData("https://bücher.example/x", "did:web:xn--bcher-kva.example")]
    [InlineData("did:web:example.com:products:1", "did:web:example.com")]
    [InlineData("did:web:id.example.com%3A8443:products", "did:web:id.example.com%3A8443 did:web:id.example.com did:web:example.com")]
    public void Are_the_host_and_its_parents_of_two_labels_or_more(string productId, string issuers) =>
        Assert.Equal(issuers.Split(' '), ControllingIssuers.Of(productId));

    [Theory]
    [InlineData("https://maker.example.com@evil.com/x", "did:web:evil.com")]
    [InlineData("https://evil.com#@maker.example.com/x", "did:web:evil.com")]
    [InlineData("https://evil.com/https://maker.example.com/", "did:web:evil.com")]
    public void Are_not_whoever_is_only_named_in_the_identifier(string productId, string issuers) =>
        Assert.Equal(issuers.Split(' '), ControllingIssuers.Of(productId));

    [Theory]
    [InlineData("urn:epc:id:sgtin:0614141.107346.2017")]
    [InlineData("did:key:z6MkqRYqQiSgvZQdnBytw86Qbs2ZWUkGv22od935YF4s8M7V")]
    [InlineData("/01/1")]
    [InlineData("https://")]
    [InlineData("https://evil.com\\@maker.example.com/x")]
    [InlineData("did:web:")]
    [InlineData("\0")]
    [InlineData("")]
    [InlineData("https://xn--\u00fc/1")]
    [InlineData("did:web:a\u05d0")]
    [InlineData("https://xn--\u00ad.example/1")]
    [Trait("Threat", "28")]
    public void Are_nobody_where_there_is_no_host(string productId) => Assert.Empty(ControllingIssuers.Of(productId));

    [Theory]
    [InlineData(126, true)]
    [InlineData(127, false)]
    [InlineData(4000, false)]
    [Trait("Threat", "26")]
    public void Are_sought_only_for_names_that_DNS_can_hold(int labels, bool isSought) =>
        Assert.Equal(isSought, ControllingIssuers.Of($"https://{string.Concat(Enumerable.Repeat("a.", labels))}b/1").Count > 0);
}
