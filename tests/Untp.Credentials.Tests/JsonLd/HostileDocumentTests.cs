using System.Text.Json;
using Untp.Credentials.JsonLd;

namespace Untp.Credentials.Tests.JsonLd;

/// <summary>What these cost is measured by <c>Benchmarks micro hostile</c>.</summary>
[Trait("Threat", "7")]
public sealed class HostileDocumentTests
{
    private readonly JsonLdProcessor _processor = new(new ContextRegistry().Document);

    public static TheoryData<string> Names => [.. HostileDocuments.All().Select(document => document.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Ends_in_a_refusal_that_names_the_limit_or_in_quads(string name)
    {
        var (_, json, isRefused) = HostileDocuments.All().Single(document => document.Name == name);
        var document = JsonElement.Parse(json);

        var fault = Record.Exception(() => _processor.ToRdf(document));

        Assert.Equal(isRefused, fault is not null);
        if (fault is not null)
        {
            var refusal = Assert.IsType<JsonLdException>(fault);
            Assert.Equal(JsonLdErrorCodes.LimitExceeded, refusal.Code);
            Assert.Matches("^more than [0-9]+ [a-z ]+ of one document is refused$", refusal.Message);
        }
    }

    [Fact]
    public void Keeps_nothing_of_contexts_that_a_document_brings_along()
    {
        foreach (var (_, json, _) in HostileDocuments.All().Where(d => !d.Json.Contains("uncefact.org", StringComparison.Ordinal)))
        {
            Record.Exception(() => _processor.ToRdf(JsonElement.Parse(json)));
        }

        Assert.Equal((0, 0), (_processor.Contexts.Count, _processor.Contexts.Size));
    }

    [Fact]
    public void Known_contexts_stay_few_however_they_are_nested()
    {
        var (_, json, _) = HostileDocuments.All().Single(d => d.Name.StartsWith("scopes of the published", StringComparison.Ordinal));
        _processor.ToRdf(JsonElement.Parse(json));
        var count = _processor.Contexts.Count;

        _processor.ToRdf(JsonElement.Parse(json));

        Assert.Equal(count, _processor.Contexts.Count);
        Assert.InRange(count, 10, 500);
        Assert.InRange(_processor.Contexts.Size, 100, JsonLdOptions.Default.MaxKeptTerms / 10);
    }

    [Fact]
    public void Refuses_more_levels_than_allowed()
    {
        var json = string.Concat(Enumerable.Repeat("[", 40)) + string.Concat(Enumerable.Repeat("]", 40));
        var fault = Assert.Throws<JsonLdException>(
            () => _processor.Expand(JsonElement.Parse(json), null, new JsonLdOptions { MaxDepth = 20 }));

        Assert.Equal(JsonLdErrorCodes.LimitExceeded, fault.Code);
        Assert.Equal(string.Concat(Enumerable.Repeat("/0", 20)), fault.Pointer);
    }
}
