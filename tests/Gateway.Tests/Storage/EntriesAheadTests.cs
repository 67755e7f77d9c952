using Gateway.Hosting;
using Gateway.Issuing;
using Gateway.Storage;

namespace Gateway.Tests.Storage;

/// <summary>Several processes over one database, crashes and transactions that fail: no entry is handed out twice.</summary>
public sealed class EntriesAheadTests(PostgresCluster cluster)
{
    private const int Length = 1 << 10;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_processes_over_one_file_hand_out_none_twice()
    {
        using var folder = new SqliteFolder();
        await using var one = await folder.OpenMigratedAsync();
        await using var other = folder.Open();
        await AssertNoneTwiceAsync(one, other);
    }

    [Fact]
    public async Task Two_processes_over_one_server_hand_out_none_twice()
    {
        var schema = await cluster.AddSchemaAsync();
        await using var one = PostgresCluster.Open(schema);
        await using var other = PostgresCluster.Open(schema);
        await one.MigrateAsync(Stop);
        await AssertNoneTwiceAsync(one, other);
    }

    [Fact]
    public async Task After_a_crash_what_was_acknowledged_is_kept_and_none_of_it_is_handed_out_again()
    {
        using var folder = new SqliteFolder();
        await using var database = await folder.OpenMigratedAsync();
        var (store, tenant) = (new SqlStatusListStore(database), await AddTenantAsync(database));
        var before = await TakeAsync(store, tenant, 0, 500);
        var more = Task.Run(() => TakeAsync(store, tenant, 500, 200), Stop);
        using var crashed = await folder.CrashAsync();
        await more;

        await using var again = crashed.Open();
        var after = await TakeAsync(new SqlStatusListStore(again), tenant, 1000, 500);
        Assert.Empty(before.Intersect(after));
        var change = Revocation(tenant, "urn:499");
        Assert.Equal(StatusOutcome.Changed, await new SqlStatusListStore(again).SetAsync(change, Stop));
        var list = await new SqlStatusListStore(again).ReadBitsAsync(before[499].ListId, Stop);
        Assert.Equal([before[499].Entry], list.Set);
    }

    [Fact]
    public async Task An_entry_of_a_transaction_that_failed_is_not_handed_out_after_it()
    {
        using var folder = new SqliteFolder();
        await using var database = await folder.OpenMigratedAsync();
        var (store, tenant) = (new SqlStatusListStore(database), await AddTenantAsync(database));
        var first = Assert.Single(await TakeAsync(store, tenant, 0, 1));
        await RunAsync(database, "CREATE TRIGGER broken BEFORE INSERT ON status_entries BEGIN SELECT RAISE(ABORT, 'broken'); END");
        await Assert.ThrowsAnyAsync<Exception>(() => TakeAsync(store, tenant, 1, 1));
        await RunAsync(database, "DROP TRIGGER broken");
        var third = Assert.Single(await TakeAsync(store, tenant, 2, 1));

        var key = await database.ReadAsync(session => session.FindAsync("SELECT order_key FROM status_lists", row => (byte[])row[0]), Stop);
        var order = new EntryOrder(key!, Length).At(0, 3);
        Assert.Equal([order[0], order[2]], [first.Entry, third.Entry]);
    }

    private static async Task AssertNoneTwiceAsync(Database one, Database other)
    {
        var tenant = await AddTenantAsync(one);
        SqlStatusListStore[] stores = [new(one), new(other)];
        var taken = await Task.WhenAll(Enumerable.Range(0, 1200).Select(i => Task.Run(() => TakeAsync(stores[i % 2], tenant, i, 1))));
        var slots = taken.SelectMany(some => some).ToList();
        Assert.Equal(slots.Count, slots.Distinct().Count());

        // the first list was full before the second was begun, but for what a process has left of it
        var lists = slots.GroupBy(slot => slot.ListId).Select(list => list.Count()).ToList();
        Assert.Equal(2, lists.Count);
        Assert.InRange(lists.Max(), Length / 2, Length);

        foreach (var i in new[] { 0, 1, 600, 1199 })
        {
            Assert.Equal(StatusOutcome.Changed, await stores[i % 2].SetAsync(Revocation(tenant, $"urn:{i}"), Stop));
            var bits = await stores[(i + 1) % 2].ReadBitsAsync(slots[i].ListId, Stop);
            Assert.Contains(slots[i].Entry, bits.Set);
        }
    }

    private static async Task<List<StatusSlot>> TakeAsync(SqlStatusListStore store, Tenant tenant, int first, int count)
    {
        var slots = await Task.WhenAll(Enumerable.Range(first, count).Select(i => store.TakeAsync(
            new StatusRequest(tenant.Id, "did:web:acme.example", $"urn:{i}", [StatusPurpose.Revocation], Length, Given.Now), Stop)));
        return [.. slots.Select(Assert.Single)];
    }

    private static StatusChange Revocation(Tenant tenant, string credential) =>
        new(tenant.Id, credential, StatusPurpose.Revocation, null, true, null, null, Given.Now);

    private static async Task<Tenant> AddTenantAsync(Database database) =>
        (await new SqlTenantStore(database).AddTenantAsync("acme", Given.Now, Stop))!;

    private static Task<int> RunAsync(Database database, string sql) => database.WriteAsync(session => session.ExecuteAsync(sql), Stop);
}
