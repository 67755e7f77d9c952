using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Gateway.Hosting;

/// <summary>The web server's limits: no client keeps a connection busy by being slow, or memory by being large.</summary>
internal static class Server
{
    private const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Room around a credential in a body: the rest of a VC-API request, and the base64url of a token inside JSON.</summary>
    public const int BodySlack = 64 << 10;

    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(5);

    public static void AddServer(this WebApplicationBuilder builder)
    {
        if (!IsAddressSet(builder.Configuration))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, ConnectionBuffers>();
        builder.Services.AddSettings<LimitsOptions>(LimitsOptions.Section);
        builder.Services.AddOptions<KestrelServerOptions>()
            .Configure<IOptions<LimitsOptions>>((kestrel, limits) => Apply(kestrel, limits.Value));
    }

    private static bool IsAddressSet(ConfigurationManager configuration) =>
        configuration["urls"] is not null
        || configuration["http_ports"] is not null
        || configuration["https_ports"] is not null
        || configuration.GetSection("Kestrel:Endpoints").Exists();

    private static void Apply(KestrelServerOptions kestrel, LimitsOptions limits)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = limits.MaxCredentialBytes + BodySlack;
        kestrel.Limits.MaxConcurrentConnections = limits.MaxConcurrentConnections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = 0;
        kestrel.Limits.RequestHeadersTimeout = limits.RequestHeadersTimeout;
        kestrel.Limits.KeepAliveTimeout = limits.KeepAliveTimeout;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(limits.MinBodyBytesPerSecond, s_grace);
        kestrel.Limits.MinResponseDataRate = new MinDataRate(limits.MinBodyBytesPerSecond, s_grace);
        kestrel.Limits.Http2.MaxStreamsPerConnection = limits.MaxStreamsPerConnection;
        kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
    }
}
