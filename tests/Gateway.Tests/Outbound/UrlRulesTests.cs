using Gateway.Outbound;

namespace Gateway.Tests.Outbound;

[Trait("Threat", "5")]
public class UrlRulesTests
{
    [Theory]
    [InlineData("https://issuer.example/")]
    [InlineData("https://issuer.example:80/")]
    [InlineData("https://issuer.example:1024/a?b#c")]
    [InlineData("https://issuer.example:8443/")]
    [InlineData("https://issuer.example:65535/")]
    [InlineData("https://bücher.example/")]
    public void Lets_https_pass(string url) => Assert.Null(UrlRules.Refuse(new Uri(url), allowLoopback: false));

    [Theory]
    [InlineData("http://issuer.example/")]
    [InlineData("ftp://issuer.example/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://issuer.example/")]
    [InlineData("ws://issuer.example/")]
    [InlineData("data:text/plain,a")]
    [InlineData("did:web:issuer.example")]
    [InlineData("//issuer.example/did.json")]
    [InlineData("/did.json")]
    public void Refuses_every_other_scheme(string url) =>
        Assert.Equal("only https URLs are asked", UrlRules.Refuse(new Uri(url, UriKind.RelativeOrAbsolute), allowLoopback: false));

    [Theory]
    [InlineData("ftp://localhost/")]
    [InlineData("file:///etc/passwd")]
    public void Allows_nothing_but_http_besides_when_loopback_is_allowed(string url)
    {
        Assert.Null(UrlRules.Refuse(new Uri("http://localhost/"), allowLoopback: true));
        Assert.NotNull(UrlRules.Refuse(new Uri(url), allowLoopback: true));
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(25)]
    [InlineData(53)]
    [InlineData(389)]
    [InlineData(465)]
    [InlineData(636)]
    [InlineData(1023)]
    public void Refuses_ports_of_other_services(int port) =>
        Assert.Equal($"port {port} is not asked", UrlRules.Refuse(new Uri($"https://issuer.example:{port}/"), allowLoopback: false));

    [Theory]
    [InlineData("https://user@issuer.example/")]
    [InlineData("https://user:password@issuer.example/")]
    [InlineData("https://issuer.example%40@evil.example/")]
    public void Refuses_user_names_and_repeats_none(string url) =>
        Assert.Equal("a URL with a user name is not asked", UrlRules.Refuse(new Uri(url), allowLoopback: false));
}
