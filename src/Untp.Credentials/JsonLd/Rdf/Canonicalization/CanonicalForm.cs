namespace Untp.Credentials.JsonLd.Rdf.Canonicalization;

/// <summary>The serialised canonical form (clause 5): the statements with their canonical labels, sorted in code point order.</summary>
internal static class CanonicalForm
{
    public static byte[] Write(Statements statements, IdentifierIssuer issuer)
    {
        // UTF-8 sorts as its code points do
        using var text = new Utf8Buffer(statements.Text.Length + (statements.Text.Length >> 4) + 64);
        var lines = new Range[statements.Lines.Length];
        for (var i = 0; i < lines.Length; i++)
        {
            lines[i] = Write(statements, statements.Lines[i], issuer, text);
        }

        lines.AsSpan().Sort((a, b) => text.Written[a].SequenceCompareTo(text.Written[b]));
        return Join(text.Written, lines);
    }

    private static Range Write(Statements statements, in QuadLine line, IdentifierIssuer issuer, Utf8Buffer text)
    {
        var start = text.Length;
        var from = line.Start;
        WriteLabel(line.Subject, line.SubjectLetter);
        WriteLabel(line.Object, line.ObjectLetter);
        WriteLabel(line.Graph, line.GraphLetter);
        text.Append(statements.Text[from..line.End]);
        return start..text.Length;

        void WriteLabel(int node, int letter)
        {
            if (node >= 0)
            {
                text.Append(statements.Text[from..(letter - "_:".Length)]);
                issuer.AppendIssued(node, text);
                from = letter + 1;
            }
        }
    }

    /// <summary>The lines one after the other, repeats dropped.</summary>
    private static byte[] Join(ReadOnlySpan<byte> text, ReadOnlySpan<Range> sorted)
    {
        var joined = GC.AllocateUninitializedArray<byte>(text.Length);
        var length = 0;
        ReadOnlySpan<byte> last = [];
        foreach (var range in sorted)
        {
            var line = text[range];
            if (!line.SequenceEqual(last))
            {
                line.CopyTo(joined.AsSpan(length));
                length += line.Length;
            }

            last = line;
        }

        return length == joined.Length ? joined : joined[..length];
    }
}
