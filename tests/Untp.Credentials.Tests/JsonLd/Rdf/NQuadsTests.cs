using System.Text;
using Untp.Credentials.JsonLd.Rdf;

namespace Untp.Credentials.Tests.JsonLd.Rdf;

/// <summary>RDF 1.1 N-Quads clause 4, and the canonical form of RDFC-1.0 appendix A.</summary>
public sealed class NQuadsTests
{
    private static readonly RdfTerm s_iri = new(RdfTermKind.Iri, "urn:s");

    [Theory]
    [InlineData("")]
    [InlineData("\n\r\n\r")]
    [InlineData("# a remark")]
    [InlineData("  \t# a remark\n\n")]
    public void Reads_documents_without_statements(string text) => Assert.Empty(Parse(text));

    [Theory]
    [InlineData("<urn:s> <urn:p> <urn:o> .")]
    [InlineData("<urn:s><urn:p><urn:o>.")]
    [InlineData("\t <urn:s>\t<urn:p> \t<urn:o>  . # a remark <\n")]
    [InlineData("<\\u0075rn:s> <\\U00000075rn:p> <urn:\\u006F> .\r\n")]
    public void Reads_a_statement_however_it_is_spaced_and_escaped(string text) =>
        Assert.Equal([new(s_iri, Iri("urn:p"), Iri("urn:o"), null)], Parse(text));

    [Fact]
    public void Reads_every_kind_of_term()
    {
        var quads = Parse(
            """
            _:a <urn:p> _:b.c.
            _:0 <urn:p> "t\t\b\n\r\f\"\'\\\u00e9\U0001F600" _:é-1:·‿ .
            <urn:s> <urn:p> "x"@en-GB-1x <urn:g> .
            <urn:s> <urn:p> "5"^^<urn:t> .
            """);

        Assert.Equal(
            [
                new(Blank("a"), Iri("urn:p"), Blank("b.c"), null),
                new(Blank("0"), Iri("urn:p"), Text("t\t\b\n\r\f\"'\\\u00e9\U0001F600"), Blank("é-1:·‿")),
                new(s_iri, Iri("urn:p"), new RdfTerm(RdfTermKind.Literal, "x", RdfDatatypes.LangString, "en-GB-1x"), Iri("urn:g")),
                new(s_iri, Iri("urn:p"), new RdfTerm(RdfTermKind.Literal, "5", "urn:t"), null),
            ],
            quads);
    }

    [Theory]
    [InlineData("<urn:s> <urn:p> <urn:o>")]
    [InlineData("<urn:s> <urn:p> .")]
    [InlineData("<urn:s> <urn:p> <urn:o> <urn:g> <urn:x> .")]
    [InlineData("<urn:s> <urn:p> <urn:o> . <urn:s> <urn:p> <urn:o> .")]
    [InlineData("<urn:s> <urn:p> <urn:o> ..")]
    [InlineData("\"s\" <urn:p> <urn:o> .")]
    [InlineData("<urn:s> _:p <urn:o> .")]
    [InlineData("<urn:s> \"p\" <urn:o> .")]
    [InlineData("<urn:s> <urn:p> <urn:o> \"g\" .")]
    [InlineData("<urn:s> <urn:p> 'o' .")]
    [InlineData("<urn:s> <urn:p> o .")]
    [InlineData("<s> <urn:p> <urn:o> .")]
    [InlineData("<1:s> <urn:p> <urn:o> .")]
    [InlineData("<u/n:s> <urn:p> <urn:o> .")]
    [InlineData("<> <urn:p> <urn:o> .")]
    [InlineData("<urn:s s> <urn:p> <urn:o> .")]
    [InlineData("<urn:s\n> <urn:p> <urn:o> .")]
    [InlineData("<urn:{s}> <urn:p> <urn:o> .")]
    [InlineData("<urn:s\\n> <urn:p> <urn:o> .")]
    [InlineData("<urn:s")]
    [InlineData("_: <urn:p> <urn:o> .")]
    [InlineData("_:.a <urn:p> <urn:o> .")]
    [InlineData("_:-a <urn:p> <urn:o> .")]
    [InlineData("_a <urn:p> <urn:o> .")]
    [InlineData("<urn:s> <urn:p> \"o .")]
    [InlineData("<urn:s> <urn:p> \"o\n\" .")]
    [InlineData("<urn:s> <urn:p> \"o\r\" .")]
    [InlineData("<urn:s> <urn:p> \"\\a\" .")]
    [InlineData("<urn:s> <urn:p> \"\\u00e\" .")]
    [InlineData("<urn:s> <urn:p> \"\\u 0e9\" .")]
    [InlineData("<urn:s> <urn:p> \"\\uD83D\\uDE00\" .")]
    [InlineData("<urn:s> <urn:p> \"\\U00110000\" .")]
    [InlineData("<urn:s> <urn:p> \"\\UFFFFFFFF\" .")]
    [InlineData("<urn:s> <urn:p> \"o\"@ .")]
    [InlineData("<urn:s> <urn:p> \"o\"@1 .")]
    [InlineData("<urn:s> <urn:p> \"o\"@en- .")]
    [InlineData("<urn:s> <urn:p> \"o\"@en--gb .")]
    [InlineData("<urn:s> <urn:p> \"o\"^^xsd .")]
    [InlineData("<urn:s> <urn:p> \"o\"^<urn:t> .")]
    [InlineData("<urn:s> <urn:p> \"o\"^^<t> .")]
    [InlineData("\uFEFF<urn:s> <urn:p> <urn:o> .")]
    public void Refuses_what_the_grammar_does_not_have(string text) => Assert.Throws<FormatException>(() => Parse(text));

