using Gateway.Issuing;
using Gateway.Storage;

namespace Gateway.Tests.Storage;

/// <summary>
/// Lists of earlier versions. Those whose entries were drawn, before there was an order of them, are closed; those that were not yet in
/// parts go on where they were. What either handed out stays.
/// </summary>
public sealed class StatusEntriesMigrationTests(PostgresCluster cluster)
{
    private const string Issuer = "did:web:acme.example";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lists_of_drawn_entries_in_a_file_hand_out_no_more_and_keep_what_they_handed_out()
    {
        using var folder = new SqliteFolder();
        await using var database = folder.Open();
        await AssertKeptAsync(new SqliteDialect(folder.DatabasePath), database);
    }

    [Fact]
    public async Task Lists_without_parts_in_a_file_go_on_where_they_were()
    {
        using var folder = new SqliteFolder();
        await using var database = folder.Open();
        await AssertContinuedAsync(new SqliteDialect(folder.DatabasePath), database);
    }

    [Fact]
    public async Task Lists_without_parts_on_a_server_go_on_where_they_were()
    {
        var schema = await cluster.AddSchemaAsync();
        await using var database = PostgresCluster.Open(schema);
        await AssertContinuedAsync(new PostgresDialect(schema), database);
    }

    [Fact]
    public async Task Lists_of_drawn_entries_on_a_server_hand_out_no_more_and_keep_what_they_handed_out()
    {
        var schema = await cluster.AddSchemaAsync();
        await using var database = PostgresCluster.Open(schema);
        await AssertKeptAsync(new PostgresDialect(schema), database);
    }

    private static async Task AssertKeptAsync(IDialect dialect, Database database)
    {
        await MigrateFromAsync(5, dialect, database, DrawAsync);
        var store = new SqlStatusListStore(database);
        Assert.Equal([3], (await store.ReadBitsAsync("drawn", Stop)).Set);
        Assert.Equal(StatusOutcome.Unchanged, await store.SetAsync(Revocation("urn:2"), Stop));
        Assert.Equal(StatusOutcome.NotFound, await store.SetAsync(Revocation("urn:3"), Stop));
        Assert.Equal(StatusOutcome.Changed, await store.SetAsync(Revocation("urn:1") with { Slot = new StatusSlot("drawn", 5) }, Stop));
        Assert.Equal([3, 5], (await store.ReadBitsAsync("drawn", Stop)).Set);

        var request = new StatusRequest("acme", Issuer, "urn:3", [StatusPurpose.Revocation, StatusPurpose.Suspension], 8, Given.Now);
        var taken = await store.TakeAsync(request, Stop);
        Assert.DoesNotContain(taken, slot => slot.ListId == "drawn");
        Assert.Equal(StatusOutcome.Changed, await store.SetAsync(Revocation("urn:3"), Stop));
        Assert.Equal([taken[0].Entry], (await store.ReadBitsAsync(taken[0].ListId, Stop)).Set);
        Assert.Equal(taken[0].ListId, (await store.TakeAsync(request with { CredentialId = "urn:4" }, Stop))[0].ListId);
    }

    private static async Task AssertContinuedAsync(IDialect dialect, Database database)
    {
        await MigrateFromAsync(6, dialect, database, TakeWithoutPartsAsync);
        var store = new SqlStatusListStore(database);
        var request = new StatusRequest("acme", Issuer, "urn:600", [StatusPurpose.Revocation], 1024, Given.Now);
        var next = Assert.Single(await store.TakeAsync(request, Stop));
        Assert.Equal(("ordered", Order(600)), (next.ListId, next.Entry));
        foreach (var place in new[] { 0, 300, 599, 600 })
        {
            Assert.Equal(StatusOutcome.Changed, await store.SetAsync(Revocation($"urn:{place}"), Stop));
        }

        var expected = new[] { 0, 300, 599, 600 }.Select(Order).Order();
        Assert.Equal(expected, (await store.ReadBitsAsync("ordered", Stop)).Set);
    }

    private static int Order(int place) => new EntryOrder(new byte[16], 1024).At(place, 1)[0];

    /// <summary>Makes a database of an earlier version with something in it, and has it migrated.</summary>
    private static async Task MigrateFromAsync(int version, IDialect dialect, Database database, Func<Session, Task> fill)
    {
        await using (var session = new Session(await dialect.OpenWriterAsync(), dialect))
        {
            Migration[] older = [.. Migrator.Embedded.Where(m => m.Version <= version && dialect.Takes(m))];
            await Migrator.RunAsync(session, dialect, older, Given.Now);
            await session.ExecuteAsync("INSERT INTO tenants (id, name, created_at) VALUES ('acme', 'acme', 0)");
            await fill(session);
        }

        await database.MigrateAsync(Stop);
    }

    /// <summary>What version 6 left: the first 600 entries of a list's order, for urn:0 and so on.</summary>
    private static async Task TakeWithoutPartsAsync(Session session)
    {
        await session.ExecuteAsync(
            """
            INSERT INTO status_lists
                (seq, id, tenant_id, issuer, issuer_key, purpose, number, length, version, taken, order_key, created_at)
            VALUES (7, 'ordered', 'acme', @issuer, @key, 0, 1, 1024, 1, 600, @order, 0)
            """,
            ("@issuer", Issuer),
            ("@key", IndexKey.Issuer(Issuer)),
            ("@order", new byte[16]));
        for (var place = 0; place < 600; place++)
        {
            await session.ExecuteAsync(
                "INSERT INTO status_entries (list_seq, credential_key, entry, value) VALUES (7, @credential, @entry, 0)",
                ("@credential", IndexKey.Status($"urn:{place}")[..16]),
                ("@entry", Order(place)));
        }
    }

    /// <summary>What version 5 left: entry 5 for urn:1, and entry 3, which is set, for urn:2.</summary>
    private static async Task DrawAsync(Session session)
    {
        await session.ExecuteAsync(
            """
            INSERT INTO status_lists (seq, id, tenant_id, issuer, issuer_key, purpose, number, length, version, created_at)
            VALUES (7, 'drawn', 'acme', @issuer, @key, 0, 1, 8, 2, 0)
            """,
            ("@issuer", Issuer),
            ("@key", IndexKey.Issuer(Issuer)));
        foreach (var (credential, entry, value) in new[] { ("urn:1", 5, 0), ("urn:2", 3, 1) })
        {
            await session.ExecuteAsync(
                """
                INSERT INTO status_entries (list_seq, entry, tenant_id, credential_key, value)
                VALUES (7, @entry, 'acme', @credential, @value)
                """,
                ("@entry", entry),
                ("@credential", IndexKey.Status(credential)),
                ("@value", value));
        }
    }

    private static StatusChange Revocation(string credential) =>
        new("acme", credential, StatusPurpose.Revocation, null, true, null, null, Given.Now);
}
