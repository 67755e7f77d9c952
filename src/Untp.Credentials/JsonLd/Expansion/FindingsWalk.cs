using System.Text.Json;
using Untp.Credentials.JsonLd.Contexts;
using Untp.Credentials.Schemas;
using JsonMarshal = System.Runtime.InteropServices.JsonMarshal;

namespace Untp.Credentials.JsonLd.Expansion;

/// <summary>
/// Finds in a plain document what expansion would find, without expanding: one look at each member, and no string made where nothing is
/// wrong. Plain is what needs no more than terms, types, ids and values. Anything else (keywords written out, maps, reversed properties,
/// languages, contexts below the root) and anything that expansion would refuse is left to expansion.
/// </summary>
internal sealed class FindingsWalk(CompiledContexts contexts, ProcessingRun run)
{
    private readonly TypeScoping _scoping = new(contexts, run);
    private bool _isPlain = true;
    private bool _hasEscapes;

    /// <summary>Whether the document is plain; if not, what was found is to be forgotten and expansion to be asked.</summary>
    public bool TryWalk(JsonElement document)
    {
        var active = contexts.Start(run);
        _hasEscapes = JsonMarshal.GetRawUtf8Value(document).Contains((byte)'\\');
        _isPlain = document.ValueKind == JsonValueKind.Object && document.TryGetProperty("@context"u8, out _);
        if (_isPlain)
        {
            var said = WalkMembers(ApplyContext(active, document), document, hasContext: true);
            _isPlain &= said > 0;
        }

        return _isPlain;
    }

