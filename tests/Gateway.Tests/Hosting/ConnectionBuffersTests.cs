using Gateway.Hosting;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Hosting;

public sealed class ConnectionBuffersTests
{
    [Theory]
    [InlineData(-1, ConnectionBuffers.BlockSize)]
    [InlineData(0, ConnectionBuffers.BlockSize)]
    [InlineData(4096, ConnectionBuffers.BlockSize)]
    [InlineData(1_000_000, 1_000_000)]
    public void A_block_holds_a_credential_and_all_that_is_asked_for(int asked, int expected)
    {
        using var block = new ConnectionBuffers().Create().Rent(asked);
        Assert.InRange(block.Memory.Length, expected, 2 * expected);
    }

    [Fact]
    public void A_pool_that_one_listener_is_done_with_goes_on_for_another()
    {
        var factory = new ConnectionBuffers();
        factory.Create().Dispose();
        using var block = factory.Create().Rent();
        block.Memory.Span.Fill(1);
    }

    [Fact]
    public async Task The_server_reads_into_these_blocks()
    {
        var builder = Builder.Create();
        builder.AddServer();
        await using var host = builder.Build();
        Assert.IsType<ConnectionBuffers>(host.Services.GetRequiredService<IMemoryPoolFactory<byte>>());
    }
}
