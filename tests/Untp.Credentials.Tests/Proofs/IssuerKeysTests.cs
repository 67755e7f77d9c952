using System.Security.Cryptography;
using Untp.Credentials.Proofs;

namespace Untp.Credentials.Tests.Proofs;

public class IssuerKeysTests
{
    private const string Did = DemoIssuer.Did;

    private readonly DemoIssuer _issuer = new();

    [Theory]
    [Trait("Threat", "2")]
    [InlineData($"{Did}#ed")]
    [InlineData("#ed")]
    public async Task Finds_a_key_by_absolute_and_by_relative_URL(string kid)
    {
        var result = await _issuer.CheckAsync(_issuer.Sign(DemoIssuer.Header(kid: kid)));
        Assert.Equal(Verdict.Passed, result.Verdict);
        Assert.Empty(result.Warnings);
    }

    [Theory]
    [Trait("Threat", "2")]
    [InlineData(Did)] // a bare DID names no key
    [InlineData($"{Did}#")]
    [InlineData("#")]
    [InlineData("")]
    [InlineData("ed")]
    [InlineData($"../{Did}#ed")]
    [InlineData("#../../etc/passwd\\u0000")]
    [InlineData($"{Did}/../../keys#ed\\\"")]
    [InlineData("#ed' OR '1'='1")]
    [InlineData($"{Did}\\u0000#ed")]
    [InlineData($"{Did}#ed\\u0000")]
    [InlineData($" {Did}#ed")]
    [InlineData("https://issuer.example.com/key#ed")]
    public async Task Refuses_what_is_no_URL_of_a_key_without_a_fetch(string kid)
    {
        var problem = await _issuer.RefusalOfAsync(_issuer.Sign(DemoIssuer.Header(kid: kid)));
        Assert.Equal(ProblemTypes.InvalidVerificationMethod, problem.Type);
        Assert.DoesNotContain('\0', problem.Detail);
        Assert.Empty(_issuer.Fetcher.Asked);
    }

    [Theory]
    [Trait("Threat", "2")]
    [InlineData($"{Did}#other")]
    [InlineData($"{Did}#ED")]
    [InlineData($"{Did}/path#ed")]
    [InlineData($"{Did}?service=x#ed")]
    [InlineData("#../ed")]
    public async Task Refuses_a_key_that_the_document_does_not_have(string kid)
    {
        var problem = await _issuer.RefusalOfAsync(_issuer.Sign(DemoIssuer.Header(kid: kid)));
        Assert.Equal(ProblemTypes.InvalidVerificationMethod, problem.Type);
    }

    [Fact]
    [Trait("Threat", "2")]
    public async Task Refuses_a_kid_of_half_a_megabyte_in_few_words()
    {
        var problem = await _issuer.RefusalOfAsync(_issuer.Sign(DemoIssuer.Header(kid: $"{Did}#{new string('k', 500_000)}")));
        Assert.Equal(ProblemTypes.InvalidVerificationMethod, problem.Type);
        Assert.InRange(problem.Detail.Length, 1, 400);
        Assert.Empty(_issuer.Fetcher.Asked);
    }

    [Theory]
    [Trait("Threat", "2")]
    [InlineData($"{Did}.evil.example#ed")]
    [InlineData($"{Did}:evil#ed")]
    [InlineData("did:web:evil.example#ed")]
    [InlineData("did:web:ISSUER.example.com#ed")]
    public async Task Refuses_a_key_of_another_DID_without_a_fetch(string kid)
    {
        var problem = await _issuer.RefusalOfAsync(_issuer.Sign(DemoIssuer.Header(kid: kid)));
        Assert.Equal(ProblemTypes.CryptographicSecurity, problem.Type);
        Assert.Contains("is not one of the issuer", problem.Detail, StringComparison.Ordinal);
        Assert.Empty(_issuer.Fetcher.Asked);
    }

    [Fact]
    [Trait("Threat", "3")]
    public async Task Refuses_a_key_that_is_listed_for_authentication_only()
    {
        _issuer.Publish(DemoIssuer.Document(
            DemoIssuer.Method("#ed", _issuer.Ed25519Key), assertionMethod: "", authentication: "\"#ed\""));
        var problem = await _issuer.RefusalOfAsync(_issuer.Sign(DemoIssuer.Header()));
        Assert.Equal(ProblemTypes.InvalidRelationship, problem.Type);
    }

    [Fact]
    [Trait("Threat", "3")]
    public async Task Refuses_a_key_that_another_controls()
    {
        _issuer.Publish(DemoIssuer.Document(DemoIssuer.Method("#ed", _issuer.Ed25519Key, "did:web:other.example"), "\"#ed\""));
        var problem = await _issuer.RefusalOfAsync(_issuer.Sign(DemoIssuer.Header()));
        Assert.Equal(ProblemTypes.InvalidVerificationMethod, problem.Type);
        Assert.Contains("did:web:other.example", problem.Detail, StringComparison.Ordinal);
    }

