using System.Net;
using Gateway.Outbound;
using Microsoft.Extensions.Logging.Abstractions;
using Untp.Credentials;

namespace Gateway.Tests.Outbound;

[Trait("Threat", "5")]
public class ProxyTests
{
    [Fact]
    public async Task Goes_through_no_proxy_of_the_environment()
    {
        await using var proxy = await StubServer.StartAsync();
        await using var server = await StubServer.StartAsync();
        server.Map("/did.json", "{}");
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new ProxyForOneHost("proxied.example", proxy.Address);
        try
        {
            using var outbound = TestOutbound.Create();

            var result = await outbound.ForTenant().FetchAsync(
                new Uri($"http://proxied.example:{server.Port}/did.json"), DocumentKind.DidDocument, TestContext.Current.CancellationToken);

            Assert.Null(result.Failure);
            Assert.Empty(proxy.Requests);
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }
    }

    [Fact]
    public void Carries_no_credentials_of_ours()
    {
        using var handler = GuardedHandler.Create(new OutboundOptions(), TestOutbound.Loopback, NullLogger.Instance);

        Assert.Null(handler.Credentials);
        Assert.Null(handler.DefaultProxyCredentials);
        Assert.Null(handler.SslOptions.ClientCertificates);
        Assert.False(handler.UseProxy);
    }

    /// <summary>Other tests run beside this one: only a name that no other uses is sent through it.</summary>
    private sealed class ProxyForOneHost(string host, Uri proxy) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri GetProxy(Uri destination) => proxy;

        public bool IsBypassed(Uri destination) => destination.Host != host;
    }
}
