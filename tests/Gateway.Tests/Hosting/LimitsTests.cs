using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.Credentials;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using static Gateway.Tests.Credentials.CredentialsFixture;

namespace Gateway.Tests.Hosting;

[Trait("Threat", "26")]
public sealed class LimitsTests
{
    private const string Product = "https://id.example/1";

    [Fact]
    public async Task The_server_is_given_bounded_limits()
    {
        await using var gateway = await TestGateway.StartAsync();
        var kestrel = gateway.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value;
        Assert.InRange(kestrel.Limits.RequestHeadersTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        Assert.InRange(kestrel.Limits.MaxConcurrentConnections ?? long.MaxValue, 1, 100_000);
        Assert.InRange(kestrel.Limits.MaxRequestBodySize ?? long.MaxValue, 1 << 20, (1 << 20) + (64 << 10));
        Assert.InRange(kestrel.Limits.MinRequestBodyDataRate!.BytesPerSecond, 100, 1 << 20);
        Assert.InRange(kestrel.Limits.Http2.MaxStreamsPerConnection, 1, 100);
        Assert.False(kestrel.AddServerHeader);
    }

    [Fact]
    public async Task A_client_that_is_slow_with_its_head_is_let_go()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["Gateway:Limits:RequestHeadersTimeout"] = "00:00:01" });
        var answer = await RawHttp.SendAsync(gateway.Address, "GET /health/live HTTP/1.1\r\nHost: x\r\nX-Slow: ", 5);
        Assert.True(answer.Length == 0 || RawHttp.StatusOf(answer) == 408, answer);
    }

    [Fact]
    public async Task More_connections_than_allowed_are_closed()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["Gateway:Limits:MaxConcurrentConnections"] = "1" });
        var first = RawHttp.SendAsync(gateway.Address, "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n", 5);
        await Task.Delay(300);
        Assert.Equal("", await RawHttp.SendAsync(gateway.Address, "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"));
        Assert.Equal(200, RawHttp.StatusOf(await first));
    }

    [Fact]
    public async Task A_tenant_that_asks_too_often_gets_429_and_others_go_on()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["Gateway:Limits:RequestsPerSecondPerTenant"] = "10" });
        var other = gateway.Client(await gateway.AddTenantAsync("other"));
        var client = gateway.Client(TestGateway.Key);
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 60; i++)
        {
            using var response = await client.GetAsync("/credentials");
            statuses.Add(response.StatusCode);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                await response.IsProblemAsync(HttpStatusCode.TooManyRequests, "too-many-requests");
                Assert.NotNull(response.Headers.RetryAfter);
            }
        }

        using var others = await other.GetAsync("/credentials");
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (statuses[0], others.StatusCode));
    }

    [Fact]
    public async Task Strangers_who_take_every_place_get_503_and_tenants_go_on()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["Gateway:Limits:ConcurrentVerifications"] = "1" });
        var issuer = TestIssuer.OfHost("slow.example", new FakeOutbound());
        var held = new TaskCompletionSource();
        gateway.Outbound.BeforeFetch = _ => held.Task;
        var slow = new JsonObject { ["verifiableCredential"] = Enveloped(await issuer.SignPassportAsync(Product)) };

        var waiting = Enumerable.Range(0, 5).Select(_ => VerifyAsync(gateway.Client(), slow)).ToList();
        HttpResponseMessage refused;
        do
        {
            refused = await Task.WhenAny(waiting.Append(VerifyAsync(gateway.Client(), slow))).Unwrap();
        }
        while (refused.StatusCode != HttpStatusCode.ServiceUnavailable);
        await refused.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "busy");
        Assert.NotNull(refused.Headers.RetryAfter);

        var fast = new JsonObject { ["verifiableCredential"] = Enveloped(await TestIssuer.WithKey().SignPassportAsync(Product)) };
        using var tenants = await VerifyAsync(gateway.Client(TestGateway.Key), fast);
        Assert.Equal(HttpStatusCode.OK, tenants.StatusCode);
        held.SetResult();
        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task A_stranger_who_sends_slowly_takes_nobodys_place_and_is_let_go()
    {
        await using var gateway = await TestGateway.StartAsync(
            new() { ["Gateway:Limits:ConcurrentVerifications"] = "1", ["Gateway:Credentials:StrangerTimeout"] = "00:00:05" });
        var head = "POST /credentials/check HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99999\r\n\r\n{";
        var slow = Enumerable.Range(0, 8).Select(_ => RawHttp.SendAsync(gateway.Address, head, 15)).ToList();
        await Task.Delay(300);
        using var others = await gateway.Client().PostAsync("/credentials/check", TestIssuer.Body("{}"u8.ToArray(), "application/json"))
            .WaitAsync(TimeSpan.FromSeconds(4.5));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, others.StatusCode);
        Assert.All(await Task.WhenAll(slow), answer => Assert.Equal(408, RawHttp.StatusOf(answer)));
    }

    [Theory]
    [InlineData(false, 200_000, false)]
    [InlineData(false, 100, true)]
    [InlineData(true, 200_000, true)]
    public async Task What_a_stranger_sends_is_worked_on_apart_when_it_is_large(bool hasKey, int length, bool isOnPool)
    {
        await using var gateway = await TestGateway.StartAsync();
        var issuer = TestIssuer.OfHost("maker.example", gateway.Outbound);
        var wasOnPool = new TaskCompletionSource<bool>();
        gateway.Outbound.BeforeFetch = _ =>
        {
            wasOnPool.TrySetResult(Thread.CurrentThread.IsThreadPoolThread);
            return Task.CompletedTask;
        };
        var passport = issuer.Passport(Product);
        passport["credentialSubject"]!["description"] = new string('x', length);
        using var verified = await VerifyAsync(
            gateway.Client(hasKey ? TestGateway.Key : null),
            new JsonObject { ["verifiableCredential"] = Enveloped(await issuer.SignAsync(passport)) });
        Assert.Equal((HttpStatusCode.OK, isOnPool), (verified.StatusCode, await wasOnPool.Task));
    }

    [Fact]
    public async Task A_credential_may_be_as_large_as_the_option_says_and_no_larger()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["Gateway:Limits:MaxCredentialBytes"] = "2048" });
        using var response = await PostAsync(gateway.Client(TestGateway.Key), new byte[2049]);
        await response.IsProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }
}
