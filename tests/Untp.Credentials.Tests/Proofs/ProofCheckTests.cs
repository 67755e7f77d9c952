using System.Text;

namespace Untp.Credentials.Tests.Proofs;

public class ProofCheckTests
{
    private readonly DemoIssuer _issuer = new();

    [Fact]
    public async Task Fails_a_credential_without_proof() =>
        Assert.Contains("carries no proof", (await RefusalOfAsync(DemoIssuer.Claims)).Detail, StringComparison.Ordinal);

    [Fact]
    public async Task Verifies_the_token_in_an_enveloped_credential()
    {
        var token = _issuer.Sign(DemoIssuer.Header());
        var result = await CheckAsync($$"""
            {"@context":"https://www.w3.org/ns/credentials/v2","type":"EnvelopedVerifiableCredential",
            "id":"data:application/vc+jwt,{{token}}"}
            """);
        Assert.Equal(Verdict.Passed, result.Verdict);
    }

    [Fact]
    public async Task Warns_that_a_proof_inside_a_token_was_not_looked_at_and_lists_both()
    {
        var result = await _issuer.CheckAsync(_issuer.Sign(DemoIssuer.Header(), DemoIssuer.ClaimsWith("\"proof\":{}")));
        Assert.Equal(Verdict.Passed, result.Verdict);
        Assert.Equal("/proof", Assert.Single(result.Warnings).Pointer);
        Assert.Equal([(null, Verdict.Passed), ("/proof", Verdict.Skipped)], result.Proofs.Select(p => (p.Pointer, p.Verdict)));
    }

    [Fact]
    public async Task Lists_the_token_as_the_proof()
    {
        var proof = Assert.Single((await _issuer.CheckAsync(_issuer.Sign(DemoIssuer.Header()))).Proofs);
        Assert.Equal(("vc+jwt", "EdDSA", $"{DemoIssuer.Did}#ed"), (proof.Type, proof.Cryptosuite, proof.VerificationMethod));
        Assert.Equal((Verdict.Passed, 0), (proof.Verdict, proof.Problems.Count));

        var unsupported = Assert.Single((await _issuer.CheckAsync(_issuer.Sign("""{"alg":"none"}"""))).Proofs);
        Assert.Equal(("none", null, Verdict.Failed), (unsupported.Cryptosuite, unsupported.VerificationMethod, unsupported.Verdict));
        Assert.NotEmpty(unsupported.Problems);
    }

    [Fact]
    public async Task Refuses_a_token_where_a_domain_or_a_challenge_is_asked_for()
    {
        using var credential = Given.Credential(_issuer.Sign(DemoIssuer.Header()), MediaTypes.VcJwt);
        var result = await _issuer.CheckAsync(credential, VerificationOptions.Default with { Domain = ["a"], Challenge = "b" });
        Assert.Equal(Verdict.Failed, result.Verdict);
        Assert.Equal([ProblemTypes.InvalidDomain, ProblemTypes.InvalidChallenge], result.Problems.Select(p => p.Type));
    }

    [Fact]
    public async Task Fetches_the_document_of_an_issuer_once()
    {
        await _issuer.CheckAsync(_issuer.Sign(DemoIssuer.Header()));
        await _issuer.CheckAsync(_issuer.Sign(DemoIssuer.Header()));
        Assert.Equal([DemoIssuer.DocumentUrl], _issuer.Fetcher.Asked);
    }

    [Fact]
    public async Task Lets_the_end_of_an_allowance_through_to_the_caller()
    {
        _issuer.Fetcher.IsExhausted = true;
        await Assert.ThrowsAsync<FetchLimitException>(() => _issuer.CheckAsync(_issuer.Sign(DemoIssuer.Header())));
    }

    /// <summary>Any byte of the signed part, changed to another letter of the alphabet, is found.</summary>
    [Fact]
    public async Task Refuses_a_token_with_any_letter_changed()
    {
        var token = _issuer.Sign(DemoIssuer.Header());
        for (var i = 0; i < token.Length; i++)
        {
            var letters = token.ToCharArray();
            letters[i] = letters[i] == 'A' ? 'B' : 'A';
            var bytes = Encoding.ASCII.GetBytes(letters);
            if (Credential.TryParse(bytes, MediaTypes.VcJwt, ParsingLimits.Default, out var credential, out _))
            {
                Assert.NotEqual(Verdict.Passed, (await _issuer.CheckAsync(credential)).Verdict);
                credential.Dispose();
            }
        }
    }

    private async Task<Problem> RefusalOfAsync(string document)
    {
        var result = await CheckAsync(document);
        Assert.Equal(Verdict.Failed, result.Verdict);
        return Assert.Single(result.Problems);
    }

    private async Task<CheckResult> CheckAsync(string document)
    {
        Assert.True(Credential.TryParse(
            Encoding.UTF8.GetBytes(document), MediaTypes.Vc, ParsingLimits.Default, out var credential, out _));
        using (credential)
        {
            return await _issuer.CheckAsync(credential);
        }
    }
}
