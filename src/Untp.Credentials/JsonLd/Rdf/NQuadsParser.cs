using System.Globalization;
using System.Text;

namespace Untp.Credentials.JsonLd.Rdf;

/// <summary>The grammar of RDF 1.1 N-Quads, clause 4; nothing beyond it is accepted.</summary>
internal ref struct NQuadsParser(string text)
{
    private readonly string _text = text;
    private int _at;
    private int _line = 1;

    /// <summary>nquadsDoc ::= statement? (EOL statement)* EOL?</summary>
    public List<RdfQuad> Parse()
    {
        var quads = new List<RdfQuad>();
        while (_at < _text.Length)
        {
            SkipSpace();
            if (!IsAtLineEnd)
            {
                quads.Add(ReadStatement());
                SkipSpace();
            }

            SkipComment();
            ReadLineEnd();
        }

        return quads;
    }

    private readonly char Current => _at < _text.Length ? _text[_at] : '\n';

    private readonly bool IsAtLineEnd => Current is '\n' or '\r' or '#';

    /// <summary>statement ::= subject predicate object graphLabel? '.'</summary>
    private RdfQuad ReadStatement()
    {
        var subject = ReadIriOrBlankNode("a subject");
        SkipSpace();
        var predicate = Current == '<' ? ReadIri() : throw Fault("a predicate, which is an IRI, was expected");
        SkipSpace();
        var value = Current == '"' ? ReadLiteral() : ReadIriOrBlankNode("an object");
        SkipSpace();
        var graph = Current == '.' ? null : ReadIriOrBlankNode("a graph's name or a full stop");
        SkipSpace();
        Expect('.');
        return new RdfQuad(subject, predicate, value, graph);
    }

    private RdfTerm ReadIriOrBlankNode(string what) => Current switch
    {
        '<' => ReadIri(),
        '_' => ReadBlankNode(),
        _ => throw Fault($"{what} was expected"),
    };

    private RdfTerm ReadIri() => new(RdfTermKind.Iri, ReadIriText());

    /// <summary>IRIREF ::= '&lt;' ([^#x00-#x20&lt;&gt;"{}|^`\] | UCHAR)* '&gt;'</summary>
    private string ReadIriText()
    {
        _at++;
        var start = _at;
        var value = new StringBuilder();
        while (Current != '>')
        {
            if (Current == '\\')
            {
                _at++;
                AppendUchar(value);
            }
            else if (Current > ' ' && Current is not ('<' or '"' or '{' or '}' or '|' or '^' or '`'))
            {
                value.Append(_text[_at++]);
            }
            else
            {
                throw Fault("an IRI holds a character that it may not");
            }
        }

        _at++;
        var iri = value.ToString();
        return HasScheme(iri) ? iri : throw Fault($"the IRI {Excerpt.Of(_text[start..(_at - 1)])} is not absolute");
    }

    /// <summary>RFC 3986 clause 3.1.</summary>
    private static bool HasScheme(string iri)
    {
        var colon = iri.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && char.IsAsciiLetter(iri[0])
            && !iri.AsSpan(1, colon - 1).ContainsAnyExcept(NQuadsCharacters.Scheme);
    }

    /// <summary>BLANK_NODE_LABEL ::= '_:' (PN_CHARS_U | [0-9]) ((PN_CHARS | '.')* PN_CHARS)?</summary>
    private RdfTerm ReadBlankNode()
    {
        _at++;
        Expect(':');
        var start = _at;
        while (_at < _text.Length && Rune.TryGetRuneAt(_text, _at, out var rune)
            && (rune.Value == '.' || NQuadsCharacters.IsInLabel(rune.Value)))
        {
            _at += rune.Utf16SequenceLength;
        }

        while (_at > start && _text[_at - 1] == '.')
        {
            _at--;
        }

        var label = _text[start.._at];
        return NQuadsCharacters.IsLabel(label) ? new RdfTerm(RdfTermKind.BlankNode, label) : throw Fault("a blank node has no label");
    }

    /// <summary>literal ::= STRING_LITERAL_QUOTE ('^^' IRIREF | LANGTAG)?</summary>
    private RdfTerm ReadLiteral()
    {
        var value = ReadString();
        switch (Current)
        {
            case '@':
                return new RdfTerm(RdfTermKind.Literal, value, RdfDatatypes.LangString, ReadLanguage());
            case '^':
                _at++;
                Expect('^');
                return Current == '<'
                    ? new RdfTerm(RdfTermKind.Literal, value, ReadIriText())
                    : throw Fault("a datatype, which is an IRI, was expected");
            default:
                return new RdfTerm(RdfTermKind.Literal, value, RdfDatatypes.XsdString);
        }
    }

    /// <summary>STRING_LITERAL_QUOTE ::= '"' ([^#x22#x5C#xA#xD] | ECHAR | UCHAR)* '"'</summary>
    private string ReadString()
    {
        _at++;
        var value = new StringBuilder();
        while (Current != '"')
        {
            if (_at == _text.Length || Current is '\n' or '\r')
            {
                throw Fault("a literal is not closed on its line");
            }

            if (Current == '\\')
            {
                _at++;
                AppendEscape(value);
            }
            else
            {
                value.Append(_text[_at++]);
            }
        }

        _at++;
        return value.ToString();
    }

    /// <summary>LANGTAG ::= '@' [a-zA-Z]+ ('-' [a-zA-Z0-9]+)*</summary>
    private string ReadLanguage()
    {
        var start = ++_at;
        while (char.IsAsciiLetterOrDigit(Current) || Current == '-')
        {
            _at++;
        }

        var tag = _text[start.._at];
        return NQuadsCharacters.IsLanguageTag(tag) ? tag : throw Fault($"{Excerpt.Of(tag)} is not a language tag");
    }

    /// <summary>ECHAR ::= '\' [tbnrf"'\], or UCHAR; the reverse solidus has been read.</summary>
    private void AppendEscape(StringBuilder value)
    {
        const string Names = "tbnrf\"'\\";
        const string Meanings = "\t\b\n\r\f\"'\\";
        var which = Names.IndexOf(Current, StringComparison.Ordinal);
        if (which < 0)
        {
            AppendUchar(value);
            return;
        }

        value.Append(Meanings[which]);
        _at++;
    }

    /// <summary>UCHAR ::= '\u' HEX HEX HEX HEX | '\U' HEX HEX HEX HEX HEX HEX HEX HEX; the reverse solidus has been read.</summary>
    private void AppendUchar(StringBuilder value)
    {
        var digits = Current switch
        {
            'u' => 4,
            'U' => 8,
            _ => throw Fault("a reverse solidus starts no escape that N-Quads know"),
        };
        _at++;
        if (_at + digits > _text.Length
            || !int.TryParse(_text.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || !Rune.IsValid(code))
        {
            throw Fault("an escape names no character");
        }

        value.Append(new Rune(code).ToString());
        _at += digits;
    }

    private void Expect(char expected)
    {
        if (_at >= _text.Length || _text[_at] != expected)
        {
            throw Fault($"'{expected}' was expected");
        }

        _at++;
    }

    private void SkipSpace()
    {
        while (Current is ' ' or '\t')
        {
            _at++;
        }
    }

    private void SkipComment()
    {
        if (Current == '#')
        {
            var end = _text.AsSpan(_at).IndexOfAny('\n', '\r');
            _at = end < 0 ? _text.Length : _at + end;
        }
    }

    /// <summary>EOL ::= [#xD#xA]+, or the end of the document.</summary>
    private void ReadLineEnd()
    {
        if (Current is not ('\n' or '\r'))
        {
            throw Fault("a statement is followed by something on its line");
        }

        if (Current == '\n')
        {
            _line++;
        }

        _at++;
    }

    private readonly FormatException Fault(string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"N-Quads, line {_line}: {what}"));
}
