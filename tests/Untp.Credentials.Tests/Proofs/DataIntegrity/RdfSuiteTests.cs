using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Untp.Credentials.Proofs;
using Untp.Credentials.Proofs.DataIntegrity;
using static Untp.Credentials.Tests.Proofs.DataIntegrity.EmbeddedWorld;

namespace Untp.Credentials.Tests.Proofs.DataIntegrity;

/// <summary>Whole credentials under the RDF suites and our own contexts.</summary>
public class RdfSuiteTests
{
    private const string Suite2020 = "https://w3id.org/security/suites/ed25519-2020/v1";

    private readonly EmbeddedWorld _world = new(rdf: Rdf.Own);
    private readonly ProofOptions _options = new() { Created = new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero) };

    [Fact]
    public async Task Passes_and_tells_the_hash_of_what_was_signed()
    {
        var signed = await _world.SignAsync(DemoIssuer.Claims, _options);
        var proof = Assert.Single((await _world.CheckAsync(signed)).Proofs);
        using var unsigned = JsonDocument.Parse(DemoIssuer.Claims);
        Assert.True(Rdf.Own.TryCanonicalize(unsigned.RootElement, CancellationToken.None, out var nquads, out _));
        Assert.Equal((Verdict.Passed, Convert.ToHexStringLower(SHA256.HashData(nquads.Span))), (proof.Verdict, proof.CanonicalHash));
    }

    [Fact]
    public async Task Passes_a_chain_of_both_suites_and_two_signers()
    {
        var one = await _world.SignAsync(DemoIssuer.Claims, _options with { Id = "urn:uuid:1" });
        var two = await _world.CounterSignAsync(one, Jcs with { Id = "urn:uuid:2", PreviousProof = ["urn:uuid:1"] });
        var three = await _world.SignAsync(two, _options with { PreviousProof = ["urn:uuid:1", "urn:uuid:2"] });
        Assert.Equal("Passed: Passed Passed Passed", await _world.VerdictsAsync(three));

        var changed = JsonNode.Parse(three)!;
        changed["proof"]![1]!["created"] = "2026-05-02T00:00:00Z";
        Assert.Equal("Failed", (await _world.VerdictsAsync(changed.ToJsonString())).Split(':')[0]);
    }

    [Fact]
    [Trait("Threat", "7")]
    public async Task Refuses_a_context_in_the_proof_that_is_not_the_documents()
    {
        var signed = await _world.SignAsync(DemoIssuer.Claims, _options);
        var context = JsonNode.Parse(signed)!["@context"]!;
        Assert.Equal(Verdict.Passed, (await _world.CheckAsync(WithProof(signed, p => p["@context"] = context.DeepClone()))).Verdict);
        var problem = await _world.RefusalOfAsync(WithProof(signed, p => p["@context"] = Suite2020));
        Assert.Equal(ProblemTypes.ProofTransformation, problem.Type);
    }

    [Theory]
    [InlineData("\"undefinedTerm\":1", "undefinedTerm")]
    [InlineData("\"evidence\":{\"type\":\"Undefined\"}", "Undefined")]
    [InlineData("\"evidence\":{\"id\":\"relative\",\"type\":\"VerifiableCredential\"}", "relative")]
    [InlineData("\"name\":null", "name")]
    [Trait("Threat", "7")]
    public async Task Neither_signs_nor_verifies_what_does_not_reach_the_RDF(string member, string named)
    {
        var fault = await Assert.ThrowsAsync<ArgumentException>(() => _world.SignAsync(DemoIssuer.ClaimsWith(member), _options));
        Assert.Contains(named, fault.Message, StringComparison.Ordinal);

        var signed = JsonNode.Parse(await _world.SignAsync(DemoIssuer.Claims, _options))!;
        foreach (var (name, value) in JsonNode.Parse($"{{{member}}}")!.AsObject())
        {
            signed[name] = value?.DeepClone();
        }

        var problem = await _world.RefusalOfAsync(signed.ToJsonString());
        Assert.Equal((ProblemTypes.ProofTransformation, "/proof"), (problem.Type, problem.Pointer));
        Assert.Contains(named, problem.Detail, StringComparison.Ordinal);
        Assert.Empty(_world.Fetcher.Asked);
    }

    [Fact]
    [Trait("Threat", "6")]
    public async Task Names_a_context_that_is_not_known_and_fetches_nothing()
    {
        var signed = JsonNode.Parse(await _world.SignAsync(DemoIssuer.Claims, _options))!;
        signed["@context"]!.AsArray().Add("https://unknown.example/context");
        Assert.Contains("https://unknown.example/context", (await _world.RefusalOfAsync(signed.ToJsonString())).Detail, StringComparison.Ordinal);
        Assert.Empty(_world.Fetcher.Asked);
    }

    [Fact]
    public async Task Verifies_the_older_suite_which_is_not_made()
    {
        var signed = SignWithSuite2020();
        var result = await _world.CheckAsync(signed.ToJsonString());
        Assert.Equal(Verdict.Passed, result.Verdict);
        var proof = Assert.Single(result.Proofs);
        Assert.Equal(("Ed25519Signature2020", null), (proof.Type, proof.Cryptosuite));
        Assert.NotNull(proof.CanonicalHash);

        signed["proof"]!["created"] = "2026-01-02T00:00:00Z";
        Assert.Equal(ProblemTypes.ProofVerification, (await _world.RefusalOfAsync(signed.ToJsonString())).Type);
    }

    /// <summary>Its type is defined by a context of its own, without which nobody signed it.</summary>
    [Fact]
    [Trait("Threat", "7")]
    public async Task Refuses_the_older_suite_without_its_context()
    {
        var signed = SignWithSuite2020();
        signed["@context"]!.AsArray().RemoveAt(1);
        Assert.Equal(ProblemTypes.ProofTransformation, (await _world.RefusalOfAsync(signed.ToJsonString())).Type);
    }

    private JsonObject SignWithSuite2020()
    {
        var document = JsonNode.Parse(DemoIssuer.Claims)!.AsObject();
        document["@context"]!.AsArray().Add(Suite2020);
        document["proof"] = new JsonObject
        {
            ["type"] = "Ed25519Signature2020",
            ["created"] = "2026-01-01T00:00:00Z",
            ["verificationMethod"] = Key,
            ["proofPurpose"] = "assertionMethod",
        };
        using var json = JsonDocument.Parse(document.ToJsonString());
        var hashData = new EddsaAlgorithms(Rdf.Own).Hash(
            Cryptosuite.Ed25519Signature2020,
            new InputDocument(json.RootElement, []),
            json.RootElement.GetProperty("proof"),
            CancellationToken.None,
            out var fault);
        Assert.Null(fault);
        document["proof"]!["proofValue"] = Multibase.Encode(_world.Issuer.Ed25519Key.Sign(hashData));
        return document;
    }
}
