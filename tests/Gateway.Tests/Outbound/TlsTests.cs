using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Gateway.Outbound;
using Microsoft.Extensions.Logging.Abstractions;
using Untp.Credentials;

namespace Gateway.Tests.Outbound;

[Trait("Threat", "5")]
public sealed class TlsTests : IDisposable
{
    private const string NotSecure = "no secure connection to host issuer.example: its certificate or its TLS does not hold";
    private readonly TestCertificates _certificates = new();

    [Fact]
    public async Task Takes_a_certificate_for_it()
    {
        using var certificate = _certificates.Issue("issuer.example");
        await using var server = await StubServer.StartAsync(certificate);
        server.Map("/did.json", "{}");

        var result = await FetchAsync(server.Port);

        Assert.Null(result.Failure);
        Assert.Equal($"issuer.example:{server.Port}", Assert.Single(server.Requests).Headers["Host"]);
    }

    [Theory]
    [InlineData("other.example", 30)]
    [InlineData("issuer.example", 1)]
    public async Task Refuses_a_certificate_for_another_name_or_out_of_date(string name, int days)
    {
        using var certificate = _certificates.Issue(name, days);
        await using var server = await StubServer.StartAsync(certificate);

        Assert.Equal(NotSecure, (await FetchAsync(server.Port)).Failure);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Refuses_a_certificate_of_nobody_trusted_though_loopback_is_allowed()
    {
        using var certificate = _certificates.Issue("issuer.example");
        await using var server = await StubServer.StartAsync(certificate);
        using var outbound = TestOutbound.Create();

        var result = await outbound.ForTenant().FetchAsync(
            Url(server.Port), DocumentKind.DidDocument, TestContext.Current.CancellationToken);

        Assert.Equal(NotSecure, result.Failure);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Names_the_host_in_the_handshake()
    {
        using var certificate = _certificates.Issue("issuer.example");
        await using var server = new TlsListener(SslStreamCertificateContext.Create(certificate, null, offline: true));

        await FetchAsync(server.Port);

        Assert.Equal("issuer.example", server.Named);
    }

    [Fact]
    public async Task Fetches_nothing_that_a_certificate_names()
    {
        // a way round every guard: the platform likes to fetch a missing issuer's certificate from wherever the certificate says
        await using var bait = await StubServer.StartAsync();
        using var unknown = new TestCertificates("CN=Unknown issuer");
        using var certificate = unknown.Issue("issuer.example", issuerUrl: bait.Url("/issuer.cer"));
        var context = SslStreamCertificateContext.Create(certificate, null, offline: true);
        await using var server = new TlsListener(context);

        var result = await FetchAsync(server.Port);

        Assert.Equal(NotSecure, result.Failure);
        Assert.Equal("issuer.example", server.Named);
        Assert.Empty(bait.Requests);
    }

    public void Dispose() => _certificates.Dispose();

    private static Uri Url(int port) => new($"https://issuer.example:{port}/did.json");

    private async Task<FetchResult> FetchAsync(int port)
    {
        var options = new OutboundOptions { AllowLoopback = true };
        var handler = GuardedHandler.Create(options, TestOutbound.Loopback, NullLogger.Instance);
        handler.SslOptions.CertificateChainPolicy!.TrustMode = X509ChainTrustMode.CustomRootTrust;
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(_certificates.Root);
        using var lane = new Lane(new LaneOptions("test", 0), options, handler, TimeProvider.System, NullLogger.Instance);
        return await new DocumentFetcher(lane, options)
            .FetchAsync(Url(port), DocumentKind.DidDocument, TestContext.Current.CancellationToken);
    }
}
