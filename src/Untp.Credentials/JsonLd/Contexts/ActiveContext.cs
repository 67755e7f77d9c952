using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Untp.Credentials.JsonLd.Iris;

namespace Untp.Credentials.JsonLd.Contexts;

/// <summary>How a scoped context comes to apply, which decides whether it may redefine protected terms and whether it propagates.</summary>
internal enum ScopeKind
{
    /// <summary>By a property: may redefine, propagates.</summary>
    Property,

    /// <summary>By a type, or a key of a type map: may not redefine, holds for the one node object.</summary>
    Type,
}

/// <summary>
/// An active context (JSON-LD 1.1 API clause 4.1). Complete ones are never changed; each remembers the contexts that were made from
/// it, so that a scoped context is processed once and found by a look-up from then on. Safe to share.
/// </summary>
internal sealed class ActiveContext
{
    private const int MetPlaces = 128;
    private const int LongestTypes = 256;

    private readonly ConcurrentDictionary<(TermDefinition Term, ScopeKind Kind), Edge> _scoped = new(1, 3);
    private readonly ConcurrentDictionary<string, Loaded> _loaded = new(1, 3, StringComparer.Ordinal);

    /// <summary>Some of the same, found without hashing; threads overwrite one another's, and any will do.</summary>
    private readonly Edge?[] _recent = new Edge?[32];

    /// <summary>Of the types of objects, the same.</summary>
    private readonly Loaded?[] _typed = new Loaded?[16];

    /// <summary>Definitions of names that documents had; again any will do.</summary>
    private TermDefinition?[]? _met;

    /// <summary>Most lists of contexts go the same way.</summary>
    private Loaded? _lastLoaded;
    private bool _ownsTerms;

    /// <summary>The context that documents start with.</summary>
    public ActiveContext(string? baseIri, ContextPool? pool)
    {
        Base = baseIri;
        OriginalBase = baseIri;
        Pool = pool;
        Terms = new TermMap();
        _ownsTerms = true;
    }

    private ActiveContext(ActiveContext origin, ContextPool? pool)
    {
        Base = origin.Base;
        OriginalBase = origin.OriginalBase;
        Vocab = origin.Vocab;
        Language = origin.Language;
        Direction = origin.Direction;
        Previous = origin.Previous;
        Pool = pool;
        Terms = origin.Terms;
    }

    public string? Base { get; set; }

    public string? OriginalBase { get; }

    public string? Vocab
    {
        get;
        set
        {
            field = value;
            IsVocabIri = value is not null && IriSyntax.IsWellFormed(value);
        }
    }

    /// <summary>Whether the vocabulary mapping is a well-formed IRI, so that with a plain word behind it it is one too.</summary>
    public bool IsVocabIri { get; private set; }

    public string? Language { get; set; }

    public string? Direction { get; set; }

    /// <summary>What to return to where a new node object begins; null when this context propagates.</summary>
    public ActiveContext? Previous { get; set; }

    /// <summary>Where it is kept between documents; null when it goes with its document.</summary>
    public ContextPool? Pool { get; }

    public TermMap Terms { get; private set; }

    /// <summary>A copy to change, which shares the terms.</summary>
    public ActiveContext Derive(bool isKept) => new(this, isKept ? Pool : null);

    /// <summary>The definition of a name that a document has; most names were met before, and are told by a few of their letters.</summary>
    public TermDefinition? Find(ReadOnlySpan<byte> name)
    {
        var met = _met ??= new TermDefinition?[MetPlaces];
        ref var place = ref met[PlaceOf(name)];
        if (place is { } last && name.SequenceEqual(last.Utf8))
        {
            return last;
        }

        var found = Terms.Find(name);
        if (found is not null)
        {
            place = found;
        }

        return found;
    }

    public TermDefinition? Find(ReadOnlySpan<char> name)
    {
        Span<byte> buffer = stackalloc byte[256];
        return Encoding.UTF8.TryGetBytes(name, buffer, out var length)
            ? Terms.Find(buffer[..length])
            : Terms.Find(Encoding.UTF8.GetBytes(name.ToArray()));
    }

