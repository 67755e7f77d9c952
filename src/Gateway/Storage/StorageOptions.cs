using System.ComponentModel.DataAnnotations;

namespace Gateway.Storage;

/// <summary>How much storage does at once.</summary>
internal sealed class StorageOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Gateway:Storage";

    /// <summary>Writes that may wait for their commit; one more is refused.</summary>
    [Range(1, 1_000_000)]
    public int MaxQueuedWrites { get; set; } = 1024;

    /// <summary>Writes that share one commit at most.</summary>
    [Range(1, 10_000)]
    public int MaxWritesPerCommit { get; set; } = 256;

    /// <summary>Connections for reading.</summary>
    [Range(1, 256)]
    public int Readers { get; set; } = 8;
}
