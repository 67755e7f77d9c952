using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Gateway.Storage;

/// <summary>What is SQLite's own: connections and their settings, types, how to take the write lock, what its errors mean.</summary>
internal sealed class SqliteDialect(string path)
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

    /// <summary>Begins a transaction that writes, after any other writer's.</summary>
    public const string Begin = "BEGIN IMMEDIATE";

    /// <summary>Follows a SELECT whose rows are to be updated; the one writer needs no lock on rows.</summary>
    public const string SkipLocked = "";

    /// <summary>Turns the words that stand for types in a migration into SQLite's.</summary>
    public static string Translate(string migration) => migration
        .Replace("$SEQUENCE", "INTEGER PRIMARY KEY AUTOINCREMENT", StringComparison.Ordinal)
        .Replace("$NUMBERED", "INTEGER PRIMARY KEY", StringComparison.Ordinal)
        .Replace("$BYTES", "BLOB", StringComparison.Ordinal)
        .Replace("$CLUSTERED", "WITHOUT ROWID", StringComparison.Ordinal);

    /// <summary>Whether the error says that somebody else holds the write lock.</summary>
    public static bool IsBusy(Exception exception) =>
        exception is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED };

    /// <summary>Opens the file, making it when it is not there.</summary>
    public async Task<DbConnection> OpenWriterAsync()
    {
        CreateForOwnerOnly();
        return await OpenAsync("PRAGMA journal_mode = WAL; PRAGMA cache_size = -32000;");
    }

    /// <summary>Opens the file for reading; it must be there.</summary>
    public Task<DbConnection> OpenReaderAsync() =>
        OpenAsync("PRAGMA query_only = ON; PRAGMA cache_size = -4000;", SqliteOpenMode.ReadWrite);

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
