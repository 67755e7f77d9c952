using System.Text;
using System.Text.Json;
using Untp.Credentials.JsonLd;
using Untp.Credentials.JsonLd.Rdf;

namespace Untp.Credentials.Tests.JsonLd.Contexts;

public sealed class CompiledContextsTests
{
    private const string Context =
        """
        {"@context":{"@version":1.1,"id":"@id","type":"@type","x":"https://x.example/",
          "A":{"@id":"x:A","@context":{"p":"x:ap","q":{"@id":"x:aq","@context":{"p":"x:aqp"}}}},
          "B":{"@id":"x:B","@context":{"p":"x:bp"}},
          "p":"x:p","q":{"@id":"x:q","@context":{"p":"x:qp"}},"r":{"@id":"x:r","@context":{"q":{"@id":"x:rq"}}}}}
        """;

    private int _loads;

    [Fact]
    public void Processes_a_context_once_for_all_documents()
    {
        var processor = Processor();
        var document = Document("""{"type":["A","B"],"p":1,"q":{"p":2,"r":{"q":{"p":3} } } }""");

        processor.ToRdf(document);
        var (loads, count, size) = (_loads, processor.Contexts.Count, processor.Contexts.Size);
        processor.ToRdf(document);

        Assert.Equal((loads, count, size), (_loads, processor.Contexts.Count, processor.Contexts.Size));
        Assert.Equal(1, loads);
    }

    [Fact]
    public void Keeps_one_context_for_scopes_that_come_to_the_same()
    {
        var processor = Processor();
        for (var depth = 1; depth <= 8; depth++)
        {
            processor.ToRdf(Document(string.Concat(Enumerable.Repeat("{\"q\":{\"r\":", depth)) + "1" + new string('}', 2 * depth)));
        }

        var count = processor.Contexts.Count;
        processor.ToRdf(Document(string.Concat(Enumerable.Repeat("{\"q\":{\"r\":", 20)) + "1" + new string('}', 40)));

        Assert.Equal(count, processor.Contexts.Count);
    }

    [Fact]
    public void Begins_anew_when_full_and_gives_the_same_quads()
    {
        var roomy = Processor();
        var tight = Processor(new JsonLdOptions { MaxKeptTerms = 20 });
        for (var i = 0; i < 20; i++)
        {
            var document = Document($$"""{"type":["{{(i % 2 == 0 ? "A" : "B")}}"],"p":{{i}},"q":{"p":2,"r":{"q":{"p":3} } } }""");

            Assert.Equal(Lines(roomy.ToRdf(document)), Lines(tight.ToRdf(document)));
            Assert.InRange(tight.Contexts.Size, 0, 20 + (2 * roomy.Contexts.Size));
        }

        Assert.InRange(_loads, 3, 100);
    }

    [Fact]
    public void Keeps_no_context_that_a_document_brings_along_nor_what_is_made_of_it()
    {
        var processor = Processor();
        processor.ToRdf(Document("""{"p":1}"""));
        var (count, size) = (processor.Contexts.Count, processor.Contexts.Size);

        processor.ToRdf(JsonElement.Parse(
            """{"@context":["https://c.example/",{"s":{"@id":"x:s","@context":{"p":"x:sp"}}}],"s":{"p":1,"q":{"p":2}},"q":{"p":3}}"""));

        Assert.Equal((count, size), (processor.Contexts.Count, processor.Contexts.Size));
    }

    [Fact]
    public void Gives_threads_that_share_it_what_it_gives_one()
    {
        var documents = Enumerable.Range(0, 64)
            .Select(i => Document($$"""{"type":["{{(i % 2 == 0 ? "A" : "B")}}"],"p":{{i}},"q":{"p":2,"r":{"q":{"p":{{i % 7}} } } } }"""))
            .ToList();
        var expected = documents.Select(document => Lines(Processor().ToRdf(document))).ToList();
        for (var round = 0; round < 20; round++)
        {
            var shared = Processor();
            var actual = documents.AsParallel().AsOrdered().WithDegreeOfParallelism(8)
                .Select(document => Lines(shared.ToRdf(document)))
                .ToList();

            Assert.Equal(expected, actual);
        }
    }

    [Theory]
    [InlineData("""{"type":"A","p":1}""", "https://x.example/ap")]
    [InlineData("""{"type":"B","p":1}""", "https://x.example/bp")]
    [InlineData("""{"type":["B","A"],"p":1}""", "https://x.example/bp")]
    [InlineData("""{"q":{"p":1}}""", "https://x.example/qp")]
    [InlineData("""{"type":"A","q":{"p":1}}""", "https://x.example/aqp")]
    [InlineData("""{"type":"A","q":{"q":{"p":1}}}""", "https://x.example/qp")]
    public void Applies_the_scope_in_which_a_term_stands(string json, string predicate) =>
        Assert.Contains(Processor().ToRdf(Document(json)), quad => quad.Predicate.Value == predicate);

    private JsonLdProcessor Processor(JsonLdOptions? options = null)
    {
        var context = JsonElement.Parse(Context);
        return new JsonLdProcessor(
            url =>
            {
                Interlocked.Increment(ref _loads);
                return url == "https://c.example/" ? context : null;
            },
            options);
    }

    private static JsonElement Document(string json) =>
        JsonElement.Parse(string.Concat("{\"@context\":\"https://c.example/\",", json.AsSpan(1)));

    private static string Lines(List<RdfQuad> quads) =>
        Encoding.UTF8.GetString(Rdfc10.Canonicalize(quads, Rdfc10Options.Default, CancellationToken.None).NQuads.Span);
}
