using Untp.Credentials.Dids;

namespace Untp.Credentials.Tests.Dids;

public sealed class DidWebMethodTests
{
    [Theory]
    [InlineData("did:web:example.com", "https://example.com/.well-known/did.json")]
    [InlineData("did:web:example.com:user:alice", "https://example.com/user/alice/did.json")]
    [InlineData("did:web:example.com%3A8443", "https://example.com:8443/.well-known/did.json")]
    [InlineData("did:web:example.com%3a8443:a:b", "https://example.com:8443/a/b/did.json")]
    [InlineData("did:web:xn--mnchen-3ya.de:caf%C3%A9", "https://xn--mnchen-3ya.de/caf%C3%A9/did.json")]
    [InlineData("did:web:127.0.0.1.example.com", "https://127.0.0.1.example.com/.well-known/did.json")]
    [InlineData("did:web:example.com:a%3Fb%23c", "https://example.com/a%3Fb%23c/did.json")]
    public void Names_the_place_of_the_document(string did, string uri)
    {
        Assert.True(DidUrl.IsDid(did));
        Assert.True(DidWebMethod.TryLocate(did, false, out var place, out _));
        Assert.Equal(uri, place.AbsoluteUri);
    }

    [Theory, Trait("Threat", "5")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1%3A8443")]
    [InlineData("127.1")]
    [InlineData("2130706433")] // decimal
    [InlineData("0.2130706433")]
    [InlineData("0177.0.0.1")] // octal
    [InlineData("0x7f.0.0.1")]
    [InlineData("0x7f000001")] // hexadecimal
    [InlineData("x.0x7F000001")]
    [InlineData("1.2.3.0x")]
    [InlineData("169.254.169.254")]
    [InlineData("%5B%3A%3A1%5D")] // [::1]
    [InlineData("%5B%3A%3Affff%3A127.0.0.1%5D%3A443")] // v4-mapped
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("example.com.")] // trailing dot
    [InlineData("127.0.0.1.")]
    [InlineData("localhost")]
    [InlineData("localhost.")]
    [InlineData("localhost%3A8080")]
    [InlineData("%6c%6fcalhost%3A8080")]
    [InlineData("user%40example.com")] // userinfo
    [InlineData("user%3Apass%40example.com")]
    [InlineData("example.com%2F..%2F")]
    [InlineData("example.com%3A")] // port
    [InlineData("example.com%3A0")]
    [InlineData("example.com%3A080")]
    [InlineData("example.com%3A65536")]
    [InlineData("example.com%3A-1")]
    [InlineData("example.com%3A80%3A80")]
    [InlineData("example.com%253A8443")] // percent-encoded percent of a colon
    [InlineData("example.com%3A8443%23")]
    [InlineData("example%2Ecom")]
    [InlineData("ex%C3%A4mple.com")] // digits and letters of other scripts
    [InlineData("%E2%91%A0%E2%91%A1%E2%91%A6.0.0.1")]
    [InlineData("-example.com")]
    [InlineData("example-.com")]
    [InlineData("exa_mple.com")]
    [InlineData("example..com")]
    [InlineData(".example.com")]
    [InlineData("example")]
    public void Refuses_a_host_that_is_an_address_in_disguise_or_no_host(string host)
    {
        Assert.False(DidWebMethod.TryLocate(DidWebMethod.Prefix + host, false, out _, out var problem));
        Assert.NotEmpty(problem);
    }

    [Theory, Trait("Threat", "5"), Trait("Threat", "21")]
    [InlineData("")]
    [InlineData(":b")]
    [InlineData("a::b")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a:..:b")]
    [InlineData("%2e%2e")]
    [InlineData(".%2E")]
    [InlineData("a%2Fb")]
    [InlineData("%2f")]
    [InlineData("..%2f..")]
    [InlineData("a%5Cb")]
    [InlineData("%252e%252e")]
    [InlineData("a%00")]
    [InlineData("a%0d%0aHost%3A")]
    [InlineData("a%7F")]
    [InlineData("%FF%FE")] // not UTF-8
    public void Refuses_a_path_that_leads_astray(string path)
    {
        Assert.False(DidWebMethod.TryLocate($"did:web:example.com:{path}", false, out _, out var problem));
        Assert.NotEmpty(problem);
    }

    [Theory]
    [InlineData("did:web:127.0.0.1%3A5080", "http://127.0.0.1:5080/.well-known/did.json")]
    [InlineData("did:web:localhost%3A5080:a", "http://localhost:5080/a/did.json")]
    [InlineData("did:web:example.com%3A5080", "https://example.com:5080/.well-known/did.json")]
    public void Asks_loopback_over_http_when_that_is_allowed(string did, string uri)
    {
        Assert.True(DidWebMethod.TryLocate(did, true, out var place, out _));
        Assert.Equal(uri, place.AbsoluteUri);
    }

    [Theory]
    [InlineData("did:web:127.0.0.1")]
    [InlineData("did:web:localhost")]
    [InlineData("did:web:127.0.0.2%3A5080")]
    [InlineData("did:web:LOCALHOST%3A5080")]
    public void Refuses_other_spellings_of_loopback_even_then(string did) =>
        Assert.False(DidWebMethod.TryLocate(did, true, out _, out _));
}
