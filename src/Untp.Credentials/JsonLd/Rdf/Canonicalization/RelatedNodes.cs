namespace Untp.Credentials.JsonLd.Rdf.Canonicalization;

/// <summary>The map of clause 4.8 from hashes to lists of related blank nodes; memory that is used again.</summary>
internal sealed class RelatedNodes
{
    private readonly int _hashSize;
    private readonly Comparison<int> _byHash;
    private byte[] _hashes = [];
    private int[] _nodes = [];
    private int[] _order = [];
    private int _count;

    public RelatedNodes(int hashSize)
    {
        _hashSize = hashSize;
        _byHash = CompareHashThenNode;
    }

    public void Clear() => _count = 0;

    /// <summary>Adds a node; the caller writes its hash into what is returned.</summary>
    public Span<byte> Add(int node)
    {
        if (_count == _nodes.Length)
        {
            var larger = Math.Max(8, _count * 2);
            Array.Resize(ref _nodes, larger);
            Array.Resize(ref _order, larger);
            Array.Resize(ref _hashes, larger * _hashSize);
        }

        _nodes[_count] = node;
        return _hashes.AsSpan(_count++ * _hashSize, _hashSize);
    }

    /// <summary>Puts the entries in the order of their hashes, those of one hash in that of their nodes.</summary>
    public void Sort()
    {
        for (var i = 0; i < _count; i++)
        {
            _order[i] = i;
        }

        _order.AsSpan(0, _count).Sort(_byHash);
    }

    /// <summary>The list that starts where the last one ended; false when there is none. The caller may put it in another order.</summary>
    public bool TryNext(ref int end, out ReadOnlySpan<byte> hash, out Span<int> nodes)
    {
        var start = end;
        hash = start < _count ? HashOf(_order[start]) : default;
        while (end < _count && HashOf(_order[end]).SequenceEqual(hash))
        {
            _order[end] = _nodes[_order[end]];
            end++;
        }

        nodes = _order.AsSpan(start..end);
        return end > start;
    }

    private ReadOnlySpan<byte> HashOf(int entry) => _hashes.AsSpan(entry * _hashSize, _hashSize);

    private int CompareHashThenNode(int one, int other)
    {
        var order = HashOf(one).SequenceCompareTo(HashOf(other));
        return order != 0 ? order : _nodes[one].CompareTo(_nodes[other]);
    }
}
