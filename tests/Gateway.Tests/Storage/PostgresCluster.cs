using Gateway.Hosting;
using Gateway.Storage;
using Gateway.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresCluster))]

namespace Gateway.Tests.Storage;

/// <summary>
/// The server of this run of the tests, started by the first that needs it; each test has a schema of its own. Where the server's
/// programs are absent such tests are skipped, and fail under CI=true.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> _server = new(StartAsync);
    private int _schemas;

    /// <summary>The connection string of a schema that nobody else has; its name is that of the connections too.</summary>
    internal async Task<string> AddSchemaAsync()
    {
        var server = (await _server.Value).ConnectionString;
        var schema = $"test_{Interlocked.Increment(ref _schemas)}";
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"CREATE SCHEMA {schema}", connection);
        await create.ExecuteNonQueryAsync();
        return $"{server};Search Path={schema};Application Name={schema}";
    }

    /// <summary>What a process opens.</summary>
    internal static Database Open(string connectionString, Action<StorageOptions>? configure = null, Action<string>? onPrepare = null)
    {
        var options = new StorageOptions { Provider = StorageProvider.Postgres, ConnectionString = connectionString };
        configure?.Invoke(options);
        return new Database(
            Options.Create(new GatewayOptions()), Options.Create(options), TimeProvider.System, NullLogger<Database>.Instance)
        {
            OnPrepare = onPrepare,
        };
    }

    internal async Task<TestStores> OpenStoresAsync()
    {
        var database = await OpenDatabaseAsync();
        return TestStores.Over(database, database.DisposeAsync);
    }

    /// <summary>A new and empty database, its tables made.</summary>
    internal async Task<Database> OpenDatabaseAsync()
    {
        var database = Open(await AddSchemaAsync());
        await database.MigrateAsync(CancellationToken.None);
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } server })
        {
            await (await server).DisposeAsync();
        }
    }

    /// <summary>A server for one test alone.</summary>
    internal static Task<PostgresServer> StartAsync()
    {
        var programs = PostgresServer.FindPrograms();
        if (programs is null && Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail("PostgreSQL's server programs are absent: install postgresql");
        }

        Assert.SkipWhen(programs is null, "PostgreSQL's server programs are absent (GATEWAY_POSTGRES)");
        return PostgresServer.StartAsync(programs!);
    }
}
