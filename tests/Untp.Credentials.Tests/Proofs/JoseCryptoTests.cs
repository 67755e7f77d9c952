using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Untp.Credentials.Proofs;

namespace Untp.Credentials.Tests.Proofs;

/// <summary>The library's own handler, over our keys, as a second opinion on every token that others signed.</summary>
public class JoseCryptoTests
{
    public static TheoryData<string> Tokens => JoseInteropTests.Tokens;

    [Theory]
    [MemberData(nameof(Tokens))]
    public async Task The_library_s_handler_comes_to_the_same_verdict(string file)
    {
        var token = File.ReadAllText(Shared.Path($"vectors/interop/{file}")).TrimEnd('\n');
        var issuer = new DemoIssuer();
        issuer.Publish(File.ReadAllText(Shared.Path("vectors/interop/did.web.issuer.example.com.json")));

        var ours = await issuer.CheckAsync(token);
        var handler = new JsonWebTokenHandler { MaximumTokenSizeInBytes = 1 << 20 };
        var theirs = await handler.ValidateTokenAsync(token, Parameters(IssuerKey(token)));

        Assert.Equal(ours.Verdict == Verdict.Passed, theirs.IsValid);
    }

    [Theory]
    [InlineData("EdDSA", KeyType.Ed25519, true)]
    [InlineData("Ed25519", KeyType.Ed25519, true)]
    [InlineData("ES256", KeyType.P256, true)]
    [InlineData("ES256", KeyType.Ed25519, false)]
    [InlineData("EdDSA", KeyType.P256, false)]
    [InlineData("HS256", KeyType.Ed25519, false)]
    [InlineData("none", KeyType.Ed25519, false)]
    [Trait("Threat", "1")]
    public void Makes_a_verifier_only_where_algorithm_and_key_fit(string alg, KeyType type, bool fits)
    {
        using var key = SigningKey.Generate(type);
        var factory = JoseCrypto.NewFactory();
        var publicKey = new JoseSecurityKey(key.VerificationKey);
        if (fits)
        {
            var verifier = factory.CreateForVerifying(publicKey, alg);
            Assert.True(verifier.Verify("m"u8.ToArray(), key.Sign("m"u8)));
            Assert.False(verifier.Verify("n"u8.ToArray(), key.Sign("m"u8)));
            Assert.Throws<NotSupportedException>(() => verifier.Sign([]));
        }
        else
        {
            Assert.Throws<NotSupportedException>(() => factory.CreateForVerifying(publicKey, alg));
        }
    }

    private static TokenValidationParameters Parameters(SecurityKey key) => new()
    {
        CryptoProviderFactory = JoseCrypto.NewFactory(),
        IssuerSigningKey = key,
        TryAllIssuerSigningKeys = false,
        ValidAlgorithms = ["EdDSA", "Ed25519", "ES256"],
        ValidTypes = ["vc+jwt"],
        RequireExpirationTime = false,
        ValidateAudience = false,
        ValidateIssuer = false,
        ValidateLifetime = false,
    };

    /// <summary>The issuer's key for the token's algorithm, under the id by which the issuer's document knows it.</summary>
    private static JoseSecurityKey IssuerKey(string token)
    {
        var jwt = new JsonWebToken(token);
        using var document = JsonDocument.Parse(File.ReadAllBytes(Shared.Path("vectors/interop/did.web.issuer.example.com.json")));
        var method = document.RootElement.GetProperty("verificationMethod")[jwt.Alg == "ES256" ? 1 : 0];
        VerificationKey? key;
        var read = method.TryGetProperty("publicKeyJwk", out var jwk)
            ? VerificationKey.TryReadJwk(jwk, out key, out _)
            : VerificationKey.TryReadMultibase(method.GetProperty("publicKeyMultibase").GetString()!, out key, out _);
        Assert.True(read);

        using var payload = JsonDocument.Parse(Base64UrlEncoder.Decode(jwt.EncodedPayload));
        var issuer = payload.RootElement.GetProperty("issuer").GetProperty("id").GetString()!;
        return new JoseSecurityKey(key!)
        {
            KeyId = issuer.StartsWith("did:key:", StringComparison.Ordinal)
                ? $"{issuer}#{key!.ToMultibase()}"
                : method.GetProperty("id").GetString(),
        };
    }
}
