namespace Untp.Credentials.JsonLd.Rdf.Canonicalization;

/// <summary>Steps 4 and 5 of the canonicalisation algorithm (clause 4.4.3).</summary>
internal sealed class CanonicalLabels : IDisposable
{
    private readonly FirstDegreeHashes _firstDegree;
    private readonly IdentifierIssuer _canonicalIssuer;
    private readonly IdentifierIssuer _temporaryIssuer;
    private readonly RelatedHash _related;
    private readonly NDegreeHash _nDegree;
    private readonly int[] _byHash;

    public CanonicalLabels(
        Statements statements,
        MentionSets mentions,
        FirstDegreeHashes firstDegree,
        IdentifierIssuer canonicalIssuer,
        Digest digest,
        WorkLimit work)
    {
        _firstDegree = firstDegree;
        _canonicalIssuer = canonicalIssuer;
        _temporaryIssuer = new IdentifierIssuer("b", statements.Labels.Count);
        _related = new RelatedHash(statements, firstDegree, canonicalIssuer, _temporaryIssuer, digest, work);
        _nDegree = new NDegreeHash(statements, mentions, _related, canonicalIssuer, _temporaryIssuer, digest, work);
        _byHash = new int[statements.Labels.Count];
    }

    public void Dispose()
    {
        _related.Dispose();
        _nDegree.Dispose();
    }

    /// <summary>Issues a canonical identifier to every blank node.</summary>
    public void Issue()
    {
        for (var node = 0; node < _byHash.Length; node++)
        {
            _byHash[node] = node;
        }

        _byHash.AsSpan().Sort((a, b) => _firstDegree.Of(a).SequenceCompareTo(_firstDegree.Of(b)));

        // 4
        for (int start = 0, end; start < _byHash.Length; start = end)
        {
            end = EndOfShared(start);
            if (end == start + 1)
            {
                _canonicalIssuer.Issue(_byHash[start]);
            }
        }

        // 5
        for (int start = 0, end; start < _byHash.Length; start = end)
        {
            end = EndOfShared(start);
            if (end > start + 1)
            {
                IssueToShared(_byHash.AsSpan(start..end));
            }
        }
    }

    private int EndOfShared(int start)
    {
        var end = start + 1;
        while (end < _byHash.Length && _firstDegree.Of(_byHash[end]).SequenceEqual(_firstDegree.Of(_byHash[start])))
        {
            end++;
        }

        return end;
    }

    private void IssueToShared(ReadOnlySpan<int> identifiers)
    {
        // 5.1
        var paths = new List<(byte[] Hash, int[] Issued)>();

        // 5.2
        foreach (var node in identifiers)
        {
            // 5.2.1
            if (_canonicalIssuer.HasIssued(node))
            {
                continue;
            }

            // 5.2.2, 5.2.3
            _temporaryIssuer.RollBack(0);
            _temporaryIssuer.Issue(node);

            // 5.2.4
            var hash = _nDegree.Hash(node).ToArray();
            paths.Add((hash, _temporaryIssuer.IssuedSince(0).ToArray()));
        }

        // 5.3
        paths.Sort((a, b) => a.Hash.AsSpan().SequenceCompareTo(b.Hash));
        foreach (var (_, issued) in paths)
        {
            // 5.3.1
            _canonicalIssuer.Issue(issued);
        }
    }
}
