using System.Numerics;

namespace Untp.Credentials.JsonLd.Contexts;

/// <summary>
/// Term definitions by name: a table of those that a context adds, over the table of the context it was made from, which it shares.
/// A small table starts as a copy of the small one below it, so that a look-up asks two or three tables and not one a scope. Grows
/// until its context is complete; from then on it is read only, by many threads.
/// </summary>
internal sealed class TermMap
{
    private const int Small = 64;

    private readonly TermMap? _below;
    private Slot[] _slots;
    private int _count;

    /// <summary>A bit for each length of names that stand for keywords, or did before they were redefined; the last: 63 and more.</summary>
    private ulong _aliasLengths;

    /// <summary>A bit for each first letter of such names, those alike but for 64 being one.</summary>
    private ulong _aliasInitials;

    public TermMap()
    {
        _slots = new Slot[8];
    }

    public TermMap(TermMap below)
    {
        if (below._below is not null && below._count <= Small)
        {
            _below = below._below;
            _slots = [.. below._slots];
            _count = below._count;
        }
        else
        {
            _below = below;
            _slots = new Slot[8];
        }

        Signature = below.Signature;
        ProtectedCount = below.ProtectedCount;
        _aliasLengths = below._aliasLengths;
        _aliasInitials = below._aliasInitials;
        HasValueAlias = below.HasValueAlias;
    }

    /// <summary>Equal for maps of the same definitions, in whatever order they were made.</summary>
    public ulong Signature { get; private set; }

    public int ProtectedCount { get; private set; }

    /// <summary>Whether a name stands for @value, or did before it was redefined.</summary>
    public bool HasValueAlias { get; private set; }

    /// <summary>Definitions that this table holds itself.</summary>
    public int OwnCount => _count;

    /// <summary>Whether a name may stand for a keyword; most have another length or initial.</summary>
    public bool MayBeKeyword(ReadOnlySpan<byte> name) =>
        (_aliasLengths & LengthBit(name.Length)) != 0 && (_aliasInitials & InitialBit(name)) != 0;

    /// <summary>Whether a name so long, or longer, may stand for a keyword.</summary>
    public bool MayBeKeyword(int length) => _aliasLengths >> Math.Min(length, 63) != 0;

    public TermDefinition? Find(ReadOnlySpan<byte> name)
    {
        var hash = SeededHash.Of(name);
        for (var map = this; map is not null; map = map._below)
        {
            var slots = map._slots;
            for (var i = (int)hash & (slots.Length - 1); slots[i].Term is { } found; i = (i + 1) & (slots.Length - 1))
            {
                if (slots[i].Hash == hash && name.SequenceEqual(found.Utf8))
                {
                    return found.IsRemoved ? null : found;
                }
            }
        }

        return null;
    }

    /// <summary>Adds a definition, or puts it in place of the one of the same name.</summary>
    public void Set(TermDefinition definition)
    {
        if (Find(definition.Utf8) is { } old)
        {
            Signature -= Mix(old);
            ProtectedCount -= old.IsProtected ? 1 : 0;
        }

        if (!definition.IsRemoved)
        {
            Signature += Mix(definition);
            ProtectedCount += definition.IsProtected ? 1 : 0;
            HasValueAlias |= definition.Keyword == Keyword.Value;
            if (definition.Keyword != Keyword.None)
            {
                _aliasLengths |= LengthBit(definition.Utf8.Length);
                _aliasInitials |= InitialBit(definition.Utf8);
            }
        }

        if (Insert(_slots, definition) && ++_count * 2 > _slots.Length)
        {
            Grow();
        }
    }

    /// <summary>The definitions that hold, each once.</summary>
    public IEnumerable<TermDefinition> Definitions()
    {
        var seen = new HashSet<TermDefinition>();
        for (var map = this; map is not null; map = map._below)
        {
            foreach (var (_, definition) in map._slots)
            {
                if (definition is not null && ReferenceEquals(Find(definition.Utf8), definition) && seen.Add(definition))
                {
                    yield return definition;
                }
            }
        }
    }

    /// <summary>Whether two maps hold the same definitions.</summary>
    public bool HoldsTheSameAs(TermMap other) =>
        ReferenceEquals(this, other) || (Signature == other.Signature && IsWithin(other) && other.IsWithin(this));

    private bool IsWithin(TermMap other)
    {
        for (var map = this; map is not null && !other.StandsOn(map); map = map._below)
        {
            foreach (var (_, definition) in map._slots)
            {
                if (definition is not null
                    && Find(definition.Utf8) is { } effective
                    && !ReferenceEquals(effective, other.Find(definition.Utf8)))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Whether every name that stands for @type here does so in the other map too.</summary>
    public bool KeepsTypeNamesIn(TermMap other)
    {
        for (var map = this; map is not null; map = map._below)
        {
            foreach (var (_, definition) in map._slots)
            {
                if (definition is { Keyword: Keyword.Type }
                    && ReferenceEquals(Find(definition.Utf8), definition)
                    && other.Find(definition.Utf8) is not { Keyword: Keyword.Type })
                {
                    return false;
                }
            }
        }

        return true;
    }

    private bool StandsOn(TermMap shared)
    {
        for (var map = this; map is not null; map = map._below)
        {
            if (ReferenceEquals(map, shared))
            {
                return true;
            }
        }

        return false;
    }

    private static ulong LengthBit(int length) => 1UL << Math.Min(length, 63);

    private static ulong InitialBit(ReadOnlySpan<byte> name) => name.IsEmpty ? 1 : 1UL << (name[0] & 63);

    private static bool Insert(Slot[] slots, TermDefinition definition)
    {
        var i = (int)definition.Hash & (slots.Length - 1);
        for (; slots[i].Term is { } found; i = (i + 1) & (slots.Length - 1))
        {
            if (found.Hash == definition.Hash && found.Name == definition.Name)
            {
                slots[i] = new Slot(definition.Hash, definition);
                return false;
            }
        }

        slots[i] = new Slot(definition.Hash, definition);
        return true;
    }

    private void Grow()
    {
        var slots = new Slot[_slots.Length * 2];
        foreach (var (_, definition) in _slots)
        {
            if (definition is not null)
            {
                Insert(slots, definition);
            }
        }

        _slots = slots;
    }

    /// <summary>Of the object, not of what it says: definitions that are kept are pooled.</summary>
    private static ulong Mix(TermDefinition definition)
    {
        var id = (ulong)System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(definition);
        return BitOperations.RotateLeft((definition.Hash ^ id) * 0x9E3779B97F4A7C15, 31) * 0xBF58476D1CE4E5B9;
    }

    /// <summary>The hash beside the definition: most that are not meant are told by it alone.</summary>
    private readonly record struct Slot(ulong Hash, TermDefinition? Term);
}
