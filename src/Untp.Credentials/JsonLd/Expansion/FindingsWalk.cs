using System.Buffers;
using System.Text.Json;
using Untp.Credentials.JsonLd.Contexts;
using Untp.Credentials.Schemas;

namespace Untp.Credentials.JsonLd.Expansion;

/// <summary>
/// Finds in a plain document what expansion would find, without expanding: one look at each member, and no string made where nothing is
/// wrong. Plain is what needs no more than terms, types, ids and values. Anything else (keywords written out, maps, reversed properties,
/// languages, contexts below the root) and anything that expansion would refuse is left to expansion.
/// </summary>
internal sealed class FindingsWalk(CompiledContexts contexts, ProcessingRun run)
{
    /// <summary>ASCII that may stand in an IRI wherever after the scheme; of the fragment's mark, there is to be one at most.</summary>
    private static readonly SearchValues<byte> s_plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?@!$&'()*+,;=#"u8);

    /// <summary>What a word is spelt with that a vocabulary may be put before, whatever it ends in.</summary>
    private static readonly SearchValues<byte> s_word =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"u8);

    private static readonly SearchValues<byte> s_scheme =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-."u8);

    private readonly TypeScoping _scoping = new(contexts, run);
    private bool _isPlain = true;

    /// <summary>Whether the document is plain; if not, what was found is to be forgotten and expansion to be asked.</summary>
    public bool TryWalk(JsonElement document)
    {
        var active = contexts.Start(run);
        _isPlain = document.ValueKind == JsonValueKind.Object && document.TryGetProperty("@context"u8, out _);
        if (_isPlain)
        {
            var members = TypeScoping.FindTypes(active, document);
            run.Enter(members.Context);
            active = contexts.Apply(active, members.Context.Value, run);
            run.Leave();
            var said = WalkMembers(active, document, isRoot: true);
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
                WalkObject(active, property, value);
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

    private void WalkObject(ActiveContext active, TermDefinition? property, JsonElement element)
    {
        if (active.Previous is not null && !(element.GetPropertyCount() == 1 && TypeScoping.KeepsScope(active, element)))
        {
            active = active.Previous;
        }

        if (property is { HasLocalContext: true })
        {
            active = contexts.Scope(active, property, ScopeKind.Property, run);
        }

        WalkMembers(active, element, isRoot: false);
    }

    /// <summary>How many members say something.</summary>
    private int WalkMembers(ActiveContext active, JsonElement element, bool isRoot)
    {
        var scope = EnterTypes(active, element, isRoot);
        foreach (var member in element.EnumerateObject())
        {
            if (!_isPlain)
            {
                return 0;
            }

            run.Enter(member);
            WalkMember(ref scope, member, isRoot);
            run.Leave();
        }

        _isPlain &= scope.Ids <= 1 && scope.Types <= 1 && !scope.Active.Terms.RedefinesTypes;
        return scope.Said;
    }

    /// <summary>
    /// The types' contexts. Types stand among the first few members in nearly every document: then the others are not looked at twice, and
    /// a second member for types, met on the way, makes the document one that is not plain.
    /// </summary>
    private Scope EnterTypes(ActiveContext active, JsonElement element, bool isRoot)
    {
        const int First = 3;
        var members = element.EnumerateObject();
        for (var i = 0; i < First && !isRoot && members.MoveNext(); i++)
        {
            if (ExpandedName.KeywordOf(members.Current, active) == Keyword.Type)
            {
                return new Scope(_scoping.ApplyType(active, active, members.Current), active);
            }
        }

        if (!isRoot && element.GetPropertyCount() <= First)
        {
            return new Scope(active, active);
        }

        var types = TypeScoping.FindTypes(active, element);
        _isPlain &= types.All is null && types.HasContext == isRoot;
        return new Scope(_isPlain ? _scoping.ApplyTypes(active, types) : active, active);
    }

    private void WalkMember(ref Scope scope, JsonProperty member, bool isRoot)
    {
        var name = JsonText.Utf8Name(member);
        if (name is [(byte)'@', ..])
        {
            _isPlain &= isRoot && Keywords.Of(name) == Keyword.Context;
            return;
        }

        var definition = scope.Active.Find(new TermName(name));
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
                WalkTypes(scope.TypeScoped, member.Value);
                break;
            default:
                _isPlain = false;
                break;
        }
    }

    private int WalkUndefined(ActiveContext active, JsonProperty member, ReadOnlySpan<byte> written)
    {
        if (!IsPlainWord(active, written) || run.Findings!.Takes(FindingKind.GuessedTerm, run))
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
        else if (typeScoped.Find(new TermName(JsonText.Utf8(type))) is not { IriTerm: not null })
        {
            var text = type.GetString()!;
            var iri = IriExpansion.Expand(typeScoped, text, documentRelative: true, vocab: true);
            FindingRules.ReportType(typeScoped, iri, text, run);
        }
    }

    /// <summary>An identifier, or where <paramref name="isTerm"/> a word of the vocabulary.</summary>
    private void CheckIri(ActiveContext active, JsonElement value, bool isTerm)
    {
        var utf8 = JsonText.Utf8(value);
        var term = isTerm ? active.Find(new TermName(utf8)) : null;
        var isPlain = term is null
            ? IsPlainIri(active, utf8) || (isTerm && IsPlainWord(active, utf8))
            : term.IriTerm is not null;
        if (!isPlain)
        {
            var text = value.GetString()!;
            FindingRules.ReportIri(IriExpansion.Expand(active, text, documentRelative: true, vocab: isTerm), text, run);
        }
    }

    /// <summary>A word that the vocabulary mapping makes an IRI of beyond doubt.</summary>
    private static bool IsPlainWord(ActiveContext active, ReadOnlySpan<byte> utf8) =>
        active.IsVocabIri && !utf8.IsEmpty && !utf8.ContainsAnyExcept(s_word);

    /// <summary>An IRI beyond doubt: no term or keyword is so long, its scheme is no prefix, and there is nothing but plain ASCII.</summary>
    private static bool IsPlainIri(ActiveContext active, ReadOnlySpan<byte> utf8)
    {
        var colon = utf8.IndexOf((byte)':');
        if (colon <= 0
            || !char.IsAsciiLetter((char)utf8[0])
            || utf8[..colon].ContainsAnyExcept(s_scheme)
            || utf8[(colon + 1)..].ContainsAnyExcept(s_plain)
            || active.Terms.MayBeKeyword(utf8.Length))
        {
            return false;
        }

        return utf8.Count((byte)'#') <= 1
            && (utf8[(colon + 1)..].StartsWith("//"u8) || active.Find(new TermName(utf8[..colon])) is not { IsPrefix: true });
    }

    /// <summary>What the members of one object are looked at with, and what was met among them.</summary>
    private struct Scope(ActiveContext active, ActiveContext typeScoped)
    {
        public ActiveContext Active { get; } = active;

        public ActiveContext TypeScoped { get; } = typeScoped;

        public int Said;

        public int Ids;

        public int Types;
    }
}
