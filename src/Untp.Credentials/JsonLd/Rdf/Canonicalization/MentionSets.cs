namespace Untp.Credentials.JsonLd.Rdf.Canonicalization;

/// <summary>The blank node to quads map (clause 4.2): for each blank node, the statements that mention it, each once.</summary>
internal sealed class MentionSets
{
    private readonly int[] _ends;
    private readonly int[] _starts;
    private readonly int[] _lines;

    public MentionSets(Statements statements)
    {
        var count = statements.Labels.Count;
        _starts = new int[count];
        _ends = new int[count];
        foreach (ref readonly var line in statements.Lines)
        {
            CountIn(line);
        }

        var total = 0;
        for (var node = 0; node < count; node++)
        {
            _starts[node] = total;
            total += _ends[node];
            _ends[node] = _starts[node];
        }

        _lines = new int[total];
        for (var i = 0; i < statements.Lines.Length; i++)
        {
            Add(statements.Lines[i], i);
        }
    }

    /// <summary>The numbers of the statements that mention a node; they may be put in another order.</summary>
    public Span<int> Of(int node) => _lines.AsSpan(_starts[node].._ends[node]);

    /// <summary>Keeps only the first so many of a node's statements.</summary>
    public void Shorten(int node, int length) => _ends[node] = _starts[node] + length;

    private void CountIn(in QuadLine line)
    {
        if (line.Subject >= 0)
        {
            _ends[line.Subject]++;
        }

        if (line.Object >= 0 && line.Object != line.Subject)
        {
            _ends[line.Object]++;
        }

        if (line.Graph >= 0 && line.Graph != line.Subject && line.Graph != line.Object)
        {
            _ends[line.Graph]++;
        }
    }

    private void Add(in QuadLine line, int number)
    {
        if (line.Subject >= 0)
        {
            _lines[_ends[line.Subject]++] = number;
        }

        if (line.Object >= 0 && line.Object != line.Subject)
        {
            _lines[_ends[line.Object]++] = number;
        }

        if (line.Graph >= 0 && line.Graph != line.Subject && line.Graph != line.Object)
        {
            _lines[_ends[line.Graph]++] = number;
        }
    }
}
