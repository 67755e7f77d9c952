using System.Text.Json;
using Untp.Credentials.JsonLd.Contexts;
using Untp.Credentials.Schemas;

namespace Untp.Credentials.JsonLd.Reading;

/// <content>Names, types and identifiers: each in the one spelling that is read.</content>
internal sealed partial class ReadingRules
{
    private void ReadTypes(ActiveContext typeScoped, JsonElement types)
    {
        if (types.ValueKind != JsonValueKind.Array)
        {
            ReadWord(typeScoped, types);
            return;
        }

        var index = 0;
        foreach (var type in types.EnumerateArray())
        {
            run.Enter(index++);
            ReadWord(typeScoped, type);
            run.Leave();
        }
    }

    /// <summary>An identifier is written out: names of blank nodes are not signed, and a prefix hides what is.</summary>
    private string? ReadId(ActiveContext active, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var text = value.GetString()!;
        if (text.StartsWith("_:", StringComparison.Ordinal))
        {
            Fault($"{Excerpt.Of(text)} names a blank node, and the signature does not cover such names");
        }
        else if (IriExpansion.Expand(active, text, documentRelative: true, vocab: false) is { } iri && iri != text)
        {
            Fault($"{Excerpt.Of(text)} is signed as {Excerpt.Of(iri)}: write that");
        }

        return text;
    }

    /// <summary>A type, or a value that is a word of the vocabulary: written as the word where there is one.</summary>
    private void ReadWord(ActiveContext active, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return;
        }

        var text = value.GetString()!;
        if (active.Find(JsonText.Utf8(value)) is { Keyword: Keyword.None } definition)
        {
            CheckWord(active, definition, isType: true);
            return;
        }

        var iri = IriExpansion.Expand(active, text, documentRelative: true, vocab: true);
        if (iri is null or ['@', ..] or ['_', ':', ..])
        {
            Fault($"{Excerpt.Of(text)} is a keyword or names a blank node, which the signature does not cover");
        }
        else if (iri == text && active.Vocab is { } vocab && words.AreAlsoIris(vocab) && IsBelow(iri, vocab))
        {
            Note($"{Excerpt.Of(text)} could as well be written {Excerpt.Of(text[vocab.Length..])}: the signature does not cover which");
        }
        else if (iri == text ? words.HasTerm(active, iri) || IsBelow(iri, active.Vocab) : text.Contains(':', StringComparison.Ordinal))
        {
            Fault($"{Excerpt.Of(text)} is another spelling of what is read by its name");
        }
        else if (words.For(active, iri) is [var term, ..])
        {
            Fault($"{Excerpt.Of(text)} stands for the same as {term.Name}, which is what is read");
        }
    }

    private static bool IsBelow(string iri, string? vocab) =>
        vocab is not null && iri.Length > vocab.Length && iri.StartsWith(vocab, StringComparison.Ordinal);

    /// <summary>
    /// Where a context has several terms for one IRI, one names a kind of thing and the other, which says of what type its values are, a
    /// member: each has its place. Two that could stand in one place are a fault, unless the context is known for them.
    /// </summary>
    private void CheckWord(ActiveContext active, TermDefinition used, bool isType)
    {
        if (used.Iri is null || words.For(active, used.Iri) is not { Count: > 1 } terms)
        {
            return;
        }

        var rivals = terms.Where(term => term != used && (IsMember(used) == isType || IsMember(term) != isType)).ToList();
        if (rivals.Count == 0)
        {
            return;
        }

        var others = string.Join(", ", rivals.Select(term => term.Name));
        if (IsMember(used) != isType && rivals.All(term => words.AreListed(used.Iri, used.Name, term.Name)))
        {
            Note($"the context has one meaning for {used.Name} and {others}: the signature does not cover which of them stands here");
        }
        else
        {
            Fault($"the context has {used.Name} and {others} for the same: the signature does not cover which of them stands here");
        }
    }

    private static bool IsMember(TermDefinition term) => term.Type != TypeMapping.Absent || term.Container != Containers.None;
}
