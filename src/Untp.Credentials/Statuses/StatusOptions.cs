using System.ComponentModel.DataAnnotations;

namespace Untp.Credentials.Statuses;

/// <summary>How large a status list may be, and how long one is kept.</summary>
public sealed class StatusOptions
{
    /// <summary>How long a list is used, unless its ttl or its end is sooner: a revocation is seen after this; 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a failure is remembered before it is tried again; 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan NegativeLifetime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many lists are kept; 10,000.</summary>
    [Range(1, 10_000_000)]
    public int MaxEntries { get; init; } = 10_000;

    /// <summary>About how many bytes the lists kept may hold together; 64 MiB.</summary>
    [Range(1L << 20, 1L << 40)]
    public long MaxCacheBytes { get; init; } = 64L << 20;

    /// <summary>The largest list credential that is read, in bytes; 2 MiB.</summary>
    [Range(1 << 10, 1 << 30)]
    public int MaxCredentialBytes { get; init; } = 2 << 20;

    /// <summary>The largest list that is expanded, in bytes of eight entries; 1 MiB, which is 8,388,608 entries.</summary>
    [Range(BitstringStatusList.MinBytes, 1 << 28)]
    public int MaxListBytes { get; init; } = 1 << 20;

    /// <summary>Whether lists on 127.0.0.1 and localhost may be fetched over http; for tests. Off.</summary>
    public bool AllowLoopback { get; set; }
}
