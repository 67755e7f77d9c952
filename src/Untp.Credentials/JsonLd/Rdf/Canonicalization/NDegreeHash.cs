namespace Untp.Credentials.JsonLd.Rdf.Canonicalization;

/// <summary>Hash N-Degree Quads (clause 4.8).</summary>
internal sealed class NDegreeHash(
    Statements statements,
    MentionSets mentions,
    RelatedHash relatedHash,
    IdentifierIssuer canonicalIssuer,
    IdentifierIssuer issuer,
    Digest digest,
    WorkLimit work) : IDisposable
{
    private readonly List<NDegreeFrame> _frames = [];

    public void Dispose() => _frames.ForEach(frame => frame.Dispose());

    /// <summary>The hash, good until the next call; the issuer goes on from what it has issued and ends as the one of the result.</summary>
    /// <exception cref="Rdfc10Exception">It costs more than is allowed.</exception>
    public ReadOnlySpan<byte> Hash(int identifier, int depth = 0)
    {
        work.Spend();
        work.RequireDepth(depth);
        var frame = FrameAt(depth);

        // 1, 2, 3
        HashRelated(identifier, frame.Related);

        // 4
        frame.Data.Clear();

        // 5
        var end = 0;
        while (frame.Related.TryNext(ref end, out var hash, out var blankNodes))
        {
            // 5.1
            frame.Data.AppendHex(hash);

            // 5.2, 5.3
            frame.ChosenPath.Clear();
            var copied = issuer.Count;

            // 5.4
            do
            {
                // 5.4.1
                issuer.RollBack(copied);

                // 5.4.2 to 5.4.6
                if (TryPath(blankNodes, frame, depth) && frame.IsPathBetter)
                {
                    frame.Choose(issuer.IssuedSince(copied));
                }
            }
            while (Permutation.Next(blankNodes));

            // 5.5
            frame.Data.Append(frame.ChosenPath.Written);

            // 5.6
            issuer.RollBack(copied);
            issuer.Issue(frame.ChosenNodes);
        }

        // 6
        digest.Hash(frame.Data.Written, frame.Hash);
        return frame.Hash;
    }

    private NDegreeFrame FrameAt(int depth)
    {
        if (depth == _frames.Count)
        {
            _frames.Add(new NDegreeFrame(digest.Size));
        }

        return _frames[depth];
    }

    /// <summary>Step 3.</summary>
    private void HashRelated(int identifier, RelatedNodes related)
    {
        related.Clear();
        foreach (var number in mentions.Of(identifier))
        {
            // 3.1
            ref readonly var quad = ref statements.Lines[number];
            Add(quad.Subject, quad, 's');
            Add(quad.Object, quad, 'o');
            Add(quad.Graph, quad, 'g');
        }

        related.Sort();

        void Add(int node, in QuadLine quad, char position)
        {
            if (node >= 0 && node != identifier)
            {
                // 3.1.1, 3.1.2
                relatedHash.Hash(node, quad, position, related.Add(node));
            }
        }
    }

    /// <summary>Steps 5.4.2 to 5.4.5: the path of a permutation; false when the next one is to be tried.</summary>
    private bool TryPath(ReadOnlySpan<int> permutation, NDegreeFrame frame, int depth)
    {
        // 5.4.2, 5.4.3
        var path = frame.Path;
        path.Clear();
        frame.Recursion.Clear();

        // 5.4.4
        foreach (var related in permutation)
        {
            work.Spend();
            if (canonicalIssuer.HasIssued(related))
            {
                // 5.4.4.1
                canonicalIssuer.AppendIssued(related, path);
            }
            else
            {
                // 5.4.4.2.1
                if (!issuer.HasIssued(related))
                {
                    frame.Recursion.Add(related);
                }

                // 5.4.4.2.2
                issuer.AppendIssued(related, path);
            }

            // 5.4.4.3
            if (frame.IsPathBeyondChosen)
            {
                return false;
            }
        }

        // 5.4.5
        foreach (var related in frame.Recursion)
        {
            // 5.4.5.1, 5.4.5.4
            var hash = Hash(related, depth + 1);

            // 5.4.5.2
            issuer.AppendIssued(related, path);

            // 5.4.5.3
            path.Append((byte)'<');
            path.AppendHex(hash);
            path.Append((byte)'>');

            // 5.4.5.5
            if (frame.IsPathBeyondChosen)
            {
                return false;
            }
        }

        return true;
    }
}
