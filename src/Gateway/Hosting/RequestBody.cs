using System.Buffers;

namespace Gateway.Hosting;

/// <summary>A body read whole into a rented buffer; what points into it must not outlive it.</summary>
internal sealed class RequestBody : IDisposable
{
    /// <summary>What is rented on the word of a Content-Length, before any of it has come.</summary>
    private const int FirstRent = 32 << 10;

    private byte[] _buffer;
    private int _length;

    private RequestBody(int size) => _buffer = ArrayPool<byte>.Shared.Rent(size);

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <summary>Reads the body; null when it is larger than that.</summary>
    public static async ValueTask<RequestBody?> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
        {
            return null;
        }

        var body = new RequestBody((int)Math.Min(request.ContentLength + 1 ?? FirstRent, FirstRent));
        try
        {
            if (await body.FillAsync(request.Body, maxBytes, cancellationToken))
            {
                return body;
            }
        }
        catch (Exception fault)
        {
            body.Dispose();
            if (fault is IOException and not BadHttpRequestException)
            {
                // the server says so of chunks that break their grammar: the client's fault, not ours
                throw new BadHttpRequestException("the body does not follow HTTP", StatusCodes.Status400BadRequest, fault);
            }

            throw;
        }

        body.Dispose();
        return null;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _length) = ([], 0);
    }

    private async ValueTask<bool> FillAsync(Stream stream, int maxBytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await stream.ReadAsync(_buffer.AsMemory(_length), cancellationToken);
            _length += read;
            if (read == 0 || _length > maxBytes)
            {
                return read == 0;
            }

            if (_length == _buffer.Length)
            {
                Grow();
            }
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
