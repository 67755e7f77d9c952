namespace Untp.Credentials.Tests.Proofs;

public class JoseHeaderTests
{
    private readonly DemoIssuer _issuer = new();

    [Theory]
    [InlineData("EdDSA")]
    [InlineData("Ed25519")]
    public async Task Accepts_Ed25519_under_both_names(string alg)
    {
        var result = await _issuer.CheckAsync(_issuer.Sign(DemoIssuer.Header(alg: alg)));
        Assert.Equal(Verdict.Passed, result.Verdict);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public async Task Accepts_ES256()
    {
        var header = DemoIssuer.Header(alg: "ES256", kid: $"{DemoIssuer.Did}#p256");
        Assert.Equal(Verdict.Passed, (await _issuer.CheckAsync(_issuer.Sign(header, key: _issuer.P256Key))).Verdict);
    }

    [Theory]
    [Trait("Threat", "1")]
    [InlineData("\"none\"")]
    [InlineData("\"nOnE\"")]
    [InlineData("\"None\"")]
    [InlineData("\"\"")]
    [InlineData("\"eddsa\"")]
    [InlineData("\"EDDSA\"")]
    [InlineData("\"EdDSA \"")]
    [InlineData("\"es256\"")]
    [InlineData("\"ed25519\"")]
    [InlineData("\"HS256\"")]
    [InlineData("\"RS256\"")]
    [InlineData("\"PS256\"")]
    [InlineData("\"ES384\"")]
    [InlineData("\"ES256K\"")]
    [InlineData("\"Ed448\"")]
    public async Task Refuses_any_other_algorithm_and_names_it(string alg)
    {
        var problem = await _issuer.RefusalOfAsync(_issuer.Sign($$"""{"alg":{{alg}},"typ":"vc+jwt","kid":"{{DemoIssuer.Did}}#ed"}"""));
        Assert.Equal(ProblemTypes.CryptographicSecurity, problem.Type);
        Assert.Contains(alg, problem.Detail, StringComparison.Ordinal);
        Assert.Empty(_issuer.Fetcher.Asked);
    }

    [Theory]
    [Trait("Threat", "1")]
    [InlineData("[\"EdDSA\"]")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("0")]
    [InlineData("{\"alg\":\"EdDSA\"}")]
    public async Task Refuses_an_algorithm_that_is_no_string(string alg)
    {
        var result = await _issuer.CheckAsync(_issuer.Sign($$"""{"alg":{{alg}},"typ":"vc+jwt","kid":"{{DemoIssuer.Did}}#ed"}"""));
        Assert.Equal(Verdict.Failed, result.Verdict);
        Assert.Contains(result.Problems, p => p.Detail.Contains("alg is not a string", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Threat", "1")]
    public async Task Refuses_a_header_without_algorithm()
    {
        var problem = await _issuer.RefusalOfAsync(_issuer.Sign("""{"typ":"vc+jwt"}"""));
        Assert.Contains("alg is absent", problem.Detail, StringComparison.Ordinal);
    }

    /// <summary>The algorithm is the key's, not the header's to choose.</summary>
    [Theory]
    [Trait("Threat", "1")]
    [InlineData("ES256", "#ed")]
    [InlineData("EdDSA", "#p256")]
    [InlineData("Ed25519", "#p256")]
    public async Task Refuses_an_algorithm_that_does_not_fit_the_key(string alg, string key)
    {
        var problem = await _issuer.RefusalOfAsync(_issuer.Sign(DemoIssuer.Header(alg: alg, kid: DemoIssuer.Did + key)));
        Assert.Contains("algorithm needs", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Threat", "2")]
    [InlineData("jwk", "{\"kty\":\"OKP\"}")]
    [InlineData("jwk", "null")]
    [InlineData("jku", "\"https://issuer.example.com/keys\"")]
    [InlineData("x5u", "\"https://issuer.example.com/cert\"")]
    [InlineData("x5c", "[]")]
    [InlineData("x5t", "\"\"")]
    [InlineData("x5t#S256", "\"\"")]
    [InlineData("crit", "[\"exp\"]")]
    [InlineData("crit", "[]")]
    [InlineData("crit", "[\"b64\"]")]
    [InlineData("b64", "false")]
    [InlineData("b64", "\"true\"")]
    public async Task Refuses_a_header_that_brings_keys_or_extensions(string member, string value)
    {
        var problem = await _issuer.RefusalOfAsync(_issuer.Sign(DemoIssuer.Header($"\"{member}\":{value}")));
        Assert.Equal(ProblemTypes.CryptographicSecurity, problem.Type);
        Assert.Contains(member, problem.Detail, StringComparison.Ordinal);
        Assert.Empty(_issuer.Fetcher.Asked);
    }

    /// <summary>RFC 7515 clause 4: what is not understood is ignored, unless it is said to be critical.</summary>
    [Theory]
    [InlineData("more", "{\"deep\":[1]}")]
    [InlineData("zip", "\"DEF\"")]
    [InlineData("iat", "1780272000")]
    public async Task Ignores_a_member_that_is_not_understood(string member, string value) => Assert.Equal(
        Verdict.Passed, (await _issuer.CheckAsync(_issuer.Sign(DemoIssuer.Header($"\"{member}\":{value}")))).Verdict);

    [Theory]
    [InlineData("vc+jwt")]
    [InlineData("application/vc+jwt")]
    [InlineData("VC+JWT")]
    public async Task Accepts_the_type_of_the_specification(string typ) =>
        Assert.Empty((await CheckTypAsync($"\"typ\":\"{typ}\",")).Warnings);

    [Theory]
    [InlineData("\"typ\":\"vc-ld+jwt\",")]
    [InlineData("\"typ\":\"application/vc-ld+jwt\",")]
    [InlineData("\"typ\":\"JWT\",")]
    [InlineData("")]
    public async Task Lets_older_types_pass_with_a_warning(string typ)
    {
        var result = await CheckTypAsync(typ);
        Assert.Equal(Verdict.Passed, result.Verdict);
        Assert.Contains("typ", Assert.Single(result.Warnings).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"typ\":\"vp+jwt\",")]
    [InlineData("\"typ\":\"at+jwt\",")]
    [InlineData("\"typ\":\"\",")]
    [InlineData("\"typ\":7,")]
    public async Task Refuses_other_kinds_of_tokens(string typ) => Assert.Equal(Verdict.Failed, (await CheckTypAsync(typ)).Verdict);

    [Theory]
    [InlineData("vc", 0)]
    [InlineData("application/vc", 0)]
    [InlineData("vp", 1)]
    [InlineData("json", 1)]
    public async Task Warns_of_another_content_type(string cty, int warnings)
    {
        var result = await _issuer.CheckAsync(
            _issuer.Sign($$"""{"alg":"EdDSA","typ":"vc+jwt","cty":"{{cty}}","kid":"{{DemoIssuer.Did}}#ed"}"""));
        Assert.Equal((Verdict.Passed, warnings), (result.Verdict, result.Warnings.Count));
    }

    [Fact]
    public async Task Names_every_fault_of_a_header_at_once()
    {
        var header = """{"alg":"none","typ":"at+jwt","jwk":{},"crit":["b64"],"b64":false,"kid":1}""";
        var result = await _issuer.CheckAsync(_issuer.Sign(header));
        Assert.Equal(6, result.Problems.Count);
    }

    private Task<CheckResult> CheckTypAsync(string typ) =>
        _issuer.CheckAsync(_issuer.Sign($$"""{"alg":"EdDSA",{{typ}}"kid":"{{DemoIssuer.Did}}#ed"}"""));
}
