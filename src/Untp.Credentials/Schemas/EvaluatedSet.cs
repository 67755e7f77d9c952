namespace Untp.Credentials.Schemas;

/// <summary>Which members or items of one instance were evaluated, by position; kept only where an unevaluated* keyword asks.</summary>
internal sealed class EvaluatedSet(int count)
{
    private readonly ulong[] _bits = new ulong[(count + 63) / 64];

    /// <summary>The same size, nothing marked.</summary>
    internal EvaluatedSet Fresh() => new(count);

    internal void Mark(int position) => _bits[position >> 6] |= 1UL << position;

    internal bool IsMarked(int position) => (_bits[position >> 6] & (1UL << position)) != 0;

    internal void Add(EvaluatedSet other)
    {
        for (var i = 0; i < _bits.Length; i++)
        {
            _bits[i] |= other._bits[i];
        }
    }
}
