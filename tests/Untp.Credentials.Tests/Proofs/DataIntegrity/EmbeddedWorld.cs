using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Untp.Credentials.Dids;
using Untp.Credentials.JsonLd;
using Untp.Credentials.Proofs;
using Untp.Credentials.Proofs.DataIntegrity;

namespace Untp.Credentials.Tests.Proofs.DataIntegrity;

/// <summary>An issuer and others who sign, their DID documents in a scripted network, and the check that looks at what they signed.</summary>
internal sealed class EmbeddedWorld
{
    public const string Did = DemoIssuer.Did;
    public const string Key = $"{Did}#ed";
    public const string OtherDid = "did:web:other.example";
    public const string OtherKey = $"{OtherDid}#key";
    public const string OtherUrl = "https://other.example/.well-known/did.json";

    private readonly ProofCheck _check;
    private readonly DataIntegritySigner _signer;

    public EmbeddedWorld(ProofLimits? limits = null, CanonicalRdf? rdf = null)
    {
        var resolver = new DidResolver(new DidResolverOptions(), Issuer.Time);
        _check = new ProofCheck(resolver, rdf ?? Rdf.None, limits ?? new ProofLimits());
        _signer = new DataIntegritySigner(rdf ?? Rdf.None);
        Fetcher[OtherUrl] = Document(OtherDid, OtherKey, OthersKey);
    }

    public DemoIssuer Issuer { get; } = new();

    public SigningKey OthersKey { get; } = SigningKey.FromSeed(KeyType.Ed25519, SHA256.HashData("the key of somebody else"u8));

    public ScriptedFetcher Fetcher => Issuer.Fetcher;

    /// <summary>The options of a proof that needs no contexts.</summary>
    public static ProofOptions Jcs { get; } = new()
    {
        Cryptosuite = "eddsa-jcs-2022",
        Created = new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero),
    };

    /// <summary>A DID document with one key, for making claims and for authentication.</summary>
    public static string Document(string did, string method, SigningKey key) =>
        $$"""
        {"id":"{{did}}","verificationMethod":[{{DemoIssuer.Method(method, key, did)}}],
        "assertionMethod":["{{method}}"],"authentication":["{{method}}"]}
        """;

    /// <summary>The document with a proof of the issuer's more.</summary>
    public Task<string> SignAsync(string document, ProofOptions? options = null, SigningKey? key = null, string method = Key) =>
        SignAsync(document, options ?? Jcs, new KeySigner(key ?? Issuer.Ed25519Key, method));

    public async Task<string> SignAsync(string document, ProofOptions options, ISigner signer) => Encoding.UTF8.GetString(
        await _signer.SignAsync(Encoding.UTF8.GetBytes(document), options, signer, CancellationToken.None));

    /// <summary>The document with a proof of somebody else's more.</summary>
    public Task<string> CounterSignAsync(string document, ProofOptions? options = null) =>
        SignAsync(document, options, OthersKey, OtherKey);

    public async Task<CheckResult> CheckAsync(string document, VerificationOptions? options = null)
    {
        using var credential = Given.Credential(document, MediaTypes.Vc);
        var context = new CheckContext(credential, Issuer.Time.GetUtcNow(), Fetcher) { Options = options ?? VerificationOptions.Default };
        return await _check.RunAsync(context, CancellationToken.None);
    }

    /// <summary>The verdict on the whole, and behind a colon on each proof.</summary>
    public async Task<string> VerdictsAsync(string document, VerificationOptions? options = null)
    {
        var result = await CheckAsync(document, options);
        return $"{result.Verdict}: {string.Join(' ', result.Proofs.Select(p => p.Verdict))}";
    }

    /// <summary>The one problem of a document that fails.</summary>
    public async Task<Problem> RefusalOfAsync(string document, VerificationOptions? options = null)
    {
        var result = await CheckAsync(document, options);
        Assert.Equal(Verdict.Failed, result.Verdict);
        return Assert.Single(result.Problems);
    }

    /// <summary>A signed document with its proof changed.</summary>
    public static string WithProof(string document, Action<JsonObject> change)
    {
        var root = JsonNode.Parse(document)!.AsObject();
        change(root["proof"]!.AsObject());
        return root.ToJsonString();
    }
}
