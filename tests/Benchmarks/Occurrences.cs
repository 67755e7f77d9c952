namespace Benchmarks;

/// <summary>Counts a text in bytes that come in pieces.</summary>
internal sealed class Occurrences(byte[] text)
{
    private byte[] _last = [];

    public int Count { get; private set; }

    public void Add(ReadOnlySpan<byte> piece)
    {
        // what spans two pieces: neither side of the joint is long enough to hold the text alone
        byte[] joint = [.. _last, .. piece[..Math.Min(piece.Length, text.Length - 1)]];
        Count += joint.AsSpan().Count(text) + piece.Count(text);
        byte[] ending = piece.Length < text.Length ? [.. _last, .. piece] : piece[^(text.Length - 1)..].ToArray();
        _last = ending[Math.Max(0, ending.Length - text.Length + 1)..];
    }
}
