using System.Text;
using System.Text.Json;
using Untp.Credentials.Proofs;

namespace Untp.Credentials.Tests.Proofs;

public sealed class JwkWriterTests
{
    [Fact]
    public void Takes_the_thumbprint_that_RFC_8037_appendix_A_3_gives()
    {
        using var jwk = JsonDocument.Parse("""{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""");
        Assert.True(VerificationKey.TryReadJwk(jwk.RootElement, out var key, out _));
        Assert.Equal("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", key.ComputeThumbprint());
    }

    [Theory]
    [InlineData(KeyType.Ed25519, "crv,kty,x")]
    [InlineData(KeyType.P256, "crv,kty,x,y")]
    public void Writes_the_public_members_in_order_and_reads_the_same_key_again(KeyType type, string members)
    {
        using var signing = SigningKey.Generate(type);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            signing.VerificationKey.WriteJwk(json);
        }

        using var jwk = JsonDocument.Parse(stream.ToArray());
        Assert.Equal(members, string.Join(',', jwk.RootElement.EnumerateObject().Select(m => m.Name)));
        Assert.True(VerificationKey.TryReadJwk(jwk.RootElement, out var key, out _));
        Assert.Equal(signing.VerificationKey.ToMultibase(), key.ToMultibase());
        Assert.True(key.Verify("text"u8, signing.Sign("text"u8)));
        Assert.Matches("^[A-Za-z0-9_-]{43}$", key.ComputeThumbprint());
        Assert.DoesNotContain("\"d\"", Encoding.UTF8.GetString(stream.ToArray()), StringComparison.Ordinal);
    }
}
