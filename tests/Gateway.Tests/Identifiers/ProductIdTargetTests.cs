using Gateway.Identifiers;

namespace Gateway.Tests.Identifiers;

public sealed class ProductIdTargetTests
{
    [Theory]
    [InlineData("/passports/https://id.example/a%2Fb", "https://id.example/a/b")]
    [InlineData("/passports/https://id.example/a%252Fb", "https://id.example/a%2Fb")]
    [InlineData("/passports/https%3A%2F%2Fid.example%2Fa%252Fb", "https://id.example/a%2Fb")]
    [InlineData("/passports/https://id.example/a/../b/./c//d", "https://id.example/a/../b/./c//d")]
    [InlineData("/passports/https://id.example/1?issuer=did:web:x", "https://id.example/1")]
    [InlineData("/passports/https://id.example/1%3Fx=1", "https://id.example/1?x=1")]
    [InlineData("/passports/urn:a+b", "urn:a+b")]
    [InlineData("/passports/urn:%C3%BC", "urn:ü")]
    [InlineData("http://gateway.example:5080/passports/urn:1", "urn:1")]
    [InlineData("HTTPS://gateway.example/PASSPORTS/urn:1", "urn:1")]
    public void Is_decoded_exactly_once_from_the_target_as_sent(string target, string productId)
    {
        Assert.True(ProductIdTarget.TryRead(target, out var read));
        Assert.Equal(productId, read);
    }

    [Theory]
    [InlineData("/passports/")]
    [InlineData("/passports/?x")]
    [InlineData("/passports/%")]
    [InlineData("/passports/%2")]
    [InlineData("/passports/%GG")]
    [InlineData("/passports/%ff")]
    [InlineData("/passports/%C3")]
    [InlineData("/passports/%ED%A0%80")]
    [InlineData("/passports/ü")]
    [InlineData("/%70assports/urn:1")]
    [InlineData("http://gateway.example")]
    [InlineData("*")]
    [Trait("Threat", "21")]
    public void Is_refused_when_it_is_not_well_encoded_or_no_target_of_ours(string target) => Assert.False(ProductIdTarget.TryRead(target, out _));
}
