using Gateway.Storage;

namespace Gateway.Tests.Storage;

public sealed class MigratorTests : IDisposable
{
    private readonly SqliteFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Applies_each_migration_once()
    {
        await using (await _folder.OpenMigratedAsync())
        {
        }

        await using var again = await _folder.OpenMigratedAsync();
        Assert.Equal(Embedded.Length, await RowsAsync(again, "schema_migrations"));
    }

    [Fact]
    public async Task Applies_each_migration_once_when_several_processes_start_at_once()
    {
        var databases = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _folder.OpenMigratedAsync())));
        Assert.Equal(Embedded.Length, await RowsAsync(databases[0], "schema_migrations"));
        foreach (var database in databases)
        {
            await database.DisposeAsync();
        }
    }

    [Fact]
    public async Task Brings_an_older_database_up_in_order()
    {
        await using var database = await _folder.OpenMigratedAsync();
        Migration[] more =
        [
            .. Embedded,
            new(901, "901-a.sql", "CREATE TABLE a (x BIGINT NOT NULL); INSERT INTO a VALUES (1);"),
            new(902, "902-b.sql", "INSERT INTO a SELECT x + 1 FROM a;"),
        ];
        Assert.Equal([901, 902], (await RunAsync(more)).Select(migration => migration.Version));
        Assert.Empty(await RunAsync(more));
        Assert.Equal(2, await RowsAsync(database, "a"));
    }

    [Fact]
    public async Task Applies_all_or_none()
    {
        await using var database = await _folder.OpenMigratedAsync();
        Migration[] more =
        [
            .. Embedded,
            new(901, "901-a.sql", "CREATE TABLE a (x BIGINT NOT NULL);"),
            new(902, "902-b.sql", "CREATE TABLE b (x BIGINT NOT NULL); no SQL;"),
        ];
        await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(more));
        Assert.Equal(0, await RowsAsync(database, "sqlite_master WHERE name IN ('a', 'b')"));
        Assert.Equal(Embedded.Length, await RowsAsync(database, "schema_migrations"));
    }

    [Fact]
    public async Task Refuses_a_database_of_a_newer_version_in_one_line()
    {
        await using var database = await _folder.OpenMigratedAsync();
        await RunAsync([.. Embedded, new(901, "901-later.sql", "CREATE TABLE a (x BIGINT NOT NULL);")]);
        await using var older = _folder.Open();
        var refusal = await Assert.ThrowsAsync<DatabaseVersionException>(() => older.MigrateAsync(CancellationToken.None));
        Assert.Contains("901-later.sql", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("newer", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.NotNull(await new SqlReadiness(older).FindFaultAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Refuses_a_database_made_by_another_form_of_a_migration()
    {
        await using var database = await _folder.OpenMigratedAsync();
        await RunAsync([.. Embedded, new(901, "901-a.sql", "CREATE TABLE a (x BIGINT NOT NULL);")]);
        await Assert.ThrowsAsync<DatabaseVersionException>(
            () => RunAsync([.. Embedded, new(901, "901-a.sql", "CREATE TABLE a (y BIGINT NOT NULL);")]));
    }

    [Fact]
    public async Task Is_not_ready_before_the_migration()
    {
        await using var database = _folder.Open();
        Assert.Equal("The database cannot be read.", await new SqlReadiness(database).FindFaultAsync(CancellationToken.None));
        await database.MigrateAsync(CancellationToken.None);
        Assert.Null(await new SqlReadiness(database).FindFaultAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Keeps_folder_and_files_to_their_owner()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are Unix's");
        await using var database = await _folder.OpenMigratedAsync();
        await database.WriteAsync(session => session.ExecuteAsync("INSERT INTO tenants VALUES ('a', 'a', 0)"), CancellationToken.None);
        const UnixFileMode file = UnixFileMode.UserRead | UnixFileMode.UserWrite;
#pragma warning disable CA1416
        Assert.Equal(file | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.DataPath));
        Assert.All(Directory.GetFiles(_folder.DataPath), path => Assert.Equal(file, File.GetUnixFileMode(path)));
#pragma warning restore CA1416
        Assert.Contains(_folder.DatabasePath + "-wal", Directory.GetFiles(_folder.DataPath));
    }

    [Fact]
    public async Task Waits_for_the_disk_at_each_commit()
    {
        await using var database = await _folder.OpenMigratedAsync();
        foreach (var (pragma, value) in new[] { ("synchronous", "2"), ("journal_mode", "wal"), ("foreign_keys", "1"), ("fullfsync", "1") })
        {
            Assert.Equal(value, await database.WriteAsync(
                session => session.FindAsync($"PRAGMA {pragma}", row => row.GetValue(0).ToString()), CancellationToken.None));
        }
    }

    private Migration[] Embedded => [.. Migrator.Embedded.Where(new SqliteDialect(_folder.DatabasePath).Takes)];

    private async Task<IReadOnlyList<Migration>> RunAsync(IReadOnlyList<Migration> migrations)
    {
        var dialect = new SqliteDialect(_folder.DatabasePath);
        await using var session = new Session(await dialect.OpenWriterAsync(), dialect);
        return await Migrator.RunAsync(session, dialect, migrations, Given.Now);
    }

    private static Task<long> RowsAsync(Database database, string table) =>
        database.ReadAsync(session => session.FindAsync($"SELECT COUNT(*) FROM {table}", row => row.GetInt64(0)), CancellationToken.None);
}
