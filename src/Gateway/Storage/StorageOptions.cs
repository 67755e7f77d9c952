using System.ComponentModel.DataAnnotations;

namespace Gateway.Storage;

/// <summary>Which database engine keeps the data.</summary>
internal enum StorageProvider
{
    /// <summary>A file in the data folder, for one machine.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, 15 or later, that several processes may share.</summary>
    Postgres,
}

/// <summary>Where storage keeps things, and how much it does at once.</summary>
internal sealed class StorageOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Gateway:Storage";

    /// <summary>The engine.</summary>
    public StorageProvider Provider { get; set; }

    /// <summary>Where the server is, in Npgsql's words (Host=db;Database=gateway;Username=gateway;...); for PostgreSQL only.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Writes that may wait for their commit; one more is refused.</summary>
    [Range(1, 1_000_000)]
    public int MaxQueuedWrites { get; set; } = 1024;

    /// <summary>Writes that share one commit at most, on SQLite.</summary>
    [Range(1, 10_000)]
    public int MaxWritesPerCommit { get; set; } = 256;

    /// <summary>Connections for reading.</summary>
    [Range(1, 256)]
    public int Readers { get; set; } = 8;

    /// <summary>Connections for writing, on PostgreSQL; SQLite has one writer.</summary>
    [Range(1, 256)]
    public int Writers { get; set; } = 16;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Enum.IsDefined(Provider))
        {
            yield return new ValidationResult("It must be sqlite or postgres.", [nameof(Provider)]);
        }
        else if (Provider == StorageProvider.Postgres && string.IsNullOrWhiteSpace(ConnectionString))
        {
            yield return new ValidationResult("postgres needs it.", [nameof(ConnectionString)]);
        }
        else if (Provider == StorageProvider.Sqlite && ConnectionString is not null)
        {
            yield return new ValidationResult(
                "It is for Provider=postgres; SQLite's file lies in Gateway:DataPath.", [nameof(ConnectionString)]);
        }
    }
}
