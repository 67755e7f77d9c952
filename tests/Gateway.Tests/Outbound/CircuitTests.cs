using System.Net;
using Untp.Credentials;
using Untp.Credentials.Tests;

namespace Gateway.Tests.Outbound;

[Trait("Threat", "26")]
public class CircuitTests
{
    private const string LeftAlone = "host dead.example failed several times and is left alone for a while";

    [Fact]
    public async Task A_dead_host_is_left_alone_and_other_hosts_are_not_hurt()
    {
        await using var dead = new RawServer((_, _) => Task.CompletedTask);
        await using var server = await StubServer.StartAsync();
        server.Map("/did.json", "{}");
        using var outbound = TestOutbound.Create();
        var fetcher = outbound.ForTenant();

        var results = await FetchAsync(fetcher, $"http://dead.example:{dead.Port}/", times: 10);

        Assert.Equal("host dead.example broke off its answer", results[0].Failure);
        Assert.Equal(LeftAlone, results[^1].Failure);
        Assert.False(results[^1].IsFinal);
        Assert.Equal(5, dead.Connections);
        Assert.Null((await FetchAsync(fetcher, $"http://alive.example:{server.Port}/did.json"))[0].Failure);
        Assert.Null((await FetchAsync(fetcher, $"http://dead.example:{server.Port}/did.json"))[0].Failure);
    }

    [Fact]
    public async Task A_host_that_recovered_is_asked_again_after_the_break()
    {
        await using var server = await StubServer.StartAsync();
        server.Map("/did.json", 503);
        var time = new ManualTime();
        using var outbound = TestOutbound.Create(time: time);
        var fetcher = outbound.ForTenant();
        var url = $"http://dead.example:{server.Port}/did.json";

        await FetchAsync(fetcher, url, times: 5);
        Assert.Equal(LeftAlone, (await FetchAsync(fetcher, url))[0].Failure);
        server.Map("/did.json", "{}");
        time.Advance(TimeSpan.FromSeconds(14));
        Assert.Equal(LeftAlone, (await FetchAsync(fetcher, url))[0].Failure);
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.Null((await FetchAsync(fetcher, url))[0].Failure);
        Assert.Equal(6, server.Requests.Count);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(500)]
    public async Task A_page_that_fails_does_not_stop_the_host(int status)
    {
        await using var server = await StubServer.StartAsync();
        server.Map("/broken", status);
        using var outbound = TestOutbound.Create();

        await FetchAsync(outbound.ForTenant(), $"http://a.example:{server.Port}/broken", times: 10);

        Assert.Equal(10, server.Requests.Count);
    }

    [Fact]
    public async Task A_stranger_cannot_open_a_tenants_circuit()
    {
        await using var server = await StubServer.StartAsync();
        server.Map("/unwell", 503).Map("/did.json", "{}");
        using var outbound = TestOutbound.Create(o => o.StrangerFetchesPerCall = 100);
        var stranger = outbound.ForStranger(IPAddress.Loopback);

        var last = (await FetchAsync(stranger, $"http://dead.example:{server.Port}/unwell", times: 10))[^1];

        Assert.Equal(LeftAlone, last.Failure);
        Assert.Null((await FetchAsync(outbound.ForTenant(), $"http://dead.example:{server.Port}/did.json"))[0].Failure);
    }

    private static async Task<List<FetchResult>> FetchAsync(IDocumentFetcher fetcher, string url, int times = 1)
    {
        var results = new List<FetchResult>();
        for (var i = 0; i < times; i++)
        {
            results.Add(await fetcher.FetchAsync(new Uri(url), DocumentKind.DidDocument, TestContext.Current.CancellationToken));
        }

        return results;
    }
}
