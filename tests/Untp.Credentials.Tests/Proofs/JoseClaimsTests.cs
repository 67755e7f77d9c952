namespace Untp.Credentials.Tests.Proofs;

public class JoseClaimsTests
{
    /// <summary>2026-06-01T00:00:00Z, where the tests' clock stands.</summary>
    private const long Now = 1780272000;

    private readonly DemoIssuer _issuer = new();

    [Theory]
    [InlineData("\"vc\":{}")]
    [InlineData("\"vp\":{}")]
    [InlineData("\"vc\":null")]
    [InlineData("\"iss\":\"did:web:other.example\"")]
    [InlineData("\"iss\":null")]
    [InlineData("\"iss\":[\"did:web:issuer.example.com\"]")]
    [InlineData("\"jti\":\"urn:uuid:2\"")]
    [InlineData("\"sub\":\"did:example:other\"")]
    [InlineData("\"sub\":{}")]
    [InlineData("\"exp\":\"1999999999\"")]
    [InlineData("\"nbf\":null")]
    [InlineData("\"iat\":\"2026-01-01T00:00:00Z\"")]
    public async Task Refuses_a_claim_that_contradicts_the_credential(string claim)
    {
        var problem = await _issuer.RefusalOfAsync(_issuer.Sign(DemoIssuer.Header(), DemoIssuer.ClaimsWith(claim)));
        Assert.Equal(ProblemTypes.MalformedValue, problem.Type);
        Assert.Equal($"/{claim.Split('"')[1]}", problem.Pointer);
    }

    [Fact]
    public async Task Accepts_claims_that_agree()
    {
        var iss = $"\"iss\":\"{DemoIssuer.Did}\"";
        var more = $$"""{{iss}},"jti":"urn:uuid:1","sub":"did:example:subject","aud":"anybody","iat":{{Now}},"nbf":{{Now}},"exp":{{Now + 1}}""";
        var result = await _issuer.CheckAsync(_issuer.Sign(DemoIssuer.Header(iss), DemoIssuer.ClaimsWith(more)));
        Assert.Equal(Verdict.Passed, result.Verdict);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public async Task Compares_with_the_id_of_an_issuer_object_and_of_a_subject_in_a_list()
    {
        var claims = DemoIssuer.ClaimsWith($"\"iss\":\"{DemoIssuer.Did}\",\"sub\":\"did:example:subject\"")
            .Replace($"\"issuer\":\"{DemoIssuer.Did}\"", $$"""  "issuer":{"id":"{{DemoIssuer.Did}}"} """, StringComparison.Ordinal)
            .Replace("""{"id":"did:example:subject"}""", """[{"id":"did:example:subject"}]""", StringComparison.Ordinal);
        Assert.Equal(Verdict.Passed, (await _issuer.CheckAsync(_issuer.Sign(DemoIssuer.Header(), claims))).Verdict);
    }

    [Theory]
    [InlineData("""[{"id":"did:example:subject"},{"id":"did:example:second"}]""")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("\"did:example:subject\"")]
    public async Task Refuses_a_sub_where_the_credential_has_not_one_subject_with_an_id(string subject)
    {
        var claims = DemoIssuer.ClaimsWith("\"sub\":\"did:example:subject\"")
            .Replace("""{"id":"did:example:subject"}""", subject, StringComparison.Ordinal);
        Assert.Equal("/sub", (await _issuer.RefusalOfAsync(_issuer.Sign(DemoIssuer.Header(), claims))).Pointer);
    }

    [Theory]
    [InlineData("\"did:web:other.example\"")]
    [InlineData("7")]
    public async Task Refuses_another_issuer_in_the_header(string iss)
    {
        var problem = await _issuer.RefusalOfAsync(_issuer.Sign(DemoIssuer.Header($"\"iss\":{iss}")));
        Assert.Contains("header's iss", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exp", Now)]
    [InlineData("exp", Now - 0.5)]
    [InlineData("exp", -1)]
    [InlineData("exp", 0)]
    [InlineData("nbf", Now + 0.5)]
    [InlineData("nbf", 1e300)]
    public async Task Refuses_a_signature_that_is_not_in_force(string claim, double seconds)
    {
        var problem = await _issuer.RefusalOfAsync(_issuer.Sign(DemoIssuer.Header(), DemoIssuer.ClaimsWith($"\"{claim}\":{seconds:R}")));
        Assert.Equal((ProblemTypes.Range, $"/{claim}"), (problem.Type, problem.Pointer));
    }

    [Theory]
    [InlineData("\"exp\":1780272000.5")]
    [InlineData("\"exp\":1e300")]
    [InlineData("\"nbf\":1780272000")]
    [InlineData("\"nbf\":-5")]
    public async Task Accepts_a_signature_that_is_in_force(string claim) =>
        Assert.Equal(Verdict.Passed, (await _issuer.CheckAsync(_issuer.Sign(DemoIssuer.Header(), DemoIssuer.ClaimsWith(claim)))).Verdict);

    [Fact]
    public async Task Warns_of_a_signature_from_the_future()
    {
        var result = await _issuer.CheckAsync(_issuer.Sign(DemoIssuer.Header(), DemoIssuer.ClaimsWith($"\"iat\":{Now + 1}")));
        Assert.Equal(Verdict.Passed, result.Verdict);
        Assert.Equal("/iat", Assert.Single(result.Warnings).Pointer);
    }

    [Fact]
    public async Task Names_every_fault_at_once()
    {
        var result = await _issuer.CheckAsync(_issuer.Sign(
            DemoIssuer.Header(kid: "#none"), DemoIssuer.ClaimsWith("\"vc\":{},\"iss\":1,\"exp\":1,\"nbf\":1e10")));
        Assert.Equal(["/vc", "/iss", "/exp", "/nbf", null], result.Problems.Select(p => p.Pointer));
    }
}
