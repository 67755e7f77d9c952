using System.Net;
using Gateway.Outbound;
using Untp.Credentials;
using Untp.Credentials.Tests;

namespace Gateway.Tests.Outbound;

[Trait("Threat", "26")]
public class StrangerLimitTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task One_call_gets_four_fetches_and_the_fifth_sends_nothing()
    {
        await using var server = await StubServer.StartAsync();
        using var outbound = TestOutbound.Create();
        var call = outbound.ForStranger(IPAddress.Loopback);
        for (var i = 0; i < 4; i++)
        {
            await FetchAsync(call, server.Url("/x"));
        }

        var limit = await Assert.ThrowsAsync<FetchLimitException>(() => FetchAsync(call, server.Url("/x")));

        Assert.Equal(TimeSpan.FromSeconds(1), limit.RetryAfter);
        Assert.Equal(4, server.Requests.Count);
        await FetchAsync(outbound.ForStranger(IPAddress.Loopback), server.Url("/x"));
        Assert.Equal(5, server.Requests.Count);
    }

    [Fact]
    public async Task One_address_gets_thirty_fetches_a_minute_over_all_its_calls()
    {
        await using var server = await StubServer.StartAsync();
        using var outbound = TestOutbound.Create(o => o.Concurrency = 1, time: _time);
        for (var i = 0; i < 30; i++)
        {
            await FetchAsync(outbound.ForStranger(IPAddress.Loopback), server.Url("/x"));
        }

        _time.Advance(TimeSpan.FromSeconds(20));
        var limit = await Assert.ThrowsAsync<FetchLimitException>(
            () => FetchAsync(outbound.ForStranger(IPAddress.Loopback), server.Url("/x")));

        Assert.Equal(TimeSpan.FromSeconds(40), limit.RetryAfter);
        Assert.Equal(30, server.Requests.Count);
        await FetchAsync(outbound.ForStranger(IPAddress.Parse("127.0.0.2")), server.Url("/x"));
        await FetchAsync(outbound.ForTenant(), server.Url("/x"));
        Assert.Equal(32, server.Requests.Count);
    }

    [Fact]
    public void In_any_sixty_seconds_there_are_thirty_and_no_more()
    {
        var allowances = new StrangerAllowances(new OutboundOptions(), _time);
        var taken = new List<DateTimeOffset>();
        for (var second = 0; second < 600; second++)
        {
            for (var i = 0; i < 3; i++)
            {
                if (allowances.TryTake(IPAddress.Loopback) is null)
                {
                    taken.Add(_time.GetUtcNow());
                }
            }

            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(300, taken.Count);
        Assert.All(Enumerable.Range(0, taken.Count - 30), i => Assert.True(taken[i + 30] - taken[i] >= TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void Who_waits_as_long_as_told_gets_one()
    {
        var allowances = new StrangerAllowances(new OutboundOptions { StrangerFetchesPerMinute = 1 }, _time);

        Assert.Null(allowances.TryTake(IPAddress.Loopback));
        _time.Advance(TimeSpan.FromSeconds(12.5));
        var wait = allowances.TryTake(IPAddress.Loopback);
        Assert.Equal(TimeSpan.FromSeconds(47.5), wait);
        _time.Advance(wait!.Value);
        Assert.Null(allowances.TryTake(IPAddress.Loopback));
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("::ffff:192.0.2.1", "::ffff:192.0.2.2", false)]
    [InlineData(null, null, true)]
    [InlineData(null, "192.0.2.1", false)]
    public void Addresses_of_one_customer_share_an_allowance(string? first, string? second, bool share)
    {
        var allowances = new StrangerAllowances(new OutboundOptions { StrangerFetchesPerMinute = 1 }, _time);

        Assert.Null(allowances.TryTake(first is null ? null : IPAddress.Parse(first)));
        Assert.Equal(share, allowances.TryTake(second is null ? null : IPAddress.Parse(second)) is not null);
    }

    private static Task<FetchResult> FetchAsync(IDocumentFetcher fetcher, Uri uri) =>
        fetcher.FetchAsync(uri, DocumentKind.DidDocument, TestContext.Current.CancellationToken);
}
