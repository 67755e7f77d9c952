using System.ComponentModel.DataAnnotations;
using Untp.Credentials;

namespace Gateway.Outbound;

/// <summary>Section <c>Gateway:Outbound</c>: what the gateway may ask of others, and what a stranger may make it ask.</summary>
internal sealed class OutboundOptions
{
    public const string Section = "Gateway:Outbound";

    /// <summary>Permits http and https to loopback addresses: for trying out and for tests.</summary>
    public bool AllowLoopback { get; set; }

    /// <summary>From the request to the last byte of its answer, waiting for a turn and tries again included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(5);

    [Range(1024, 16 << 20)]
    public int MaxDidDocumentBytes { get; set; } = 256 << 10;

    [Range(1024, 16 << 20)]
    public int MaxStatusListBytes { get; set; } = 2 << 20;

    [Range(1024, 16 << 20)]
    public int MaxCredentialBytes { get; set; } = 1 << 20;

    /// <summary>Requests under way at once: for tenants, for strangers and for deliveries, each.</summary>
    [Range(1, 10_000)]
    public int Concurrency { get; set; } = 64;

    /// <summary>Of these, requests to one host and port.</summary>
    [Range(1, 10_000)]
    public int ConcurrencyPerHost { get; set; } = 8;

    /// <summary>How often a tenant's fetch is tried again when the fault looks passing.</summary>
    [Range(0, 10)]
    public int Retries { get; set; } = 2;

    /// <summary>How long a host that keeps failing is left alone.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "01:00:00")]
    public TimeSpan CircuitBreak { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How many hosts are remembered with their circuit, for tenants, strangers and deliveries, each.</summary>
    [Range(16, 1_000_000)]
    public int HostsRemembered { get; set; } = 1024;

    [Range(0, 1000)]
    public int StrangerFetchesPerCall { get; set; } = 4;

    /// <summary>Fetches in any 60 seconds for one IPv4 address or one IPv6 /64.</summary>
    [Range(1, 1000)]
    public int StrangerFetchesPerMinute { get; set; } = 30;

    /// <summary>How many strangers' addresses are remembered.</summary>
    [Range(16, 1_000_000)]
    public int StrangersRemembered { get; set; } = 10_000;

    /// <summary>The size limit of a kind of document.</summary>
    public int MaxBytes(DocumentKind kind) => kind switch
    {
        DocumentKind.DidDocument => MaxDidDocumentBytes,
        DocumentKind.StatusList => MaxStatusListBytes,
        _ => MaxCredentialBytes,
    };
}
