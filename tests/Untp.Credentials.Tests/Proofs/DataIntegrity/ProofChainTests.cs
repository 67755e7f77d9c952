using System.Text.Json.Nodes;
using static Untp.Credentials.Tests.Proofs.DataIntegrity.EmbeddedWorld;

namespace Untp.Credentials.Tests.Proofs.DataIntegrity;

/// <summary>Proof chains (Data Integrity 1.0 clauses 2.1.2, 4.3 and 4.5).</summary>
public class ProofChainTests
{
    private readonly EmbeddedWorld _world = new();

    [Fact]
    public async Task Passes_a_chain_of_three_of_two_signers()
    {
        var verdicts = await _world.VerdictsAsync(await ChainAsync());
        Assert.Equal("Passed: Passed Passed Passed", verdicts);
    }

    [Fact]
    public async Task Writes_one_previous_proof_as_a_string_and_several_as_an_array()
    {
        var proofs = JsonNode.Parse(await ChainAsync())!["proof"]!.AsArray();
        Assert.Null(proofs[0]!["previousProof"]);
        Assert.Equal("urn:1", (string?)proofs[1]!["previousProof"]);
        Assert.Equal(["urn:1", "urn:2"], proofs[2]!["previousProof"]!.AsArray().Select(p => (string?)p));
    }

    /// <summary>A proof of a chain signs those that it builds on, value and all.</summary>
    [Theory]
    [InlineData("nonce", "x")]
    [InlineData("proofValue", "")]
    [InlineData("id", "urn:3")]
    public async Task Fails_every_link_after_one_that_was_changed(string member, string value)
    {
        var chain = JsonNode.Parse(await ChainAsync())!;
        chain["proof"]![1]![member] = value;
        var result = await _world.CheckAsync(chain.ToJsonString());
        Assert.Equal(Verdict.Failed, result.Verdict);
        Assert.DoesNotContain(result.Proofs.Skip(1), p => p.Verdict == Verdict.Passed);
    }

    [Fact]
    public async Task Fails_a_proof_that_builds_on_one_that_is_not_there()
    {
        var chain = JsonNode.Parse(await ChainAsync())!;
        chain["proof"]!.AsArray().RemoveAt(0);
        var result = await _world.CheckAsync(chain.ToJsonString());
        Assert.Equal(Verdict.Failed, result.Verdict);
        Assert.Contains(result.Problems, p => p.Detail.Contains("urn:1", StringComparison.Ordinal) && p.Pointer == "/proof/0");
    }

    [Fact]
    public async Task A_proof_that_others_build_on_cannot_be_taken_out_of_the_middle()
    {
        var chain = JsonNode.Parse(await ChainAsync())!;
        chain["proof"]!.AsArray().RemoveAt(1);
        Assert.Equal(Verdict.Failed, (await _world.CheckAsync(chain.ToJsonString())).Verdict);
    }

    [Theory]
    [InlineData("urn:2")] // of itself
    [InlineData("urn:3")] // of one that builds on it
    public async Task Fails_proofs_that_build_on_each_other_in_a_circle(string previous)
    {
        var options = Jcs with { Id = "urn:3" };
        var chain = JsonNode.Parse(await _world.SignAsync(await TwoAsync(), options with { PreviousProof = ["urn:2"] }))!;
        chain["proof"]![1]!["previousProof"] = previous;
        var result = await _world.CheckAsync(chain.ToJsonString());
        Assert.Equal((Verdict.Failed, Verdict.Failed), (result.Verdict, result.Proofs[1].Verdict));
        Assert.Contains(result.Proofs[1].Problems, p => p.Detail.Contains("leads back", StringComparison.Ordinal));
        Assert.NotEqual(Verdict.Passed, result.Proofs[2].Verdict);
    }

    [Fact]
    public async Task Fails_proofs_that_share_an_id()
    {
        var set = await _world.SignAsync(await _world.SignAsync(DemoIssuer.Claims, Jcs with { Id = "urn:1" }), Jcs with { Id = "urn:1" });
        var result = await _world.CheckAsync(set);
        Assert.All(result.Proofs, p => Assert.Equal(Verdict.Failed, p.Verdict));
    }

    [Fact]
    public async Task Is_undecided_about_what_builds_on_a_proof_that_could_not_be_looked_at()
    {
        _world.Fetcher.Answer(OtherUrl, FetchResult.Failed("timed out"));
        var chain = await _world.SignAsync(await TwoAsync(), Jcs with { PreviousProof = ["urn:2"] });
        var verdicts = await _world.VerdictsAsync(chain);
        Assert.Equal("Undecided: Passed Undecided Skipped", verdicts);
    }

    [Fact]
    public async Task Refuses_to_build_on_a_proof_that_is_not_there() =>
        await Assert.ThrowsAsync<ArgumentException>(() => _world.SignAsync(DemoIssuer.Claims, Jcs with { PreviousProof = ["urn:1"] }));

    private async Task<string> TwoAsync()
    {
        var one = await _world.SignAsync(DemoIssuer.Claims, Jcs with { Id = "urn:1" });
        return await _world.CounterSignAsync(one, Jcs with { Id = "urn:2", PreviousProof = ["urn:1"] });
    }

    private async Task<string> ChainAsync() => await _world.SignAsync(await TwoAsync(), Jcs with { PreviousProof = ["urn:1", "urn:2"] });
}
