using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Text;

namespace Untp.Credentials.Statuses;

/// <summary>
/// The bits of a status list (Bitstring Status List 1.0), expanded. Entry 0 is the left-most, most significant, bit of the first byte.
/// Read-only and safe to share.
/// </summary>
public sealed class BitstringStatusList
{
    /// <summary>The fewest entries that a list may have, so that one holder hides among many (clause 3.2, step 2).</summary>
    public const int MinEntries = 131_072;

    /// <summary>The fewest bytes that a list may have: 16 KiB (clause 2.2).</summary>
    public const int MinBytes = MinEntries / 8;

    /// <summary>The name in Multibase of base64url without padding.</summary>
    private const char Base64UrlName = 'u';

    private readonly byte[] _bytes;

    private BitstringStatusList(byte[] bytes, bool hasMultibasePrefix) => (_bytes, HasMultibasePrefix) = (bytes, hasMultibasePrefix);

    /// <summary>How many bits the list has.</summary>
    public long Length => _bytes.Length * 8L;

    /// <summary>False when the list was written as before Multibase was demanded, without the <c>u</c>: a leniency.</summary>
    public bool HasMultibasePrefix { get; }

    /// <summary>Expands an <c>encodedList</c>: <c>u</c>, then base64url without padding of one gzip member (clause 3.4).</summary>
    /// <param name="encodedList">The text.</param>
    /// <param name="maxBytes">The most bytes that are expanded to; an input that is longer in itself is refused too.</param>
    /// <param name="list">The list, of at least <see cref="MinBytes"/>.</param>
    /// <param name="problem">Of type <see cref="ProblemTypes.MalformedValue"/> or <see cref="ProblemTypes.StatusListLength"/>.</param>
    public static bool TryDecode(
        string encodedList, int maxBytes, [NotNullWhen(true)] out BitstringStatusList? list, [NotNullWhen(false)] out Problem? problem)
    {
        ArgumentNullException.ThrowIfNull(encodedList);
        list = null;
        problem = null;

        // gzip begins with bytes that are H4s in base64url: what begins with u cannot be a list without the prefix
        var hasPrefix = encodedList.StartsWith(Base64UrlName);
        var text = hasPrefix ? encodedList.AsSpan(1) : encodedList;
        if (text.Length > MaxEncodedLength(maxBytes))
        {
            problem = Malformed($"it has {text.Length} characters; at most {MaxEncodedLength(maxBytes)} are read");
            return false;
        }

        var ascii = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, ascii);
        if (StrictBase64Url.Decode(ascii) is not { } gzip)
        {
            problem = Malformed("it is not u and then base64url without padding");
            return false;
        }

        if (!GzipMember.TryExpand(gzip, maxBytes, out var bytes, out var fault))
        {
            problem = Malformed(fault);
            return false;
        }

        if (bytes.Length < MinBytes)
        {
            problem = TooShort(bytes.Length * 8L);
            return false;
        }

        list = new BitstringStatusList(bytes, hasPrefix);
        return true;
    }

    /// <summary>Writes bits as an <c>encodedList</c> (clause 3.3).</summary>
    /// <param name="bits">Entry 0 first, eight to a byte, at least <see cref="MinBytes"/>; see <see cref="Set"/>.</param>
    /// <exception cref="ArgumentException">There are fewer.</exception>
    public static string Encode(ReadOnlySpan<byte> bits)
    {
        if (bits.Length < MinBytes)
        {
            throw new ArgumentException($"a status list has at least {MinBytes} bytes", nameof(bits));
        }

        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bits);
        }

        return Base64UrlName + Base64Url.EncodeToString(compressed.GetBuffer().AsSpan(0, (int)compressed.Length));
    }

    /// <summary>Sets or clears one entry of one bit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such entry.</exception>
    public static void Set(Span<byte> bits, long index, bool value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, bits.Length * 8L);
        var mask = (byte)(0x80 >> (int)(index % 8));
        ref var target = ref bits[(int)(index / 8)];
        target = (byte)(value ? target | mask : target & ~mask);
    }

    /// <summary>The value of an entry: as many bits as its size, the most significant first.</summary>
    /// <param name="index">The entry, from 0.</param>
    /// <param name="size">How many bits an entry has, 1 to 31.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such entry.</exception>
    public int Read(long index, int size = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 31);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Length / size);
        var value = 0;
        for (var bit = index * size; bit < (index + 1) * size; bit++)
        {
            value = (value << 1) | ((_bytes[bit / 8] >> (int)(7 - (bit % 8))) & 1);
        }

        return value;
    }

    internal static Problem TooShort(long entries) => new(
        ProblemTypes.StatusListLength,
        "Status list too short",
        $"the status list has {entries} entries; fewer than {MinEntries} would give holders away");

    /// <summary>Base64 of what does not compress: gzip makes that longer by five bytes in 16 KiB, and by its header and trailer.</summary>
    private static long MaxEncodedLength(int maxBytes) => ((maxBytes + (maxBytes / 1024L) + 1024) * 4 / 3) + 4;

    private static Problem Malformed(string fault) =>
        new(ProblemTypes.MalformedValue, "Malformed value", $"the encodedList of the status list cannot be expanded: {fault}");
}