    /// <summary>Whether anything comes of a value; what is dropped is reported.</summary>
    private bool Walk(ActiveContext active, TermDefinition? property, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                run.Findings?.Add(FindingKind.DroppedValue, "null", run);
                return false;
            case JsonValueKind.Array:
                return WalkArray(active, property, value);
            case JsonValueKind.Object:
                WalkObjectOnce(active, property, value);
                return true;
            case JsonValueKind.String:
                WalkString(active, property, value);
                return true;
            default:
                WalkNative(active, property);
                return true;
        }
    }

    private bool WalkArray(ActiveContext active, TermDefinition? property, JsonElement array)
    {
        var isAny = property is not null && property.Container.HasFlag(Containers.List);
        var index = 0;
        foreach (var item in array.EnumerateArray())
        {
            run.Enter(index++);
            isAny |= Walk(active, property, item);
            run.Leave();
        }

        return isAny;
    }

    private void WalkString(ActiveContext active, TermDefinition? property, JsonElement value)
    {
        if (property is { HasLocalContext: true })
        {
            active = contexts.Scope(active, property, ScopeKind.Property, run);
            property = active.Find(property);
        }

        switch (property?.Type ?? TypeMapping.Absent)
        {
            case TypeMapping.Id:
                CheckIri(active, value, isTerm: false);
                break;
            case TypeMapping.Vocab:
                CheckIri(active, value, isTerm: true);
                break;
            case TypeMapping.Datatype:
                FindingRules.ReportDatatype(property!, run);
                break;
            case TypeMapping.Absent or TypeMapping.NoneValue:
                _isPlain &= active is { Language: null, Direction: null } && property is null or { Language: null, Direction: null };
                break;
        }
    }

    /// <summary>A number, true or false.</summary>
    private void WalkNative(ActiveContext active, TermDefinition? property)
    {
        if (property is { HasLocalContext: true })
        {
            property = contexts.Scope(active, property, ScopeKind.Property, run).Find(property);
        }

        if (property is { Type: TypeMapping.Datatype })
        {
            FindingRules.ReportDatatype(property, run);
        }
    }

    /// <summary>What comes of an object depends on its bytes and on what it is the value of: looked at once, it is known.</summary>
    private void WalkObjectOnce(ActiveContext active, TermDefinition? property, JsonElement element)
    {
        var written = JsonMarshal.GetRawUtf8Value(element);
        if (active.Pool is not { } pool)
        {
            WalkObject(active, property, element);
        }
        else if (!pool.Sound.Contains(active, property, written))
        {
            var met = run.Findings!.Met;
            WalkObject(active, property, element);
            if (_isPlain && met == run.Findings.Met)
            {
                pool.Sound.Add(active, property, written);
            }
        }
    }

    private void WalkObject(ActiveContext active, TermDefinition? property, JsonElement element)
    {
        if (active.Previous is { } previous)
        {
            var mayKeepScope = active.Terms.HasValueAlias || element.GetPropertyCount() == 1;
            active = mayKeepScope && TypeScoping.KeepsScope(active, element) ? active : previous;
        }

        if (property is { HasLocalContext: true })
        {
            active = contexts.Scope(active, property, ScopeKind.Property, run);
        }

        // a proof of eddsa-jcs-2022 says the contexts that it was made under once more
        var hasContext = property?.Container.HasFlag(Containers.Graph) == true && element.TryGetProperty("@context"u8, out _);
        WalkMembers(hasContext ? ApplyContext(active, element) : active, element, hasContext);
    }

    private ActiveContext ApplyContext(ActiveContext active, JsonElement element)
    {
        var members = TypeScoping.FindTypes(active, element);
        run.Enter(members.Context);
        active = contexts.Apply(active, members.Context.Value, run);
        run.Leave();
        return active;
    }

    /// <summary>How many members say something.</summary>
    private int WalkMembers(ActiveContext active, JsonElement element, bool hasContext)
    {
        var scope = EnterTypes(active, element);
        foreach (var member in element.EnumerateObject())
        {
            if (!_isPlain)
            {
                return 0;
            }

            run.Enter(member);
            WalkMember(ref scope, member, hasContext);
            run.Leave();
        }

        _isPlain &= scope.Ids <= 1 && scope.Types <= 1 && !scope.TypeScoped.HasRenamingType;
        return scope.Said;
    }

    /// <summary>
    /// The types' contexts. Types stand among the first few members in nearly every document: then the others are not looked at twice, and
    /// a second member for types, met on the way, makes the document one that is not plain.
    /// </summary>
    private Scope EnterTypes(ActiveContext active, JsonElement element)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (active.KeywordOf(Name(member)) == Keyword.Type)
            {
                return EnterType(active, member);
            }
        }

        return new Scope(active, active);
    }

    /// <summary>The types' context; most objects are of types, written so, that were looked at before and found in order.</summary>
    private Scope EnterType(ActiveContext active, JsonProperty member)
    {
        var written = JsonMarshal.GetRawUtf8Value(member.Value);
        if (active.TryGetTyped(written, out var scoped))
        {
            return new Scope(scoped, active) { AreTypesKnown = true };
        }

        scoped = _scoping.ApplyType(active, active, member);
        var areKnown = AreKnown(active, member.Value);
        if (areKnown)
        {
            active.KeepTyped(written, scoped);
        }

        return new Scope(scoped, active) { AreTypesKnown = areKnown };
    }

    private void WalkMember(ref Scope scope, JsonProperty member, bool hasContext)
    {
        var name = Name(member);
        if (name is [(byte)'@', ..])
        {
            _isPlain &= hasContext && Keywords.Of(name) == Keyword.Context;
            return;
        }

        var definition = scope.Active.Find(name);
        switch (definition?.Keyword)
        {
            case null:
                scope.Said += WalkUndefined(scope.Active, member, name);
                break;
            case Keyword.None:
                scope.Said += WalkProperty(scope.Active, definition, member);
                break;
            case Keyword.Id when member.Value.ValueKind == JsonValueKind.String:
                scope.Ids++;
                CheckIri(scope.Active, member.Value, isTerm: false);
                break;
            case Keyword.Type:
                scope.Said++;
                scope.Types++;
                if (!scope.AreTypesKnown)
                {
                    WalkTypes(scope.TypeScoped, member.Value);
                }

                break;
            default:
                _isPlain = false;
                break;
        }
    }

    private int WalkUndefined(ActiveContext active, JsonProperty member, ReadOnlySpan<byte> written)
    {
        if (!PlainIris.IsWord(active, written) || run.Findings!.Takes(FindingKind.GuessedTerm, run))
        {
            var name = ExpandedName.Of(member, active);
            FindingRules.ReportName(name, member, active, run);
            if (name.IsDropped)
            {
                return 0;
            }
        }

        WalkValue(active, null, member.Value);
        return 1;
    }

    private int WalkProperty(ActiveContext active, TermDefinition definition, JsonProperty member)
    {
        if (definition.Iri is null)
        {
            run.Findings?.Add(FindingKind.UndefinedTerm, member.Name, run);
            return 0;
        }

        const Containers Maps = Containers.Id | Containers.Index | Containers.Language | Containers.Type;
        if (definition.IriTerm is null
            || definition.IsReverse
            || ((definition.Container & Maps) != 0 && member.Value.ValueKind == JsonValueKind.Object))
        {
            _isPlain = false;
        }
        else if (definition.Type != TypeMapping.Json)
        {
            WalkValue(active, definition, member.Value);
        }

        return 1;
    }

    private void WalkValue(ActiveContext active, TermDefinition? definition, JsonElement value)
    {
        if (!Walk(active, definition, value) && value.ValueKind == JsonValueKind.Array)
        {
            run.Findings?.Add(FindingKind.EmptyArray, "an empty array", run);
        }
    }

    private void WalkTypes(ActiveContext typeScoped, JsonElement types)
    {
        if (types.ValueKind != JsonValueKind.Array)
        {
            CheckType(typeScoped, types);
            return;
        }

        var index = 0;
        foreach (var type in types.EnumerateArray())
        {
            run.Enter(index++);
            CheckType(typeScoped, type);
            run.Leave();
        }

        if (index == 0)
        {
            run.Findings?.Add(FindingKind.EmptyArray, "an empty array", run);
        }
    }

    private void CheckType(ActiveContext typeScoped, JsonElement type)
    {
        if (type.ValueKind != JsonValueKind.String)
        {
            _isPlain = false;
        }
        else if (!IsKnown(typeScoped, type))
        {
            var text = type.GetString()!;
            var iri = IriExpansion.Expand(typeScoped, text, documentRelative: true, vocab: true);
            FindingRules.ReportType(typeScoped, iri, text, run);
        }
    }

    private bool AreKnown(ActiveContext typeScoped, JsonElement types)
    {
        if (types.ValueKind != JsonValueKind.Array)
        {
            return IsKnown(typeScoped, types);
        }

        foreach (var type in types.EnumerateArray())
        {
            if (!IsKnown(typeScoped, type))
            {
                return false;
            }
        }

        return types.GetArrayLength() > 0;
    }

    private bool IsKnown(ActiveContext typeScoped, JsonElement type) =>
        type.ValueKind == JsonValueKind.String && typeScoped.Find(Text(type)) is { IriTerm: not null };

    /// <summary>An identifier, or where <paramref name="isTerm"/> a word of the vocabulary.</summary>
    private void CheckIri(ActiveContext active, JsonElement value, bool isTerm)
    {
        var utf8 = Text(value);
        var term = isTerm ? active.Find(utf8) : null;
        var isPlain = term is null
            ? PlainIris.IsIri(active, utf8) || (isTerm && PlainIris.IsWord(active, utf8))
            : term.IriTerm is not null;
        if (!isPlain)
        {
            var text = value.GetString()!;
            FindingRules.ReportIri(IriExpansion.Expand(active, text, documentRelative: true, vocab: isTerm), text, run);
        }
    }

    private ReadOnlySpan<byte> Name(JsonProperty member) =>
        _hasEscapes ? JsonText.Utf8Name(member) : JsonMarshal.GetRawUtf8PropertyName(member);

    private ReadOnlySpan<byte> Text(JsonElement text) => _hasEscapes ? JsonText.Utf8(text) : JsonMarshal.GetRawUtf8Value(text)[1..^1];

    /// <summary>What the members of one object are looked at with, and what was met among them.</summary>
    private struct Scope(ActiveContext active, ActiveContext typeScoped)
    {
        public ActiveContext Active { get; } = active;

        public ActiveContext TypeScoped { get; } = typeScoped;

        /// <summary>Whether the types have been looked at, and nothing found.</summary>
        public bool AreTypesKnown;

        public int Said;

        public int Ids;

        public int Types;
    }
}
