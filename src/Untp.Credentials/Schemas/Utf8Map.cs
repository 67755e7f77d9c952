using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text;

namespace Untp.Credentials.Schemas;

/// <summary>
/// A read-only dictionary from names to values that is asked with UTF-8 bytes. Its keys are the schema's, so that what an instance
/// asks for cannot make a look-up slow.
/// </summary>
internal sealed class Utf8Map<T>
    where T : class
{
    private readonly (byte[] Key, T Value)[] _slots;
    private readonly int _mask;

    internal Utf8Map(IReadOnlyCollection<KeyValuePair<string, T>> entries)
    {
        _slots = new (byte[], T)[BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, entries.Count * 4))];
        _mask = _slots.Length - 1;
        foreach (var (name, value) in entries)
        {
            var key = Encoding.UTF8.GetBytes(name);
            var slot = (int)Hash(key) & _mask;
            while (_slots[slot].Key is not null)
            {
                slot = (slot + 1) & _mask;
            }

            _slots[slot] = (key, value);
        }
    }

    internal bool TryGet(ReadOnlySpan<byte> name, [NotNullWhen(true)] out T? value)
    {
        var slots = _slots;
        for (var slot = (int)Hash(name) & _mask; slots[slot].Key is { } key; slot = (slot + 1) & _mask)
        {
            if (name.SequenceEqual(key))
            {
                value = slots[slot].Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>Of the length and the first and last eight bytes.</summary>
    private static uint Hash(ReadOnlySpan<byte> name)
    {
        const ulong Odd = 0x9E3779B97F4A7C15;
        var mix = (ulong)name.Length * Odd;
        if (name.Length >= 8)
        {
            mix ^= BinaryPrimitives.ReadUInt64LittleEndian(name);
            mix = BitOperations.RotateLeft(mix * Odd, 29) ^ BinaryPrimitives.ReadUInt64LittleEndian(name[^8..]);
        }
        else
        {
            for (var i = 0; i < name.Length; i++)
            {
                mix ^= (ulong)name[i] << (8 * i);
            }
        }

        return (uint)((mix * Odd) >> 32);
    }
}
