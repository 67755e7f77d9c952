using Gateway.Hosting;
using Gateway.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Gateway.Tests.Storage;

/// <summary>A folder for a database, gone with the test.</summary>
internal sealed class SqliteFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("gateway-storage-").FullName;

    public string DataPath => Path.Combine(_root, "data");

    public string DatabasePath => Path.Combine(DataPath, "gateway.db");

    /// <summary>Another folder with what a crash at this moment would leave.</summary>
    public async Task<SqliteFolder> CrashAsync()
    {
        // A reader keeps checkpoints from throwing away the log between the two copies; all that changes is in the log.
        await using var reader = await ConnectAsync();
        await using var command = reader.CreateCommand();
        command.CommandText = "BEGIN; SELECT COUNT(*) FROM tenants";
        await command.ExecuteScalarAsync();
        var copy = new SqliteFolder();
        Directory.CreateDirectory(copy.DataPath);
        foreach (var file in new[] { "gateway.db", "gateway.db-wal" })
        {
            File.Copy(Path.Combine(DataPath, file), Path.Combine(copy.DataPath, file));
        }

        return copy;
    }

    public Database Open(Action<StorageOptions>? configure = null, Action<string>? onPrepare = null)
    {
        var options = new StorageOptions();
        configure?.Invoke(options);
        return new Database(
            Options.Create(new GatewayOptions { DataPath = DataPath }),
            Options.Create(options),
            TimeProvider.System,
            NullLogger<Database>.Instance)
        {
            OnPrepare = onPrepare,
        };
    }

    public async Task<Database> OpenMigratedAsync(Action<StorageOptions>? configure = null, Action<string>? onPrepare = null)
    {
        var database = Open(configure, onPrepare);
        await database.MigrateAsync(CancellationToken.None);
        return database;
    }

    /// <summary>A connection past all the code under test.</summary>
    public async Task<SqliteConnection> ConnectAsync()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = DatabasePath, Pooling = false }.ToString());
        await connection.OpenAsync();
        return connection;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    public static TestStores Stores(SqliteFolder folder, Database database) => TestStores.Over(
        database,
        async () =>
        {
            await database.DisposeAsync();
            folder.Dispose();
        });

    public static async Task<TestStores> OpenStoresAsync()
    {
        var folder = new SqliteFolder();
        return Stores(folder, await folder.OpenMigratedAsync());
    }
}
