using System.Buffers.Text;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using Untp.Credentials.Proofs;

namespace Untp.Credentials.Tests.Proofs;

public class VerificationKeyTests
{
    private const string X = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    private const string EcX = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
    private const string EcY = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";

    [Theory]
    [InlineData("z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw", KeyType.Ed25519)]
    [InlineData("zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169", KeyType.P256)]
    public void Reads_a_Multikey_and_writes_it_again(string multibase, KeyType type)
    {
        Assert.True(VerificationKey.TryReadMultibase(multibase, out var key, out _));
        Assert.Equal((type, multibase), (key.Type, key.ToMultibase()));
        Assert.Equal(type == KeyType.Ed25519 ? 32 : 33, key.Bytes.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("z")]
    [InlineData("6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw")]
    [InlineData("Z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw")]
    [InlineData("z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMs")]
    [InlineData("z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw1")]
    [InlineData("z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMM0w")]
    [InlineData("z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc")] // X25519
    [InlineData("z82LkvCwHNreneWpsgPEbV3gu1C6NFJEBg4srfJ5gdxEsMGRJUz2sG9FE42shbn2xkZJh54")] // P-384
    [InlineData("zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme")] // secp256k1
    public void Refuses_other_Multikeys(string multibase)
    {
        Assert.False(VerificationKey.TryReadMultibase(multibase, out var key, out var fault));
        Assert.Null(key);
        Assert.NotEmpty(fault);
    }

    [Fact]
    [Trait("Threat", "13")]
    public void Refuses_a_key_of_small_order_or_in_another_encoding()
    {
        foreach (var first in new byte[] { 0, 1, 0xec, 0xed, 0xee })
        {
            byte[] key = first < 2 ? [first, .. new byte[31]] : [first, .. Enumerable.Repeat((byte)0xff, 30), 0x7f];
            Assert.False(VerificationKey.TryReadMultibase(Multibase.Encode([0xed, 0x01, .. key]), out _, out _));
        }
    }

    [Theory]
    [InlineData(0x04)]
    [InlineData(0x00)]
    [InlineData(0x05)]
    public void Refuses_a_P256_key_in_another_form(byte form)
    {
        using var key = SigningKey.Generate(KeyType.P256);
        Assert.False(VerificationKey.TryReadMultibase(
            Multibase.Encode([0x80, 0x24, form, .. key.VerificationKey.Bytes.Span[1..]]), out _, out _));
    }

    /// <summary>Half of all x have no y, and p + x is another spelling of x.</summary>
    [Fact]
    public void Refuses_an_x_that_is_not_on_the_curve()
    {
        var p = BigInteger.Parse("115792089210356248762697446949407573530086143415290314195533631308867097853951");
        var read = Enumerable.Range(0, 200).Count(x => P256Point.TryDecompress(Compressed(x), out _));
        Assert.InRange(read, 60, 140);
        Assert.All(Enumerable.Range(0, 50), x => Assert.False(P256Point.TryDecompress(Compressed(p + x), out _)));
    }

    [Theory]
    [InlineData($$"""{"kty":"OKP","crv":"Ed25519","x":"{{X}}"}""", KeyType.Ed25519)]
    [InlineData($$"""{"kty":"OKP","crv":"Ed25519","x":"{{X}}","alg":"EdDSA","use":"sig","key_ops":["verify"],"kid":"1"}""", KeyType.Ed25519)]
    [InlineData($$"""{"kty":"OKP","crv":"Ed25519","x":"{{X}}","alg":"Ed25519"}""", KeyType.Ed25519)]
    [InlineData($$"""{"kty":"EC","crv":"P-256","x":"{{EcX}}","y":"{{EcY}}"}""", KeyType.P256)]
    [InlineData($$"""{"kty":"EC","crv":"P-256","x":"{{EcX}}","y":"{{EcY}}","alg":"ES256","key_ops":["sign","verify"]}""", KeyType.P256)]
    public void Reads_a_public_JWK(string jwk, KeyType type)
    {
        Assert.True(TryReadJwk(jwk, out var key));
        Assert.Equal(type, key!.Type);
        var x = Base64Url.DecodeFromChars(type == KeyType.P256 ? EcX : X);
        Assert.Equal(x, type == KeyType.P256 ? key.Bytes[1..] : key.Bytes);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData($$"""{"kty":"OKP","crv":"Ed25519","x":"{{X}}","d":"{{X}}"}""")]
    [InlineData($$"""{"kty":"OKP","crv":"Ed25519","x":"{{X}}","d":null}""")]
    [InlineData($$"""{"kty":"OKP","crv":"X25519","x":"{{X}}"}""")]
    [InlineData($$"""{"kty":"EC","crv":"Ed25519","x":"{{X}}"}""")]
    [InlineData($$"""{"kty":"okp","crv":"Ed25519","x":"{{X}}"}""")]
    [InlineData($$"""{"kty":["OKP"],"crv":"Ed25519","x":"{{X}}"}""")]
    [InlineData($$"""{"kty":"OKP","crv":"Ed25519","x":"{{X}}="}""")]
    [InlineData($$"""{"kty":"OKP","crv":"Ed25519","x":"{{X}}AA"}""")]
    [InlineData($$"""{"kty":"OKP","crv":"Ed25519","x":" {{X}}"}""")]
    [InlineData("""{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURp"}""")] // trailing bits
    [InlineData("""{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo"}""")]
    [InlineData("""{"kty":"OKP","crv":"Ed25519"}""")]
    [InlineData("""{"kty":"OKP","crv":"Ed25519","x":7}""")]
    [InlineData($$"""{"kty":"OKP","crv":"Ed25519","x":"{{X}}","alg":"ES256"}""")]
    [InlineData($$"""{"kty":"OKP","crv":"Ed25519","x":"{{X}}","alg":null}""")]
    [InlineData($$"""{"kty":"OKP","crv":"Ed25519","x":"{{X}}","use":"enc"}""")]
    [InlineData($$"""{"kty":"OKP","crv":"Ed25519","x":"{{X}}","key_ops":["sign"]}""")]
    [InlineData($$"""{"kty":"OKP","crv":"Ed25519","x":"{{X}}","key_ops":"verify"}""")]
    [InlineData($$"""{"kty":"EC","crv":"P-256","x":"{{EcX}}"}""")]
    [InlineData($$"""{"kty":"EC","crv":"P-256","x":"{{EcX}}","y":"{{EcX}}"}""")]
    [InlineData($$"""{"kty":"EC","crv":"P-384","x":"{{EcX}}","y":"{{EcY}}"}""")]
    [InlineData($$"""{"kty":"EC","crv":"P-256","x":"{{EcX}}","y":"{{EcY}}","alg":"ES384"}""")]
    [InlineData($$"""{"kty":"EC","crv":"P-256","x":"{{EcX}}","y":"{{EcY}}","d":"{{EcX}}"}""")]
    [InlineData($$"""{"kty":"EC","crv":"P-256","x":"AA{{EcX}}","y":"{{EcY}}"}""")]
    [InlineData("""{"kty":"oct","k":"AAAA"}""")]
    [InlineData("""{"kty":"RSA","n":"AQ","e":"AQAB"}""")]
    public void Refuses_other_JWKs(string jwk)
    {
        Assert.False(TryReadJwk(jwk, out var key));
        Assert.Null(key);
    }

    [Theory]
    [InlineData(KeyType.Ed25519)]
    [InlineData(KeyType.P256)]
    public void Verifies_what_the_private_half_signed_and_nothing_else(KeyType type)
    {
        using SigningKey key = SigningKey.Generate(type), other = SigningKey.Generate(type);
        var signature = key.Sign("a message"u8);

        Assert.Equal(64, signature.Length);
        Assert.True(key.VerificationKey.Verify("a message"u8, signature));
        Assert.False(key.VerificationKey.Verify("a messagf"u8, signature));
        Assert.False(key.VerificationKey.Verify("a message"u8, signature.AsSpan(1)));
        Assert.False(key.VerificationKey.Verify("a message"u8, []));
        Assert.False(key.VerificationKey.Verify("a message"u8, new byte[64]));
        Assert.False(other.VerificationKey.Verify("a message"u8, signature));
    }

    private static bool TryReadJwk(string json, out VerificationKey? key)
    {
        using var jwk = JsonDocument.Parse(json);
        var isRead = VerificationKey.TryReadJwk(jwk.RootElement, out key, out var fault);
        Assert.Equal(isRead, fault is null);
        return isRead;
    }

    private static byte[] Compressed(BigInteger x)
    {
        var bytes = x.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [2, .. new byte[32 - bytes.Length], .. bytes];
    }
}
