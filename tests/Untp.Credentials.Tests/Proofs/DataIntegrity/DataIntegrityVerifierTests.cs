using System.Text.Json.Nodes;
using Untp.Credentials.Proofs;
using static Untp.Credentials.Tests.Proofs.DataIntegrity.EmbeddedWorld;

namespace Untp.Credentials.Tests.Proofs.DataIntegrity;

/// <summary>What a credential asks of the proofs that it carries, under <c>eddsa-jcs-2022</c>, which needs no contexts.</summary>
public class DataIntegrityVerifierTests
{
    private readonly EmbeddedWorld _world = new();

    [Fact]
    public async Task Passes_a_proof_of_the_issuers_own_and_lists_it()
    {
        var result = await _world.CheckAsync(await _world.SignAsync(DemoIssuer.Claims));
        Assert.Equal(Verdict.Passed, result.Verdict);
        Assert.Empty(result.Warnings);
        var proof = Assert.Single(result.Proofs);
        Assert.Equal(("/proof", "DataIntegrityProof", "eddsa-jcs-2022"), (proof.Pointer, proof.Type, proof.Cryptosuite));
        Assert.Equal((Key, Verdict.Passed, null), (proof.VerificationMethod, proof.Verdict, proof.CanonicalHash));
        Assert.Empty(proof.Problems);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("\"proof\"")]
    [Trait("Threat", "8")]
    public async Task Refuses_what_is_neither_a_proof_nor_a_list_of_some(string proof)
    {
        var problem = await _world.RefusalOfAsync(DemoIssuer.ClaimsWith($"\"proof\":{proof}"));
        Assert.Equal((ProblemTypes.ProofVerification, "/proof"), (problem.Type, problem.Pointer));
        Assert.Empty(_world.Fetcher.Asked);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("\"garbage\"")]
    [InlineData("""{"type":"DataIntegrityProof","cryptosuite":"eddsa-jcs-2022"}""")]
    [InlineData("""{"type":"UnknownSignature2027","proofValue":"z1"}""")]
    [Trait("Threat", "8")]
    public async Task Refuses_a_second_proof_that_is_garbage_and_still_says_that_the_first_holds(string garbage)
    {
        var signed = JsonNode.Parse(await _world.SignAsync(DemoIssuer.Claims))!;
        signed["proof"] = new JsonArray(signed["proof"]!.DeepClone(), JsonNode.Parse(garbage));
        var result = await _world.CheckAsync(signed.ToJsonString());
        Assert.Equal(Verdict.Failed, result.Verdict);
        Assert.Equal([Verdict.Passed, Verdict.Failed], result.Proofs.Select(p => p.Verdict));
        Assert.All(result.Problems, p => Assert.StartsWith("/proof/1", p.Pointer, StringComparison.Ordinal));
        Assert.NotEmpty(result.Problems);
    }

