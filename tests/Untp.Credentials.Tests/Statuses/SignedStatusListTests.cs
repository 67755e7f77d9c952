using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Untp.Credentials.Dids;
using Untp.Credentials.Proofs;
using Untp.Credentials.Proofs.DataIntegrity;
using Untp.Credentials.Statuses;
using Untp.Credentials.Tests.Proofs.DataIntegrity;

namespace Untp.Credentials.Tests.Statuses;

/// <summary>Status with everything real but the network: a list signed by its issuer, whose key is found through his DID.</summary>
public sealed class SignedStatusListTests
{
    private const string Url = "https://issuer.example.com/status/1";
    private const string Did = "did:web:issuer.example.com";
    private const string DidUri = "https://issuer.example.com/.well-known/did.json";

    private readonly ManualTime _time = new();
    private readonly ScriptedFetcher _fetcher = new();
    private readonly SigningKey _key = SigningKey.FromSeed(KeyType.Ed25519, SHA256.HashData("issuer"u8));
    private readonly StatusCheck _check;

    public SignedStatusListTests()
    {
        var resolver = new DidResolver(new DidResolverOptions(), _time);
        _check = new StatusCheck(
            [Given.DataModelCheck, new ValidityCheck(), new ProofCheck(resolver, Rdf.Own, new ProofLimits())], new StatusOptions(), _time);
        _fetcher[DidUri] = $$"""
            {"id":"{{Did}}","assertionMethod":[{"id":"#k","type":"Multikey","controller":"{{Did}}",
            "publicKeyMultibase":"{{_key.VerificationKey.ToMultibase()}}"}]}
            """;
    }

    [Fact]
    public async Task Passes_and_fails_by_the_bit_of_a_list_that_its_issuer_signed()
    {
        await PublishAsync(_key, revoked: 4);

        Assert.Equal(Verdict.Passed, (await RunAsync(5)).Verdict);
        Assert.Equal(Verdict.Failed, (await RunAsync(4)).Verdict);
        Assert.Equal([Url, DidUri], _fetcher.Asked);
    }

    [Fact, Trait("Threat", "15")]
    public async Task Fails_a_list_that_another_key_signed()
    {
        await PublishAsync(SigningKey.FromSeed(KeyType.Ed25519, SHA256.HashData("stranger"u8)), revoked: 4);

        var result = await RunAsync(5);
        Assert.Equal(Verdict.Failed, result.Verdict);
        Assert.Contains("(proof)", Assert.Single(result.Problems).Detail);
    }

    [Fact, Trait("Threat", "15")]
    public async Task Fails_a_list_that_nobody_signed()
    {
        _fetcher[Url] = List(4, "");
        Assert.Equal(ProblemTypes.StatusVerification, Assert.Single((await RunAsync(5)).Problems).Type);
    }

    [Fact, Trait("Threat", "15")]
    public async Task Fails_an_expired_list()
    {
        await PublishAsync(_key, 4, ""","validUntil":"2026-05-31T00:00:00Z" """);
        Assert.Contains("(validity)", Assert.Single((await RunAsync(5)).Problems).Detail);
    }

    [Fact, Trait("Threat", "15")]
    public async Task Is_undecided_when_the_key_of_the_list_cannot_be_fetched()
    {
        await PublishAsync(_key, 4);
        _fetcher.Answer(DidUri, FetchResult.Failed("timed out"));

        var result = await RunAsync(5);
        Assert.Equal(Verdict.Undecided, result.Verdict);
        Assert.Equal(ProblemTypes.StatusRetrieval, Assert.Single(result.Problems).Type);
    }

    [Fact, Trait("Threat", "16")]
    public async Task Sees_within_five_minutes_that_a_key_was_rotated_and_a_credential_revoked()
    {
        await PublishAsync(_key, revoked: 4);
        Assert.Equal(Verdict.Passed, (await RunAsync(5)).Verdict);

        var rotated = SigningKey.FromSeed(KeyType.P256, SHA256.HashData("rotated"u8));
        _fetcher[DidUri] = $$"""
            {"id":"{{Did}}","assertionMethod":[{"id":"#k","type":"Multikey","controller":"{{Did}}",
            "publicKeyMultibase":"{{rotated.VerificationKey.ToMultibase()}}"}]}
            """;
        await PublishAsync(rotated, revoked: 5);
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Contains("revocation", Assert.Single((await RunAsync(5)).Problems).Detail);
    }

    [Theory]
    [InlineData("eddsa-rdfc-2022")]
    [InlineData("eddsa-jcs-2022")]
    public async Task Reads_a_list_that_its_issuer_signed_with_an_embedded_proof(string suite)
    {
        var signed = await new DataIntegritySigner(Rdf.Own).SignAsync(
            Encoding.UTF8.GetBytes(List(4, "")),
            new ProofOptions { Cryptosuite = suite },
            new KeySigner(_key, $"{Did}#k"),
            TestContext.Current.CancellationToken);
        _fetcher.Answer(Url, FetchResult.Fetched(signed, MediaTypes.Vc));

        Assert.Equal(Verdict.Passed, (await RunAsync(5)).Verdict);
        Assert.Equal(Verdict.Failed, (await RunAsync(4)).Verdict);
    }

    private async Task PublishAsync(SigningKey key, int revoked, string more = "")
    {
        var claims = Encoding.UTF8.GetBytes(List(revoked, more));
        var token = await VcJwt.SignAsync(claims, new KeySigner(key, $"{Did}#k"), TestContext.Current.CancellationToken);
        _fetcher.Answer(Url, FetchResult.Fetched(Encoding.UTF8.GetBytes(token), MediaTypes.VcJwt));
    }

    private static string List(int revoked, string more)
    {
        var bits = new byte[BitstringStatusList.MinBytes];
        BitstringStatusList.Set(bits, revoked, true);
        return $$"""
            {"@context":["https://www.w3.org/ns/credentials/v2"],"id":"{{Url}}",
            "type":["VerifiableCredential","BitstringStatusListCredential"],"issuer":"{{Did}}"{{more}},
            "credentialSubject":{"type":"BitstringStatusList","statusPurpose":"revocation","encodedList":"{{BitstringStatusList.Encode(bits)}}"} }
            """;
    }

    private async Task<CheckResult> RunAsync(int index)
    {
        var claims = JsonSerializer.SerializeToUtf8Bytes(new
        {
            issuer = Did,
            credentialStatus = new
            {
                type = "BitstringStatusListEntry",
                statusPurpose = "revocation",
                statusListIndex = $"{index}",
                statusListCredential = Url,
            },
        });
        using var credential = Given.Credential(Encoding.UTF8.GetString(claims), MediaTypes.Vc);
        return await _check.RunAsync(new CheckContext(credential, _time.GetUtcNow(), _fetcher), TestContext.Current.CancellationToken);
    }
}
