using System.Text;
using Untp.Credentials.Proofs;

namespace Untp.Credentials.Tests.Proofs;

public class VcJwtTests
{
    private readonly DemoIssuer _issuer = new();

    [Theory]
    [InlineData(KeyType.Ed25519, "EdDSA", "#ed")]
    [InlineData(KeyType.P256, "ES256", "#p256")]
    public async Task Issues_what_the_check_accepts_without_a_warning(KeyType type, string alg, string fragment)
    {
        var signer = new KeySigner(type == KeyType.P256 ? _issuer.P256Key : _issuer.Ed25519Key, DemoIssuer.Did + fragment);
        var token = await VcJwt.SignAsync(Encoding.UTF8.GetBytes(DemoIssuer.Claims), signer, CancellationToken.None);

        var result = await _issuer.CheckAsync(token);
        Assert.Equal(Verdict.Passed, result.Verdict);
        Assert.Empty(result.Warnings);

        Assert.True(JwsEnvelope.TryParse(Encoding.ASCII.GetBytes(token), ParsingLimits.Default, out var envelope, out _));
        Assert.Equal(
            $$"""{"alg":"{{alg}}","typ":"vc+jwt","cty":"vc","kid":"{{DemoIssuer.Did}}{{fragment}}"}""",
            envelope.Header.GetRawText());
        Assert.Equal(DemoIssuer.Claims, Encoding.UTF8.GetString(envelope.Payload.Span));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{} x")]
    public async Task Signs_nothing_that_a_verifier_could_not_read(string claims)
    {
        var signer = new KeySigner(_issuer.Ed25519Key, DemoIssuer.Did + "#ed");
        await Assert.ThrowsAsync<ArgumentException>(
            () => VcJwt.SignAsync(Encoding.UTF8.GetBytes(claims), signer, CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task Signs_with_no_algorithm_that_a_verifier_refuses() =>
        await Assert.ThrowsAsync<ArgumentException>(
            () => VcJwt.SignAsync("{}"u8.ToArray(), new Symmetric(), CancellationToken.None).AsTask());

    private sealed class Symmetric : ISigner
    {
        public string VerificationMethod => "#";

        public string Algorithm => "HS256";

        public ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) => new([]);
    }
}
