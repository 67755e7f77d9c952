using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Untp.Credentials.JsonLd;
using Untp.Credentials.JsonLd.Expansion;

namespace Untp.Credentials.Tests.JsonLd;

/// <summary>The walk is a second writing of what expansion finds; expansion is the measure.</summary>
public sealed class FindingsWalkTests
{
    private static readonly JsonLdOptions s_options = new() { RdfDirection = RdfDirection.I18nDatatype };
    private readonly JsonLdProcessor _processor = Vocabulary.Load().JsonLd;

    public static TheoryData<string> Samples =>
        [.. Directory.EnumerateFiles(Path.Combine(Shared.ProjectRoot, "samples"), "*.json", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Shared.ProjectRoot, path))
            .Where(path => !path.EndsWith("manifest.json", StringComparison.Ordinal))
            .Order()];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Finds_in_our_samples_what_expansion_finds_without_it(string sample)
    {
        var document = JsonElement.Parse(File.ReadAllBytes(Path.Combine(Shared.ProjectRoot, sample)));

        Assert.True(Compare(document), "the walk left a plain sample to expansion");
    }

    [Theory]
    [MemberData(nameof(PublishedSampleTests.Samples), MemberType = typeof(PublishedSampleTests))]
    public void Finds_in_published_samples_what_expansion_finds_without_it(string sample, int quads, string digest)
    {
        Assert.NotEqual((0, ""), (quads, digest));

        Assert.True(Compare(PublishedContexts.Read(sample)), "the walk left a plain sample to expansion");
    }

    [Theory]
    [InlineData("samples/chain/battery-passport.json", 17)]
    [InlineData("samples/untp/product-passport-minimal.json", 1)]
    [InlineData("samples/untp/traceability-event-minimal.json", 1)]
    [InlineData("samples/gba/approved-verifier-minimal.json", 1)]
    public void Finds_in_every_change_of_a_value_or_name_what_expansion_finds(string sample, int oneOf)
    {
        var walked = 0;
        var all = 0;
        var text = File.ReadAllText(Path.Combine(Shared.ProjectRoot, sample));
        foreach (var json in JsonMutations.Of(text).Concat(WordMutations.Of(text)).Where((_, i) => i % oneOf == 0))
        {
            walked += Compare(JsonElement.Parse(json)) ? 1 : 0;
            all++;
        }

        Assert.InRange(walked, all / 2, all);
    }

    [Fact]
    public void Finds_in_a_credential_whose_proof_says_the_contexts_once_more_what_expansion_finds()
    {
        var text = WithProof("samples/untp/product-passport-minimal.json");
        Assert.True(Compare(JsonElement.Parse(text)), "the walk left a plain credential with its proof to expansion");

        Assert.All(JsonMutations.Of(text).Concat(WordMutations.Of(text)), json => Compare(JsonElement.Parse(json)));
    }

    /// <summary>The same bytes again, where they say something else: what was found of them before does not count.</summary>
    [Theory]
    [InlineData("""{"party":{"p":1}}""", """{"place":{"p":1}}""", "UndefinedTerm /place/p p")]
    [InlineData(
        """{"place":{"type":"Site","p":1}}""", """{"place":{"type":"Yard","p":1}}""", "RelativeType /place/type Yard\nUndefinedTerm /place/p p")]
    [InlineData("""{"party":{"place":{"p":1}}}""", """{"place":{"place":{"p":1}}}""", "UndefinedTerm /place/place/p p")]
    [InlineData(
        """{"party":{"p":1}}""", """{"none":{"p":1},"party":[{"p":1},{"p":null}]}""", "UndefinedTerm /none none\nDroppedValue /party/1/p null")]
    public void Finds_in_an_object_that_was_sound_elsewhere_what_expansion_finds(string sound, string other, string found)
    {
        const string Context =
            """
            {"@context":{"@version":1.1,"id":"@id","type":"@type",
              "party":{"@id":"https://x.example/party","@context":{"p":"https://x.example/p"}},
              "place":{"@id":"https://x.example/place"},
              "Site":{"@id":"https://x.example/Site","@context":{"p":"https://x.example/sp"}}}}
            """;
        var context = JsonElement.Parse(Context);
        var processor = new JsonLdProcessor(url => url == "https://c.example/" ? context : null);

        Assert.Equal(["", "", found, found], new[] { sound, sound, other, other }.Select(json => Found(processor, json, null)));
    }

    [Fact]
    public void Finds_again_what_was_let_pass_where_its_author_was_free()
    {
        var context = JsonElement.Parse(
            """{"@context":{"@vocab":"https://v.example/","open":"https://x.example/open","q":"https://x.example/q"}}""");
        var processor = new JsonLdProcessor(url => url == "https://c.example/" ? context : null);

        Assert.Equal("", Found(processor, """{"open":{"q":{"mine":1}}}""", "open"));
        Assert.Equal("GuessedTerm /q/mine mine", Found(processor, """{"q":{"mine":1}}""", "open"));
        Assert.Equal("GuessedTerm /open/q/mine mine", Found(processor, """{"open":{"q":{"mine":1}}}""", null));
    }

    [Fact]
    public void Finds_again_what_was_let_pass_where_no_RDF_is_signed()
    {
        var context = JsonElement.Parse("""{"@context":{"q":"https://x.example/q","r":"https://x.example/r"}}""");
        var processor = new JsonLdProcessor(url => url == "https://c.example/" ? context : null);
        var lenient = new FindingList(10) { TakesEmptyArrays = false };
        processor.Find(WithContext("""{"q":{"r":[]}}"""), lenient);

        Assert.Empty(lenient.Items);
        Assert.Equal("EmptyArray /q/r an empty array", Found(processor, """{"q":{"r":[]}}""", null));
    }

    [Fact]
    public void Finds_once_what_it_met_before_it_left_the_rest_to_expansion()
    {
        var context = JsonElement.Parse("""{"@context":{"q":{"@id":"https://x.example/q","@container":"@language"}}}""");
        var processor = new JsonLdProcessor(url => url == "https://c.example/" ? context : null);

        Assert.Equal("UndefinedTerm /none none", Found(processor, """{"none":1,"q":{"en":"text"}}""", null));
    }

    [Theory]
    [InlineData(4, "")]
    [InlineData(5, JsonLdErrorCodes.LimitExceeded)]
    public void Refuses_what_is_too_deep_though_there_is_nothing_to_find(int depth, string outcome)
    {
        var context = JsonElement.Parse("""{"@context":{"q":"https://x.example/q"}}""");
        var processor = new JsonLdProcessor(url => url == "https://c.example/" ? context : null, new JsonLdOptions { MaxDepth = 5 });
        var json = string.Concat(Enumerable.Repeat("{\"q\":", depth + 1)) + "1" + new string('}', depth + 1);

        Assert.Equal(outcome, Found(processor, json, null));
    }

    [Fact]
    public void Says_where_a_document_is_refused()
    {
        var context = JsonElement.Parse(
            """
            {"@context":{"@version":1.1,"type":"@type","q":"https://x.example/q","p":{"@id":"https://x.example/p","@protected":true},
              "T":{"@id":"https://x.example/T","@context":{"p":"https://x.example/other"}}}}
            """);
        var processor = new JsonLdProcessor(url => url == "https://c.example/" ? context : null);

        var document = WithContext("""{"q":[1,{"type":"T","p":1}]}""");
        var fault = Assert.Throws<JsonLdException>(() => processor.Find(document, new FindingList(10)));
        Assert.Equal((JsonLdErrorCodes.ProtectedTermRedefinition, "/q/1/type"), (fault.Code, fault.Pointer));
    }

    private static string Found(JsonLdProcessor processor, string json, string? openMember) => Outcome(
        new FindingList(10) { OpenMember = openMember is null ? null : Encoding.UTF8.GetBytes(openMember) },
        list => processor.Find(WithContext(json), list));

    private static JsonElement WithContext(string json) =>
        JsonElement.Parse(string.Concat("{\"@context\":\"https://c.example/\",", json.AsSpan(1)));

    private static string WithProof(string sample)
    {
        var credential = JsonNode.Parse(File.ReadAllText(Path.Combine(Shared.ProjectRoot, sample)))!;
        credential["proof"] = new JsonObject
        {
            ["type"] = "DataIntegrityProof",
            ["cryptosuite"] = "eddsa-jcs-2022",
            ["created"] = "2026-01-01T00:00:00Z",
            ["verificationMethod"] = "did:web:maker.example#key-1",
            ["proofPurpose"] = "assertionMethod",
            ["@context"] = credential["@context"]!.DeepClone(),
            ["proofValue"] = "z58DAdFfa9SkqZMVPxAQpic7ndSayn1PzZs6ZjWp1CktyGesjuTSwRdo",
        };
        return credential.ToJsonString();
    }

    /// <summary>Whether the walk could do without expansion; what is found, or refused, has to be the same.</summary>
    private bool Compare(JsonElement document)
    {
        var expected = Outcome(
            new FindingList(1000), list => Run(list, run => new ExpansionAlgorithm(_processor.Contexts, run).ExpandDocument(document)));
        var isPlain = true;
        var actual = Outcome(
            new FindingList(1000), list => Run(list, run => isPlain = new FindingsWalk(_processor.Contexts, run).TryWalk(document)));
        if (isPlain)
        {
            Assert.Equal(expected, actual);
        }

        return isPlain;
    }

    private static void Run(FindingList list, Action<ProcessingRun> run) => run(new ProcessingRun(s_options, list));

    private static string Outcome(FindingList list, Action<FindingList> run)
    {
        try
        {
            run(list);
            return string.Join('\n', list.Items.Select(f => $"{f.Kind} {f.Pointer} {f.Detail}"));
        }
        catch (JsonLdException fault)
        {
            return fault.Code;
        }
    }
}
