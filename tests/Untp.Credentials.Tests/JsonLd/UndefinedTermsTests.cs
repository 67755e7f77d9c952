using System.Text.Json.Nodes;
using Untp.Credentials.JsonLd;

namespace Untp.Credentials.Tests.JsonLd;

[Trait("Threat", "7")]
public sealed class UndefinedTermsTests
{
    private const string Untp07 = "https://vocabulary.uncefact.org/untp/0.7.0/context/";
    private static readonly Vocabulary s_vocabulary = Vocabulary.Load();
    private readonly ContextCheck _check = new(s_vocabulary.Contexts, s_vocabulary.JsonLd);

    /// <summary>A change to the sample passport, where it is found, and what is said of it.</summary>
    public static TheoryData<string, string, string, string> Losses => new()
    {
        { "credentialSubject/idScheme", "nickname", "\"Volta\"", "the term nickname is defined by none" },
        { "credentialSubject/idScheme", "nested", "{\"id\":\"https://x.example/\"}", "the term nested is defined by none" },
        { "issuer", "type", "[\"CredentialIssuer\",\"Fellow\"]", "the type Fellow is defined by none of" },
        { "credentialSubject/performanceClaim/0", "id", "\"claims/1\"", "claims/1 is to be an absolute IRI" },
        { "credentialSubject", "id", "\"https://id.example.com/a b\"", "https://id.example.com/a b is to be an absolute IRI" },
        { "credentialSubject", "description", "null", "null cannot be said in RDF" },
        { "credentialSubject/relatedParty/0", "role", "null", "null cannot be said in RDF" },
    };

    public static TheoryData<string, string, string, string> Guesses => new()
    {
        { "credentialSubject", "modelNumbr", "\"M1\"", "the term modelNumbr is defined by none of the credential's contexts: a catch-all" },
        { "credentialSubject", "nope:x", "1", "the term nope:x is defined by none of the credential's contexts: a catch-all" },
        { "credentialSubject/performanceClaim/0", "note", "{\"id\":\"https://x.example/\"}", "the term note is defined by none" },
        { "", "proofs", "[1]", "the term proofs is defined by none" },
    };

    public static TheoryData<string> BytesSecured =>
        ["", """{"type":"DataIntegrityProof","cryptosuite":"eddsa-jcs-2022"}"""];

