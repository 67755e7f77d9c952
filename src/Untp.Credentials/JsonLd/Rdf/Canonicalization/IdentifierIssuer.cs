using System.Globalization;
using System.Text;

namespace Untp.Credentials.JsonLd.Rdf.Canonicalization;

/// <summary>
/// Issue Identifier (clause 4.5). An issuer only ever grows, so that a copy of it is a mark to roll back to, and one issuer is enough for
/// all the copies that clause 4.8 makes.
/// </summary>
internal sealed class IdentifierIssuer
{
    private const int None = -1;

    private readonly byte[] _prefix;
    private readonly int[] _numbers;
    private readonly int[] _order;

    public IdentifierIssuer(string prefix, int nodes)
    {
        _prefix = Encoding.ASCII.GetBytes(prefix);
        _numbers = new int[nodes];
        _numbers.AsSpan().Fill(None);
        _order = new int[nodes];
    }

    public int Count { get; private set; }

    public bool HasIssued(int node) => _numbers[node] != None;

    public void Issue(int node)
    {
        if (_numbers[node] == None)
        {
            _order[Count] = node;
            _numbers[node] = Count++;
        }
    }

    /// <summary>Writes <c>_:</c> and the node's identifier, issued now if need be.</summary>
    public void AppendIssued(int node, Utf8Buffer text)
    {
        Issue(node);
        text.Append("_:"u8);
        text.Append(_prefix);
        text.Append(_numbers[node]);
    }

    /// <summary>An identifier that has been issued, without <c>_:</c>.</summary>
    public string IdentifierOf(int node) =>
        string.Create(CultureInfo.InvariantCulture, $"{Encoding.ASCII.GetString(_prefix)}{_numbers[node]}");

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
