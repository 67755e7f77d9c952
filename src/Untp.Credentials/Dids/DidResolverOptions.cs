using System.ComponentModel.DataAnnotations;

namespace Untp.Credentials.Dids;

/// <summary>What <see cref="DidResolver"/> keeps, and for how long.</summary>
public sealed class DidResolverOptions
{
    /// <summary>How long a document is used after it was fetched: a key that was rotated out is refused after this; 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a failure is remembered before it is tried again; 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan NegativeLifetime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many documents are kept: so many fetched ones and as many derived from their DIDs; 10,000.</summary>
    [Range(1, 10_000_000)]
    public int MaxEntries { get; init; } = 10_000;

    /// <summary>About how many bytes the documents kept may hold, of each of the two; 32 MiB.</summary>
    [Range(1L << 20, 1L << 40)]
    public long MaxCacheBytes { get; init; } = 32L << 20;

    /// <summary>Whether <c>did:web:127.0.0.1%3APORT</c> and <c>did:web:localhost%3APORT</c> are read, over http; for tests. Off.</summary>
    public bool AllowLoopback { get; set; }
}
