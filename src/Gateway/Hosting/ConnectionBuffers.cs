using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace Gateway.Hosting;

/// <summary>
/// The memory that connections read into and write from, in blocks that hold a whole credential. The web server's own blocks are of 4 KiB,
/// each of which costs a system call and wakes up whoever waits for the rest.
/// </summary>
internal sealed class ConnectionBuffers : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    /// <summary>In bytes. A connection that waits for its next request holds none.</summary>
    public const int BlockSize = 32 << 10;

    public override int MaxBufferSize => Shared.MaxBufferSize;

    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => Shared.Rent(Math.Max(minBufferSize, BlockSize));

    /// <summary>Nothing is kept here: the blocks go back to where the runtime keeps such arrays.</summary>
    protected override void Dispose(bool disposing)
    {
    }
}
