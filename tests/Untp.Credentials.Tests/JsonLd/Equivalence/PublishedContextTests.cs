using System.Text.Json;
using System.Text.Json.Nodes;
using Untp.Credentials.JsonLd;

namespace Untp.Credentials.Tests.JsonLd.Equivalence;

/// <summary>
/// Our contexts are other files than the published ones and say the same: the same definition of every term in every scope, the same
/// RDF of every published sample and of a document that uses each term wherever it is defined and wherever it is not, and the same
/// refusals.
/// </summary>
public sealed class PublishedContextTests(ITestOutputHelper output)
{
    public static TheoryData<string> Urls => ContextPair.Urls;

    [Theory]
    [MemberData(nameof(Urls))]
    public void Ours_defines_every_term_in_every_scope_as_the_published_one_does(string url)
    {
        var pair = new ContextPair();
        var (ours, theirs) = (ContextShape.Of(pair.Our(url)!.Value), ContextShape.Of(pair.Published(url)!.Value));

        Assert.Equal(theirs.Terms, ours.Terms);
        Assert.Equal(theirs.Scopes, ours.Scopes);
        output.WriteLine($"{url}: {ours.Terms.Count} definitions in {ours.Scopes} scopes");
    }

    [Fact]
    public void Ours_gives_the_published_RDF_of_every_published_sample()
    {
        var pair = new ContextPair();
        var quads = Samples().Select(sample => (sample.Name, Count: pair.CompareRdf(sample.Document))).ToList();

        output.WriteLine(string.Join('\n', quads.Select(sample => $"{sample.Count,5} quads: {sample.Name}")));
        Assert.Equal(19, quads.Count);
        Assert.All(quads, sample => Assert.InRange(sample.Count, 20, 1000));
    }

    [Theory]
    [MemberData(nameof(Urls))]
    public void Ours_gives_the_published_RDF_of_every_term_in_its_place_and_out_of_it(string url)
    {
        var pair = new ContextPair();
        var synthetic = SyntheticDocument.Of(List(url), pair.Published(url)!.Value, pair.Our(url)!.Value);

        var quads = pair.CompareRdf(synthetic.Document);

        output.WriteLine($"{url}: {synthetic.Uses} uses of terms in {synthetic.Scopes} scopes, {quads} quads");
        Assert.InRange(quads, synthetic.Scopes, int.MaxValue);
    }

    [Theory, Trait("Threat", "7")]
    [MemberData(nameof(Urls))]
    public void Ours_refuses_to_have_a_term_redefined_wherever_the_published_one_does(string url)
    {
        var pair = new ContextPair();
        var outcomes = Redefinitions.Of(List(url), pair.Published(url)!.Value)
            .Select(redefinition => pair.CompareOutcome(redefinition.Document, redefinition.What))
            .ToList();

        var refused = outcomes.Count(outcome => outcome == JsonLdErrorCodes.ProtectedTermRedefinition);
        output.WriteLine($"{url}: {outcomes.Count} terms redefined, {refused} refused");
        Assert.InRange(refused, outcomes.Count / 2, outcomes.Count);
    }

    [Fact]
    public void Ours_go_together_with_one_another_where_the_published_ones_do()
    {
        var pair = new ContextPair();
        var urls = ContextPair.OneEach().ToList();
        var outcomes = new List<string>();
        foreach (var (first, second) in urls.SelectMany(first => urls.Select(second => (first, second))))
        {
            outcomes.Add(pair.CompareOutcome(Using([first, second]), $"{first} then {second}"));
            outcomes.Add(pair.CompareOutcome(Using([ContextUrls.CredentialsV2, first, second]), $"{first} then {second}, after the base"));
        }

        var refused = outcomes.Count(outcome => outcome == JsonLdErrorCodes.ProtectedTermRedefinition);
        output.WriteLine($"{outcomes.Count} lists of contexts, {refused} refused");
        Assert.InRange(refused, 1, outcomes.Count - urls.Count);
    }

    [Theory]
    [MemberData(nameof(Urls))]
    public void Ours_cannot_be_taken_away_where_the_published_one_cannot(string url) =>
        Assert.Equal(
            JsonLdErrorCodes.InvalidContextNullification,
            new ContextPair().CompareOutcome(JsonElement.Parse($$"""{"@context": ["{{url}}", null], "@id": "urn:x:1"}"""), url));

    /// <summary>
    /// As a credential names it: after the base context, unless it is W3C's own or a core context of 0.6.x, whose types cannot all be
    /// used after it.
    /// </summary>
    private static string[] List(string url) =>
        url.Contains("/untp/", StringComparison.Ordinal) && !url.Contains("/core/", StringComparison.Ordinal)
            ? [ContextUrls.CredentialsV2, url]
            : [url];

    private static JsonElement Using(string[] urls) => JsonElement.Parse(new JsonObject
    {
        ["@context"] = new JsonArray([.. urls.Select(url => JsonValue.Create(url))]),
        ["type"] = new JsonArray("VerifiableCredential", "Party", "Product"),
        ["name"] = "x",
        ["description"] = "y",
        ["registeredId"] = "z",
    }.ToJsonString());

    /// <summary>Every sample of every version; the two of 0.7.0 that are no credentials get the context they were written for.</summary>
    private static List<(string Name, JsonElement Document)> Samples()
    {
        string[] folders = ["untp/0.6.0", "untp/0.6.1", "untp/0.7.0/samples"];
        return [.. folders
            .SelectMany(folder => Directory.EnumerateFiles(Shared.Path(folder), "*instance.json").Order(StringComparer.Ordinal))
            .Select(file => (Path.GetRelativePath(Shared.Path("untp"), file), WithContext(JsonNode.Parse(File.ReadAllBytes(file))!)))];
    }

    private static JsonElement WithContext(JsonNode sample)
    {
        sample["@context"] ??= new JsonArray("https://vocabulary.uncefact.org/untp/0.7.0/context/");
        return JsonElement.Parse(sample.ToJsonString());
    }
}