    /// <summary>The definition of the same name here.</summary>
    public TermDefinition? Find(TermDefinition definition) => Terms.Find(definition.Utf8);

    public void Set(TermDefinition definition)
    {
        if (!_ownsTerms)
        {
            Terms = new TermMap(Terms);
            _ownsTerms = true;
        }

        Terms.Set(definition);
        _met = null;
    }

    /// <summary>The keyword that a name stands for.</summary>
    public Keyword KeywordOf(ReadOnlySpan<byte> name) =>
        Terms.MayBeKeyword(name) ? Find(name)?.Keyword ?? Keyword.None : Keyword.None;

    /// <summary>The context that a term's scoped context made of this one before.</summary>
    public bool TryGetScoped(TermDefinition term, ScopeKind kind, [NotNullWhen(true)] out ActiveContext? scoped)
    {
        ref var recent = ref _recent[(int)(term.Hash >> 32) & (_recent.Length - 1)];
        if (recent is { } edge && ReferenceEquals(edge.Term, term) && edge.Kind == kind)
        {
            scoped = edge.Scoped;
            return true;
        }

        if (!_scoped.TryGetValue((term, kind), out var found))
        {
            scoped = null;
            return false;
        }

        recent = found;
        scoped = found.Scoped;
        return true;
    }

    public void KeepScoped(TermDefinition term, ScopeKind kind, ActiveContext scoped)
    {
        HasRenamingType |= kind == ScopeKind.Type && !Terms.KeepsTypeNamesIn(scoped.Terms);
        _scoped.TryAdd((term, kind), new Edge(term, kind, scoped));
    }

    /// <summary>The context that an object's types, as they are written, made of this one before; all of them were known.</summary>
    public bool TryGetTyped(ReadOnlySpan<byte> types, [NotNullWhen(true)] out ActiveContext? scoped)
    {
        scoped = _typed[PlaceOf(types) % _typed.Length] is { } last && types.SequenceEqual(last.Written) ? last.Context : null;
        return scoped is not null;
    }

    public void KeepTyped(ReadOnlySpan<byte> types, ActiveContext scoped)
    {
        if (types.Length <= LongestTypes)
        {
            _typed[PlaceOf(types) % _typed.Length] = new Loaded(types.ToArray(), scoped);
        }
    }

    /// <summary>Whether a type's scoped context takes the meaning @type from a name; true before anybody sees that context.</summary>
    public bool HasRenamingType { get; private set; }

    /// <summary>The context that a document's context URL made of this one before.</summary>
    public bool TryGetLoaded(ReadOnlySpan<byte> url, [NotNullWhen(true)] out ActiveContext? loaded)
    {
        if (_lastLoaded is { } last && url.SequenceEqual(last.Written))
        {
            loaded = last.Context;
            return true;
        }

        if (!_loaded.TryGetValue(Encoding.UTF8.GetString(url), out var found))
        {
            loaded = null;
            return false;
        }

        _lastLoaded = found;
        loaded = found.Context;
        return true;
    }

    public void KeepLoaded(ReadOnlySpan<byte> url, ActiveContext loaded) =>
        _loaded.TryAdd(Encoding.UTF8.GetString(url), new Loaded(url.ToArray(), loaded));

    /// <summary>Whether two contexts are the same in all that processing can see.</summary>
    public bool IsTheSameAs(ActiveContext other) =>
        ReferenceEquals(this, other)
        || ((Base, OriginalBase, Vocab) == (other.Base, other.OriginalBase, other.Vocab)
            && (Language, Direction) == (other.Language, other.Direction)
            && ReferenceEquals(Previous, other.Previous)
            && Terms.HoldsTheSameAs(other.Terms));

    private static int PlaceOf(ReadOnlySpan<byte> name) => name.IsEmpty
        ? 0
        : (name.Length + (3 * name[0]) + (5 * name[name.Length / 2]) + (7 * name[^1])) % MetPlaces;

    private sealed record Loaded(byte[] Written, ActiveContext Context);

    private sealed record Edge(TermDefinition Term, ScopeKind Kind, ActiveContext Scoped);
}