    [Fact]
    public async Task Refuses_more_proofs_than_the_limit_without_looking_at_any()
    {
        var world = new EmbeddedWorld(new ProofLimits { MaxProofs = 2 });
        var signed = await world.SignAsync(await world.SignAsync(DemoIssuer.Claims));
        Assert.Equal(Verdict.Passed, (await world.CheckAsync(signed)).Verdict);
        var problem = await world.RefusalOfAsync(await world.SignAsync(signed));
        Assert.Contains("at most 2", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Threat", "3")]
    public async Task Refuses_a_credential_whose_issuer_signed_nothing_without_a_fetch()
    {
        var result = await _world.CheckAsync(await _world.CounterSignAsync(DemoIssuer.Claims));
        Assert.Equal(Verdict.Failed, result.Verdict);
        Assert.Equal((ProblemTypes.CryptographicSecurity, "/proof"), (result.Problems[0].Type, result.Problems[0].Pointer));
        Assert.Equal(Verdict.Skipped, Assert.Single(result.Proofs).Verdict);
        Assert.Empty(_world.Fetcher.Asked);
    }

    [Fact]
    [Trait("Threat", "3")]
    public async Task Refuses_a_credential_without_issuer()
    {
        var result = await _world.CheckAsync(
            await _world.SignAsync(DemoIssuer.Claims.Replace("\"issuer\"", "\"nobody\"", StringComparison.Ordinal)));
        Assert.Equal((Verdict.Failed, "/issuer"), (result.Verdict, Assert.Single(result.Problems).Pointer));
    }

    [Fact]
    [Trait("Threat", "3")]
    public async Task Refuses_the_issuers_authentication_in_place_of_an_assertion()
    {
        _world.Issuer.Publish(Document(Did, Key, _world.Issuer.Ed25519Key));
        var signed = await _world.SignAsync(DemoIssuer.Claims, Jcs with { ProofPurpose = "authentication" });
        Assert.Equal(ProblemTypes.CryptographicSecurity, (await _world.RefusalOfAsync(signed)).Type);
        Assert.Equal("Passed: Passed Passed", await _world.VerdictsAsync(await _world.SignAsync(signed)));
    }

    [Theory]
    [InlineData("assertionMethod", "\"#other\"", "\"#ed\"")]
    [InlineData("authentication", "\"#ed\"", "\"#other\"")]
    [Trait("Threat", "3")]
    public async Task Refuses_a_key_that_is_not_listed_under_the_purpose(string purpose, string assertionMethod, string authentication)
    {
        var key = _world.Issuer.Ed25519Key;
        _world.Issuer.Publish(DemoIssuer.Document(
            $"{DemoIssuer.Method("#ed", key)},{DemoIssuer.Method("#other", key)}", assertionMethod, authentication));
        var signed = await _world.SignAsync(DemoIssuer.Claims, Jcs with { ProofPurpose = purpose });
        var result = await _world.CheckAsync(await _world.SignAsync(signed, method: purpose == "authentication" ? Key : $"{Did}#other"));
        Assert.Equal([Verdict.Failed, Verdict.Passed], result.Proofs.Select(p => p.Verdict));
        Assert.Equal((ProblemTypes.InvalidRelationship, "/proof/0"), (result.Problems[0].Type, result.Problems[0].Pointer));
    }

    [Fact]
    [Trait("Threat", "3")]
    public async Task Refuses_a_key_that_another_controls()
    {
        _world.Issuer.Publish(DemoIssuer.Document(DemoIssuer.Method("#ed", _world.Issuer.Ed25519Key, OtherDid), "\"#ed\""));
        var problem = await _world.RefusalOfAsync(await _world.SignAsync(DemoIssuer.Claims));
        Assert.Equal(ProblemTypes.InvalidVerificationMethod, problem.Type);
    }

    /// <summary>Two DIDs list one key: what one of them signed as its own is not what the other issued.</summary>
    [Fact]
    [Trait("Threat", "3")]
    public async Task Keeps_apart_two_DIDs_that_share_a_key()
    {
        _world.Fetcher[OtherUrl] = Document(OtherDid, OtherKey, _world.Issuer.Ed25519Key);
        var signed = await _world.SignAsync(DemoIssuer.Claims, method: OtherKey);
        Assert.Equal(ProblemTypes.CryptographicSecurity, (await _world.RefusalOfAsync(signed)).Type);
        var renamed = WithProof(signed, p => p["verificationMethod"] = Key);
        Assert.Equal(ProblemTypes.ProofVerification, (await _world.RefusalOfAsync(renamed)).Type);
    }

    [Fact]
    [Trait("Threat", "1")]
    public async Task Refuses_a_key_of_another_type()
    {
        var signed = WithProof(await _world.SignAsync(DemoIssuer.Claims), p => p["verificationMethod"] = $"{Did}#p256");
        var problem = await _world.RefusalOfAsync(signed);
        Assert.Equal(ProblemTypes.CryptographicSecurity, problem.Type);
        Assert.Contains("P256", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_undecided_when_the_issuers_document_cannot_be_had()
    {
        _world.Fetcher.Answer(DemoIssuer.DocumentUrl, Unavailable);
        var result = await _world.CheckAsync(await _world.SignAsync(DemoIssuer.Claims));
        Assert.Equal((Verdict.Undecided, Verdict.Undecided), (result.Verdict, Assert.Single(result.Proofs).Verdict));
        Assert.Equal((ProblemTypes.DidNotFound, "/proof"), (result.Problems[0].Type, result.Problems[0].Pointer));
    }

    [Fact]
    public async Task Is_undecided_when_the_document_of_another_signer_cannot_be_had()
    {
        _world.Fetcher.Answer(OtherUrl, Unavailable);
        var signed = await _world.CounterSignAsync(await _world.SignAsync(DemoIssuer.Claims));
        Assert.Equal("Undecided: Passed Undecided", await _world.VerdictsAsync(signed));
    }

    [Fact]
    public async Task Fails_rather_than_being_undecided_when_another_proof_does_not_hold()
    {
        _world.Fetcher.Answer(OtherUrl, Unavailable);
        var signed = JsonNode.Parse(await _world.CounterSignAsync(await _world.SignAsync(DemoIssuer.Claims)))!;
        signed["proof"]!.AsArray().Add(7);
        var verdicts = await _world.VerdictsAsync(signed.ToJsonString());
        Assert.Equal("Failed: Passed Skipped Failed", verdicts);
    }

    [Fact]
    public async Task Passes_a_set_with_the_proof_of_another_by_a_key_of_his_own()
    {
        var signed = await _world.CounterSignAsync(await _world.SignAsync(DemoIssuer.Claims));
        Assert.Equal("Passed: Passed Passed", await _world.VerdictsAsync(signed));
        Assert.Equal([DemoIssuer.DocumentUrl, OtherUrl], _world.Fetcher.Asked);
    }

    [Fact]
    [Trait("Threat", "5")]
    public async Task Fetches_nothing_of_others_when_the_issuers_own_proof_does_not_hold()
    {
        var signed = await _world.CounterSignAsync(await _world.SignAsync(DemoIssuer.Claims));
        var verdicts = await _world.VerdictsAsync(signed.Replace("urn:uuid:1", "urn:uuid:2", StringComparison.Ordinal));
        Assert.Equal("Failed: Failed Skipped", verdicts);
        Assert.Equal([DemoIssuer.DocumentUrl], _world.Fetcher.Asked);
    }

    [Fact]
    [Trait("Threat", "5")]
    public async Task Refuses_more_signers_than_the_limit_before_anything_is_fetched()
    {
        var signed = await _world.SignAsync(DemoIssuer.Claims);
        for (var i = 0; i < 5; i++)
        {
            signed = await _world.SignAsync(signed, method: $"did:web:other{i}.example#k");
        }

        var result = await _world.CheckAsync(signed);
        Assert.Equal(Verdict.Failed, result.Verdict);
        Assert.Contains("5 DIDs", Assert.Single(result.Problems).Detail, StringComparison.Ordinal);
        Assert.All(result.Proofs, p => Assert.Equal(Verdict.Skipped, p.Verdict));
        Assert.Empty(_world.Fetcher.Asked);
    }

    [Fact]
    public async Task Lets_the_end_of_an_allowance_through_to_the_caller()
    {
        var signed = await _world.SignAsync(DemoIssuer.Claims);
        _world.Fetcher.IsExhausted = true;
        await Assert.ThrowsAsync<FetchLimitException>(() => _world.CheckAsync(signed));
    }

    [Fact]
    public async Task Says_that_a_suite_is_not_supported_and_fetches_nothing()
    {
        var signed = WithProof(await _world.SignAsync(DemoIssuer.Claims), p => p["cryptosuite"] = "bbs-2023");
        var problem = await _world.RefusalOfAsync(signed);
        Assert.Contains("\"bbs-2023\" are not supported", problem.Detail, StringComparison.Ordinal);
        Assert.Empty(_world.Fetcher.Asked);
    }

    [Fact]
    public async Task Says_why_there_is_no_canonical_form_before_anything_is_fetched()
    {
        var signed = WithProof(await _world.SignAsync(DemoIssuer.Claims), p =>
        {
            p["cryptosuite"] = "eddsa-rdfc-2022";
            p.Remove("@context");
        });
        var problem = await _world.RefusalOfAsync(signed);
        Assert.Equal((ProblemTypes.ProofTransformation, "/proof"), (problem.Type, problem.Pointer));
        Assert.Empty(_world.Fetcher.Asked);
    }

    private static FetchResult Unavailable { get; } = FetchResult.Failed("timed out");
}
