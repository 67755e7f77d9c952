using System.Text.Json.Nodes;
using Untp.Credentials.JsonLd;

namespace Untp.Credentials.Tests.JsonLd;

/// <summary>The list of contexts is exactly what the types and the proofs call for.</summary>
[Trait("Threat", "7")]
public sealed class ContextListRuleTests
{
    private const string V2 = ContextUrls.CredentialsV2;
    private const string Untp07 = "https://vocabulary.uncefact.org/untp/0.7.0/context/";
    private const string Gba = "https://gba-untp.example/context/0.1.0/";
    private const string Dpp061 = "https://test.uncefact.org/vocabulary/untp/dpp/0.6.1/";
    private const string Core061 = "https://test.uncefact.org/vocabulary/untp/core/0.6.1/";
    private const string Suite2020 = "https://w3id.org/security/suites/ed25519-2020/v1";
    private const string DataIntegrity = "https://w3id.org/security/data-integrity/v2";

    private static readonly Vocabulary s_vocabulary = Vocabulary.Load();

    private readonly ContextCheck _check = new(s_vocabulary.Contexts, s_vocabulary.JsonLd);

    [Theory]
    [InlineData(null, "DigitalProductPassport", V2, Untp07)]
    [InlineData(null, "DigitalBatteryPassport DigitalProductPassport", V2, Untp07, Gba)]
    [InlineData("DataIntegrityProof", "DigitalProductPassport", V2, Untp07, DataIntegrity)]
    [InlineData("Ed25519Signature2020", "DigitalProductPassport", V2, Untp07, Suite2020)]
    [InlineData(null, "DigitalProductPassport", V2, Untp07, DataIntegrity)]
    public async Task Passes_what_is_called_for(string? proof, string types, params string[] contexts) =>
        Assert.Empty((await _check.RunAsync(Credential(proof, types, contexts))).Problems);

    [Theory]
    [InlineData(null, "DigitalProductPassport", "/@context/2", "is in the list already", V2, Untp07, Untp07)]
    [InlineData(null, "DigitalProductPassport", "/@context/2", "is in the list already", V2, Untp07, V2)]
    [InlineData(null, "DigitalProductPassport", "/@context/2", "is in the list already", V2, Dpp061, Dpp061 + "context/")]
    [InlineData(null, "DigitalProductPassport", "/@context/2", "none of the types", V2, Untp07, Gba)]
    [InlineData(null, "VerifiableCredential", "/@context/1", "none of the types", V2, Untp07)]
    [InlineData(null, "DigitalProductPassport", "/@context/2", "none of the types", V2, Untp07, "https://www.w3.org/ns/did/v1")]
    [InlineData(null, "DigitalProductPassport", "/@context/2", "none of the types", V2, Dpp061, Core061)]
    [InlineData("DataIntegrityProof", "DigitalProductPassport", "/@context/2", "for proofs of the type Ed", V2, Untp07, Suite2020)]
    [InlineData("Ed25519Signature2020", "DigitalProductPassport", "/@context/2", "for proofs of the type Da", V2, Untp07, DataIntegrity)]
    public async Task Refuses_what_is_not(string? proof, string types, string pointer, string says, params string[] contexts)
    {
        var problem = Assert.Single((await _check.RunAsync(Credential(proof, types, contexts))).Problems);

        Assert.Equal(pointer, problem.Pointer);
        Assert.Contains(says, problem.Detail, StringComparison.Ordinal);
    }

    /// <summary>A context for no type in particular extends those that the types call for, and comes behind them.</summary>
    [Fact]
    public async Task Lets_an_operators_extension_follow_and_not_come_before()
    {
        using var own = new OwnVocabulary().Add(
            "contexts",
            "own.json",
            """{"@context": {"ourNumber": "https://own.example/number"}}""",
            new JsonObject { ["publisher"] = "Own", ["version"] = "1", ["urls"] = new JsonArray("https://own.example/") });
        var vocabulary = Vocabulary.Load(own.Path);
        var check = new ContextCheck(vocabulary.Contexts, vocabulary.JsonLd);

        var behind = Credential(null, "DigitalProductPassport", V2, Untp07, "https://own.example/");
        var before = Credential(null, "DigitalProductPassport", V2, "https://own.example/", Untp07);

        Assert.Empty((await check.RunAsync(behind)).Problems);
        var problem = Assert.Single((await check.RunAsync(before)).Problems);
        Assert.Equal("/@context/1", problem.Pointer);
        Assert.Contains("follows those that the types call for", problem.Detail, StringComparison.Ordinal);
    }

    private static JsonObject Credential(string? proof, string types, params string[] contexts)
    {
        var credential = new JsonObject
        {
            ["@context"] = new JsonArray([.. contexts.Select(c => (JsonNode)c)]),
            ["type"] = new JsonArray([.. types.Split(' ').Append("VerifiableCredential").Distinct().Select(t => (JsonNode)t)]),
        };
        if (proof is not null)
        {
            credential["proof"] = new JsonObject { ["type"] = proof };
        }

        return credential;
    }
}
