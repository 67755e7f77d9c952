using System.Data.Common;
using Gateway.Hosting;
using Gateway.Storage;
using Gateway.Tests.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Benchmarks;

/// <summary>An engine with an empty database of ours, and connections past our code.</summary>
internal sealed class Engine : IAsyncDisposable
{
    private readonly Func<DbConnection> _connect;
    private readonly Func<ValueTask> _close;

    private Engine(string name, int callers, StorageOptions options, string folder, Func<DbConnection> connect, Func<ValueTask> close)
    {
        Name = name;
        Callers = callers;
        _connect = connect;
        _close = close;
        Database = new Database(
            Options.Create(new GatewayOptions { DataPath = folder }),
            Options.Create(options),
            TimeProvider.System,
            NullLogger<Database>.Instance);
    }

    public string Name { get; }

    /// <summary>How many connections at once the engine's own group commit is for.</summary>
    public int Callers { get; }

    public Database Database { get; }

    public static async Task<Engine> OpenSqliteAsync()
    {
        var folder = Directory.CreateTempSubdirectory("gateway-bench-").FullName;
        var file = Path.Combine(folder, "gateway.db");
        var engine = new Engine(
            "SQLite",
            1,
            new StorageOptions(),
            folder,
            () => new SqliteConnection($"Data Source={file};Pooling=false"),
            () =>
            {
                Directory.Delete(folder, recursive: true);
                return ValueTask.CompletedTask;
            });
        await engine.Database.MigrateAsync(default);
        return engine;
    }

    /// <summary>Null when the server's programs are absent.</summary>
    public static async Task<Engine?> OpenPostgresAsync()
    {
        if (PostgresServer.FindPrograms() is not { } programs)
        {
            Console.WriteLine("PostgreSQL's server programs are absent: not measured");
            return null;
        }

        var server = await PostgresServer.StartAsync(programs);
        var engine = new Engine(
            "PostgreSQL",
            16,
            new StorageOptions { Provider = StorageProvider.Postgres, ConnectionString = server.ConnectionString },
            Path.GetTempPath(),
            () => new NpgsqlConnection(server.ConnectionString + ";Pooling=false;Max Auto Prepare=50;Auto Prepare Min Usages=2"),
            server.DisposeAsync);
        await engine.Database.MigrateAsync(default);
        return engine;
    }

    public async Task<DbConnection> ConnectAsync()
    {
        var connection = _connect();
        await connection.OpenAsync();
        if (connection is SqliteConnection)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -32000";
            await command.ExecuteNonQueryAsync();
        }

        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await _close();
    }
}
