using System.Net;
using Microsoft.AspNetCore.Http;
using Untp.Credentials;

namespace Gateway.Tests.Outbound;

public class DocumentFetchTests
{
    [Fact]
    public async Task Gets_the_bytes_and_the_media_type_in_lower_case_without_parameters()
    {
        await using var server = await StubServer.StartAsync();
        server.Map("/did.json", "{}", "Application/DID+json; charset=utf-8");
        using var outbound = TestOutbound.Create();

        var result = await FetchAsync(outbound.ForTenant(), server.Url("/did.json"));

        Assert.Equal("{}"u8, result.Body!.Value.Span);
        Assert.Equal("application/did+json", result.ContentType);
        Assert.Null(result.Failure);
    }

    [Theory]
    [InlineData(DocumentKind.DidDocument, "application/did,")]
    [InlineData(DocumentKind.StatusList, "application/vc+jwt,")]
    [InlineData(DocumentKind.Credential, "application/vc+jwt,")]
    public async Task Sends_nothing_about_us_but_a_name(DocumentKind kind, string accept)
    {
        await using var server = await StubServer.StartAsync();
        using var outbound = TestOutbound.Create();
        using var activity = new System.Diagnostics.Activity("a trace of ours").Start();

        await outbound.ForTenant().FetchAsync(server.Url("/x"), kind, TestContext.Current.CancellationToken);

        var request = Assert.Single(server.Requests);
        Assert.StartsWith(accept, request.Headers["Accept"]);
        Assert.Equal("untp-gateway", request.Headers["User-Agent"]);
        Assert.Equal(["Accept", "Host", "User-Agent"], request.Headers.Keys.Order());
    }

    [Fact]
    public async Task Keeps_no_cookies()
    {
        await using var server = await StubServer.StartAsync();
        server.Map("/set", context =>
        {
            context.Response.Headers.SetCookie = "a=b; Path=/";
            return Task.CompletedTask;
        });
        using var outbound = TestOutbound.Create();

        await FetchAsync(outbound.ForTenant(), server.Url("/set"));
        await FetchAsync(outbound.ForTenant(), server.Url("/set"));

        Assert.All(server.Requests, request => Assert.DoesNotContain("Cookie", request.Headers.Keys));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    [Trait("Threat", "5")]
    public async Task Follows_no_redirect(int status)
    {
        await using var server = await StubServer.StartAsync();
        server.Map("/secret", "secret").Map("/did.json", context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = server.Url("/secret").AbsoluteUri;
            return Task.CompletedTask;
        });
        using var outbound = TestOutbound.Create(o => o.Retries = 1);

        var result = await FetchAsync(outbound.ForTenant(), server.Url("/did.json"));

        Assert.Equal($"host 127.0.0.1 answered {status}, and redirects are not followed", result.Failure);
        Assert.True(result.IsFinal);
        Assert.Equal("/did.json", Assert.Single(server.Requests).Target);
    }

    [Theory]
    [InlineData(204, false)]
    [InlineData(206, false)]
    [InlineData(400, true)]
    [InlineData(401, true)]
    [InlineData(404, true)]
    [InlineData(410, true)]
    [InlineData(408, false)]
    [InlineData(429, false)]
    [InlineData(500, false)]
    [InlineData(503, false)]
    public async Task Takes_200_and_no_other_status(int status, bool isFinal)
    {
        await using var server = await StubServer.StartAsync();
        server.Map("/did.json", status);
        using var outbound = TestOutbound.Create();

        var result = await FetchAsync(outbound.ForTenant(), server.Url("/did.json"));

        Assert.Equal((null, $"host 127.0.0.1 answered {status}", isFinal), (result.Body, result.Failure, result.IsFinal));
    }

    [Theory]
    [InlineData(DocumentKind.DidDocument, 256 << 10)]
    [InlineData(DocumentKind.Credential, 1 << 20)]
    [InlineData(DocumentKind.StatusList, 2 << 20)]
    [Trait("Threat", "5")]
    public async Task Takes_documents_up_to_the_limit_of_their_kind(DocumentKind kind, int limit)
    {
        await using var server = await StubServer.StartAsync();
        server.Map("/most", context => context.Response.Body.WriteAsync(new byte[limit]).AsTask());
        server.Map("/more", context => context.Response.Body.WriteAsync(new byte[limit + 1]).AsTask());
        server.Map("/claims", context =>
        {
            context.Response.ContentLength = limit + 1;
            return context.Response.Body.WriteAsync(new byte[limit + 1]).AsTask();
        });
        using var outbound = TestOutbound.Create();
        var fetcher = outbound.ForTenant();

        var most = await fetcher.FetchAsync(server.Url("/most"), kind, TestContext.Current.CancellationToken);
        Assert.Equal(limit, most.Body!.Value.Length);

        foreach (var path in new[] { "/more", "/claims" })
        {
            var more = await fetcher.FetchAsync(server.Url(path), kind, TestContext.Current.CancellationToken);
            Assert.Equal($"host 127.0.0.1 sent a document longer than {limit} bytes", more.Failure);
            Assert.True(more.IsFinal);
        }
    }

    [Fact]
    public async Task Unpacks_nothing()
    {
        await using var server = await StubServer.StartAsync();
        server.Map("/bomb", context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return context.Response.Body.WriteAsync(new byte[100]).AsTask();
        });
        using var outbound = TestOutbound.Create();

        var result = await FetchAsync(outbound.ForTenant(), server.Url("/bomb"));

        Assert.Equal("host 127.0.0.1 sent an encoded document, which was not asked for", result.Failure);
    }

    [Fact]
    public async Task A_caller_who_leaves_is_told_so_and_a_host_that_is_slow_is_not_blamed()
    {
        await using var server = await StubServer.StartAsync();
        server.Map("/slow", context => Task.Delay(Timeout.Infinite, context.RequestAborted)).Map("/did.json", "{}");
        using var outbound = TestOutbound.Create();
        var fetcher = outbound.ForTenant();

        for (var i = 0; i < 10; i++)
        {
            using var leaves = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => fetcher.FetchAsync(server.Url("/slow"), DocumentKind.DidDocument, leaves.Token));
        }

        Assert.Null((await FetchAsync(fetcher, server.Url("/did.json"))).Failure);
    }

    [Fact]
    public async Task A_tenants_fetch_is_tried_again_when_the_fault_looks_passing()
    {
        await using var server = await StubServer.StartAsync();
        var asked = 0;
        server.Map("/did.json", context =>
        {
            context.Response.StatusCode = Interlocked.Increment(ref asked) < 3 ? 503 : 200;
            return Task.CompletedTask;
        });
        using var outbound = TestOutbound.Create(o => o.Retries = 2);

        var result = await FetchAsync(outbound.ForTenant(), server.Url("/did.json"));

        Assert.NotNull(result.Body);
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task A_strangers_fetch_is_not_tried_again()
    {
        await using var server = await StubServer.StartAsync();
        server.Map("/did.json", 503);
        using var outbound = TestOutbound.Create(o => o.Retries = 2);

        await FetchAsync(outbound.ForStranger(IPAddress.Loopback), server.Url("/did.json"));

        Assert.Single(server.Requests);
    }

    private static Task<FetchResult> FetchAsync(IDocumentFetcher fetcher, Uri uri) =>
        fetcher.FetchAsync(uri, DocumentKind.DidDocument, TestContext.Current.CancellationToken);
}
