using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Credentials;
using Untp.Credentials;
using Untp.Credentials.Proofs;
using Untp.Credentials.Proofs.DataIntegrity;

namespace Gateway.Tests.Hosting;

/// <summary>Somebody who signs passports: with a did:key of his own, or a did:web whose document is put where the gateway looks.</summary>
internal sealed class TestIssuer
{
    private static readonly Vocabulary s_vocabulary = Vocabulary.Load();

    private readonly SigningKey _key = SigningKey.Generate(KeyType.Ed25519);

    private TestIssuer(string? did)
    {
        Did = did ?? "did:key:" + _key.VerificationKey.ToMultibase();
        Method = did is null ? Did + "#" + Did["did:key:".Length..] : Did + "#key-1";
    }

    public string Did { get; }

    public string Method { get; }

    public static TestIssuer WithKey() => new(null);

    /// <summary>One whose did:web is that host's.</summary>
    public static TestIssuer OfHost(string host, FakeOutbound outbound)
    {
        var issuer = new TestIssuer("did:web:" + host);
        outbound.Put($"https://{host}/.well-known/did.json", issuer.Document());
        return issuer;
    }

    /// <summary>One whose did:web is that of a server on this machine.</summary>
    public static TestIssuer OfPort(int port) => new($"did:web:localhost%3A{port}");

    /// <summary>A passport to be signed: the description's example, by this issuer, about that product.</summary>
    public JsonObject Passport(string productId, string? id = null)
    {
        var passport = Examples.Draft.AsObject();
        passport["id"] = id ?? "https://maker.example.com/credentials/" + Guid.NewGuid();
        passport["issuer"]!["id"] = Did;
        passport["credentialSubject"]!["id"] = productId;
        return passport;
    }

    public async Task<byte[]> SignAsync(JsonNode claims) => Encoding.ASCII.GetBytes(
        await VcJwt.SignAsync(JsonSerializer.SerializeToUtf8Bytes(claims), new KeySigner(_key, Method), default));

    /// <summary>The claims with an embedded proof.</summary>
    public async Task<byte[]> SecureAsync(JsonNode claims, ProofOptions options) => await new DataIntegritySigner(s_vocabulary).SignAsync(
        JsonSerializer.SerializeToUtf8Bytes(claims), options, new KeySigner(_key, Method), default);

    public Task<byte[]> SignPassportAsync(string productId, string? id = null) => SignAsync(Passport(productId, id));

    /// <summary>A body for a request.</summary>
    public static ByteArrayContent Body(byte[] bytes, string mediaType = "application/vc+jwt")
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        return content;
    }

    public string Document() => new JsonObject
    {
        ["@context"] = new JsonArray("https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"),
        ["id"] = Did,
        ["verificationMethod"] = new JsonArray(new JsonObject
        {
            ["id"] = Method,
            ["type"] = "Multikey",
            ["controller"] = Did,
            ["publicKeyMultibase"] = _key.VerificationKey.ToMultibase(),
        }),
        ["assertionMethod"] = new JsonArray(Method),
    }.ToJsonString();
}
