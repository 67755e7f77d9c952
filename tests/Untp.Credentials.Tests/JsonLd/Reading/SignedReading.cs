using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Untp.Credentials.Dids;
using Untp.Credentials.Proofs;
using Untp.Credentials.Proofs.DataIntegrity;
using Untp.Credentials.Statuses;

namespace Untp.Credentials.Tests.JsonLd.Reading;

/// <summary>Signs credentials under <c>eddsa-rdfc-2022</c> and has them looked at after somebody changed them.</summary>
internal sealed class SignedReading
{
    private readonly ManualTime _time = new();
    private readonly CredentialVerifier _verifier;

    public SignedReading(Vocabulary vocabulary)
    {
        Vocabulary = vocabulary;
        _verifier = CredentialVerifier.Create(vocabulary, new DidResolver(new DidResolverOptions(), _time), new StatusOptions(), _time);
    }

    public static SignedReading Own { get; } = new(Vocabulary.Load());

    public Vocabulary Vocabulary { get; }

    /// <summary>The credential, issued by a <c>did:key</c> and signed.</summary>
    public async Task<JsonObject> SignAsync(JsonNode credential)
    {
        using var key = SigningKey.FromSeed(KeyType.Ed25519, SHA256.HashData("who signs what is read"u8));
        var did = "did:key:" + key.VerificationKey.ToMultibase();
        var draft = credential.DeepClone().AsObject();
        draft.Remove("proof");
        if (draft["issuer"] is JsonObject issuer)
        {
            issuer["id"] = did;
        }
        else
        {
            draft["issuer"] = did;
        }

        var signed = await new DataIntegritySigner(Vocabulary).SignAsync(
            Encoding.UTF8.GetBytes(draft.ToJsonString()),
            new ProofOptions { Created = _time.GetUtcNow() },
            new KeySigner(key, $"{did}#{did["did:key:".Length..]}"),
            CancellationToken.None);
        return JsonNode.Parse(signed)!.AsObject();
    }

    /// <summary>The hash of the credential's canonical RDF, its proofs left out: what is signed.</summary>
    public string HashOf(JsonObject signed)
    {
        var unsecured = signed.DeepClone().AsObject();
        unsecured.Remove("proof");
        using var document = JsonDocument.Parse(unsecured.ToJsonString());
        var rdf = Vocabulary.CanonicalRdf;
        Assert.True(rdf.TryCanonicalize(document.RootElement, CancellationToken.None, out var nquads, out var fault), fault);
        return Convert.ToHexStringLower(SHA256.HashData(nquads.Span));
    }

    /// <summary>The checks <c>jsonLd</c> and <c>proof</c>, or one of them.</summary>
    public async Task<IReadOnlyList<CheckResult>> CheckAsync(JsonNode signed, params string[] checks)
    {
        using var credential = Given.Credential(signed);
        HashSet<string> asked = checks is [] ? [CheckNames.JsonLd, CheckNames.Proof] : [.. checks];
        var report = await _verifier.VerifyAsync(
            credential, new VerificationOptions(VerificationProfile.Untp, asked), new NoFetcher(), CancellationToken.None);
        return [.. report.Checks.Where(check => asked.Contains(check.Check))];
    }

    public async Task PassesAsync(JsonNode signed)
    {
        foreach (var check in await CheckAsync(signed))
        {
            Assert.True(check.Verdict == Verdict.Passed, string.Join('\n', check.Problems.Select(p => $"{p.Pointer}: {p.Detail}")));
        }
    }

    /// <summary>
    /// Signs a credential, which passes; then it is changed in a way that keeps its RDF, so that the signature alone still holds; and is
    /// refused by one check at one place.
    /// </summary>
    public async Task RefusesAsync(string check, JsonNode genuine, Action<JsonObject> change, string pointer, string says)
    {
        var signed = await SignAsync(genuine);
        await PassesAsync(signed);
        var hash = HashOf(signed);
        change(signed);
        Assert.Equal(hash, HashOf(signed));

        var result = Assert.Single(await CheckAsync(signed, check));
        Assert.Equal(Verdict.Failed, result.Verdict);
        var problem = Assert.Single(result.Problems);
        Assert.Equal(pointer, problem.Pointer);
        Assert.Contains(says, problem.Detail, StringComparison.Ordinal);
    }
}
