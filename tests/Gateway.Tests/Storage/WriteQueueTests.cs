using Gateway.Hosting;
using Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Gateway.Tests.Storage;

public sealed class WriteQueueTests : IDisposable
{
    private const string Insert = "INSERT INTO tenants (id, name, created_at) VALUES (@id, @id, 0)";

    private readonly SqliteFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Answers_nobody_of_a_group_before_its_commit()
    {
        await using var database = await _folder.OpenMigratedAsync();
        var gate = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        var first = AddAsync(database, "first");
        await first;
        var second = AddAsync(database, "second", begun, gate.Task);
        var third = AddAsync(database, "third");
        await begun.Task;
        using (var crashed = await _folder.CrashAsync())
        {
            Assert.Equal(["first"], await NamesAsync(crashed));
        }

        Assert.False(second.IsCompleted);
        Assert.False(third.IsCompleted);
        gate.SetResult();
        await Task.WhenAll(second, third);
        using (var crashed = await _folder.CrashAsync())
        {
            Assert.Equal(["first", "second", "third"], await NamesAsync(crashed));
        }
    }

    [Fact]
    public async Task Lets_a_write_that_throws_hurt_only_itself()
    {
        await using var database = await _folder.OpenMigratedAsync();
        var gate = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        var first = AddAsync(database, "first", begun, gate.Task);
        await begun.Task;
        var broken = database.WriteAsync<int>(
            async session =>
            {
                await session.ExecuteAsync(Insert, ("@id", "half"));
                throw new InvalidOperationException("broken");
            },
            Stop);
        var doubled = AddAsync(database, "first");
        var last = AddAsync(database, "last");
        gate.SetResult();

        await Task.WhenAll(first, last);
        Assert.Equal("broken", (await Assert.ThrowsAsync<InvalidOperationException>(() => broken)).Message);
        await Assert.ThrowsAsync<SqliteException>(() => doubled);
        Assert.Equal(["first", "last"], await NamesAsync(_folder));
    }

    [Fact]
    public async Task Acknowledges_nobody_when_the_commit_fails_and_goes_on_with_the_next_group()
    {
        await using var database = await _folder.OpenMigratedAsync();
        var gate = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        var first = AddAsync(database, "first", begun, gate.Task);
        await begun.Task;

        // A key of no tenant, which SQLite is told to notice only at the commit.
        var culprit = database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("PRAGMA defer_foreign_keys = ON");
                return await session.ExecuteAsync(
                    "INSERT INTO api_keys (id, tenant_id, hash_prefix, hash, created_at) VALUES ('k', 'nobody', x'00', x'00', 0)");
            },
            Stop);
        var last = AddAsync(database, "last");
        gate.SetResult();

        foreach (var task in new[] { first, culprit, last })
        {
            await Assert.ThrowsAsync<IOException>(() => task);
        }

        await AddAsync(database, "next");
        Assert.Equal(["next"], await NamesAsync(_folder));
    }

    [Fact]
    public async Task Acknowledges_nothing_of_a_group_on_a_full_disk_and_goes_on_when_there_is_room()
    {
        await using var database = await _folder.OpenMigratedAsync();
        var gate = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        var first = AddAsync(database, "first", begun, gate.Task);
        await begun.Task;

        // No page more than there are: to SQLite the same as a disk without room.
        var culprit = database.WriteAsync(
            async session =>
            {
                await session.ListAsync("PRAGMA max_page_count = 1", row => row.GetInt64(0));
                return await session.ExecuteAsync(Insert, ("@id", new string('x', 100_000)));
            },
            Stop);
        var last = AddAsync(database, "last");
        gate.SetResult();

        // Where the disk is full SQLite gives up the whole transaction, and with it what was written before in the group.
        foreach (var lost in new[] { culprit, first })
        {
            var fault = await Assert.ThrowsAsync<StorageBusyException>(() => lost);
            Assert.Equal(SQLitePCL.raw.SQLITE_FULL, Assert.IsType<SqliteException>(fault.InnerException).SqliteErrorCode);
        }

        Assert.Equal(1, await last);
        Assert.Equal(["last"], await NamesAsync(_folder));
    }

    [Fact]
    public async Task Refuses_what_is_more_than_may_wait()
    {
        await using var database = await _folder.OpenMigratedAsync(options => options.MaxQueuedWrites = 2);
        var gate = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        var running = AddAsync(database, "running", begun, gate.Task);
        await begun.Task;
        var waiting = new[] { AddAsync(database, "one"), AddAsync(database, "two") };
        await Assert.ThrowsAsync<StorageBusyException>(() => AddAsync(database, "three"));
        gate.SetResult();
        await Task.WhenAll(waiting.Append(running));
        Assert.Equal(["one", "running", "two"], await NamesAsync(_folder));
    }

    [Fact]
    public async Task Does_not_begin_what_was_cancelled_while_it_waited_and_ends_what_was_begun()
    {
        await using var database = await _folder.OpenMigratedAsync();
        using var cancelled = new CancellationTokenSource();
        var gate = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        var running = AddAsync(database, "running", begun, gate.Task, cancelled.Token);
        await begun.Task;
        var waiting = AddAsync(database, "waiting", cancellationToken: cancelled.Token);
        await cancelled.CancelAsync();
        gate.SetResult();
        Assert.Equal(1, await running);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(["running"], await NamesAsync(_folder));
    }

    [Fact]
    public async Task Commits_what_is_waiting_before_it_closes_and_refuses_more()
    {
        var database = await _folder.OpenMigratedAsync(options => options.MaxWritesPerCommit = 3);
        var waiting = Enumerable.Range(0, 20).Select(i => AddAsync(database, $"{i}")).ToList();
        await database.DisposeAsync();
        Assert.All(waiting, task => Assert.True(task.IsCompletedSuccessfully));
        await Assert.ThrowsAsync<StorageBusyException>(() => AddAsync(database, "more"));
        Assert.Equal(20, (await NamesAsync(_folder)).Count);
        Assert.False(File.Exists(_folder.DatabasePath + "-wal"));
    }

    [Fact]
    public async Task Waits_for_another_process_that_writes()
    {
        await using var database = await _folder.OpenMigratedAsync();
        await using var other = await _folder.ConnectAsync();
        var transaction = await other.BeginTransactionAsync(Stop);
        var waiting = AddAsync(database, "waiting");
        await Task.Delay(200, Stop);
        Assert.False(waiting.IsCompleted);
        await transaction.CommitAsync(Stop);
        Assert.Equal(1, await waiting);
    }

    [Fact]
    public async Task Is_busy_when_another_process_writes_for_too_long()
    {
        await using var database = await _folder.OpenMigratedAsync();
        await using var other = await _folder.ConnectAsync();
        await using (await other.BeginTransactionAsync(Stop))
        {
            await Assert.ThrowsAsync<StorageBusyException>(() => AddAsync(database, "waiting"));
        }

        Assert.Equal(1, await AddAsync(database, "next"));
    }

    private static Task<int> AddAsync(
        Database database,
        string name,
        TaskCompletionSource? begun = null,
        Task? gate = null,
        CancellationToken cancellationToken = default) => database.WriteAsync(
            async session =>
            {
                var added = await session.ExecuteAsync(Insert, ("@id", name));
                begun?.SetResult();
                await (gate ?? Task.CompletedTask);
                return added;
            },
            cancellationToken);

    private static async Task<IReadOnlyList<string>> NamesAsync(SqliteFolder folder)
    {
        await using var database = folder.Open();
        return await database.ReadAsync(
            session => session.ListAsync("SELECT name FROM tenants ORDER BY name", row => row.GetString(0)), Stop);
    }
}
