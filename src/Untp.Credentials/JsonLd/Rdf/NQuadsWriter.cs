using System.Buffers;
using System.Globalization;

namespace Untp.Credentials.JsonLd.Rdf;

/// <summary>
/// Terms and statements in canonical N-Quads (RDFC-1.0 appendix A). That form says nothing of characters that no IRI may hold: they are
/// written as UCHAR, for without escapes an IRI could be made to read as several statements.
/// </summary>
internal sealed class NQuadsWriter : IDisposable
{
    private static readonly SearchValues<char> s_escapedInIri = SearchValues.Create(
        [.. Enumerable.Range(0, 0x21).Select(i => (char)i), '<', '>', '"', '{', '}', '|', '^', '`', '\\']);

    // U+FFFE and U+FFFF because they are no Char of XML 1.1
    private static readonly SearchValues<char> s_escapedInLiteral = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(i => (char)i), '"', '\\', '\u007F', '\uFFFE', '\uFFFF']);

    private readonly Utf8Buffer _buffer = new(4096);

    public int Length => _buffer.Length;

    /// <summary>What has been written; what is written later may move it.</summary>
    public Span<byte> Written => _buffer.Written;

    public void Dispose() => _buffer.Dispose();

    public void Write(ReadOnlySpan<byte> utf8) => _buffer.Append(utf8);

    /// <summary>A statement with its full stop and line feed.</summary>
    /// <exception cref="ArgumentException">A term cannot stand at its place, or <see cref="WriteTerm"/> refuses it.</exception>
    public void WriteQuad(RdfQuad quad)
    {
        RequirePlaces(quad);
        WriteTerm(quad.Subject);
        Write(" "u8);
        WriteTerm(quad.Predicate);
        Write(" "u8);
        WriteTerm(quad.Object);
        if (quad.Graph is { } graph)
        {
            Write(" "u8);
            WriteTerm(graph);
        }

        Write(" .\n"u8);
    }

    /// <summary>A term as it stands in a statement.</summary>
    /// <exception cref="ArgumentException">It has half a surrogate pair, or a language or label that N-Quads have no place for.</exception>
    public void WriteTerm(RdfTerm term)
    {
        switch (term.Kind)
        {
            case RdfTermKind.Iri:
                WriteIri(term.Value);
                break;
            case RdfTermKind.BlankNode:
                WriteBlankNode(term.Value);
                break;
            default:
                WriteLiteral(term);
                break;
        }
    }

    /// <summary>RDF 1.1 Concepts clause 3.1.</summary>
    /// <exception cref="ArgumentException">A term cannot stand at its place.</exception>
    public static void RequirePlaces(RdfQuad quad)
    {
        if (quad.Subject.Kind == RdfTermKind.Literal || quad.Predicate.Kind != RdfTermKind.Iri || quad.Graph?.Kind == RdfTermKind.Literal)
        {
            throw new ArgumentException("a literal is an object only, and a predicate is an IRI", nameof(quad));
        }
    }

    private void WriteIri(string iri)
    {
        _buffer.Append((byte)'<');
        for (var rest = iri.AsSpan(); WritePlain(ref rest, s_escapedInIri);)
        {
            WriteUchar(rest[0]);
            rest = rest[1..];
        }

        _buffer.Append((byte)'>');
    }

    private void WriteBlankNode(string label)
    {
        if (!NQuadsCharacters.IsLabel(label))
        {
            throw new ArgumentException($"'{Excerpt.Of(label)}' is no label of a blank node", nameof(label));
        }

        _buffer.Append("_:"u8);
        _buffer.Append(label);
    }

    private void WriteLiteral(RdfTerm literal)
    {
        _buffer.Append((byte)'"');
        for (var rest = literal.Value.AsSpan(); WritePlain(ref rest, s_escapedInLiteral);)
        {
            WriteEscape(rest[0]);
            rest = rest[1..];
        }

        _buffer.Append((byte)'"');
        if (literal.Language is { } language)
        {
            if (!NQuadsCharacters.IsLanguageTag(language))
            {
                throw new ArgumentException($"'{Excerpt.Of(language)}' is no language tag", nameof(literal));
            }

            _buffer.Append((byte)'@');
            _buffer.Append(language);
        }
        else if (literal.Datatype is { } datatype && datatype != RdfDatatypes.XsdString)
        {
            _buffer.Append("^^"u8);
            WriteIri(datatype);
        }
    }

    /// <summary>Writes what needs no escape; whether something is left, which then does.</summary>
    private bool WritePlain(ref ReadOnlySpan<char> rest, SearchValues<char> escaped)
    {
        var plain = rest.IndexOfAny(escaped);
        _buffer.Append(plain < 0 ? rest : rest[..plain]);
        rest = plain < 0 ? [] : rest[plain..];
        return plain >= 0;
    }

    /// <summary>ECHAR where there is one, else UCHAR.</summary>
    private void WriteEscape(char c)
    {
        switch (c)
        {
            case '\b':
                Write("\\b"u8);
                break;
            case '\t':
                Write("\\t"u8);
                break;
            case '\n':
                Write("\\n"u8);
                break;
            case '\f':
                Write("\\f"u8);
                break;
            case '\r':
                Write("\\r"u8);
                break;
            case '"':
                Write("\\\""u8);
                break;
            case '\\':
                Write("\\\\"u8);
                break;
            default:
                WriteUchar(c);
                break;
        }
    }

    private void WriteUchar(char c) => _buffer.Append(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"));
}
