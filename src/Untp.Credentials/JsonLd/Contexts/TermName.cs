using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Untp.Credentials.JsonLd.Contexts;

/// <summary>
/// A name as UTF-8 with its hash, computed once however many tables are asked. The hash covers every byte and is seeded at random:
/// names in inline contexts are their author's choice, and must not collide at his will.
/// </summary>
internal readonly ref struct TermName(ReadOnlySpan<byte> utf8)
{
    private static readonly ulong[] s_seeds = MemoryMarshal.Cast<byte, ulong>(RandomNumberGenerator.GetBytes(24)).ToArray();

    public ReadOnlySpan<byte> Utf8 { get; } = utf8;

    public ulong Hash { get; } = Compute(utf8);

    /// <summary>Multiplies and folds, sixteen bytes at a time.</summary>
    private static ulong Compute(ReadOnlySpan<byte> rest)
    {
        var hash = s_seeds[0] ^ (ulong)rest.Length;
        for (; rest.Length > 16; rest = rest[16..])
        {
            hash = Fold(Read8(rest) ^ s_seeds[1], Read8(rest[8..]) ^ hash);
        }

        ulong a = 0, b = 0;
        if (rest.Length >= 8)
        {
            a = Read8(rest);
            b = Read8(rest[^8..]);
        }
        else if (rest.Length >= 4)
        {
            a = BinaryPrimitives.ReadUInt32LittleEndian(rest);
            b = BinaryPrimitives.ReadUInt32LittleEndian(rest[^4..]);
        }
        else if (rest.Length > 0)
        {
            a = ((ulong)rest[0] << 16) | ((ulong)rest[rest.Length / 2] << 8) | rest[^1];
        }

        return Fold(a ^ s_seeds[1], b ^ hash ^ s_seeds[2]);
    }

    private static ulong Fold(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high ^ low;
    }

    private static ulong Read8(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes);
}
