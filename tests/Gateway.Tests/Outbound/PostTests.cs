using System.Net.Sockets;
using Gateway.Outbound;
using Microsoft.AspNetCore.Http;
using Untp.Credentials.Tests;

namespace Gateway.Tests.Outbound;

public class PostTests
{
    private static readonly KeyValuePair<string, string>[] s_headers =
    [
        new("Content-Type", "application/vc+jwt"), new("Content-Digest", "sha-256=:AAAA:"), new("Webhook-Id", "d-1"),
    ];

    [Fact]
    public async Task Sends_the_bytes_and_headers_as_given_and_tells_the_answer()
    {
        await using var server = await StubServer.StartAsync();
        server.Map("/inbox", context =>
        {
            context.Response.StatusCode = 202;
            return context.Response.WriteAsync("thanks");
        });
        using var outbound = TestOutbound.Create();

        var result = await PostAsync(outbound, server.Url("/inbox"));

        Assert.Equal(new PostResult(202, "thanks", null, null), result);
        var request = Assert.Single(server.Requests);
        Assert.Equal("POST", request.Method);
        Assert.Equal("body"u8, request.Body);
        Assert.All(s_headers, header => Assert.Equal(header.Value, request.Headers[header.Key]));
        Assert.Equal("4", request.Headers["Content-Length"]);
        Assert.DoesNotContain("Expect", request.Headers.Keys);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    [Trait("Threat", "5")]
    public async Task Follows_no_redirect_and_posts_once(int status)
    {
        await using var server = await StubServer.StartAsync();
        server.Map("/inbox", context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        });
        using var outbound = TestOutbound.Create(o => o.Retries = 2);

        Assert.Equal(status, (await PostAsync(outbound, server.Url("/inbox"))).Status);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Tries_nothing_again_by_itself()
    {
        await using var server = await StubServer.StartAsync();
        server.Map("/inbox", 503);
        using var outbound = TestOutbound.Create(o => o.Retries = 2);

        Assert.Equal(503, (await PostAsync(outbound, server.Url("/inbox"))).Status);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Reads_one_kibibyte_of_the_answer()
    {
        await using var server = await StubServer.StartAsync();
        server.Map("/inbox", context => context.Response.WriteAsync(new string('a', 1_000_000)));
        using var outbound = TestOutbound.Create();

        var result = await PostAsync(outbound, server.Url("/inbox"));

        Assert.Equal(new string('a', 1024), result.Body);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Mon, 01 Jun 2026 00:01:00 GMT", 60)]
    [InlineData("Sun, 31 May 2026 00:00:00 GMT", 0)]
    [InlineData("soon", null)]
    [InlineData("-5", null)]
    public async Task Tells_how_long_the_other_side_wants_to_be_left_alone(string retryAfter, int? seconds)
    {
        await using var server = await StubServer.StartAsync();
        server.Map("/inbox", context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = retryAfter;
            return Task.CompletedTask;
        });
        using var outbound = TestOutbound.Create(time: new ManualTime());

        var result = await PostAsync(outbound, server.Url("/inbox"));

        Assert.Equal(seconds, (int?)result.RetryAfter?.TotalSeconds);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nab")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    public async Task A_status_stands_though_the_body_breaks_off(string answer)
    {
        await using var server = new RawServer(async (socket, stop) =>
        {
            await RawServer.SendAsync(socket, answer, stop);
            socket.Shutdown(SocketShutdown.Send);
            while (await socket.ReceiveAsync(new byte[100], stop) > 0)
            {
                // to the end, or closing would reset the connection before the answer is read
            }
        });
        using var outbound = TestOutbound.Create();

        var result = await PostAsync(outbound, server.Url);

        Assert.Equal(new PostResult(200, null, null, null), result);
    }

    [Fact]
    public async Task A_status_stands_though_the_body_drips()
    {
        await using var server = await StubServer.StartAsync();
        server.Map("/inbox", async context =>
        {
            await context.Response.StartAsync();
            await context.Response.WriteAsync("a");
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var outbound = TestOutbound.Create(o => o.TimeLimit = TimeSpan.FromMilliseconds(300));

        Assert.Equal(200, (await PostAsync(outbound, server.Url("/inbox"))).Status);
    }

    [Fact]
    [Trait("Threat", "5")]
    public async Task Posts_to_public_addresses_only()
    {
        await using var server = await StubServer.StartAsync();
        using var outbound = TestOutbound.Create(o => o.AllowLoopback = false);

        var result = await PostAsync(outbound, new Uri($"https://inner.example:{server.Port}/inbox"));

        Assert.Equal(new PostResult(null, null, "host inner.example has no public address", null), result);
        Assert.Equal("only https URLs are asked", (await PostAsync(outbound, server.Url("/inbox"))).Failure);
    }

    [Fact]
    public async Task An_open_circuit_tells_when_to_come_back()
    {
        await using var server = await StubServer.StartAsync();
        server.Map("/inbox", 503);
        using var outbound = TestOutbound.Create();
        for (var i = 0; i < 5; i++)
        {
            await PostAsync(outbound, server.Url("/inbox"));
        }

        var result = await PostAsync(outbound, server.Url("/inbox"));

        Assert.Null(result.Status);
        Assert.InRange(result.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15));
        Assert.Equal(5, server.Requests.Count);
    }

    [Theory]
    [InlineData("Webhook-Id", "a\r\nX-Evil: 1")]
    [InlineData("Webhook-Id", "a\nX-Evil: 1")]
    [InlineData("Webhook-Id", "a\r\n X-Folded")]
    [InlineData("Webhook-Id", "a\0b")]
    [InlineData("Content-Type", "a/b\r\nX-Evil: 1")]
    [InlineData("X-Evil: 1\r\nWebhook-Id", "a")]
    public async Task A_header_cannot_smuggle_another(string name, string value)
    {
        await using var server = await StubServer.StartAsync();
        using var outbound = TestOutbound.Create();

        await Assert.ThrowsAsync<ArgumentException>(
            () => outbound.PostAsync(server.Url("/inbox"), default, [new(name, value)], TestContext.Current.CancellationToken));

        Assert.Empty(server.Requests);
    }

    private static Task<PostResult> PostAsync(GuardedOutbound outbound, Uri uri) =>
        outbound.PostAsync(uri, "body"u8.ToArray(), s_headers, TestContext.Current.CancellationToken);
}