    public static TheoryData<string> RdfSecured =>
    [
        """{"type":"DataIntegrityProof","cryptosuite":"eddsa-rdfc-2022"}""",
        """[{"type":"DataIntegrityProof","cryptosuite":"eddsa-jcs-2022"},{"type":"DataIntegrityProof","cryptosuite":"eddsa-rdfc-2022"}]""",
    ];

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task What_does_not_reach_the_RDF_fails_where_RDF_is_signed(string owner, string name, string value, string says)
    {
        foreach (var proof in RdfSecured)
        {
            var result = await RunAsync(Changed(owner, name, value, proof.Data));

            Assert.Equal(Verdict.Failed, result.Verdict);
            var problem = Assert.Single(result.Problems, p => p.Detail.Contains(says, StringComparison.Ordinal));
            Assert.EndsWith("; the proof covers RDF, and so does not cover this", problem.Detail, StringComparison.Ordinal);
            Assert.StartsWith(Pointer(owner, name), problem.Pointer, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task What_does_not_reach_the_RDF_is_a_warning_where_bytes_are_signed(string owner, string name, string value, string says)
    {
        foreach (var proof in BytesSecured)
        {
            var result = await RunAsync(Changed(owner, name, value, proof.Data));

            Assert.Equal(Verdict.Passed, result.Verdict);
            var warning = Assert.Single(result.Warnings, p => p.Detail.Contains(says, StringComparison.Ordinal));
            Assert.StartsWith(Pointer(owner, name), warning.Pointer, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Guesses))]
    public async Task What_only_a_catch_all_defines_is_a_warning_whatever_is_signed(string owner, string name, string value, string says)
    {
        foreach (var proof in BytesSecured.Concat(RdfSecured))
        {
            var result = await RunAsync(Changed(owner, name, value, proof.Data));

            Assert.Equal(Verdict.Passed, result.Verdict);
            Assert.Contains(result.Warnings, p => p.Detail.Contains(says, StringComparison.Ordinal) && p.Pointer == Pointer(owner, name));
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    [MemberData(nameof(Guesses))]
    public async Task All_of_it_is_refused_on_issue(string owner, string name, string value, string says)
    {
        var result = await RunAsync(Changed(owner, name, value, ""), isIssuing: true);

        Assert.Equal(Verdict.Failed, result.Verdict);
        Assert.Contains(result.Problems, p => p.Detail.Contains(says, StringComparison.Ordinal));
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public async Task Ed25519Signature2020_signs_RDF_and_nothing_else()
    {
        var passport = Changed("credentialSubject/idScheme", "nickname", "1", """{"type":"Ed25519Signature2020"}""");
        passport["@context"]!.AsArray().Add("https://w3id.org/security/suites/ed25519-2020/v1");

        Assert.Equal(Verdict.Failed, (await RunAsync(passport)).Verdict);
    }

    [Fact]
    public async Task Keys_below_characteristics_are_their_authors()
    {
        var passport = Checks.Sample("battery-passport.json");
        passport["credentialSubject"]!["characteristics"] = JsonNode.Parse("""{"colour":"blue","cells":{"count":96,"inSeries":true}}""");

        foreach (var isIssuing in new[] { false, true })
        {
            var result = await RunAsync(passport, isIssuing);

            Assert.Equal(Verdict.Passed, result.Verdict);
            Assert.Empty(result.Warnings);
        }
    }

    [Fact]
    public async Task Keys_below_characteristics_that_an_extension_does_not_define_are_told_where_there_is_one()
    {
        var passport = Checks.Sample("chain/battery-passport.json");
        passport["credentialSubject"]!["characteristics"]!["ratedCapasity"] = 1;

        var warning = Assert.Single((await RunAsync(passport)).Warnings);

        Assert.Equal("/credentialSubject/characteristics/ratedCapasity", warning.Pointer);
        Assert.Equal(Verdict.Failed, (await RunAsync(passport, isIssuing: true)).Verdict);
    }

    [Fact]
    public async Task An_empty_array_is_told_where_RDF_is_signed()
    {
        const string Rdf = """{"type":"DataIntegrityProof","cryptosuite":"eddsa-rdfc-2022"}""";
        var result = await RunAsync(Changed("credentialSubject", "productLabel", "[]", Rdf));

        Assert.Equal(Verdict.Passed, result.Verdict);
        Assert.Equal("/credentialSubject/productLabel", Assert.Single(result.Warnings).Pointer);
        Assert.Empty((await RunAsync(Changed("credentialSubject", "productLabel", "[]", ""))).Warnings);
    }

    [Fact]
    public void A_protected_term_redefined_is_refused_always()
    {
        var passport = Checks.Sample("battery-passport.json");
        passport["credentialSubject"]!["@context"] = new JsonObject { ["name"] = "https://evil.example/#name" };

        var problem = Find(passport);

        Assert.Equal("/credentialSubject/@context", problem.Pointer);
        Assert.Equal("the term name is protected and cannot be redefined (protected term redefinition)", problem.Detail);
    }

    [Fact]
    [Trait("Threat", "6")]
    public void A_context_below_the_root_that_is_not_known_is_refused_and_named()
    {
        var passport = Checks.Sample("battery-passport.json");
        passport["credentialSubject"]!["@context"] = "https://evil.example/context";

        var problem = Find(passport);

        Assert.Contains("the context https://evil.example/context is not known", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_thousands_fifty_are_told_and_the_rest_counted()
    {
        var passport = Changed("credentialSubject/idScheme", "nickname", "1", RdfSecured.First().Data);
        for (var i = 0; i < 5_000; i++)
        {
            passport["credentialSubject"]!["idScheme"]![$"t{i}"] = 1;
        }

        var result = await RunAsync(passport);

        Assert.Equal(51, result.Problems.Count);
        Assert.StartsWith("4951 more findings", result.Problems[^1].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("samples/battery-passport.json")]
    [InlineData("samples/untp/traceability-event.json")]
    public async Task Never_throws_whatever_a_value_or_a_name_is_changed_to(string sample)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Shared.ProjectRoot, sample), TestContext.Current.CancellationToken);
        foreach (var json in JsonMutations.Of(text).Concat(WordMutations.Of(text)).Where((_, i) => i % 13 == 0))
        {
            using var credential = Checks.Read(json);
            foreach (var isIssuing in new[] { false, true })
            {
                var context = new CheckContext(credential, Given.Now, new NoFetcher(), isIssuing);
                var result = await _check.RunAsync(context, CancellationToken.None);
                Assert.Equal(result.Problems.Count == 0, result.Verdict == Verdict.Passed);
            }
        }
    }

    /// <summary>By itself: the check as a whole refuses a context below the root before its words are looked at.</summary>
    private static Problem Find(JsonNode passport)
    {
        using var credential = Checks.Read(passport.ToJsonString());
        var problems = new List<Problem>();
        new UndefinedTerms(s_vocabulary.JsonLd).Find(new CheckContext(credential, Given.Now, new NoFetcher()), false, problems, []);
        return Assert.Single(problems);
    }

    private async Task<CheckResult> RunAsync(JsonNode passport, bool isIssuing = false)
    {
        using var credential = Checks.Read(passport.ToJsonString());
        return await _check.RunAsync(new CheckContext(credential, Given.Now, new NoFetcher(), isIssuing), CancellationToken.None);
    }

    /// <summary>The sample passport with one member more, or another value of it, and a proof where one is given.</summary>
    private static JsonNode Changed(string owner, string name, string value, string proof)
    {
        var passport = Checks.Sample("battery-passport.json");
        Assert.Equal(Untp07, (string?)passport["@context"]![1]);
        var node = passport;
        foreach (var step in owner.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            node = (int.TryParse(step, out var index) ? node[index] : node[step])!;
        }

        node[name] = JsonNode.Parse(value);
        if (proof.Length > 0)
        {
            passport["proof"] = JsonNode.Parse(proof);
        }

        return passport;
    }

    private static string Pointer(string owner, string name) => $"{(owner.Length == 0 ? "" : "/")}{owner}/{name}";
}
