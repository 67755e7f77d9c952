using System.ComponentModel.DataAnnotations;

namespace Gateway.Credentials;

/// <summary>How credentials are received, kept and served (<c>Gateway:Credentials:*</c>).</summary>
internal sealed class CredentialsOptions
{
    public const string Section = "Gateway:Credentials";

    /// <summary>Recipients that one request may name.</summary>
    [Range(0, 10_000)]
    public int MaxRecipients { get; set; } = 100;

    /// <summary>Products, facilities and types by which one credential may be found; one with more is refused.</summary>
    [Range(1, 100_000)]
    public int MaxIndexed { get; set; } = 2000;

    /// <summary>The largest page of a list.</summary>
    [Range(1, 1000)]
    public int MaxPageSize { get; set; } = 100;

    /// <summary>Bytes of public credentials kept in memory.</summary>
    [Range(0, 4L << 30)]
    public long PublicCacheBytes { get; set; } = 32 << 20;

    /// <summary>How long a verification for somebody unknown may take, and before it the body to arrive.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan StrangerTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the status of what is held is looked at again.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan StatusLookEvery { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How many of them are looked at before the database is asked for the next.</summary>
    [Range(1, 10_000)]
    public int StatusLookBatch { get; set; } = 100;

    /// <summary>Whether verification is by profile <c>w3c</c> unless the caller says; follows <c>Gateway:Issuing:Profile</c>.</summary>
    internal bool IsForSuites { get; set; }
}