    [Fact]
    public void Names_the_line_of_a_fault()
    {
        var fault = Assert.Throws<FormatException>(() => Parse("# one\r\n<urn:s> <urn:p> <urn:o> .\n\n<urn:s> <urn:p> _:a b ."));

        Assert.Equal("N-Quads, line 4: a graph's name or a full stop was expected", fault.Message);
    }

    [Fact]
    public void Refuses_what_is_not_UTF_8() =>
        Assert.Throws<FormatException>(() => NQuads.Parse([.. "<urn:s> <urn:p> \""u8, 0xC3, .. "\" ."u8]));

    [Fact]
    public void Escapes_only_what_the_canonical_form_does()
    {
        var all = string.Concat(Enumerable.Range(0, 0xA1).Select(i => (char)i)) + "\uFFFD\uFFFE\uFFFF\U0001F600\U0010FFFF";

        Assert.Equal(
            "<urn:s> <urn:p> \"\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000B\\f\\r\\u000E\\u000F"
            + "\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019\\u001A\\u001B\\u001C\\u001D\\u001E\\u001F"
            + " !\\\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\\u007F"
            + string.Concat(Enumerable.Range(0x80, 0x21).Select(i => (char)i)) + "\uFFFD\\uFFFE\\uFFFF\U0001F600\U0010FFFF\" .\n",
            Write(Text(all)));
    }

    [Fact]
    public void Writes_no_datatype_for_strings_and_no_graph_for_the_default_one()
    {
        Assert.Equal("<urn:s> <urn:p> \"\" .\n", Write(Text("")));
        Assert.Equal("<urn:s> <urn:p> \"a\"@de .\n", Write(new RdfTerm(RdfTermKind.Literal, "a", RdfDatatypes.LangString, "de")));
        Assert.Equal("<urn:s> <urn:p> \"1\"^^<urn:t> .\n", Write(new RdfTerm(RdfTermKind.Literal, "1", "urn:t")));
        Assert.Equal("<urn:s> <urn:p> _:b <urn:g> .\n", Write(Blank("b"), Iri("urn:g")));
    }

    [Fact, Trait("Threat", "8")]
    public void An_IRI_cannot_be_made_to_read_as_several_statements()
    {
        var hostile = Iri("urn:o> <urn:p> <urn:o> .\n<urn:{s}|\\^`\"");

        var text = Write(hostile);

        Assert.Equal(
            "<urn:s> <urn:p> <urn:o\\u003E\\u0020\\u003Curn:p\\u003E\\u0020\\u003Curn:o\\u003E\\u0020.\\u000A\\u003Curn:\\u007Bs\\u007D"
            + "\\u007C\\u005C\\u005E\\u0060\\u0022> .\n",
            text);
        Assert.Equal([new(s_iri, Iri("urn:p"), hostile, null)], Parse(text));
    }

    [Fact, Trait("Threat", "11")]
    public void Refuses_to_write_half_a_surrogate_pair()
    {
        Assert.Throws<ArgumentException>(() => Write(Text("a\uD83D")));
        Assert.Throws<ArgumentException>(() => Write(Text("\"\uDE00")));
        Assert.Throws<ArgumentException>(() => Write(Iri("urn:\uD83D>")));
        Assert.Throws<ArgumentException>(() => Write(Blank("\uD83D")));
    }

    [Fact, Trait("Threat", "8")]
    public void Refuses_to_write_labels_and_languages_that_would_read_as_something_else()
    {
        Assert.Throws<ArgumentException>(() => Write(Blank("")));
        Assert.Throws<ArgumentException>(() => Write(Blank("a <urn:g>")));
        Assert.Throws<ArgumentException>(() => Write(Blank("a.")));
        Assert.Throws<ArgumentException>(() => Write(new RdfTerm(RdfTermKind.Literal, "", RdfDatatypes.LangString, "en <urn:g>")));
    }

    [Fact]
    public void Refuses_to_write_terms_where_they_cannot_stand()
    {
        Assert.Throws<ArgumentException>(() => NQuads.Serialize([new(Text("s"), Iri("urn:p"), s_iri, null)]));
        Assert.Throws<ArgumentException>(() => NQuads.Serialize([new(s_iri, Blank("p"), s_iri, null)]));
        Assert.Throws<ArgumentException>(() => NQuads.Serialize([new(s_iri, Iri("urn:p"), s_iri, Text("g"))]));
    }

    private static IReadOnlyList<RdfQuad> Parse(string text) => NQuads.Parse(Encoding.UTF8.GetBytes(text));

    private static string Write(RdfTerm value, RdfTerm? graph = null) =>
        Encoding.UTF8.GetString(NQuads.Serialize([new(s_iri, Iri("urn:p"), value, graph)]));

    private static RdfTerm Iri(string value) => new(RdfTermKind.Iri, value);

    private static RdfTerm Blank(string value) => new(RdfTermKind.BlankNode, value);

    private static RdfTerm Text(string value) => new(RdfTermKind.Literal, value, RdfDatatypes.XsdString);
}
