using Gateway.Credentials;
using Gateway.Hosting;
using Gateway.Storage;
using Npgsql;

namespace Gateway.Tests.Storage;

/// <summary>What several processes, and a server that comes and goes, do to one database.</summary>
public sealed class PostgresDialectTests(PostgresCluster cluster)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Applies_each_migration_once_when_several_processes_start_at_once()
    {
        var schema = await cluster.AddSchemaAsync();
        var nodes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => OpenMigratedAsync(schema))));
        Assert.Equal(Migrator.Embedded.Count, await TestStores.Over(nodes[0], nodes[0].DisposeAsync).CountRows("schema_migrations"));
        Assert.All(nodes, node => Assert.Equal(Migrator.Embedded[^1].Version, node.Version));
        await CloseAsync(nodes);
    }

    [Fact]
    public async Task Of_processes_that_start_at_once_one_makes_the_first_tenant()
    {
        var schema = await cluster.AddSchemaAsync();
        var nodes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => OpenMigratedAsync(schema))));
        var first = await Task.WhenAll(nodes.Select((node, i) => Task.Run(() =>
            new SqlTenantStore(node).AddFirstTenantAsync("default", Given.Digest($"{i}"), Given.Now, Stop))));
        Assert.Single(first, tenant => tenant is not null);
        Assert.Single(await new SqlTenantStore(nodes[0]).ListKeysAsync(Stop));
        await CloseAsync(nodes);
    }

    /// <summary>Nothing but the database knows of both: the second waits for the first's commit and gives its answer.</summary>
    [Fact]
    [Trait("Threat", "17")]
    public async Task Requests_under_one_key_at_two_processes_have_one_effect_and_one_answer()
    {
        var schema = await cluster.AddSchemaAsync();
        await using var one = await OpenMigratedAsync(schema);
        await using var other = await OpenMigratedAsync(schema);
        var tenant = (await new SqlTenantStore(one).AddTenantAsync("acme", Given.Now, Stop))!;
        using var rendering = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var first = Given.Passport(tenant, "1");
        var slow = new AnswerToKeep(Given.Key(tenant, "key"), result =>
        {
            rendering.Set();
            go.Wait(Stop);
            return Given.Answer($"{result.Outcome} {result.Id}");
        });
        var winner = Task.Run(() => new SqlCredentialStore(one).AddAsync(first, ["did:web:a.example"], slow, Stop));
        rendering.Wait(Stop);

        var second = Given.Passport(tenant, "2");
        var loser = new SqlCredentialStore(other).AddAsync(second, ["did:web:b.example"], Given.ToKeep(tenant, "key"), Stop);
        Assert.NotSame(loser, await Task.WhenAny(loser, Task.Delay(200, Stop)));
        Assert.Null(await new SqlIdempotencyStore(other).FindAsync(tenant.Id, "key", Given.Now, Stop));
        go.Set();

        Assert.Equal(AddOutcome.Added, (await winner).Outcome);
        var answered = await loser;
        Assert.Equal((AddOutcome.AnsweredBefore, $"Added {first.Id}"), (answered.Outcome, Given.Text(answered.Answer)));
        var stores = TestStores.Over(one, one.DisposeAsync);
        Assert.Equal((1, 1), (await stores.CountRows("credentials"), await stores.CountRows("deliveries")));
        Assert.Null(await stores.Credentials.FindAsync(second.Id, Stop));
    }

    [Fact]
    public async Task A_transaction_that_had_to_give_way_to_another_is_made_again()
    {
        var schema = await cluster.AddSchemaAsync();
        await using var database = await OpenMigratedAsync(schema);
        var tenants = new SqlTenantStore(database);
        var (a, b) = ((await tenants.AddTenantAsync("a", Given.Now, Stop))!.Id, (await tenants.AddTenantAsync("b", Given.Now, Stop))!.Id);
        using var both = new Barrier(2);
        var meetings = 0;

        Task<int> RenameAsync(string one, string other) => Task.Run(() => database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("UPDATE tenants SET created_at = created_at + 1 WHERE id = @id", ("@id", one));
                if (Interlocked.Increment(ref meetings) <= 2)
                {
                    both.SignalAndWait(Stop);
                }

                return await session.ExecuteAsync("UPDATE tenants SET created_at = created_at + 1 WHERE id = @id", ("@id", other));
            },
            Stop));

        Assert.All(await Task.WhenAll(RenameAsync(a, b), RenameAsync(b, a)), changed => Assert.Equal(1, changed));
        Assert.True(meetings >= 3, "neither gave way, so neither was made again");
        Assert.All(await tenants.ListTenantsAsync(Stop), tenant => Assert.Equal(Given.Now.AddMilliseconds(2), tenant.CreatedAt));
    }

    [Fact]
    public async Task Connections_that_were_lost_are_opened_anew_and_cost_nobody_an_answer()
    {
        var schema = await cluster.AddSchemaAsync();
        await using var database = await OpenMigratedAsync(schema);
        var stores = TestStores.Over(database, database.DisposeAsync);
        var tenant = (await stores.Tenants.AddTenantAsync("acme", Given.Now, Stop))!;
        for (var round = 0; round < 3; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
            {
                Assert.Equal(AddOutcome.Added, (await stores.Credentials.AddAsync(
                    Given.Passport(tenant, $"{round} {i}"), [], null, Stop)).Outcome);
                Assert.Equal(tenant, await stores.Tenants.FindTenantAsync("acme", Stop));
            }));
            await DisconnectAllAsync(schema);
        }

        Assert.Equal(60, await stores.CountRows("credentials"));
    }

    [Fact]
    public async Task What_is_written_while_the_connection_goes_is_refused_for_now_and_not_half_there()
    {
        var schema = await cluster.AddSchemaAsync();
        await using var database = await OpenMigratedAsync(schema, options => options.Writers = 1);
        var write = database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("INSERT INTO tenants (id, name, created_at) VALUES ('a', 'a', 0)");
                await DisconnectAllAsync(schema);
                return await session.ExecuteAsync("INSERT INTO tenants (id, name, created_at) VALUES ('b', 'b', 0)");
            },
            Stop);
        await Assert.ThrowsAsync<StorageBusyException>(() => write);
        Assert.Empty(await new SqlTenantStore(database).ListTenantsAsync(Stop));
    }

    [Fact]
    public async Task Is_busy_while_there_is_no_server()
    {
        await using var database = PostgresCluster.Open("Host=127.0.0.1;Port=1;Username=gateway;Password=secret;Database=d");
        await Assert.ThrowsAsync<StorageBusyException>(() => new SqlTenantStore(database).AnyTenantAsync(Stop));
        await Assert.ThrowsAsync<StorageBusyException>(() => new SqlTenantStore(database).AddTenantAsync("a", Given.Now, Stop));
        Assert.Equal("The database cannot be read.", await new SqlReadiness(database).FindFaultAsync(Stop));
        var fault = await Assert.ThrowsAsync<IOException>(() => database.MigrateAsync(Stop));
        Assert.StartsWith("Gateway:Storage:ConnectionString: 127.0.0.1:1/d cannot be used: ", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_more_writes_than_may_wait()
    {
        await using var database = await OpenMigratedAsync(await cluster.AddSchemaAsync(), options =>
        {
            options.Writers = 1;
            options.MaxQueuedWrites = 1;
        });
        var gate = new TaskCompletionSource();
        var running = Enumerable.Range(0, 2).Select(_ => database.WriteAsync(
            async session =>
            {
                await gate.Task;
                return await session.FindAsync("SELECT 1", row => row.GetInt32(0));
            },
            Stop)).ToList();
        await Assert.ThrowsAsync<StorageBusyException>(() => database.WriteAsync(_ => Task.FromResult(1), Stop));
        gate.SetResult();
        Assert.All(await Task.WhenAll(running), one => Assert.Equal(1, one));
    }

    [Fact]
    public async Task A_reader_cannot_write()
    {
        await using var database = await OpenMigratedAsync(await cluster.AddSchemaAsync());
        var refused = await Assert.ThrowsAsync<PostgresException>(() => database.ReadAsync(
            session => session.ExecuteAsync("INSERT INTO tenants (id, name, created_at) VALUES ('a', 'a', 0)"), Stop));
        Assert.Equal(PostgresErrorCodes.ReadOnlySqlTransaction, refused.SqlState);
    }

    [Theory]
    [InlineData("synchronous_commit")]
    public async Task Does_not_start_on_a_server_that_could_lose_what_was_acknowledged(string setting)
    {
        await using var database = PostgresCluster.Open($"{await cluster.AddSchemaAsync()};Options=-c {setting}=off");
        var fault = await Assert.ThrowsAsync<IOException>(() => database.MigrateAsync(Stop));
        Assert.Contains($"{setting} is off", fault.Message, StringComparison.Ordinal);
    }

    private static async Task<Database> OpenMigratedAsync(string connectionString, Action<StorageOptions>? configure = null)
    {
        var database = PostgresCluster.Open(connectionString, configure);
        await database.MigrateAsync(Stop);
        return database;
    }

    private static async Task CloseAsync(IEnumerable<Database> databases)
    {
        foreach (var database in databases)
        {
            await database.DisposeAsync();
        }
    }

    /// <summary>As a server that is restarted does; the schema's name is that of the connections.</summary>
    private static async Task DisconnectAllAsync(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "operator", Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ToString());
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(
            "SELECT COUNT(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE application_name = current_schema()", connection);
        Assert.NotEqual(0L, await command.ExecuteScalarAsync(Stop));
    }
}
