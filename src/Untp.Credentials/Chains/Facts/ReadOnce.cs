using System.Runtime.InteropServices;
using Untp.Credentials.JsonLd;

namespace Untp.Credentials.Chains.Facts;

/// <summary>
/// Objects and lists that come again and again in the same bytes (products, places, criteria, types), each read once and shared. A table of
/// fixed size in which the newest replaces the older. Safe to share: who loses a race reads what was read already.
/// </summary>
internal sealed class ReadOnce<T>
{
    private const int Places = 1 << 12;
    private const int MaxLength = 1024;

    private readonly Entry?[] _entries = new Entry?[Places];

    /// <summary>What is read from a value; it must not depend on where the value stands.</summary>
    public T Of(in Node node, Func<Node, T> read)
    {
        var utf8 = JsonMarshal.GetRawUtf8Value(node.Value);
        if (utf8.Length > MaxLength)
        {
            return read(node);
        }

        ref var place = ref _entries[SeededHash.Of(utf8) & (Places - 1)];
        var known = place;
        if (known is null || !utf8.SequenceEqual(known.Utf8))
        {
            place = known = new Entry(utf8.ToArray(), read(node));
        }

        return known.Value;
    }

    private sealed record Entry(byte[] Utf8, T Value);
}
