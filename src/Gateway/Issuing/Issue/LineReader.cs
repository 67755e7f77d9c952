using System.Buffers;
using System.IO.Pipelines;

namespace Gateway.Issuing;

/// <summary>A line without its end; of one that is too long, that it is.</summary>
internal sealed record Line(ReadOnlyMemory<byte> Bytes, bool IsTooLong);

/// <summary>Reads a body line by line; what is too long is read past and not held.</summary>
internal sealed class LineReader(PipeReader body, int maxBytes)
{
    private bool _skips;

    /// <summary>The next line; null at the end.</summary>
    public async ValueTask<Line?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await body.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Take(buffer.Slice(0, end));
                body.AdvanceTo(buffer.GetPosition(1, end));
                return line;
            }

            if (result.IsCompleted)
            {
                var last = buffer.IsEmpty && !_skips ? null : Take(buffer);
                body.AdvanceTo(buffer.End);
                return last;
            }

            if (_skips || buffer.Length > maxBytes)
            {
                _skips = true;
                body.AdvanceTo(buffer.End);
            }
            else
            {
                body.AdvanceTo(buffer.Start, buffer.End);
            }
        }
    }

    private Line Take(ReadOnlySequence<byte> bytes)
    {
        var isTooLong = _skips || bytes.Length > maxBytes;
        _skips = false;
        if (isTooLong)
        {
            return new Line(default, true);
        }

        // ToArray clears first what it then writes over
        var line = GC.AllocateUninitializedArray<byte>((int)bytes.Length);
        bytes.CopyTo(line);
        return new Line(line.AsMemory().TrimEnd((byte)'\r'), false);
    }
}
