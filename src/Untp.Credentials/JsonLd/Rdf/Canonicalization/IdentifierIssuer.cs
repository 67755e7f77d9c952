namespace Untp.Credentials.JsonLd.Rdf.Canonicalization;

/// <summary>
/// Issue Identifier (clause 4.5). An issuer only ever grows, so that a copy of it is a mark to roll back to, and one issuer is enough for
/// all the copies that clause 4.8 makes.
/// </summary>
internal sealed class IdentifierIssuer
{
    private const int None = -1;

    private readonly int[] _numbers;
    private readonly int[] _order;

    public IdentifierIssuer(int nodes)
    {
        _numbers = new int[nodes];
        _numbers.AsSpan().Fill(None);
        _order = new int[nodes];
    }

    public int Count { get; private set; }

    /// <summary>The numbers of all nodes; -1 of those that have none.</summary>
    public int[] Numbers => _numbers;

    public bool HasIssued(int node) => _numbers[node] != None;

    /// <summary>The number in a node's identifier, issued now if need be.</summary>
    public int Issue(int node)
    {
        if (_numbers[node] == None)
        {
            _order[Count] = node;
            _numbers[node] = Count++;
        }

        return _numbers[node];
    }

    /// <summary>The nodes that got theirs since there were so many, in that order.</summary>
    public ReadOnlySpan<int> IssuedSince(int count) => _order.AsSpan(count..Count);

    public void Issue(ReadOnlySpan<int> nodes)
    {
        foreach (var node in nodes)
        {
            Issue(node);
        }
    }

    /// <summary>Takes back what was issued since there were so many.</summary>
    public void RollBack(int count)
    {
        foreach (var node in IssuedSince(count))
        {
            _numbers[node] = None;
        }

        Count = count;
    }
}
