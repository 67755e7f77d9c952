using System.ComponentModel.DataAnnotations;

namespace Gateway.Hosting;

/// <summary>What one client, one tenant and all together may take of the server (<c>Gateway:Limits:*</c>).</summary>
internal sealed class LimitsOptions
{
    public const string Section = "Gateway:Limits";

    /// <summary>Bytes of a credential, and levels of JSON in it, beyond which it is refused unread.</summary>
    [Range(1024, 64 << 20)]
    public int MaxCredentialBytes { get; set; } = 1 << 20;

    /// <inheritdoc cref="MaxCredentialBytes"/>
    [Range(8, 256)]
    public int MaxDepth { get; set; } = 64;

    /// <summary>Connections open at once; more are closed unanswered.</summary>
    [Range(1, 1_000_000)]
    public int MaxConcurrentConnections { get; set; } = 4096;

    /// <summary>How long a client may take to send the head of a request.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:10")]
    public TimeSpan RequestHeadersTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an idle connection is kept.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The least bytes a second at which a body must arrive, after five seconds of grace.</summary>
    [Range(1, 1 << 20)]
    public int MinBodyBytesPerSecond { get; set; } = 1024;

    /// <summary>Requests at once on one HTTP/2 connection.</summary>
    [Range(1, 1000)]
    public int MaxStreamsPerConnection { get; set; } = 100;

    /// <summary>Requests a second of one tenant, over a longer time; twice as many at once.</summary>
    [Range(10, 1_000_000)]
    public int RequestsPerSecondPerTenant { get; set; } = 5000;

    /// <summary>Requests of one tenant in hand at once; four times as many wait.</summary>
    [Range(1, 10_000)]
    public int ConcurrentRequestsPerTenant { get; set; } = 128;

    /// <summary>Verifications for callers without a key in hand at once, all together; four times as many wait.</summary>
    [Range(1, 10_000)]
    public int ConcurrentVerifications { get; set; } = 128;
}
