namespace Untp.Credentials.JsonLd.Contexts;

/// <summary>
/// Objects in which there is nothing to find, by the bytes in which they are written and by what stands around them: parties, products,
/// places and criteria come again and again in the credentials of a chain. A table of fixed size in which the newest replaces the older.
/// Safe to share: who loses a race looks at an object that was looked at already.
/// </summary>
internal sealed class SoundObjects
{
    private const int Places = 1 << 12;
    private const int Longest = 1024;

    private readonly Entry?[] _entries = new Entry?[Places];

    /// <summary>Whether it was found that an object, written so, has no fault as the value of a property.</summary>
    public bool Contains(ActiveContext active, TermDefinition? property, ReadOnlySpan<byte> written) =>
        written.Length <= Longest
        && PlaceOf(written) is { } known
        && ReferenceEquals(known.Active, active)
        && ReferenceEquals(known.Property, property)
        && written.SequenceEqual(known.Written);

    public void Add(ActiveContext active, TermDefinition? property, ReadOnlySpan<byte> written)
    {
        if (written.Length <= Longest)
        {
            PlaceOf(written) = new Entry(active, property, written.ToArray());
        }
    }

    private ref Entry? PlaceOf(ReadOnlySpan<byte> written) => ref _entries[SeededHash.Of(written) & (Places - 1)];

    private sealed record Entry(ActiveContext Active, TermDefinition? Property, byte[] Written);
}
