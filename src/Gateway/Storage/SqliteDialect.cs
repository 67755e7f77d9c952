using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Gateway.Storage;

/// <summary>SQLite: one file, one writer at a time.</summary>
internal sealed class SqliteDialect(string path) : IDialect
{
    // FULL: a commit has reached the disk. The two fullfsync make macOS keep that promise too. Checkpoints come at 16 MB of log.
    private const string Settings =
        """
        PRAGMA busy_timeout = 5000;
        PRAGMA synchronous = FULL;
        PRAGMA fullfsync = ON;
        PRAGMA checkpoint_fullfsync = ON;
        PRAGMA foreign_keys = ON;
        PRAGMA temp_store = MEMORY;
        PRAGMA wal_autocheckpoint = 4000;
        """;

    private const string Queues =
        """
        (SELECT value ->> 'tenant' AS tenant_id, unhex(value ->> 'key') AS recipient_key, value ->> 'freeAt' AS free_at
        FROM json_each(@queues))
        """;

    public string Place => $"Gateway:DataPath: {path}";

    /// <summary>The write lock, which <see cref="BeginAsync"/> takes, is enough.</summary>
    public string? LockForMigration => null;

    public bool HasNumberedParameters => false;

    public bool HasPartitions => false;

    public bool HasNotices => false;

    public string Tell => throw new NotSupportedException();

    public Task ListenAsync(Action heard, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>The one writer needs no lock on rows.</summary>
    public string Translate(string sql) => sql
        .Replace("$SEQUENCE", "INTEGER PRIMARY KEY AUTOINCREMENT", StringComparison.Ordinal)
        .Replace("$NUMBERED", "INTEGER PRIMARY KEY", StringComparison.Ordinal)
        .Replace("$BYTES", "BLOB", StringComparison.Ordinal)
        .Replace("$CLUSTERED", "WITHOUT ROWID", StringComparison.Ordinal)
        .Replace("$SKIP_LOCKED", "", StringComparison.Ordinal)
        .Replace("$IN_COMMON", "", StringComparison.Ordinal)
        .Replace("$ONE_CLAIMER", "", StringComparison.Ordinal)
        .Replace("$QUEUES(@queues)", Queues, StringComparison.Ordinal)
        .Replace("$OF_EACH(", "deliveries AS own ON own.seq IN (", StringComparison.Ordinal)
        .Replace(")$", ")", StringComparison.Ordinal)
        .Replace("$AMONG_DUE", "IN (SELECT seq FROM due)", StringComparison.Ordinal)
        .Replace("$HEX(", "hex(", StringComparison.Ordinal)
        .Replace("$NUMBERS(@seqs)", "(SELECT value FROM json_each(@seqs))", StringComparison.Ordinal)
        .Replace("$TEXTS(@full)", "SELECT value FROM json_each(@full)", StringComparison.Ordinal);

    public bool Takes(Migration migration) => !migration.Name.Contains("postgres", StringComparison.Ordinal);

    /// <summary>Opens the file, making it when it is not there.</summary>
    public async Task<DbConnection> OpenWriterAsync()
    {
        CreateForOwnerOnly();
        return await OpenAsync("PRAGMA journal_mode = WAL; PRAGMA cache_size = -32000;");
    }

    /// <summary>Opens the file for reading; it must be there.</summary>
    public Task<DbConnection> OpenReaderAsync() =>
        OpenAsync("PRAGMA query_only = ON; PRAGMA cache_size = -4000;", SqliteOpenMode.ReadWrite);

    /// <summary>Begins after any other writer's transaction.</summary>
    public async Task<DbTransaction?> BeginAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync();
        return null;
    }

    public Task<string?> FindWeaknessAsync(Session session) => Task.FromResult<string?>(null);

    /// <summary>Locked by another, or the disk is full or takes nothing: nothing was acknowledged, and there may be room later.</summary>
    public bool IsBusy(Exception fault) => fault is SqliteException
    {
        SqliteErrorCode: SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED
            or SQLitePCL.raw.SQLITE_FULL or SQLitePCL.raw.SQLITE_IOERR,
    };

    /// <summary>A connection that is open reads on in a file that was taken away, and so would what it writes be lost.</summary>
    public bool IsGone() => !File.Exists(path);

    private async Task<DbConnection> OpenAsync(string more, SqliteOpenMode mode = SqliteOpenMode.ReadWriteCreate)
    {
        // After one busy_timeout the driver would try again until its own timeout has passed: that is shorter, so it does not.
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 1 };
        var connection = new SqliteConnection(settings.ToString());
        try
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = Settings + more;
            await command.ExecuteNonQueryAsync();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // SQLite gives its log the mode of the file.
    private void CreateForOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (!File.Exists(path))
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.Write,
                Share = FileShare.ReadWrite,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            File.Open(path, options).Dispose();
        }
    }
}
