using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Untp.Credentials;

namespace Gateway.Tests.Outbound;

[Trait("Threat", "26")]
public sealed class ConcurrencyTests : IAsyncDisposable
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _arrived = new(0);
    private StubServer? _server;
    private int _underWay;
    private int _most;

    [Fact]
    public async Task So_many_requests_are_under_way_to_one_host_and_no_more()
    {
        var server = await StartAsync();
        using var outbound = TestOutbound.Create(o =>
        {
            o.Concurrency = 4;
            o.ConcurrencyPerHost = 3;
        });
        var fetches = Start(outbound.ForTenant(), 12, _ => $"http://a.example:{server.Port}/held");

        await ArriveAsync(3);
        Assert.Equal("fine", await TextAsync(outbound.ForTenant(), $"http://b.example:{server.Port}/free"));
        _open.SetResult();

        Assert.All(await Task.WhenAll(fetches), result => Assert.Null(result.Failure));
        Assert.Equal(3, _most);
    }

    [Fact]
    public async Task So_many_requests_are_under_way_overall_and_no_more()
    {
        var server = await StartAsync();
        using var outbound = TestOutbound.Create(o => o.Concurrency = 4);
        var fetches = Start(outbound.ForTenant(), 12, i => $"http://host{i}.example:{server.Port}/held");

        await ArriveAsync(4);
        _open.SetResult();

        Assert.All(await Task.WhenAll(fetches), result => Assert.Null(result.Failure));
        Assert.Equal(4, _most);
    }

    [Fact]
    public async Task Strangers_who_hold_every_place_of_theirs_do_not_stop_tenants_or_deliveries()
    {
        var server = await StartAsync();
        using var outbound = TestOutbound.Create(o =>
        {
            o.Concurrency = 2;
            o.ConcurrencyPerHost = 2;
        });
        var fetches = Start(outbound.ForStranger(IPAddress.Loopback), 4, _ => $"http://a.example:{server.Port}/held");

        await ArriveAsync(2);

        Assert.Equal("fine", await TextAsync(outbound.ForTenant(), $"http://a.example:{server.Port}/free"));
        var post = await outbound.PostAsync(
            new Uri($"http://a.example:{server.Port}/free"), default, [], TestContext.Current.CancellationToken);
        Assert.Equal(200, post.Status);
        _open.SetResult();
        await Task.WhenAll(fetches);
    }

    [Fact]
    public async Task Who_waits_for_a_turn_waits_within_the_time_limit()
    {
        var server = await StartAsync();
        using var outbound = TestOutbound.Create(o =>
        {
            o.ConcurrencyPerHost = 1;
            o.TimeLimit = TimeSpan.FromMilliseconds(400);
        });
        var watch = Stopwatch.StartNew();

        var results = await Task.WhenAll(Start(outbound.ForTenant(), 20, _ => $"http://a.example:{server.Port}/held"));

        Assert.All(results, result => Assert.NotNull(result.Failure));
        Assert.InRange(watch.Elapsed, TimeSpan.FromMilliseconds(350), TimeSpan.FromSeconds(4)); // one after the other: 8 s
    }

    [Fact]
    public async Task So_many_look_ups_are_under_way_and_no_more()
    {
        var asked = 0;
        using var outbound = TestOutbound.Create(o => o.TimeLimit = TimeSpan.FromSeconds(1), _ =>
        {
            Interlocked.Increment(ref asked);
            return new TaskCompletionSource<IPAddress[]>().Task;
        });

        await Task.WhenAll(Start(outbound.ForTenant(), 30, i => $"http://mute{i}.example/"));

        Assert.Equal(16, asked);
    }

    [Fact]
    public async Task A_look_up_that_never_ends_does_not_hold_the_hosts_only_connection()
    {
        var server = await StartAsync();
        var asked = 0;
        using var outbound = TestOutbound.Create(
            o =>
            {
                o.ConcurrencyPerHost = 1;
                o.TimeLimit = TimeSpan.FromSeconds(2);
            },
            _ => Interlocked.Increment(ref asked) == 1
                ? new TaskCompletionSource<IPAddress[]>().Task
                : Task.FromResult<IPAddress[]>([IPAddress.Loopback]));

        var url = $"http://a.example:{server.Port}/free";

        Assert.Equal("host a.example did not answer in time", await TextAsync(outbound.ForTenant(), url));
        Assert.Equal("fine", await TextAsync(outbound.ForTenant(), url));
    }

    public async ValueTask DisposeAsync()
    {
        _open.TrySetResult();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _arrived.Dispose();
    }

    private static Task<FetchResult>[] Start(IDocumentFetcher fetcher, int count, Func<int, string> url) => [.. Enumerable.Range(0, count)
        .Select(i => fetcher.FetchAsync(new Uri(url(i)), DocumentKind.DidDocument, TestContext.Current.CancellationToken))];

    private static async Task<string> TextAsync(IDocumentFetcher fetcher, string url)
    {
        var result = await fetcher.FetchAsync(new Uri(url), DocumentKind.DidDocument, TestContext.Current.CancellationToken);
        return result.Failure ?? System.Text.Encoding.UTF8.GetString(result.Body!.Value.Span);
    }

    private async Task<StubServer> StartAsync()
    {
        _server = await StubServer.StartAsync();
        _server.Map("/free", "fine").Map("/held", HoldAsync);
        return _server;
    }

    /// <summary>Waits until so many requests are held, and long enough to see one too many.</summary>
    private async Task ArriveAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.True(await _arrived.WaitAsync(TimeSpan.FromSeconds(10)));
        }

        Assert.False(await _arrived.WaitAsync(TimeSpan.FromMilliseconds(150)));
    }

    private async Task HoldAsync(HttpContext context)
    {
        var underWay = Interlocked.Increment(ref _underWay);
        lock (_arrived)
        {
            _most = Math.Max(_most, underWay);
        }

        _arrived.Release();
        try
        {
            await _open.Task.WaitAsync(context.RequestAborted);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }
}