    /// <summary>Two DIDs list one key: what one of them signed as its own is not what the other issued.</summary>
    [Fact]
    [Trait("Threat", "3")]
    public async Task Keeps_apart_two_DIDs_that_share_a_key()
    {
        var twin = $"did:key:{_issuer.Ed25519Key.VerificationKey.ToMultibase()}";
        var twinKid = $"{twin}#{twin["did:key:".Length..]}";
        Assert.Equal(Verdict.Passed, (await _issuer.CheckAsync(_issuer.Sign(
            DemoIssuer.Header(kid: twinKid), DemoIssuer.Claims.Replace(Did, twin, StringComparison.Ordinal)))).Verdict);

        var problem = await _issuer.RefusalOfAsync(_issuer.Sign(DemoIssuer.Header(kid: twinKid)));
        Assert.Contains("is not one of the issuer", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Threat", "3")]
    public async Task Refuses_the_signature_of_another_key_of_the_issuer()
    {
        using var other = SigningKey.FromSeed(KeyType.Ed25519, SHA256.HashData("another"u8));
        var problem = await _issuer.RefusalOfAsync(_issuer.Sign(DemoIssuer.Header(), key: other));
        Assert.Equal(ProblemTypes.CryptographicSecurity, problem.Type);
    }

    [Fact]
    public async Task Says_why_a_key_cannot_be_read()
    {
        _issuer.Publish(DemoIssuer.Document(
            $$"""{"id":"#ed","type":"Multikey","controller":"{{Did}}","publicKeyMultibase":"uAAAA"}""", "\"#ed\""));
        var problem = await _issuer.RefusalOfAsync(_issuer.Sign(DemoIssuer.Header()));
        Assert.Equal(ProblemTypes.InvalidVerificationMethod, problem.Type);
        Assert.Contains("cannot be read", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EdDSA")]
    [InlineData("ES256")]
    public async Task Takes_the_only_fitting_key_where_none_is_named_and_says_so(string alg)
    {
        var result = await _issuer.CheckAsync(_issuer.Sign(
            $$"""{"alg":"{{alg}}","typ":"vc+jwt"}""", key: alg == "ES256" ? _issuer.P256Key : _issuer.Ed25519Key));
        Assert.Equal(Verdict.Passed, result.Verdict);
        Assert.Contains("kid", Assert.Single(result.Warnings).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Does_not_try_several_keys_where_none_is_named()
    {
        using var second = SigningKey.FromSeed(KeyType.Ed25519, SHA256.HashData("another"u8));
        _issuer.Publish(DemoIssuer.Document(
            $"{DemoIssuer.Method("#1", _issuer.Ed25519Key)},{DemoIssuer.Method("#2", second)}", "\"#1\",\"#2\""));
        var problem = await _issuer.RefusalOfAsync(_issuer.Sign("""{"alg":"EdDSA","typ":"vc+jwt"}"""));
        Assert.Contains("more than one", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Threat", "3")]
    public async Task Counts_only_keys_for_assertion_that_the_issuer_controls_where_none_is_named()
    {
        using var second = SigningKey.FromSeed(KeyType.Ed25519, SHA256.HashData("another"u8));
        _issuer.Publish(DemoIssuer.Document(
            $"{DemoIssuer.Method("#1", second)},{DemoIssuer.Method("#2", second, "did:web:other.example")}", "\"#2\"", "\"#1\""));
        var problem = await _issuer.RefusalOfAsync(_issuer.Sign("""{"alg":"EdDSA","typ":"vc+jwt"}""", key: second));
        Assert.Contains("no key of the issuer", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_undecided_when_the_document_cannot_be_fetched()
    {
        _issuer.Fetcher.Answer(DemoIssuer.DocumentUrl, FetchResult.Failed("timed out"));
        var result = await _issuer.CheckAsync(_issuer.Sign(DemoIssuer.Header()));
        Assert.Equal(Verdict.Undecided, result.Verdict);
        Assert.Single(result.Problems);
    }

    [Fact]
    public async Task Fails_where_a_claim_is_wrong_even_if_the_document_cannot_be_fetched()
    {
        _issuer.Fetcher.Answer(DemoIssuer.DocumentUrl, FetchResult.Failed("timed out"));
        var result = await _issuer.CheckAsync(_issuer.Sign(DemoIssuer.Header(), DemoIssuer.ClaimsWith("\"vc\":{}")));
        Assert.Equal((Verdict.Failed, 2), (result.Verdict, result.Problems.Count));
    }

    [Theory]
    [InlineData("\"issuer\":\"https://issuer.example.com\"")]
    [InlineData("\"issuer\":\"did:example:1\"")]
    [InlineData("\"issuer\":\"did:web:127.0.0.1\"")]
    [InlineData("\"issuer\":7")]
    [InlineData("\"issuer\":{\"name\":\"nobody\"}")]
    [InlineData("\"noIssuer\":1")]
    public async Task Fails_where_the_issuer_is_no_DID_that_is_read_here(string issuer)
    {
        var result = await _issuer.CheckAsync(_issuer.Sign(
            """{"alg":"EdDSA","typ":"vc+jwt"}""", DemoIssuer.Claims.Replace($"\"issuer\":\"{Did}\"", issuer, StringComparison.Ordinal)));
        Assert.Equal(Verdict.Failed, result.Verdict);
        Assert.Empty(_issuer.Fetcher.Asked);
    }
}
