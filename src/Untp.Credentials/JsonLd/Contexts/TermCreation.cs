using System.Text.Json;
using Untp.Credentials.JsonLd.Iris;

namespace Untp.Credentials.JsonLd.Contexts;

/// <summary>The algorithm of JSON-LD 1.1 API clause 4.2.2, Create Term Definition. Step numbers are the specification's.</summary>
internal sealed class TermCreation(
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

    /// <summary>Null, "ltr" or "rtl" (steps 23.1; Context Processing step 5.10.4).</summary>
    internal static string? ReadDirection(JsonElement value, ProcessingRun run) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String when value.ValueEquals("ltr"u8) => "ltr",
        JsonValueKind.String when value.ValueEquals("rtl"u8) => "rtl",
        _ => throw run.Fault(JsonLdErrorCodes.InvalidBaseDirection, "@direction is to be ltr or rtl"),
    };

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
                _ => throw Fault(JsonLdErrorCodes.InvalidProtectedValue, definition.Name, "has an @protected that is neither true nor false"),
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
            throw Fault(JsonLdErrorCodes.InvalidReverseProperty, definition.Name, "is reversed and takes @set and @index alone as containers");
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

    /// <summary>Step 19.</summary>
    private void SetContainer(TermDefinition definition, TermEntries entries)
    {
        if (entries.Container is not { } value || (definition.IsReverse && value.ValueKind == JsonValueKind.Null))
        {
            return;
        }

        // 19.1, 19.3
        if (!ContainerMapping.TryRead(value, out var container))
        {
            throw Fault(JsonLdErrorCodes.InvalidContainerMapping, definition.Name, "has an @container that is none");
        }

        definition.Container = container;

        // 19.4
        if (container.HasFlag(Containers.Type))
        {
            definition.Type = definition.Type switch
            {
                TypeMapping.Absent => TypeMapping.Id,
                TypeMapping.Id or TypeMapping.Vocab => definition.Type,
                _ => throw Fault(JsonLdErrorCodes.InvalidTypeMapping, definition.Name, "is a type map and has another @type than @id or @vocab"),
            };
        }
    }

    /// <summary>Step 20.</summary>
    private void SetIndex(TermDefinition definition, TermEntries entries)
    {
        if (entries.Index is not { } value)
        {
            return;
        }

        var index = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        if (!definition.Container.HasFlag(Containers.Index)
            || index is null
            || Expand(index) is not { } iri
            || !IriSyntax.HasIriForm(iri))
        {
            throw Fault(JsonLdErrorCodes.InvalidTermDefinition, definition.Name, "has an @index that is no IRI, or is no index map");
        }

        definition.Index = index;
    }

    /// <summary>Step 21.</summary>
    private void SetContext(TermDefinition definition, TermEntries entries)
    {
        if (entries.Context is not { } context)
        {
            return;
        }

        try
        {
            // 21.3: for its errors alone
            processing.Process(active, context, call with { MayOverride = true, Propagates = true, ValidatesScoped = false });
        }
        catch (JsonLdException fault) when (fault.Code != JsonLdErrorCodes.LimitExceeded)
        {
            var detail = $"the context of the term {Excerpt.Of(definition.Name)} is not valid: {fault.Message}";
            throw _run.Fault(JsonLdErrorCodes.InvalidScopedContext, detail, fault);
        }

        // 21.4
        definition.LocalContext = context;
        definition.BaseUrl = call.BaseUrl;
    }

    /// <summary>Steps 22 and 23.</summary>
    private void SetLanguage(TermDefinition definition, TermEntries entries)
    {
        if (entries.Language is { } language && entries.Type is null)
        {
            definition.HasLanguage = true;
            definition.Language = language.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String => language.GetString(),
                _ => throw Fault(JsonLdErrorCodes.InvalidLanguageMapping, definition.Name, "has an @language that is neither string nor null"),
            };
        }

        if (entries.Direction is { } direction && entries.Type is null)
        {
            definition.HasDirection = true;
            definition.Direction = ReadDirection(direction, _run);
        }
    }

    /// <summary>Step 24.</summary>
    private void SetNest(TermDefinition definition, TermEntries entries)
    {
        if (entries.Nest is { } value)
        {
            var nest = value.ValueKind == JsonValueKind.String ? value.GetString()! : null;
            definition.Nest = nest is not null && Keywords.Of(nest) is Keyword.None or Keyword.Nest
                ? nest
                : throw Fault(JsonLdErrorCodes.InvalidNestValue, definition.Name, "has an @nest that is a keyword or no string");
        }
    }

    /// <summary>Step 25.</summary>
    private void SetPrefix(TermDefinition definition, TermEntries entries)
    {
        if (entries.Prefix is not { } value)
        {
            return;
        }

        // 25.1
        if (definition.Name.AsSpan().IndexOfAny(':', '/') >= 0)
        {
            throw Fault(JsonLdErrorCodes.InvalidTermDefinition, definition.Name, "looks like an IRI and has @prefix");
        }

        // 25.2
        definition.IsPrefix = value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.ValueKind == JsonValueKind.True
            : throw Fault(JsonLdErrorCodes.InvalidPrefixValue, definition.Name, "has an @prefix that is neither true nor false");

        // 25.3
        if (definition.IsPrefix && definition.Keyword != Keyword.None)
        {
            throw Fault(JsonLdErrorCodes.InvalidTermDefinition, definition.Name, "stands for a keyword and cannot be a prefix");
        }
    }

    /// <summary>Step 26.</summary>
    private void CheckEntries(TermDefinition definition, JsonElement value)
    {
        foreach (var entry in value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : default)
        {
            if (Keywords.Of(entry.Name) is not (Keyword.Id or Keyword.Reverse or Keyword.Container or Keyword.Context or Keyword.Direction
                or Keyword.Index or Keyword.Language or Keyword.Nest or Keyword.Prefix or Keyword.Protected or Keyword.Type))
            {
                throw Fault(JsonLdErrorCodes.InvalidTermDefinition, definition.Name, $"has an entry that means nothing: {Excerpt.Of(entry.Name)}");
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
