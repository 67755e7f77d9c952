using System.Text;
using System.Text.Json.Nodes;
using Untp.Credentials.Proofs;
using Untp.Credentials.Proofs.DataIntegrity;
using static Untp.Credentials.Tests.Proofs.DataIntegrity.EmbeddedWorld;

namespace Untp.Credentials.Tests.Proofs.DataIntegrity;

public class DataIntegritySignerTests
{
    private readonly EmbeddedWorld _world = new();

    [Theory]
    [InlineData("{\"a\": 1.0,\n \"b\" : \"\\u0041\" }\n", "{\"a\": 1.0,\n \"b\" : \"\\u0041\",\"proof\":{", "} }\n")]
    [InlineData("  {}", "  {\"proof\":{", "}}")]
    [InlineData("{ \"a\": {} }", "{ \"a\": {},\"proof\":{", "} }")]
    public async Task Puts_the_first_proof_behind_the_other_members_and_leaves_them_as_they_are(string document, string begins, string ends)
    {
        var signed = await _world.SignAsync(document);
        Assert.StartsWith(begins, signed, StringComparison.Ordinal);
        Assert.EndsWith(ends, signed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"proof\": {\"x\": 1.0} , \"z\": 0}", "{\"proof\": [{\"x\": 1.0},{", "}] , \"z\": 0}")]
    [InlineData("{\"proof\": [ ] , \"z\": 0}", "{\"proof\": [ {", "}] , \"z\": 0}")]
    [InlineData("{\"proof\": [{\"x\": 1.0} ]}", "{\"proof\": [{\"x\": 1.0} ,{", "}]}")]
    public async Task Puts_a_further_proof_behind_the_others(string document, string begins, string ends)
    {
        var signed = await _world.SignAsync(document);
        Assert.StartsWith(begins, signed, StringComparison.Ordinal);
        Assert.EndsWith(ends, signed, StringComparison.Ordinal);
        Assert.NotNull(JsonNode.Parse(signed));
    }

    [Fact]
    public async Task What_it_makes_of_a_document_with_every_option_verifies()
    {
        var options = new ProofOptions
        {
            Cryptosuite = "eddsa-jcs-2022",
            Id = "urn:uuid:7",
            Created = _world.Issuer.Time.GetUtcNow(),
            Expires = _world.Issuer.Time.GetUtcNow().AddYears(1),
            Domain = ["a", "b"],
            Challenge = "\"c\" + \u00e9\n",
            Nonce = "n",
        };
        var signed = await _world.SignAsync(DemoIssuer.Claims, options);
        var asked = VerificationOptions.Default with { Domain = ["a", "b"], Challenge = "\"c\" + \u00e9\n" };
        Assert.Equal(Verdict.Passed, (await _world.CheckAsync(signed, asked)).Verdict);
        Assert.Equal("2026-06-01T00:00:00Z", (string?)JsonNode.Parse(signed)!["proof"]!["created"]);
    }

    [Theory]
    [InlineData("Ed25519Signature2020")]
    [InlineData("ecdsa-rdfc-2019")]
    [InlineData("")]
    public async Task Refuses_to_make_what_it_only_verifies_or_does_not_know(string suite)
    {
        var fault = await Assert.ThrowsAsync<ArgumentException>(() => _world.SignAsync(DemoIssuer.Claims, Jcs with { Cryptosuite = suite }));
        Assert.Contains("eddsa-rdfc-2022", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_key_that_is_not_Ed25519() =>
        await Assert.ThrowsAsync<ArgumentException>(() => _world.SignAsync(DemoIssuer.Claims, key: _world.Issuer.P256Key));

    [Theory]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"proof\":\"text\"}")]
    public async Task Refuses_a_document_that_no_verifier_would_read(string document) =>
        await Assert.ThrowsAsync<ArgumentException>(() => _world.SignAsync(document));

    [Theory]
    [InlineData("keyAgreement", null, Key)]
    [InlineData("assertionMethod", "relative", Key)]
    [InlineData("assertionMethod", null, "#ed")]
    public async Task Refuses_options_that_no_verifier_would_accept(string purpose, string? id, string method) =>
        await Assert.ThrowsAsync<ArgumentException>(() =>
            _world.SignAsync(DemoIssuer.Claims, Jcs with { ProofPurpose = purpose, Id = id }, method: method));

    [Fact]
    public async Task Refuses_a_document_without_canonical_form()
    {
        var fault = await Assert.ThrowsAsync<ArgumentException>(() => _world.SignAsync(DemoIssuer.Claims, new ProofOptions()));
        Assert.Contains("https://www.w3.org/ns/credentials/v2", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Does_not_pass_on_what_is_no_signature() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => _world.SignAsync(DemoIssuer.Claims, Jcs, new ShortSigner()));

    private sealed class ShortSigner : ISigner
    {
        public string VerificationMethod => Key;

        public string Algorithm => "EdDSA";

        public ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) =>
            ValueTask.FromResult(Encoding.ASCII.GetBytes("short"));
    }
}
