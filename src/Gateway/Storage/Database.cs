using System.Data.Common;
using Gateway.Hosting;
using Microsoft.Extensions.Options;

namespace Gateway.Storage;

/// <summary>
/// The gateway's database: <c>gateway.db</c> in the data folder. Reads see what is committed; writes are committed in groups.
/// </summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly SqliteDialect _dialect;
    private readonly TimeProvider _time;
    private readonly ILogger<Database> _logger;
    private readonly WriteQueue _writes;
    private readonly ReadPool _reads;

    public Database(
        IOptions<GatewayOptions> gateway, IOptions<StorageOptions> storage, TimeProvider time, ILogger<Database> logger)
    {
        FilePath = Path.GetFullPath(Path.Combine(gateway.Value.DataPath, "gateway.db"));
        _dialect = new SqliteDialect(FilePath);
        _time = time;
        _logger = logger;
        _writes = new WriteQueue(OpenWriterAsync, storage.Value.MaxQueuedWrites, storage.Value.MaxWritesPerCommit);
        _reads = new ReadPool(OpenReaderAsync, storage.Value.Readers);
    }

    /// <summary>The file.</summary>
    public string FilePath { get; }

    /// <summary>Told every statement when it is first prepared; for tests of query plans.</summary>
    public Action<string>? OnPrepare { get; init; }

    /// <summary>Makes the database or brings it up to this program's version; to be called before anything else is.</summary>
    /// <exception cref="IOException">The file cannot be made, opened or written to.</exception>
    /// <exception cref="DatabaseVersionException">The database was made by a newer or another version of the program.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await using var session = await OpenWriterAsync();
            foreach (var migration in await Migrator.RunAsync(session, Migrator.Embedded, _time.GetUtcNow()))
            {
                Log.MigrationApplied(_logger, migration.Name);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or DbException)
        {
            throw new IOException($"Gateway:DataPath: {FilePath} cannot be used: {fault.Message}", fault);
        }
    }

    /// <summary>Runs queries on a connection that cannot write.</summary>
    public Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellationToken) =>
        _reads.ReadAsync(read, cancellationToken);

    /// <summary>Runs statements in a transaction; completes after its commit.</summary>
    /// <exception cref="StorageBusyException">More is waiting to be written than is allowed to.</exception>
    public Task<T> WriteAsync<T>(Func<Session, Task<T>> write, CancellationToken cancellationToken) =>
        _writes.WriteAsync(write, cancellationToken);

    /// <summary>Commits what is waiting and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await _reads.DisposeAsync();
        await _writes.DisposeAsync();
    }

    private async Task<Session> OpenWriterAsync() => new(await _dialect.OpenWriterAsync(), OnPrepare);

    private async Task<Session> OpenReaderAsync() => new(await _dialect.OpenReaderAsync(), OnPrepare);
}
