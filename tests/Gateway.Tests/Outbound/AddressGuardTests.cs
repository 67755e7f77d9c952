using System.Collections.Concurrent;
using System.Net;
using Untp.Credentials;

namespace Gateway.Tests.Outbound;

[Trait("Threat", "5")]
public class AddressGuardTests
{
    [Theory]
    [InlineData("https://127.0.0.1:PORT/did.json")]
    [InlineData("https://127.1:PORT/did.json")]
    [InlineData("https://127.0.1:PORT/did.json")]
    [InlineData("https://0x7f000001:PORT/did.json")]
    [InlineData("https://0x7f.0.0.1:PORT/did.json")]
    [InlineData("https://2130706433:PORT/did.json")]
    [InlineData("https://0177.0.0.1:PORT/did.json")]
    [InlineData("https://017700000001:PORT/did.json")]
    [InlineData("https://127.0.0.1.:PORT/did.json")]
    [InlineData("https://0:PORT/did.json")]
    [InlineData("https://0.0.0.0:PORT/did.json")]
    [InlineData("https://localhost:PORT/did.json")]
    [InlineData("https://LOCALHOST:PORT/did.json")]
    [InlineData("https://localhost.:PORT/did.json")]
    [InlineData("https://a.localhost:PORT/did.json")]
    [InlineData("https://[::1]:PORT/did.json")]
    [InlineData("https://[::]:PORT/did.json")]
    [InlineData("https://[::ffff:127.0.0.1]:PORT/did.json")]
    [InlineData("https://[::ffff:7f00:1]:PORT/did.json")]
    [InlineData("https://[::127.0.0.1]:PORT/did.json")]
    [InlineData("https://[64:ff9b::7f00:1]:PORT/did.json")]
    [InlineData("https://[2002:7f00:1::]:PORT/did.json")]
    [InlineData("https://１２７.0.0.1:PORT/did.json")]
    [InlineData("https://①②⑦.0.0.1:PORT/did.json")]
    [InlineData("https://127。0。0。1:PORT/did.json")]
    [InlineData("https://ｌocalhost:PORT/did.json")]
    [InlineData("https://127.0.0.1.nip.example:PORT/did.json")]
    [InlineData("https://innocent.example:PORT/did.json")]
    [InlineData("http://127.0.0.1:PORT/did.json")]
    [InlineData("http://localhost:PORT/did.json")]
    [InlineData("http://innocent.example:PORT/did.json")]
    [InlineData("https://user@127.0.0.1:PORT/did.json")]
    [InlineData("https://innocent.example:443@127.0.0.1:PORT/did.json")]
    public async Task Connects_to_nothing_however_loopback_is_spelt(string url)
    {
        await using var server = RawServer.Sending("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        using var outbound = TestOutbound.Create(o => o.AllowLoopback = false);

        var result = await FetchAsync(outbound.ForTenant(), url.Replace("PORT", $"{server.Port}"));

        Assert.True(result.IsFinal);
        Assert.Null(result.Body);
        Assert.Equal(0, server.Connections);
    }

    [Theory]
    [InlineData("https://innocent.example%3A443/")]
    [InlineData("https://127.0.0.1%2F@innocent.example:99999/")]
    [InlineData("https://[fe80::1%25eth0/")]
    [InlineData("https:///did.json")]
    public void Some_spellings_are_no_url_at_all(string url) => Assert.False(Uri.TryCreate(url, UriKind.Absolute, out _));

    [Fact]
    public async Task Refuses_this_machines_own_name_found_by_the_real_resolver()
    {
        await using var server = RawServer.Sending("");
        using var outbound = TestOutbound.Create(o => o.AllowLoopback = false, Gateway.Outbound.SystemResolver.ResolveAsync);

        var result = await FetchAsync(outbound.ForTenant(), $"https://localhost:{server.Port}/");

        Assert.Equal("host localhost has no public address", result.Failure);
        Assert.Equal(0, server.Connections);
    }

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("169.254.169.254")]
    [InlineData("8.8.8.8", "10.1.2.3")]
    [InlineData("10.1.2.3", "8.8.8.8")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("2606:4700::1", "fe80::1")]
    public async Task One_refused_address_refuses_the_host_and_is_not_named(params string[] addresses)
    {
        using var outbound = TestOutbound.Create(
            o => o.AllowLoopback = false, TestOutbound.Names(_ => Array.ConvertAll(addresses, IPAddress.Parse)));

        var result = await FetchAsync(outbound.ForTenant(), "https://two.example/");

        Assert.Equal("host two.example has no public address", result.Failure);
        Assert.True(result.IsFinal);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_reads_like_one_that_is_refused()
    {
        using var outbound = TestOutbound.Create(resolve: TestOutbound.Names(_ => []));

        var result = await FetchAsync(outbound.ForTenant(), "https://nowhere.example/");

        Assert.Equal("host nowhere.example has no public address", result.Failure);
        Assert.False(result.IsFinal);
    }

    [Fact]
    public async Task Loopback_allowed_does_not_allow_other_inner_addresses()
    {
        using var outbound = TestOutbound.Create(resolve: TestOutbound.Names(_ => [IPAddress.Parse("10.0.0.1")]));

        Assert.True((await FetchAsync(outbound.ForTenant(), "https://inner.example/")).IsFinal);
        Assert.True((await FetchAsync(outbound.ForTenant(), "http://inner.example/")).IsFinal);
    }

    [Fact]
    public async Task Loopback_allowed_does_not_allow_plain_http_to_the_world()
    {
        using var outbound = TestOutbound.Create(resolve: TestOutbound.Names(_ => [IPAddress.Parse("8.8.8.8")]));

        var result = await FetchAsync(outbound.ForTenant(), "http://public.example/");

        Assert.True(result.IsFinal);
        Assert.Equal("host public.example has no public address", result.Failure);
    }

    [Fact]
    public async Task A_name_that_turns_inward_later_is_refused_then()
    {
        await using var server = RawServer.Sending("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
        var asked = 0;
        using var outbound = TestOutbound.Create(
            resolve: TestOutbound.Names(_ => [Interlocked.Increment(ref asked) == 1 ? IPAddress.Loopback : IPAddress.Parse("10.0.0.1")]));
        var fetcher = outbound.ForTenant();

        var first = await FetchAsync(fetcher, $"http://rebind.example:{server.Port}/");
        var second = await FetchAsync(fetcher, $"http://rebind.example:{server.Port}/");

        Assert.Null(first.Failure);
        Assert.Equal("host rebind.example has no public address", second.Failure);
        Assert.Equal(2, asked);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Connects_to_the_address_that_was_judged_and_keeps_the_name_as_host()
    {
        // rebinding: whoever looks up a second time, to connect, is told an inner address
        await using var server = await StubServer.StartAsync();
        server.Map("/.well-known/did.json", """{"id":"did:web:issuer.example"}""");
        var asked = new ConcurrentQueue<string>();
        using var outbound = TestOutbound.Create(resolve: TestOutbound.Names(host =>
        {
            asked.Enqueue(host);
            return asked.Count == 1 ? [IPAddress.Loopback] : [IPAddress.Parse("10.0.0.1")];
        }));

        var result = await FetchAsync(outbound.ForTenant(), $"http://issuer.example:{server.Port}/.well-known/did.json");

        Assert.Equal("""{"id":"did:web:issuer.example"}"""u8, result.Body!.Value.Span);
        Assert.Equal(["issuer.example"], asked);
        Assert.Equal($"issuer.example:{server.Port}", Assert.Single(server.Requests).Headers["Host"]);
    }

    [Fact]
    public async Task Goes_on_to_the_next_judged_address_when_one_does_not_answer()
    {
        await using var server = await StubServer.StartAsync();
        server.Map("/did.json", "{}");
        using var outbound = TestOutbound.Create(resolve: TestOutbound.Names(_ => [IPAddress.Parse("127.0.0.2"), IPAddress.Loopback]));

        var result = await FetchAsync(outbound.ForTenant(), $"http://issuer.example:{server.Port}/did.json");

        Assert.Null(result.Failure);
    }

    private static Task<FetchResult> FetchAsync(IDocumentFetcher fetcher, string url) =>
        fetcher.FetchAsync(new Uri(url), DocumentKind.DidDocument, TestContext.Current.CancellationToken);
}
