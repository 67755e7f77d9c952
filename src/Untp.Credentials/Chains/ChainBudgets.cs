using System.ComponentModel.DataAnnotations;

namespace Untp.Credentials.Chains;

/// <summary>How much one audit may look at. What is over is told in a finding of <see cref="ChainRuleNames.Discovery"/>.</summary>
public sealed record ChainBudgets
{
    /// <summary>Steps from the start along links and identifiers; 32.</summary>
    [Range(0, 1000)]
    public int MaxDepth { get; init; } = 32;

    /// <summary>Credentials that are read and verified; 20,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxCredentials { get; init; } = 20_000;

    /// <summary>Documents fetched from other hosts, DID documents and status lists included; 500.</summary>
    [Range(0, 100_000)]
    public int MaxFetches { get; init; } = 500;

    /// <summary>Bytes fetched from other hosts, together; 64 MiB. How long one may be, the fetcher decides.</summary>
    [Range(0, 1L << 40)]
    public long MaxFetchedBytes { get; init; } = 64L << 20;

    /// <summary>How long discovery and verification may take; then the rules judge what is known. One minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Credentials worked on at once; 0, as many as there are processors.</summary>
    [Range(0, 1024)]
    public int MaxParallel { get; init; }
}
