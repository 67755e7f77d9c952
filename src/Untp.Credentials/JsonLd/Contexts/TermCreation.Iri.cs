using System.Text.Json;
using Untp.Credentials.JsonLd.Iris;

namespace Untp.Credentials.JsonLd.Contexts;

/// <content>Steps 13 to 18: what a term stands for.</content>
internal sealed partial class TermCreation
{
    /// <summary>Steps 13 to 18; false when the term is left undefined.</summary>
    private bool SetIri(TermDefinition definition, TermEntries entries, bool isSimple)
    {
        var term = definition.Name;
        var colon = term.IndexOf(':', Math.Min(1, term.Length));
        if (entries.Reverse is { } reverse)
        {
            return SetReverse(definition, entries, reverse); // 13
        }

        if (entries.Id is { } id && !(id.ValueKind == JsonValueKind.String && id.ValueEquals(term)))
        {
            return SetId(definition, id, isSimple); // 14
        }

        if (colon > 0)
        {
            definition.Iri = ExpandCompact(term, colon); // 15
        }
        else if (term.Contains('/', StringComparison.Ordinal))
        {
            definition.Iri = IriExpansion.Expand(active, term, documentRelative: false, vocab: true); // 16
            if (!IriSyntax.HasIriForm(definition.Iri))
            {
                throw Fault(JsonLdErrorCodes.InvalidIriMapping, term, "expands to no IRI");
            }
        }
        else if (term == "@type")
        {
            definition.Iri = term; // 17
        }
        else
        {
            definition.Iri = active.Vocab is null // 18
                ? throw Fault(JsonLdErrorCodes.InvalidIriMapping, term, "has no @id and there is no @vocab")
                : active.Vocab + term;
        }

        return true;
    }

    /// <summary>Step 13, with the candidate correction 3: the steps from 19 on follow.</summary>
    private bool SetReverse(TermDefinition definition, TermEntries entries, JsonElement reverse)
    {
        // 13.1
        if (entries.Id is not null || entries.Nest is not null)
        {
            throw Fault(JsonLdErrorCodes.InvalidReverseProperty, definition.Name, "has @reverse beside @id or @nest");
        }

        // 13.2
        var text = reverse.ValueKind == JsonValueKind.String
            ? reverse.GetString()!
            : throw Fault(JsonLdErrorCodes.InvalidIriMapping, definition.Name, "has an @reverse that is no string");

        // 13.3
        if (Keywords.Of(text) == Keyword.None && Keywords.HasForm(text))
        {
            return false;
        }

        // 13.4
        var iri = Expand(text);
        definition.Iri = iri is not null && (IriSyntax.HasIriForm(iri) || IriSyntax.IsBlankNode(iri))
            ? iri
            : throw Fault(JsonLdErrorCodes.InvalidIriMapping, definition.Name, "has an @reverse that is no IRI");

        // 13.5
        if (entries.Container is { } container
            && !(container.ValueKind == JsonValueKind.Null
                || (container.ValueKind == JsonValueKind.String && (container.ValueEquals("@set"u8) || container.ValueEquals("@index"u8)))))
        {
            throw Fault(JsonLdErrorCodes.InvalidReverseProperty, definition.Name, "is reversed: its @container is @set or @index");
        }

        // 13.6
        definition.IsReverse = true;
        return true;
    }

    /// <summary>Step 14; false when the term is left undefined.</summary>
    private bool SetId(TermDefinition definition, JsonElement id, bool isSimple)
    {
        // 14.1
        if (id.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        // 14.2.1
        var term = definition.Name;
        var text = id.ValueKind == JsonValueKind.String
            ? id.GetString()!
            : throw Fault(JsonLdErrorCodes.InvalidIriMapping, term, "has an @id that is no string");

        // 14.2.2
        if (Keywords.Of(text) == Keyword.None && Keywords.HasForm(text))
        {
            return false;
        }

        // 14.2.3
        var iri = Expand(text);
        definition.Iri = iri;
        if (definition.Keyword == Keyword.Context)
        {
            throw Fault(JsonLdErrorCodes.InvalidKeywordAlias, term, "cannot stand for @context");
        }

        if (iri is null || (definition.Keyword == Keyword.None && !IriSyntax.HasIriForm(iri) && !IriSyntax.IsBlankNode(iri)))
        {
            throw Fault(JsonLdErrorCodes.InvalidIriMapping, term, $"has an @id that expands to no IRI: {Excerpt.Of(text)}");
        }

        // 14.2.4
        var hasColon = term.IndexOf(':', Math.Min(1, term.Length)) is > 0 and var colon && colon < term.Length - 1;
        var hasSlash = term.Contains('/', StringComparison.Ordinal);
        if (hasColon || hasSlash)
        {
            local.Mark(term, true);
            if (Expand(term) != iri)
            {
                throw Fault(JsonLdErrorCodes.InvalidIriMapping, term, "looks like an IRI and is defined as another");
            }
        }

        // 14.2.5
        definition.IsPrefix = isSimple && !hasSlash && !term.Contains(':', StringComparison.Ordinal) && CanBePrefix(definition);
        return true;
    }

    private static bool CanBePrefix(TermDefinition definition) =>
        definition.Keyword == Keyword.None
        && definition.Iri is { Length: > 0 } iri
        && (":/?#[]@".Contains(iri[^1], StringComparison.Ordinal) || IriSyntax.IsBlankNode(iri));

    /// <summary>Step 15.</summary>
    private string ExpandCompact(string term, int colon)
    {
        var prefix = term[..colon];
        EnsureCreated(prefix);
        return active.Find(prefix) is { } definition ? definition.Iri + term[(colon + 1)..] : term;
    }
}
