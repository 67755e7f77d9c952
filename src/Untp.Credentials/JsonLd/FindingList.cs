namespace Untp.Credentials.JsonLd;

/// <summary>What expansion let fall or could only guess.</summary>
internal enum FindingKind
{
    /// <summary>A member whose name no context entry defines: it is dropped.</summary>
    UndefinedTerm,

    /// <summary>A member whose name no context entry defines; an @vocab, or its being spelt like an IRI, gives it a meaning.</summary>
    GuessedTerm,

    /// <summary>A type that no context entry defines, caught by an @vocab.</summary>
    GuessedType,

    /// <summary>A type that is no absolute IRI: it is dropped.</summary>
    RelativeType,

    /// <summary>An identifier that is no absolute IRI: what is said of it is dropped.</summary>
    RelativeIri,

    /// <summary>A value that does not reach the RDF: null, free-floating, or ill-formed.</summary>
    DroppedValue,

    /// <summary>An array without items: nothing is said, and nothing is lost.</summary>
    EmptyArray,
}

/// <summary>One finding.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Detail">The name or value that it is about.</param>
/// <param name="Pointer">JSON Pointer to it.</param>
internal sealed record Finding(FindingKind Kind, string Detail, string Pointer);

/// <summary>Findings, so many and no more.</summary>
/// <param name="capacity">How many are kept.</param>
/// <param name="lossesOnly">Whether only that is taken which does not reach the RDF.</param>
internal sealed class FindingList(int capacity, bool lossesOnly = false)
{
    private List<Finding>? _items;

    public IReadOnlyList<Finding> Items => (IReadOnlyList<Finding>?)_items ?? [];

    /// <summary>How many there were, those included that there was no place for.</summary>
    public int Total { get; private set; }

    /// <summary>
    /// The name, in UTF-8, of a member below which names are their author's: there, a guess is none. Null when there is none such.
    /// </summary>
    public byte[]? OpenMember { get; init; }

    /// <summary>Whether arrays without items are to be told.</summary>
    public bool TakesEmptyArrays { get; init; } = true;

    /// <summary>Grows with every finding, be it taken or not.</summary>
    public int Met { get; private set; }

    /// <summary>Whether a finding of a kind is taken where the run is; asked first where to say what was found costs something.</summary>
    public bool Takes(FindingKind kind, ProcessingRun run)
    {
        Met++;
        if (lossesOnly && kind is FindingKind.GuessedTerm or FindingKind.GuessedType or FindingKind.EmptyArray)
        {
            return false;
        }

        if (kind == FindingKind.EmptyArray)
        {
            return TakesEmptyArrays;
        }

        return OpenMember is null
            || kind is not (FindingKind.GuessedTerm or FindingKind.GuessedType)
            || !run.IsBelow(OpenMember);
    }

    public void Add(FindingKind kind, string detail, ProcessingRun run)
    {
        if (!Takes(kind, run))
        {
            return;
        }

        Total++;
        _items ??= [];
        if (_items.Count < capacity)
        {
            _items.Add(new Finding(kind, detail, run.Pointer));
        }
    }

    public void Clear()
    {
        (Total, Met) = (0, 0);
        _items = null;
    }
}
