using System.Buffers.Binary;
using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;
using Untp.Credentials.Statuses;

namespace Untp.Credentials.Tests.Statuses;

public sealed class BitstringStatusListTests
{
    private const int MaxBytes = 1 << 20;

    [Fact]
    public void Counts_entries_from_the_most_significant_bit_of_the_first_byte()
    {
        var bits = new byte[BitstringStatusList.MinBytes];
        bits[0] = 0b1000_0000;
        bits[1] = 0b0000_0001;
        bits[^1] = 0b0000_0001;
        var list = Decode(BitstringStatusList.Encode(bits));

        Assert.Equal(131_072, list.Length);
        Assert.Equal([0, 15, 131_071], Enumerable.Range(0, 131_072).Where(i => list.Read(i) == 1));
    }

    [Fact]
    public void Expands_the_example_of_the_specification()
    {
        var list = Decode("uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA");

        Assert.Equal(131_072, list.Length);
        Assert.DoesNotContain(Enumerable.Range(0, 131_072), i => list.Read(i) != 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(131_071)]
    public void Sets_and_clears_what_it_reads(int index)
    {
        var bits = new byte[BitstringStatusList.MinBytes];
        BitstringStatusList.Set(bits, index, true);
        var list = Decode(bits);
        Assert.Equal([index], Enumerable.Range(0, 131_072).Where(i => list.Read(i) == 1));

        BitstringStatusList.Set(bits, index, false);
        Assert.Equal(0, bits.Sum(b => b));
    }

    [Fact]
    public void Reads_entries_of_several_bits_across_bytes()
    {
        var bits = new byte[BitstringStatusList.MinBytes];
        (bits[0], bits[1], bits[2]) = (0b001_010_01, 0b1_100_101_1, 0b10_111_000);
        var list = Decode(bits);

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 0], Enumerable.Range(0, 8).Select(i => list.Read(i, 3)));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(131_072, 1)]
    [InlineData(65_536, 2)]
    [InlineData(long.MaxValue, 2)]
    [InlineData(0, 0)]
    [InlineData(0, 32)]
    public void Has_no_entry_outside_of_its_range(long index, int size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Decode(new byte[BitstringStatusList.MinBytes]).Read(index, size));

    [Fact]
    public void Accepts_a_list_without_the_multibase_prefix_and_says_so()
    {
        var text = BitstringStatusList.Encode(new byte[BitstringStatusList.MinBytes]);

        Assert.True(Decode(text).HasMultibasePrefix);
        Assert.False(Decode(text[1..]).HasMultibasePrefix);
    }

    [Theory]
    [InlineData("")]
    [InlineData("u")]
    [InlineData("u=")]
    [InlineData("uH4sI")]
    [InlineData("zH4sIAAAAAAAAA")]
    [InlineData("uuH4sIAAAAAAAAA")]
    [InlineData("uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA=")]
    [InlineData("uH4sIAAAAAAAAA+3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA")]
    [InlineData("uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA\n")]
    [InlineData("uH4sIAAAAAAAAÄ")]
    public void Refuses_what_is_not_base64url_of_gzip(string text) => Refuses(text, ProblemTypes.MalformedValue);

    [Fact]
    public void Refuses_a_list_of_fewer_than_131072_entries()
    {
        Refuses(Encode(Gzip(new byte[16_383])), ProblemTypes.StatusListLength);
        Assert.Throws<ArgumentException>(() => BitstringStatusList.Encode(new byte[16_383]));
    }

    [Theory, Trait("Threat", "14")]
    [InlineData(1_000, ProblemTypes.StatusListLength)]
    [InlineData(10_000, ProblemTypes.StatusListLength)]
    [InlineData(100_000, null)]
    [InlineData(1_000_000, null)]
    [InlineData(10_000_000, ProblemTypes.MalformedValue)]
    [InlineData(100_000_000, ProblemTypes.MalformedValue)]
    [InlineData(1_000_000_000, ProblemTypes.MalformedValue)]
    public void Expands_no_further_than_it_may(int length, string? problem)
    {
        var gzip = GzipOfZeros(length);
        var honest = Encode(gzip);
        BinaryPrimitives.WriteUInt32LittleEndian(gzip.AsSpan(gzip.Length - 4), BitstringStatusList.MinBytes);
        var lying = Encode(gzip);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(problem is null, BitstringStatusList.TryDecode(honest, MaxBytes, out _, out var fault));
        Assert.False(BitstringStatusList.TryDecode(lying, MaxBytes, out _, out _));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(problem, fault?.Type);
        Assert.InRange(allocated, 0, (2 * MaxBytes) + (4 * honest.Length) + 100_000);
    }

    [Fact, Trait("Threat", "14")]
    public void Refuses_a_longer_text_than_the_largest_list_could_need()
    {
        Assert.Equal(MaxBytes * 8L, Decode(BitstringStatusList.Encode(Noise(MaxBytes))).Length);
        Refuses("u" + new string('A', 1_500_000), ProblemTypes.MalformedValue);
    }

    [Theory, Trait("Threat", "14")]
    [InlineData(false)]
    [InlineData(true)]
    public void Refuses_gzip_with_anything_cut_off_added_or_changed(bool isNoise)
    {
        var gzip = Gzip(isNoise ? Noise(BitstringStatusList.MinBytes) : new byte[BitstringStatusList.MinBytes]);
        Decode(Encode(gzip));
        var body = gzip[..^8];
        var trailer = gzip[^8..];

        for (var i = 1; i <= Math.Min(200, body.Length); i++)
        {
            Malformed(gzip[..^i]); // truncated
            Malformed([.. body[..^i], .. trailer]); // truncated before the trailer
            Malformed([.. gzip, .. new byte[i]]); // trailing data
            Malformed([.. body, .. new byte[i], .. trailer]); // data after the last block
        }

        for (var bit = 0; bit < 64; bit++)
        {
            var changed = (byte[])gzip.Clone();
            changed[^(1 + (bit / 8))] ^= (byte)(1 << (bit % 8)); // checksum and length
            Malformed(changed);
        }

        Malformed([.. gzip, .. gzip]); // two members
        Malformed([.. gzip, 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]); // and an empty one
        Malformed([0x1f, 0x8b, 7, .. gzip[3..]]); // method
        Malformed([0x1f, 0x8b, 8, 0x20, .. gzip[4..]]); // reserved flag
    }

    [Fact]
    public void Accepts_the_optional_fields_of_a_gzip_header()
    {
        var gzip = Gzip(new byte[BitstringStatusList.MinBytes]);
        byte[] header = [0x1f, 0x8b, 8, 0b1_1110, .. gzip[4..10], 3, 0, 1, 2, 3, .. "name\0"u8, .. "comment\0"u8, 9, 9];

        Decode(Encode([.. header, .. gzip[10..]]));
        for (var length = 0; length < header.Length; length++)
        {
            Malformed(header[..length]);
            Malformed([.. header[..length], .. gzip[^8..]]);
        }
    }

    private static void Malformed(byte[] gzip) => Refuses(Encode(gzip), ProblemTypes.MalformedValue);

    private static void Refuses(string text, string type)
    {
        Assert.False(BitstringStatusList.TryDecode(text, MaxBytes, out _, out var problem));
        Assert.Equal(type, problem.Type);
    }

    private static BitstringStatusList Decode(byte[] bits) => Decode(BitstringStatusList.Encode(bits));

    private static BitstringStatusList Decode(string text)
    {
        Assert.True(BitstringStatusList.TryDecode(text, MaxBytes, out var list, out var problem), problem?.Detail);
        return list;
    }

    private static string Encode(byte[] gzip) => $"u{Base64Url.EncodeToString(gzip)}";

    /// <summary>Bytes that do not compress, always the same.</summary>
    private static byte[] Noise(int length) =>
        [.. Enumerable.Range(0, length / 32).SelectMany(i => SHA256.HashData(BitConverter.GetBytes(i)))];

    private static byte[] Gzip(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return output.ToArray();
    }

    private static byte[] GzipOfZeros(int length)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Optimal))
        {
            var zeros = new byte[1 << 20];
            for (var left = length; left > 0; left -= zeros.Length)
            {
                gzip.Write(zeros, 0, Math.Min(left, zeros.Length));
            }
        }

        return output.ToArray();
    }
}
