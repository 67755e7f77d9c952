using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Untp.Credentials.Dids;
using Untp.Credentials.Proofs;
using Untp.Credentials.Tests.Proofs.DataIntegrity;

namespace Untp.Credentials.Tests.Proofs;

/// <summary>An issuer at did:web with two keys, its document in a scripted network, and the check that looks at its tokens.</summary>
internal sealed class DemoIssuer
{
    public const string Did = "did:web:issuer.example.com";
    public const string DocumentUrl = "https://issuer.example.com/.well-known/did.json";
    public const string Claims = $$$"""
        {"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"id":"urn:uuid:1","issuer":"{{{Did}}}",
        "credentialSubject":{"id":"did:example:subject"}}
        """;

    private readonly ProofCheck _check;

    public DemoIssuer()
    {
        _check = new ProofCheck(new DidResolver(new DidResolverOptions(), Time), Rdf.None, new ProofLimits());
        Publish(DefaultDocument());
    }

    public SigningKey Ed25519Key { get; } = SigningKey.FromSeed(KeyType.Ed25519, SHA256.HashData("the issuer's first key"u8));

    public SigningKey P256Key { get; } = SigningKey.FromSeed(KeyType.P256, SHA256.HashData("the issuer's second key"u8));

    public ManualTime Time { get; } = new();

    public ScriptedFetcher Fetcher { get; } = new();

    /// <summary>A header that nothing is wrong with, with more members.</summary>
    public static string Header(string more = "", string alg = "EdDSA", string kid = $"{Did}#ed") =>
        $$"""{"alg":"{{alg}}","typ":"vc+jwt","cty":"vc","kid":"{{kid}}"{{(more.Length == 0 ? "" : "," + more)}}}""";

    /// <summary>The claims with more members.</summary>
    public static string ClaimsWith(string more) => Claims.TrimEnd()[..^1] + "," + more + "}";

    public void Publish(string document) => Fetcher[DocumentUrl] = document;

    public static string Method(string id, SigningKey key, string controller = Did) =>
        $$"""
        {"id":"{{id}}","type":"Multikey","controller":"{{controller}}","publicKeyMultibase":"{{key.VerificationKey.ToMultibase()}}"}
        """;

    public static string Document(string methods, string assertionMethod, string authentication = "") =>
        $$"""
        {"id":"{{Did}}","verificationMethod":[{{methods}}],
        "assertionMethod":[{{assertionMethod}}],"authentication":[{{authentication}}]}
        """;

    public string DefaultDocument() =>
        Document($"{Method($"{Did}#ed", Ed25519Key)},{Method($"{Did}#p256", P256Key)}", $"\"{Did}#ed\",\"{Did}#p256\"");

    /// <summary>A compact JWS over any header and payload, by the Ed25519 key unless told otherwise.</summary>
    public string Sign(string header, string payload = Claims, SigningKey? key = null)
    {
        var input = $"{Encode(header)}.{Encode(payload)}";
        return $"{input}.{Base64Url.EncodeToString((key ?? Ed25519Key).Sign(Encoding.ASCII.GetBytes(input)))}";
    }

    public async Task<CheckResult> CheckAsync(string token)
    {
        var bytes = Encoding.UTF8.GetBytes(token);
        Assert.True(Credential.TryParse(bytes, MediaTypes.VcJwt, ParsingLimits.Default, out var credential, out var problem), problem?.Detail);
        using (credential)
        {
            return await CheckAsync(credential!);
        }
    }

    public Task<CheckResult> CheckAsync(Credential credential, VerificationOptions? options = null) => _check.RunAsync(
        new CheckContext(credential, Time.GetUtcNow(), Fetcher) { Options = options ?? VerificationOptions.Default },
        CancellationToken.None).AsTask();

    /// <summary>The one problem of a token that fails.</summary>
    public async Task<Problem> RefusalOfAsync(string token)
    {
        var result = await CheckAsync(token);
        Assert.Equal(Verdict.Failed, result.Verdict);
        return Assert.Single(result.Problems);
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
