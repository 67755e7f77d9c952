namespace Untp.Credentials.JsonLd.Rdf.Canonicalization;

/// <summary>Hash First Degree Quads (clause 4.6) of every blank node; on the way repeats are dropped from the mention sets.</summary>
internal sealed class FirstDegreeHashes
{
    private readonly Statements _statements;
    private readonly MentionSets _mentions;
    private readonly Digest _digest;
    private readonly Comparison<int> _byText;
    private readonly byte[] _hashes;

    public FirstDegreeHashes(Statements statements, MentionSets mentions, Digest digest, CancellationToken cancellationToken)
    {
        _statements = statements;
        _mentions = mentions;
        _digest = digest;
        _byText = CompareText;
        _hashes = new byte[statements.Labels.Count * digest.Size];
        using var nquads = new Utf8Buffer(4096);
        for (var node = 0; node < statements.Labels.Count; node++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Hash(node, nquads);
        }
    }

    public ReadOnlySpan<byte> Of(int node) => _hashes.AsSpan(node * _digest.Size, _digest.Size);

    private void Hash(int node, Utf8Buffer nquads)
    {
        // 1, 2
        nquads.Clear();
        var quads = _mentions.Of(node);

        // 3: the reference blank node is written a, all others are z already
        Letter(node, quads, (byte)'a');

        // 4
        quads.Sort(_byText);
        var kept = DropRepeats(quads);
        foreach (var quad in quads[..kept])
        {
            nquads.Append(_statements.TextOf(_statements.Lines[quad]));
        }

        // 5
        _digest.Hash(nquads.Written, _hashes.AsSpan(node * _digest.Size, _digest.Size));
        Letter(node, quads, (byte)'z');
        _mentions.Shorten(node, kept);
    }

    private void Letter(int node, ReadOnlySpan<int> quads, byte letter)
    {
        var text = _statements.Text;
        foreach (var quad in quads)
        {
            ref readonly var line = ref _statements.Lines[quad];
            if (line.Subject == node)
            {
                text[line.SubjectLetter] = letter;
            }

            if (line.Object == node)
            {
                text[line.ObjectLetter] = letter;
            }

            if (line.Graph == node)
            {
                text[line.GraphLetter] = letter;
            }
        }
    }

    private int CompareText(int one, int other)
    {
        ref readonly var a = ref _statements.Lines[one];
        ref readonly var b = ref _statements.Lines[other];
        var order = _statements.TextOf(a).SequenceCompareTo(_statements.TextOf(b));
        return order != 0 ? order : (a.Subject, a.Object, a.Graph).CompareTo((b.Subject, b.Object, b.Graph));
    }

    /// <summary>Moves repeats to the end: once sorted, they are neighbours with the same text about the same blank nodes.</summary>
    private int DropRepeats(Span<int> sorted)
    {
        var kept = 1;
        for (var i = 1; i < sorted.Length; i++)
        {
            if (CompareText(sorted[kept - 1], sorted[i]) != 0)
            {
                (sorted[kept], sorted[i]) = (sorted[i], sorted[kept]);
                kept++;
            }
        }

        return kept;
    }
}
