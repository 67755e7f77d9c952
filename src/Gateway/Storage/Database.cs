using System.Data.Common;
using Gateway.Forwarding;
using Gateway.Hosting;
using Microsoft.Extensions.Options;

namespace Gateway.Storage;

/// <summary>The gateway's database. Reads see what is committed; writes are answered after their commit.</summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly IDialect _dialect;
    private readonly IReadOnlyList<Migration> _migrations;
    private readonly TimeProvider _time;
    private readonly ILogger<Database> _logger;
    private readonly IWriter _writes;
    private readonly SessionPool _reads;

    public Database(
        IOptions<GatewayOptions> gateway, IOptions<StorageOptions> storage, TimeProvider time, ILogger<Database> logger)
    {
        var options = storage.Value;
        _dialect = options.Provider == StorageProvider.Postgres
            ? new PostgresDialect(options.ConnectionString!)
            : new SqliteDialect(Path.GetFullPath(Path.Combine(gateway.Value.DataPath, "gateway.db")));
        _migrations = [.. Migrator.Embedded.Where(_dialect.Takes)];
        _time = time;
        NewDeliveries = new DeliverySignal(time);
        (HasManyWriters, MaxQueuedWrites) = (options.Provider == StorageProvider.Postgres, options.MaxQueuedWrites);
        _logger = logger;
        _writes = options.Provider == StorageProvider.Postgres
            ? new DirectWrites(_dialect, OpenWriterAsync, options.Writers, options.MaxQueuedWrites)
            : new WriteQueue(_dialect, OpenWriterAsync, options.MaxQueuedWrites, options.MaxWritesPerCommit);
        _reads = new SessionPool(OpenReaderAsync, options.Readers);
    }

    /// <summary>Told every statement when it is first prepared; for tests of query plans.</summary>
    public Action<string>? OnPrepare { get; init; }

    /// <summary>Notified of each commit of deliveries; for <see cref="DeliveryNotices"/>.</summary>
    public DeliverySignal NewDeliveries { get; }

    /// <summary>Whether writes have transactions of their own, at once; else they share that of the one writer as it is.</summary>
    public bool HasManyWriters { get; }

    /// <summary>Writes that may wait for their commit.</summary>
    public int MaxQueuedWrites { get; }

    /// <summary>Whether other processes can be told of them.</summary>
    public bool HasNotices => _dialect.HasNotices;

    /// <summary>Of the last migration for this engine.</summary>
    public int Version => _migrations[^1].Version;

    /// <summary>Whether the database was taken away.</summary>
    public bool IsGone => _dialect.IsGone();

    /// <summary>Makes the database or brings it up to this program's version; to be called before anything else is.</summary>
    /// <exception cref="IOException">The database cannot be made, opened or written to, or would not keep what it acknowledges.</exception>
    /// <exception cref="DatabaseVersionException">The database was made by a newer or another version of the program.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await using var session = await OpenWriterAsync();
            if (await _dialect.FindWeaknessAsync(session) is { } weakness)
            {
                throw new IOException(weakness);
            }

            foreach (var migration in await Migrator.RunAsync(session, _dialect, _migrations, _time.GetUtcNow()))
            {
                Log.MigrationApplied(_logger, migration.Name);
            }

            await TryMakePartitionsAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or DbException or TimeoutException)
        {
            throw new IOException($"{_dialect.Place} cannot be used: {fault.Message}", fault);
        }
    }

    /// <summary>Makes partitions for rows to come, where the engine has them.</summary>
    public async Task MakePartitionsAsync(CancellationToken cancellationToken)
    {
        if (_dialect.HasPartitions)
        {
            await WriteAsync(session => Partitions.MakeAsync(session, _dialect, _time.GetUtcNow()), cancellationToken);
        }
    }

    private async Task TryMakePartitionsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await MakePartitionsAsync(cancellationToken);
        }
        catch (StorageBusyException fault)
        {
            Log.NoPartitions(_logger, fault);
        }
    }

    /// <summary>Tells all processes that there is something to deliver.</summary>
    public Task TellAsync(CancellationToken cancellationToken) =>
        ReadAsync(session => session.FindAsync(_dialect.Tell, row => true), cancellationToken);

    /// <summary>Calls back whenever a process tells, and at once; ends with the exception that ended it.</summary>
    public Task ListenAsync(Action heard, CancellationToken cancellationToken) => _dialect.ListenAsync(heard, cancellationToken);

    /// <summary>Runs queries on a connection that cannot write.</summary>
    /// <exception cref="StorageBusyException">The database cannot be reached.</exception>
    public async Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await _reads.UseAsync(read, cancellationToken);
        }
        catch (Exception fault) when (_dialect.IsBusy(fault))
        {
            throw new StorageBusyException("The database cannot be read.", fault);
        }
    }

    /// <summary>Runs statements in a transaction; completes after its commit.</summary>
    /// <exception cref="StorageBusyException">More is waiting to be written than is allowed to.</exception>
    public Task<T> WriteAsync<T>(Func<Session, Task<T>> write, CancellationToken cancellationToken) =>
        _writes.WriteAsync(write, cancellationToken);

    /// <inheritdoc cref="IWriter.WriteAllAsync"/>
    public Task<IReadOnlyList<List<T>>> WriteAllAsync<T>(IReadOnlyList<Statement> statements, Func<DbDataReader, T> read) =>
        _writes.WriteAllAsync(statements, read);

    /// <summary>Commits what is waiting and closes the database.</summary>
    public async ValueTask DisposeAsync()
    {
        await _reads.DisposeAsync();
        await _writes.DisposeAsync();
    }

    private async Task<Session> OpenWriterAsync() => new(await _dialect.OpenWriterAsync(), _dialect, OnPrepare);

    private async Task<Session> OpenReaderAsync() => new(await _dialect.OpenReaderAsync(), _dialect, OnPrepare);
}
