using System.Text.Json.Nodes;
using Untp.Credentials.JsonLd;

namespace Untp.Credentials.Tests.JsonLd;

public sealed class ContextCheckTests
{
    private const string V2 = ContextUrls.CredentialsV2;
    private const string Untp07 = "https://vocabulary.uncefact.org/untp/0.7.0/context/";
    private const string Dpp061 = "https://test.uncefact.org/vocabulary/untp/dpp/0.6.1/";

    private static readonly Vocabulary s_vocabulary = Vocabulary.Load();

    private readonly ContextCheck _check = new(s_vocabulary.Contexts, s_vocabulary.JsonLd);

    [Theory]
    [InlineData("battery-passport.json")]
    [InlineData("battery-certificate.json")]
    public async Task Passes_our_samples(string name) =>
        Assert.Equal(Verdict.Passed, (await _check.RunAsync(Checks.Sample(name))).Verdict);

    [Theory]
    [InlineData(V2, Untp07)]
    [InlineData(V2, Untp07, "https://w3id.org/security/data-integrity/v2")]
    [InlineData(V2, Dpp061)]
    [InlineData(V2, Dpp061 + "context/")]
    [InlineData(V2, "https://test.uncefact.org/vocabulary/untp/dpp/0.6.0/")]
    public async Task Passes_the_contexts_that_a_passport_calls_for(params string[] contexts) =>
        Assert.Empty((await _check.RunAsync(Passport(contexts))).Problems);

    [Fact]
    public async Task Passes_any_W3C_credential_with_the_base_context() =>
        Assert.Equal(Verdict.Passed, (await _check.RunAsync($$"""{"@context":["{{V2}}"],"type":["VerifiableCredential"]}""")).Verdict);

    [Theory]
    [InlineData("""{"type":["VerifiableCredential"]}""")]
    [InlineData($$"""{"@context":"{{V2}}"}""")]
    [InlineData("""{"@context":{"@vocab":"https://x.example/"}}""")]
    [InlineData("""{"@context":null}""")]
    public async Task Refuses_what_is_no_list(string credential)
    {
        var problem = Assert.Single((await _check.RunAsync(credential)).Problems);

        Assert.Equal((ProblemTypes.MalformedValue, "/@context"), (problem.Type, problem.Pointer));
    }

    [Theory]
    [InlineData(Untp07, V2)]
    [InlineData(Untp07)]
    public async Task Refuses_another_context_in_the_first_place(params string[] contexts)
    {
        var problem = Assert.Single((await _check.RunAsync(Passport(contexts))).Problems);

        Assert.Equal("/@context/0", problem.Pointer);
        Assert.Contains(V2, problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_an_empty_list() =>
        Assert.Contains((await _check.RunAsync("""{"@context":[]}""")).Problems, p => p.Pointer == "/@context/0");

    [Theory]
    [Trait("Threat", "7")]
    [InlineData("""{"@vocab":"https://evil.example/#"}""")]
    [InlineData("""{"name":"https://evil.example/#name"}""")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData($"""["{Untp07}"]""")]
    public async Task Refuses_a_context_that_is_written_into_the_credential(string inline)
    {
        var passport = Passport(V2, Untp07);
        passport["@context"]!.AsArray().Add(JsonNode.Parse(inline));

        var result = await _check.RunAsync(passport);

        Assert.Equal(Verdict.Failed, result.Verdict);
        Assert.Equal("/@context/2", Assert.Single(result.Problems).Pointer);
    }

    [Theory]
    [Trait("Threat", "6")]
    [InlineData("https://evil.example/context")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://www.w3.org/ns/credentials/v2")]
    [InlineData("https://www.w3.org/ns/credentials/v2#")]
    [InlineData("https://www.w3.org/ns/credentials/V2")]
    [InlineData("https://www.w3.org/2018/credentials/v1")]
    public async Task Names_an_unknown_context_and_what_is_served_and_fetches_nothing(string url)
    {
        var problem = Assert.Single((await _check.RunAsync(Passport(V2, Untp07, url))).Problems);

        Assert.Equal("/@context/2", problem.Pointer);
        Assert.Contains($"{url} is not known", problem.Detail, StringComparison.Ordinal);
        Assert.Contains($"served are: {V2}", problem.Detail, StringComparison.Ordinal);
        Assert.EndsWith("; the operator can add it to the vocabulary", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://vocabulary.uncefact.org/untp/0.8.0/context/")]
    [InlineData("https://vocabulary.uncefact.org/untp/0.7.0/context")]
    [InlineData("https://test.uncefact.org/vocabulary/untp/dpp/0.5.0/")]
    [InlineData("https://untp.unece.org/artefacts/contexts/v0.7.0/")]
    public async Task Names_the_UNTP_versions_that_are_served_where_one_is_unknown(string url)
    {
        var problems = (await _check.RunAsync(Passport(V2, url))).Problems;

        var unknown = Assert.Single(problems, p => p.Pointer == "/@context/1");
        Assert.Contains("a version of UNTP that is served", unknown.Detail, StringComparison.Ordinal);
        Assert.Contains(Untp07, unknown.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("w3.org", unknown.Detail, StringComparison.Ordinal);
        Assert.Contains(problems, p => p.Detail.StartsWith("the type DigitalProductPassport calls for", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("DigitalProductPassport")]
    [InlineData("DigitalConformityCredential")]
    [InlineData("DigitalFacilityRecord")]
    [InlineData("DigitalTraceabilityEvent")]
    [InlineData("DigitalIdentityAnchor")]
    public async Task Refuses_a_UNTP_type_without_a_context_that_defines_it(string type)
    {
        var result = await _check.RunAsync($$"""{"@context":["{{V2}}"],"type":["{{type}}","VerifiableCredential"]}""");

        var problem = Assert.Single(result.Problems);
        Assert.StartsWith($"the type {type} calls for one of the contexts {Untp07}, ", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_type_whose_context_is_that_of_another_type() =>
        Assert.Contains(
            (await _check.RunAsync(Passport(V2, "https://test.uncefact.org/vocabulary/untp/dcc/0.6.1/"))).Problems,
            p => p.Detail.Contains(Dpp061, StringComparison.Ordinal));

    [Fact]
    [Trait("Threat", "7")]
    public async Task Refuses_two_versions_of_one_vocabulary()
    {
        var problem = Assert.Single((await _check.RunAsync(Passport(V2, Untp07, Dpp061))).Problems);

        Assert.Contains("0.7.0, 0.6.1", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Threat", "6")]
    public async Task Tells_at_most_a_hundred_problems_and_cuts_long_urls()
    {
        var long_ = $"https://evil.example/{new string('x', 1_000)}";

        var problems = (await _check.RunAsync(Passport([V2, Untp07, .. Enumerable.Repeat(long_, 500)]))).Problems;

        Assert.Equal(100, problems.Count);
        Assert.All(problems, p => Assert.InRange(p.Detail.Length, 1, 3000));
    }

    private static JsonObject Passport(params string[] contexts) => new()
    {
        ["@context"] = new JsonArray([.. contexts.Select(c => (JsonNode)c)]),
        ["type"] = new JsonArray("DigitalProductPassport", "VerifiableCredential"),
    };
}
