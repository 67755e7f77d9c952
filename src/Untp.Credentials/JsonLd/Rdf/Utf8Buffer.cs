using System.Buffers;
using System.Buffers.Text;
using System.Text.Unicode;

namespace Untp.Credentials.JsonLd.Rdf;

/// <summary>UTF-8 that grows in memory lent by the pool, which <see cref="Dispose"/> gives back.</summary>
internal sealed class Utf8Buffer(int capacity) : IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    public int Length { get; private set; }

    /// <summary>What has been written; what is written later may move it.</summary>
    public Span<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Append(byte value)
    {
        Reserve(1)[0] = value;
        Length++;
    }

    public void Append(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Reserve(utf8.Length));
        Length += utf8.Length;
    }

    /// <summary>Text as UTF-8.</summary>
    /// <exception cref="ArgumentException">It holds half a surrogate pair.</exception>
    public void Append(ReadOnlySpan<char> text)
    {
        const int MostBytesPerChar = 3;
        var status = Utf8.FromUtf16(text, Reserve(checked(text.Length * MostBytesPerChar)), out _, out var written, false);
        if (status != OperationStatus.Done)
        {
            throw new ArgumentException("the text holds half a surrogate pair", nameof(text));
        }

        Length += written;
    }

    /// <summary>A number in decimal digits.</summary>
    public void Append(int number)
    {
        const int MostDigits = 11;
        Utf8Formatter.TryFormat(number, Reserve(MostDigits), out var written);
        Length += written;
    }

    /// <summary>Bytes in hexadecimal digits, lower case.</summary>
    public void AppendHex(ReadOnlySpan<byte> bytes)
    {
        Convert.TryToHexStringLower(bytes, Reserve(bytes.Length * 2), out var written);
        Length += written;
    }

    public void Dispose()
    {
        var bytes = _bytes;
        _bytes = [];
        Length = 0;
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private Span<byte> Reserve(int count)
    {
        if (_bytes.Length - Length < count)
        {
            Grow(count);
        }

        return _bytes.AsSpan(Length);
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Math.Max(_bytes.Length * 2L, Length + (long)count), Array.MaxLength));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
