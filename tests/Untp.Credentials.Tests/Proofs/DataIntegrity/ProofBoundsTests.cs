using static Untp.Credentials.Tests.Proofs.DataIntegrity.EmbeddedWorld;

namespace Untp.Credentials.Tests.Proofs.DataIntegrity;

/// <summary>Domain, challenge and time of a proof (Data Integrity 1.0 clauses 2.1 and 4.4).</summary>
public class ProofBoundsTests
{
    private readonly EmbeddedWorld _world = new();

    [Theory]
    [InlineData("a", "a", true)]
    [InlineData("a b", "a b", true)]
    [InlineData("a b", "b a", true)]
    [InlineData("a b", "a", false)]
    [InlineData("a", "a b", false)]
    [InlineData("a", "A", false)]
    [InlineData("", "a", false)]
    public async Task A_proof_names_just_the_domains_that_are_asked_for(string signed, string asked, bool isRight)
    {
        var document = await _world.SignAsync(DemoIssuer.Claims, Jcs with { Domain = signed.Split(' ', StringSplitOptions.RemoveEmptyEntries) });
        var result = await _world.CheckAsync(document, VerificationOptions.Default with { Domain = asked.Split(' ') });
        Assert.Equal(isRight ? Verdict.Passed : Verdict.Failed, result.Verdict);
        Assert.Equal(isRight ? [] : [ProblemTypes.InvalidDomain], result.Problems.Select(p => p.Type));
    }

    [Theory]
    [InlineData("c", "c", true)]
    [InlineData("c", "C", false)]
    [InlineData(null, "c", false)]
    [InlineData("c", "", false)]
    [Trait("Threat", "17")]
    public async Task A_proof_answers_the_challenge_that_is_given(string? signed, string given, bool isRight)
    {
        var document = await _world.SignAsync(DemoIssuer.Claims, Jcs with { Challenge = signed });
        var result = await _world.CheckAsync(document, VerificationOptions.Default with { Challenge = given });
        Assert.Equal(isRight ? Verdict.Passed : Verdict.Failed, result.Verdict);
        Assert.Equal(isRight ? [] : [ProblemTypes.InvalidChallenge], result.Problems.Select(p => p.Type));
    }

    [Fact]
    public async Task Every_proof_of_a_set_is_held_to_the_domain()
    {
        var one = await _world.SignAsync(DemoIssuer.Claims, Jcs with { Domain = ["a"] });
        var set = await _world.SignAsync(one);
        var verdicts = await _world.VerdictsAsync(set, VerificationOptions.Default with { Domain = ["a"] });
        Assert.Equal("Failed: Passed Failed", verdicts);
    }

    [Fact]
    public async Task Warns_where_a_proof_is_bound_and_the_caller_says_to_nothing()
    {
        var document = await _world.SignAsync(DemoIssuer.Claims, Jcs with { Domain = ["a"], Challenge = "c" });
        var result = await _world.CheckAsync(document);
        Assert.Equal(Verdict.Passed, result.Verdict);
        Assert.Equal([ProblemTypes.InvalidDomain, ProblemTypes.InvalidChallenge], result.Warnings.Select(w => w.Type));
    }

    [Fact]
    public async Task Holds_until_it_expires_and_no_second_longer()
    {
        var now = _world.Issuer.Time.GetUtcNow();
        var document = await _world.SignAsync(DemoIssuer.Claims, Jcs with { Expires = now.AddSeconds(1) });
        Assert.Equal(Verdict.Passed, (await _world.CheckAsync(document)).Verdict);
        _world.Issuer.Time.Advance(TimeSpan.FromSeconds(1));
        var problem = await _world.RefusalOfAsync(document);
        Assert.Equal((ProblemTypes.Range, "/proof/expires"), (problem.Type, problem.Pointer));
    }

    [Fact]
    public async Task Warns_of_a_proof_from_the_future()
    {
        var result = await _world.CheckAsync(
            await _world.SignAsync(DemoIssuer.Claims, Jcs with { Created = _world.Issuer.Time.GetUtcNow().AddHours(1) }));
        Assert.Equal(Verdict.Passed, result.Verdict);
        Assert.Equal("/proof/created", Assert.Single(result.Warnings).Pointer);
    }

    [Theory]
    [InlineData("created", "2026-05-02T00:00:00Z")]
    [InlineData("expires", "2028-01-01T00:00:00Z")]
    [InlineData("domain", "b")]
    [InlineData("challenge", "d")]
    [InlineData("nonce", "m")]
    [InlineData("id", "urn:uuid:8")]
    [InlineData("proofPurpose", "authentication")]
    [InlineData("verificationMethod", $"{Did}#twin")]
    [InlineData("proofValue", "")]
    public async Task No_member_of_a_proof_can_be_changed(string member, string value)
    {
        var twin = $"{DemoIssuer.Method("#ed", _world.Issuer.Ed25519Key)},{DemoIssuer.Method("#twin", _world.Issuer.Ed25519Key)}";
        _world.Issuer.Publish(DemoIssuer.Document(twin, "\"#ed\",\"#twin\"", "\"#ed\""));
        var options = Jcs with
        {
            Id = "urn:uuid:7",
            Domain = ["a"],
            Challenge = "c",
            Nonce = "n",
            Expires = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero),
        };
        var signed = await _world.SignAsync(DemoIssuer.Claims, options);
        Assert.Equal(Verdict.Passed, (await _world.CheckAsync(signed)).Verdict);
        Assert.Equal(Verdict.Failed, (await _world.CheckAsync(WithProof(signed, p => p[member] = value))).Verdict);
    }

    [Theory]
    [InlineData("created")]
    [InlineData("expires")]
    [InlineData("domain")]
    [InlineData("challenge")]
    [InlineData("nonce")]
    public async Task No_member_of_a_proof_can_be_left_out(string member)
    {
        var options = Jcs with { Domain = ["a"], Challenge = "c", Nonce = "n", Expires = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero) };
        var signed = await _world.SignAsync(DemoIssuer.Claims, options);
        Assert.Equal(Verdict.Failed, (await _world.CheckAsync(WithProof(signed, p => p.Remove(member)))).Verdict);
    }
}
