using System.Diagnostics;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Untp.Credentials;

namespace Gateway.Tests.Outbound;

[Trait("Threat", "5")]
[Trait("Threat", "26")]
[Trait("Threat", "28")]
public class HostileAnswerTests
{
    private const string Head = "HTTP/1.1 200 OK\r\n";
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(400);

    [Fact]
    public async Task Gives_up_on_a_body_that_drips()
    {
        await using var server = new RawServer(async (socket, stop) =>
        {
            await RawServer.SendAsync(socket, Head + "Content-Length: 1000\r\n\r\n", stop);
            await DripAsync(socket, " ", stop);
        });

        await GivesUpInTimeAsync(server);
    }

    [Fact]
    public async Task Gives_up_on_headers_that_drip()
    {
        await using var server = new RawServer(async (socket, stop) =>
        {
            await RawServer.SendAsync(socket, Head, stop);
            await DripAsync(socket, "a: b\r\n", stop);
        });

        await GivesUpInTimeAsync(server);
    }

    [Fact]
    public async Task Gives_up_on_interim_answers_without_end()
    {
        await using var server = new RawServer((socket, stop) => DripAsync(socket, "HTTP/1.1 103 Early Hints\r\n\r\n", stop));

        await GivesUpInTimeAsync(server);
    }

    [Fact]
    public async Task Gives_up_on_silence()
    {
        await using var server = new RawServer((_, stop) => Task.Delay(Timeout.Infinite, stop));

        await GivesUpInTimeAsync(server);
    }

    [Fact]
    public async Task Gives_up_on_a_name_server_that_never_answers()
    {
        using var outbound = TestOutbound.Create(o => o.TimeLimit = s_short, _ => new TaskCompletionSource<System.Net.IPAddress[]>().Task);

        var result = await outbound.ForTenant().FetchAsync(
            new Uri("https://mute.example/"), DocumentKind.DidDocument, TestContext.Current.CancellationToken);

        Assert.Equal("host mute.example did not answer in time", result.Failure);
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n", "4000\r\n", 0x4000, "\r\n")]
    [InlineData("Connection: close\r\n\r\n", "", 0x4000, "")]
    public async Task Stops_reading_a_body_without_end(string headers, string before, int count, string after)
    {
        long sent = 0;
        await using var server = new RawServer(async (socket, stop) =>
        {
            await RawServer.SendAsync(socket, Head + headers, stop);
            var piece = before + new string(' ', count) + after;
            while (true)
            {
                await RawServer.SendAsync(socket, piece, stop);
                Interlocked.Add(ref sent, piece.Length);
            }
        });

        var result = await FetchAsync(server);

        Assert.Equal("host 127.0.0.1 sent a document longer than 262144 bytes", result.Failure);
        Assert.InRange(Interlocked.Read(ref sent), 0, 32 << 20); // what the sockets' own buffers hold, at most
    }

    [Theory]
    [InlineData(17)]
    [InlineData(int.MaxValue)]
    public async Task Refuses_headers_beyond_16_kibibytes(int kibibytes)
    {
        await using var server = new RawServer(async (socket, stop) =>
        {
            await RawServer.SendAsync(socket, Head, stop);
            for (var i = 0; i < kibibytes; i++)
            {
                await RawServer.SendAsync(socket, "X-Filler: " + new string('a', 1024) + "\r\n", stop);
            }

            await RawServer.SendAsync(socket, "Content-Length: 2\r\n\r\n{}", stop);
        });

        Assert.Equal("the headers that host 127.0.0.1 sent are too long", (await FetchAsync(server)).Failure);
    }

    [Theory]
    [InlineData("")]
    [InlineData("220 mail.example ESMTP\r\n")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\r\n\r\n")]
    [InlineData("HTTP/1.1 abc Huh\r\n\r\n")]
    [InlineData("HTTP/9.9 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffffff\r\n{}")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: \x01\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n")]
    public async Task Turns_garbage_into_a_sentence(string answer)
    {
        await using var server = RawServer.Sending(answer);

        var result = await FetchAsync(server);

        Assert.Null(result.Body);
        AssertIsSentence(result.Failure);
    }

    [Fact]
    public async Task Turns_a_reset_connection_into_a_sentence()
    {
        await using var server = new RawServer((socket, _) =>
        {
            socket.LingerState = new LingerOption(true, 0);
            return Task.CompletedTask;
        });

        AssertIsSentence((await FetchAsync(server)).Failure);
    }

    [Fact]
    public async Task Turns_a_closed_port_into_a_sentence()
    {
        var server = RawServer.Sending("");
        var port = server.Port;
        await server.DisposeAsync();
        using var outbound = TestOutbound.Create();

        var result = await outbound.ForTenant().FetchAsync(
            new Uri($"http://dead.example:{port}/"), DocumentKind.DidDocument, TestContext.Current.CancellationToken);

        Assert.Equal("no connection to host dead.example", result.Failure);
        Assert.False(result.IsFinal);
    }

    private static async Task GivesUpInTimeAsync(RawServer server)
    {
        using var outbound = TestOutbound.Create(o => o.TimeLimit = s_short);
        var watch = Stopwatch.StartNew();

        var result = await outbound.ForTenant().FetchAsync(server.Url, DocumentKind.DidDocument, TestContext.Current.CancellationToken);

        Assert.Equal("host 127.0.0.1 did not answer in time", result.Failure);
        Assert.False(result.IsFinal);
        Assert.InRange(watch.Elapsed, s_short - TimeSpan.FromMilliseconds(50), s_short * 10);
    }

    private static async Task<FetchResult> FetchAsync(RawServer server)
    {
        using var outbound = TestOutbound.Create();
        return await outbound.ForTenant().FetchAsync(server.Url, DocumentKind.DidDocument, TestContext.Current.CancellationToken);
    }

    private static async Task DripAsync(Socket socket, string drop, CancellationToken stop)
    {
        while (true)
        {
            await RawServer.SendAsync(socket, drop, stop);
            await Task.Delay(50, stop);
        }
    }

    /// <summary>One line, no stack, no type name, no socket error, no address but the host's own as it was given.</summary>
    private static void AssertIsSentence(string? failure)
    {
        Assert.NotNull(failure);
        Assert.Contains("host 127.0.0.1", failure);
        Assert.DoesNotMatch(new Regex(@"\n| at |Exception|/src|errno|127\.0\.0\.1:"), failure);
    }
}
