using System.Text.Json;
using Untp.Credentials.JsonLd.Iris;

namespace Untp.Credentials.JsonLd.Contexts;

/// <summary>
/// The algorithm of JSON-LD 1.1 API clause 4.2.2, Create Term Definition: steps 1 to 12 and 26 to 28 here, the others in the other parts.
/// Step numbers are the specification's.
/// </summary>
internal sealed partial class TermCreation(
    ContextProcessing processing, ActiveContext active, LocalDefinition local, ContextProcessing.Call call, bool isProtected)
{
    private readonly ProcessingRun _run = processing.Run;

    /// <summary>IRI Expansion steps 3 and 6.3.</summary>
    public void EnsureCreated(string term)
    {
        if (local.StateOf(term) != true && local.Contains(term))
        {
            Create(term);
        }
    }

    public void Create(string term)
    {
        // 1
        switch (local.StateOf(term))
        {
            case true:
                return;
            case false:
                throw Fault(JsonLdErrorCodes.CyclicIriMapping, term, "is defined by itself");
        }

        // 2
        if (term.Length == 0)
        {
            throw Fault(JsonLdErrorCodes.InvalidTermDefinition, term, "has no name");
        }

        _run.CountTerm();
        local.Mark(term, false);

        // 3
        local.TryGet(term, out var value);

        // 4, 5
        if (term == "@type")
        {
            CheckTypeEntry(value);
        }
        else if (Keywords.Of(term) != Keyword.None)
        {
            throw Fault(JsonLdErrorCodes.KeywordRedefinition, term, "is a keyword");
        }
        else if (Keywords.HasForm(term))
        {
            local.Mark(term, true);
            return;
        }

        // 6
        var previous = active.Find(term);
        if (previous is not null)
        {
            active.Set(new TermDefinition(term) { IsRemoved = true }.WithHash());
        }

        // 7 to 9
        var isSimple = value.ValueKind == JsonValueKind.String;
        if (!isSimple && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Object))
        {
            throw Fault(JsonLdErrorCodes.InvalidTermDefinition, term, "is to be defined by a string, an object or null");
        }

        // 10, 11
        var entries = new TermEntries(value);
        var definition = new TermDefinition(term) { IsProtected = isProtected }.WithHash();
        SetProtected(definition, entries);
        SetType(definition, entries); // 12
        if (!SetIri(definition, entries, isSimple)) // 13 to 18
        {
            local.Mark(term, true);
            return;
        }

        SetContainer(definition, entries); // 19
        SetIndex(definition, entries); // 20
        SetContext(definition, entries); // 21
        SetLanguage(definition, entries); // 22, 23
        SetNest(definition, entries); // 24
        SetPrefix(definition, entries); // 25
        CheckEntries(definition, value); // 26
        Keep(definition, previous); // 27, 28
    }

    /// <summary>Step 4.</summary>
    private void CheckTypeEntry(JsonElement value)
    {
        var isAllowed = value.ValueKind == JsonValueKind.Object && value.EnumerateObject().Any();
        foreach (var entry in isAllowed ? value.EnumerateObject() : default)
        {
            isAllowed &= entry.NameEquals("@protected"u8) || (entry.NameEquals("@container"u8) && IsSet(entry.Value));
        }

        if (!isAllowed)
        {
            throw Fault(JsonLdErrorCodes.KeywordRedefinition, "@type", "takes @container @set and @protected alone");
        }
    }

    private static bool IsSet(JsonElement container) =>
        container.ValueKind == JsonValueKind.String
            ? container.ValueEquals("@set"u8)
            : container.ValueKind == JsonValueKind.Array && container.GetArrayLength() == 1 && IsSet(container[0]);

    /// <summary>Step 11.</summary>
    private void SetProtected(TermDefinition definition, TermEntries entries)
    {
        if (entries.Protected is { } value)
        {
            definition.IsProtected = value.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => throw Fault(JsonLdErrorCodes.InvalidProtectedValue, definition.Name, "has @protected neither true nor false"),
            };
        }
    }

    /// <summary>Step 12.</summary>
    private void SetType(TermDefinition definition, TermEntries entries)
    {
        if (entries.Type is not { } value)
        {
            return;
        }

        // 12.1, 12.2
        var type = value.ValueKind == JsonValueKind.String ? Expand(value.GetString()!) : null;

        // 12.4, 12.5
        definition.Type = Keywords.Of(type) switch
        {
            Keyword.Id => TypeMapping.Id,
            Keyword.Vocab => TypeMapping.Vocab,
            Keyword.Json => TypeMapping.Json,
            Keyword.NoneValue => TypeMapping.NoneValue,
            Keyword.None when type is not null && IriSyntax.HasIriForm(type) && !IriSyntax.IsBlankNode(type) => TypeMapping.Datatype,
            _ => throw Fault(JsonLdErrorCodes.InvalidTypeMapping, definition.Name, "has an @type that is no IRI"),
        };
        definition.Datatype = definition.Type == TypeMapping.Datatype ? type : null;
    }

    /// <summary>Step 26.</summary>
    private void CheckEntries(TermDefinition definition, JsonElement value)
    {
        foreach (var entry in value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : default)
        {
            if (Keywords.Of(entry.Name) is not (Keyword.Id or Keyword.Reverse or Keyword.Container or Keyword.Context or Keyword.Direction
                or Keyword.Index or Keyword.Language or Keyword.Nest or Keyword.Prefix or Keyword.Protected or Keyword.Type))
            {
                throw Fault(JsonLdErrorCodes.InvalidTermDefinition, definition.Name, $"has an unknown entry {Excerpt.Of(entry.Name)}");
            }
        }
    }

    /// <summary>Steps 27 and 28.</summary>
    private void Keep(TermDefinition definition, TermDefinition? previous)
    {
        if (!call.MayOverride && previous is { IsProtected: true })
        {
            definition = definition.SaysTheSameAs(previous)
                ? previous
                : throw Fault(JsonLdErrorCodes.ProtectedTermRedefinition, definition.Name, "is protected and cannot be redefined");
        }

        active.Set(active.Pool?.Intern(definition) ?? definition);
        local.Mark(definition.Name, true);
    }

    private string? Expand(string value) => IriExpansion.Expand(active, value, documentRelative: false, vocab: true, this);

    private JsonLdException Fault(string code, string term, string detail) => _run.Fault(code, $"the term {Excerpt.Of(term)} {detail}");
}
