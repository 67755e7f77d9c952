using System.Diagnostics;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Outbound;

/// <summary>Sets up <see cref="SocketsHttpHandler"/> so that nothing but the guarded connector decides where bytes go.</summary>
internal static class GuardedHandler
{
    private const int MaxHeaderKib = 16;

    public static SocketsHttpHandler Create(OutboundOptions options, ResolveHost resolve, ILogger logger) => new()
    {
        ConnectCallback = new GuardedConnector(resolve, options, logger).ConnectAsync,
        ConnectTimeout = options.TimeLimit,
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        Credentials = null,
        PreAuthenticate = false,
        AutomaticDecompression = DecompressionMethods.None,
        MaxConnectionsPerServer = options.ConcurrencyPerHost,
        MaxResponseHeadersLength = MaxHeaderKib,
        MaxResponseDrainSize = 0, // an answer that is not read to its end is not read on to save a connection
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),

        // our trace ids are nobody else's business
        ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
        SslOptions =
        {
            // a certificate may name a URL for its issuer's certificate, which the platform would fetch past every guard
            CertificateChainPolicy = new X509ChainPolicy
            {
                DisableCertificateDownloads = true,
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    };
}
