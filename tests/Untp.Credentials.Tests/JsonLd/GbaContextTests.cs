using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Untp.Credentials.JsonLd;
using Untp.Credentials.Tests.Samples;

namespace Untp.Credentials.Tests.JsonLd;

/// <summary>The draft extension's context, vocabulary and scheme agree with one another, with its schemas and with the samples.</summary>
public sealed class GbaContextTests
{
    private const string Terms = "https://gba-untp.example/vocab/";
    private const string Benchmarks = "https://gba-untp.example/benchmarks/0.1.0";

    private static readonly JsonObject s_context = Read("contexts/gba/0.1.0/context.json")["@context"]!.AsObject();

    private static readonly HashSet<string> s_vocabulary =
        [.. Read("contexts/gba/0.1.0/vocabulary.json")["@graph"]!.AsArray().Select(term => Expand((string)term!["@id"]!))];

    private static readonly JsonNode s_scheme = Read("contexts/gba/0.1.0/battery-benchmarks.json");

    private static readonly HashSet<string> s_criteria =
        [.. s_scheme["includedProfile"]!.AsArray().SelectMany(p => p!["criterion"]!.AsArray()).Select(c => (string)c!["id"]!)];

    [Fact]
    public void Every_characteristic_that_a_passport_may_have_is_a_term()
    {
        var schema = Read("schemas/gba/0.1.0/digital-battery-passport.json")["$defs"]!["BatteryCharacteristics"]!;
        var named = schema["properties"]!.AsObject()
            .Where(member => (string?)member.Value!["$ref"] != "#/$defs/BelongsInAModifyEvent" && member.Key != "type")
            .Select(member => member.Key);

        Assert.All(named, name => Assert.True(s_context.ContainsKey(name), name));
    }

    [Fact]
    public void The_context_has_no_vocab_and_every_term_of_its_own_stands_in_the_vocabulary()
    {
        var own = Strings(s_context).Where(text => text.StartsWith("gba:", StringComparison.Ordinal)).Select(Expand).ToList();

        Assert.DoesNotContain("\"@vocab\":", s_context.ToJsonString(), StringComparison.Ordinal);
        Assert.True(own.Count > 60);
        Assert.Empty(own.Except(s_vocabulary));
    }

    [Fact]
    public void The_context_defines_no_name_that_UNTP_or_W3C_defines_for_the_same_nodes()
    {
        var untp = JsonNode.Parse(File.ReadAllBytes(Shared.Path("untp/0.7.0/untp-context.jsonld")))!["@context"]!.AsObject();
        var w3c = JsonNode.Parse(File.ReadAllBytes(Shared.Path("w3c/contexts/credentials-v2.jsonld")))!["@context"]!.AsObject();
        var taken = untp.Concat(w3c)
            .SelectMany(term => (term.Value as JsonObject)?["@context"] is JsonObject scoped
                ? [term.Key, .. scoped.Select(inner => inner.Key)]
                : new[] { term.Key })
            .Where(name => name[0] != '@');

        Assert.Empty(s_context.Select(term => term.Key).Intersect(taken));
    }

    [Fact]
    public void Every_term_of_ours_that_a_schema_or_a_sample_names_stands_in_the_vocabulary()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Shared.ProjectRoot, "schemas/gba"), "*", SearchOption.AllDirectories)
            .Concat(SampleFiles.All.Sound.Select(SampleFiles.PathOf));
        var named = files.SelectMany(file => Regex.Matches(File.ReadAllText(file), Terms + "([A-Za-z]+)").Select(match => match.Value));

        Assert.Empty(named.Distinct().Except(s_vocabulary));
    }

    [Fact]
    public void Every_member_that_the_context_defines_reaches_the_RDF_of_some_sample_under_its_own_name()
    {
        var processor = Vocabulary.Load().JsonLd;
        var predicates = SampleFiles.All.Sound
            .Select(file => JsonDocument.Parse(SampleFiles.Read(file)).RootElement)
            .SelectMany(sample => processor.ToRdf(sample)).Select(quad => quad.Predicate.Value).ToHashSet();

        Assert.All(Members(s_context), iri => Assert.Contains(iri, predicates));
    }

    [Fact]
    public void Every_term_of_the_vocabulary_has_a_label_and_a_comment_and_stands_once()
    {
        var terms = Read("contexts/gba/0.1.0/vocabulary.json")["@graph"]!.AsArray();

        Assert.Equal(s_vocabulary.Count, terms.Count);
        Assert.All(terms, term => Assert.True(((string)term!["label"]!).Length > 3 && ((string)term["comment"]!).Length > 10));
    }

    [Fact]
    public void The_scheme_has_one_URI_for_each_of_26_modules_6_steps_and_3_levels_and_six_beside_them()
    {
        var address = new Regex($"^{Regex.Escape(Benchmarks)}/(?<module>[0-9]{{2}})-[a-z-]+/(?<step>[1-6])-[a-z]+/(?<level>A{{1,3}})$");
        var matches = s_criteria.Select(id => address.Match(id)).Where(match => match.Success).ToList();

        Assert.Equal(474, s_criteria.Count);
        Assert.Equal(26 * 6 * 3, matches.Select(m => $"{m.Groups["module"]} {m.Groups["step"]} {m.Groups["level"]}").Distinct().Count());
    }

    [Fact]
    public void The_scheme_follows_the_published_schema_of_conformity_schemes()
    {
        var compiler = new Credentials.Schemas.JsonSchemaCompiler(new Credentials.Schemas.JsonSchemaOptions { AssertFormats = true });
        var uri = new Uri("https://published.example/cvc");
        compiler.Add(uri, JsonDocument.Parse(File.ReadAllBytes(Shared.Path("untp/0.7.0/untp-cvc-schema.json"))).RootElement);

        Assert.Empty(compiler.Compile(uri).Evaluate(JsonDocument.Parse(s_scheme.ToJsonString()).RootElement));
    }

    [Fact]
    public void Every_criterion_that_a_sample_names_stands_in_the_scheme()
    {
        var named = SampleFiles.All.Sound.SelectMany(file => Strings(JsonNode.Parse(SampleFiles.Read(file)))).Distinct()
            .Where(text => text.StartsWith(Benchmarks + '/', StringComparison.Ordinal));
        var known = s_criteria.Concat(s_scheme["includedProfile"]!.AsArray().Select(p => (string)p!["id"]!));

        Assert.Empty(named.Except(known));
    }

    /// <summary>The IRIs of ours that stand for members; those written as a plain text are types and codes.</summary>
    private static IEnumerable<string> Members(JsonObject context) =>
        from term in context
        where term.Value is JsonObject
        from iri in Members(term.Value["@context"] as JsonObject ?? []).Prepend(Expand((string)term.Value["@id"]!))
        where iri.StartsWith(Terms, StringComparison.Ordinal)
        select iri;

    private static JsonNode Read(string path) => JsonNode.Parse(File.ReadAllBytes(Path.Combine(Shared.ProjectRoot, path)))!;

    private static string Expand(string iri) => iri.Replace("gba:", Terms, StringComparison.Ordinal);

    private static IEnumerable<string> Strings(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Strings(member.Value)),
        JsonArray items => items.SelectMany(Strings),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };
}
