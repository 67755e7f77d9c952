using System.Text.Json.Nodes;
using static Untp.Credentials.Tests.Proofs.DataIntegrity.EmbeddedWorld;

namespace Untp.Credentials.Tests.Proofs.DataIntegrity;

/// <summary>The contexts of a proof and of its document under <c>eddsa-jcs-2022</c> (EdDSA Cryptosuites 1.0 clause 3.3.2 step 4).</summary>
[Trait("Threat", "7")]
public class JcsContextTests
{
    private readonly EmbeddedWorld _world = new();

    [Fact]
    public async Task A_proof_carries_the_contexts_of_its_document()
    {
        var signed = JsonNode.Parse(await _world.SignAsync(DemoIssuer.Claims))!;
        Assert.Equal(signed["@context"]!.ToJsonString(), signed["proof"]!["@context"]!.ToJsonString());
    }

    /// <summary>What the suite lets pass is not what was read: nobody signed the context that was added.</summary>
    [Theory]
    [InlineData("\"https://example.com/more\"")]
    [InlineData("""{"@vocab":"https://example.com/"}""")]
    public async Task Refuses_a_context_that_was_added_behind_those_that_the_issuer_signed(string added)
    {
        var signed = JsonNode.Parse(await _world.SignAsync(DemoIssuer.Claims))!;
        signed["@context"]!.AsArray().Add(JsonNode.Parse(added));
        var result = await _world.CheckAsync(signed.ToJsonString());
        Assert.Equal((Verdict.Failed, Verdict.Passed), (result.Verdict, Assert.Single(result.Proofs).Verdict));
        Assert.Equal("/@context", Assert.Single(result.Problems).Pointer);
    }

    /// <summary>So a set grows by a signer who needs another context: the first proof covers fewer, and the issuer's last covers all.</summary>
    [Fact]
    public async Task Passes_an_older_proof_of_fewer_contexts_beside_one_of_the_issuers_over_all()
    {
        var first = JsonNode.Parse(await _world.CounterSignAsync(DemoIssuer.Claims))!;
        first["@context"]!.AsArray().Add("https://example.com/more");
        var set = await _world.SignAsync(first.ToJsonString());
        Assert.Equal("Passed: Passed Passed", await _world.VerdictsAsync(set));
    }

    [Fact]
    public async Task Refuses_contexts_put_before_those_of_the_proof()
    {
        var signed = JsonNode.Parse(await _world.SignAsync(DemoIssuer.Claims))!;
        signed["@context"]!.AsArray().Insert(0, "https://example.com/before");
        Assert.Equal(ProblemTypes.ProofTransformation, (await _world.RefusalOfAsync(signed.ToJsonString())).Type);
    }

    [Fact]
    public async Task Refuses_fewer_contexts_than_the_proof_has()
    {
        var signed = JsonNode.Parse(await _world.SignAsync(
            DemoIssuer.Claims.Replace("credentials/v2\"]", "credentials/v2\",\"https://example.com/more\"]", StringComparison.Ordinal)))!;
        signed["@context"]!.AsArray().RemoveAt(1);
        Assert.Equal(ProblemTypes.ProofTransformation, (await _world.RefusalOfAsync(signed.ToJsonString())).Type);
    }

    /// <summary>Clause 3.3.1 step 2 is advised, not demanded: the document's own member is signed all the same.</summary>
    [Fact]
    public async Task A_proof_without_contexts_still_signs_those_of_the_document()
    {
        var bare = DemoIssuer.Claims.Replace("\"@context\":", "\"context\":", StringComparison.Ordinal);
        var signed = (await _world.SignAsync(bare)).Replace("\"context\":", "\"@context\":", StringComparison.Ordinal);
        Assert.Equal(Verdict.Failed, (await _world.CheckAsync(signed)).Verdict);
        Assert.Equal(Verdict.Passed, (await _world.CheckAsync(await _world.SignAsync(bare))).Verdict);
    }
}
