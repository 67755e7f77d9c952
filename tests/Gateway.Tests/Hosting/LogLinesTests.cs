using System.Text;
using System.Text.Json;
using Gateway.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Gateway.Tests.Hosting;

public sealed class LogLinesTests
{
    [Fact]
    public async Task Writes_every_line_of_many_threads_whole_and_each_threads_in_order()
    {
        const int Threads = 8;
        const int Each = 3_000; // more together than may wait
        using var output = new MemoryStream();
        using (var lines = Start(output))
        {
            await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
            {
                var logger = lines.CreateLogger($"thread {thread}");
                for (var i = 0; i < Each; i++)
                {
                    logger.Log(LogLevel.Information, new EventId(thread), i, null, (state, _) => $"{state}");
                }
            })));
        }

        var written = Read(output);
        Assert.Equal(Threads * Each, written.Count);
        Assert.All(
            written.GroupBy(line => line.GetProperty("EventId").GetInt32()),
            thread => Assert.Equal(Enumerable.Range(0, Each).Select(i => $"{i}"), thread.Select(line => line.GetProperty("Message").GetString())));
    }

    [Fact]
    public void Tells_level_category_and_exception()
    {
        using var output = new MemoryStream();
        using (var lines = Start(output))
        {
            lines.CreateLogger("Gateway.Some").Log(
                LogLevel.Error, default, "what", new InvalidOperationException("why\nindeed"), (state, _) => state);
        }

        var line = Assert.Single(Read(output));
        Assert.Equal("Error", line.GetProperty("LogLevel").GetString());
        Assert.Equal("Gateway.Some", line.GetProperty("Category").GetString());
        Assert.Equal("what", line.GetProperty("Message").GetString());
        Assert.Contains("why", line.GetProperty("Exception").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Goes_on_when_nobody_reads_any_more()
    {
        using var lines = Start(new BrokenPipe());
        var logger = lines.CreateLogger("Gateway.Some");
        for (var i = 0; i < 20_000; i++)
        {
            logger.Log(LogLevel.Information, default, i, null, (state, _) => $"{state}");
        }
    }

    [Fact]
    public void What_is_logged_after_the_end_is_let_go()
    {
        using var output = new MemoryStream();
        var lines = Start(output);
        var logger = lines.CreateLogger("Gateway.Some");
        lines.Dispose();
        logger.Log(LogLevel.Information, default, "late", null, (state, _) => state);
        Assert.Empty(Read(output));
    }

    private static LogLines Start(Stream output) => new(
        new ServiceCollection().AddLogging(logging => logging.AddJsonConsole()).BuildServiceProvider().GetServices<ConsoleFormatter>(),
        output);

    private static List<JsonElement> Read(MemoryStream output) =>
        [.. Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];

    private sealed class BrokenPipe : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken pipe");

        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("Broken pipe");
    }
}
