using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace Gateway.Storage;

/// <summary>
/// The order in which the entries of a list are handed out: a permutation of all of them, which nobody can tell from a drawn one without
/// the list's key. A Feistel network over the bits of an entry's number, of ten rounds of AES, in the shape of FF1 (NIST SP 800-38G); a
/// number that comes out beyond the length goes through once more until it does not, so that each entry is still met once.
/// </summary>
internal sealed class EntryOrder(byte[] key, int length)
{
    private const int Rounds = 10;
    private const int BlockSize = 16;

    // the halves of a number; each has a bit at least, and they are not more than one apart
    private readonly int _low = (Bits(length) + 1) / 2;
    private readonly int _high = Bits(length) / 2;

    /// <summary>
    /// A key for a new list. It is kept in the open: it hides the order from those who read lists, and who reads the database reads whose
    /// each entry is anyway.
    /// </summary>
    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(BlockSize);

    /// <summary>The entries at some places of the order.</summary>
    public int[] At(int first, int count)
    {
        using var aes = Aes.Create();
        aes.SetKey(key);
        var numbers = Enumerable.Range(first, count).ToArray();
        for (var left = Enumerable.Range(0, count).ToArray(); left.Length > 0;)
        {
            var next = Permute(aes, [.. left.Select(i => numbers[i])]);
            foreach (var (i, number) in left.Zip(next))
            {
                numbers[i] = number;
            }

            left = [.. left.Where(i => numbers[i] >= length)];
        }

        return numbers;
    }

    /// <summary>All of them at once, as one call of AES for many blocks costs little more than for one.</summary>
    private int[] Permute(Aes aes, int[] numbers)
    {
        var (blocks, sealedBlocks) = (new byte[numbers.Length * BlockSize], new byte[numbers.Length * BlockSize]);
        var high = numbers.Select(number => number >> _low).ToArray();
        var low = numbers.Select(number => number & Mask(_low)).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < numbers.Length; i++)
            {
                blocks[i * BlockSize] = (byte)round;
                BinaryPrimitives.WriteInt32BigEndian(blocks.AsSpan((i * BlockSize) + 4), low[i]);
            }

            aes.EncryptEcb(blocks, sealedBlocks, PaddingMode.None);
            var mask = Mask(round % 2 == 0 ? _high : _low);
            for (var i = 0; i < numbers.Length; i++)
            {
                high[i] = (high[i] ^ BinaryPrimitives.ReadInt32BigEndian(sealedBlocks.AsSpan(i * BlockSize))) & mask;
            }

            (high, low) = (low, high);
        }

        return [.. high.Zip(low, (left, right) => (left << _low) | right)];
    }

    private static int Bits(int length) => Math.Max(2, 32 - BitOperations.LeadingZeroCount((uint)length - 1));

    private static int Mask(int bits) => (1 << bits) - 1;
}
