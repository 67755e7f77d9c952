using System.IO.Pipelines;
using Gateway.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Benchmarks;

/// <summary>A request whose body comes out of memory, in blocks as the web server gives them, and an answer that is looked at and gone.</summary>
internal sealed class BatchExchange : Stream, IRequestBodyPipeFeature, IHttpMaxRequestBodySizeFeature
{
    private readonly Occurrences _found;

    public BatchExchange(byte[] body, byte[] sought)
    {
        _found = new Occurrences(sought);
        Reader = PipeReader.Create(new MemoryStream(body), new StreamPipeReaderOptions(bufferSize: ConnectionBuffers.BlockSize));
        Context.Features.Set<IRequestBodyPipeFeature>(this);
        Context.Features.Set<IHttpMaxRequestBodySizeFeature>(this);
        Context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(this));
    }

    public DefaultHttpContext Context { get; } = new();

    /// <summary>How often the text that was sought is in the answer.</summary>
    public int Found => _found.Count;

    public PipeReader Reader { get; }

    public bool IsReadOnly => false;

    public long? MaxRequestBodySize { get; set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer) => _found.Add(buffer);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
