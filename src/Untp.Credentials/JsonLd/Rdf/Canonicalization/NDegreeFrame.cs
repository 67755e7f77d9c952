namespace Untp.Credentials.JsonLd.Rdf.Canonicalization;

/// <summary>What one call of clause 4.8 works with; calls of the same depth use it one after the other.</summary>
internal sealed class NDegreeFrame(int hashSize) : IDisposable
{
    private const int Capacity = 256;

    private int[] _chosenNodes = [];
    private int _chosenCount;

    public RelatedNodes Related { get; } = new(hashSize);

    public Utf8Buffer Data { get; } = new(Capacity);

    public Utf8Buffer Path { get; } = new(Capacity);

    public Utf8Buffer ChosenPath { get; } = new(Capacity);

    public List<int> Recursion { get; } = [];

    public byte[] Hash { get; } = new byte[hashSize];

    /// <summary>The nodes that the chosen issuer has issued identifiers to, beyond the issuer that it is a copy of.</summary>
    public ReadOnlySpan<int> ChosenNodes => _chosenNodes.AsSpan(0, _chosenCount);

    /// <summary>Steps 5.4.4.3 and 5.4.5.5.</summary>
    public bool IsPathBeyondChosen => ChosenPath.Length > 0 && Path.Length >= ChosenPath.Length && ComparePaths() > 0;

    /// <summary>Step 5.4.6.</summary>
    public bool IsPathBetter => ChosenPath.Length == 0 || ComparePaths() < 0;

    public void Choose(ReadOnlySpan<int> nodes)
    {
        ChosenPath.Clear();
        ChosenPath.Append(Path.Written);
        if (_chosenNodes.Length < nodes.Length)
        {
            _chosenNodes = new int[nodes.Length * 2];
        }

        nodes.CopyTo(_chosenNodes);
        _chosenCount = nodes.Length;
    }

    public void Dispose()
    {
        Data.Dispose();
        Path.Dispose();
        ChosenPath.Dispose();
    }

    private int ComparePaths() => Path.Written.SequenceCompareTo(ChosenPath.Written);
}
