using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;

namespace Untp.Credentials.Statuses;

/// <summary>
/// Expands gzip (RFC 1952) that anybody may have written: exactly one member, nothing after it, its length and checksum right, and never
/// more memory than it is told to use. GZipStream reads on into further members and passes over what follows the last.
/// </summary>
internal static class GzipMember
{
    private const int FixedHeaderLength = 10;
    private const int TrailerLength = 8;

    /// <summary>Expands one member that is the whole input.</summary>
    /// <param name="gzip">The input.</param>
    /// <param name="maxBytes">The most bytes of output.</param>
    /// <param name="bytes">The output.</param>
    /// <param name="fault">Why there is none, in one sentence.</param>
    public static bool TryExpand(
        ReadOnlyMemory<byte> gzip, int maxBytes, [NotNullWhen(true)] out byte[]? bytes, [NotNullWhen(false)] out string? fault)
    {
        bytes = null;
        if (!TrySkipHeader(gzip.Span, out var start) || gzip.Length < start + TrailerLength)
        {
            fault = "it is not gzip, or not whole";
            return false;
        }

        var trailer = gzip.Span[^TrailerLength..];
        var length = BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]);
        if (length > maxBytes)
        {
            fault = $"it says it expands to {length} bytes; at most {maxBytes} are expanded";
            return false;
        }

        // room for what the trailer promises, and one byte more would break the promise
        var output = new byte[length];
        fault = Inflate(gzip[start..^TrailerLength], output);
        if (fault is null && Crc32.Compute(output) != BinaryPrimitives.ReadUInt32LittleEndian(trailer))
        {
            fault = "its checksum is wrong";
        }

        bytes = fault is null ? output : null;
        return fault is null;
    }

    /// <summary>Fills the output exactly, from exactly the input; or says what is wrong.</summary>
    private static string? Inflate(ReadOnlyMemory<byte> deflated, byte[] output)
    {
        using var input = new MeteredInput(deflated);
        using var inflater = new DeflateStream(input, CompressionMode.Decompress);
        try
        {
            var read = inflater.ReadAtLeast(output, output.Length, throwOnEndOfStream: false);
            if (read < output.Length || inflater.ReadByte() >= 0)
            {
                return "it does not expand to the length that it says";
            }
        }
        catch (InvalidDataException)
        {
            return "its compressed data is broken";
        }

        return input.EndsWhereTheReaderStopped ? null : "its compressed data does not end where the member ends";
    }

    /// <summary>RFC 1952 clause 2.3: fixed fields, then extra field, name, comment and header checksum where the flags say so.</summary>
    private static bool TrySkipHeader(ReadOnlySpan<byte> gzip, out int length)
    {
        length = 0;
        if (gzip.Length < FixedHeaderLength || gzip[0] != 0x1f || gzip[1] != 0x8b || gzip[2] != 8 || (gzip[3] & 0b1110_0000) != 0)
        {
            return false;
        }

        var flags = gzip[3];
        var (hasHeaderCrc, hasExtra, hasName, hasComment) = ((flags & 2) != 0, (flags & 4) != 0, (flags & 8) != 0, (flags & 16) != 0);
        var at = FixedHeaderLength;
        if (hasExtra)
        {
            if (gzip.Length < at + 2)
            {
                return false;
            }

            at += 2 + BinaryPrimitives.ReadUInt16LittleEndian(gzip[at..]);
        }

        if ((hasName && !TrySkipText(gzip, ref at)) || (hasComment && !TrySkipText(gzip, ref at)))
        {
            return false;
        }

        length = at + (hasHeaderCrc ? 2 : 0);
        return length <= gzip.Length;
    }

    private static bool TrySkipText(ReadOnlySpan<byte> gzip, ref int at)
    {
        var end = at > gzip.Length ? -1 : gzip[at..].IndexOf((byte)0);
        at += end + 1;
        return end >= 0;
    }

    /// <summary>
    /// Hands out the last bytes one by one, so that it can be seen at which of them the inflater had enough: after the last it has not
    /// asked for more when it is whole, and it has not come so far when something follows.
    /// </summary>
    private sealed class MeteredInput(ReadOnlyMemory<byte> bytes) : Stream
    {
        private const int OneByOne = 64;

        private int _at;
        private bool _isAskedForMore;

        public bool EndsWhereTheReaderStopped => _at == bytes.Length && !_isAskedForMore;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            _isAskedForMore = _at == bytes.Length;
            var count = Math.Min(buffer.Length, Math.Max(bytes.Length - OneByOne - _at, Math.Min(1, bytes.Length - _at)));
            bytes.Span.Slice(_at, count).CopyTo(buffer);
            _at += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
