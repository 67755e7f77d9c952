using System.ComponentModel.DataAnnotations;
using Untp.Credentials.Chains;

namespace Gateway.Auditing;

/// <summary>What one audit may cost (<c>Gateway:Auditing:*</c>); a request may ask for less, never for more.</summary>
internal sealed class AuditingOptions
{
    public const string Section = "Gateway:Auditing";

    /// <summary>Whether a request may have links, services of DID documents and link sets followed to other hosts.</summary>
    public bool AllowRemote { get; set; } = true;

    /// <summary>Bytes of a request, with the credentials that come with it.</summary>
    [Range(1024, 256 << 20)]
    public int MaxRequestBytes { get; set; } = 16 << 20;

    /// <summary>Credentials that may come with a request.</summary>
    [Range(1, 100_000)]
    public int MaxRequestCredentials { get; set; } = 1000;

    /// <summary>Steps from the start.</summary>
    [Range(0, 1000)]
    public int MaxDepth { get; set; } = 32;

    /// <summary>Credentials that are read and verified.</summary>
    [Range(1, 1_000_000)]
    public int MaxCredentials { get; set; } = 20_000;

    /// <summary>Documents fetched from other hosts.</summary>
    [Range(0, 100_000)]
    public int MaxFetches { get; set; } = 500;

    /// <summary>Bytes of these together.</summary>
    [Range(0, 1L << 40)]
    public long MaxFetchedBytes { get; set; } = 64L << 20;

    /// <summary>For finding and verifying; then the rules judge what is known.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan MaxTime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Audits in hand at once; four times as many wait.</summary>
    [Range(1, 1000)]
    public int Concurrency { get; set; } = 4;

    /// <summary>Of these, for one tenant.</summary>
    [Range(1, 1000)]
    public int ConcurrencyPerTenant { get; set; } = 2;

    /// <summary>Credentials whose results are remembered for the next audit.</summary>
    [Range(1, 10_000_000)]
    public int RememberedCredentials { get; set; } = 25_000;

    /// <summary>About how many bytes these may take.</summary>
    [Range(1L << 20, 1L << 40)]
    public long RememberedBytes { get; set; } = 256L << 20;

    /// <summary>The budgets of an audit of that depth.</summary>
    /// <param name="depth">The depth asked for; null for the largest.</param>
    public ChainBudgets Budgets(int? depth) => new()
    {
        MaxDepth = Math.Min(depth ?? MaxDepth, MaxDepth),
        MaxCredentials = MaxCredentials,
        MaxFetches = MaxFetches,
        MaxFetchedBytes = MaxFetchedBytes,
        MaxTime = MaxTime,
    };
}
