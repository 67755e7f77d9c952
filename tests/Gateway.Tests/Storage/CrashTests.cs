namespace Gateway.Tests.Storage;

public sealed class CrashTests : IDisposable
{
    private readonly SqliteFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Threat", "17")]
    public async Task Loses_nothing_it_acknowledged_and_keeps_nothing_by_halves_when_it_is_cut_off_under_load()
    {
        await using var database = await _folder.OpenMigratedAsync();
        var stores = SqliteFolder.Stores(_folder, database);
        var tenant = (await stores.Tenants.AddTenantAsync("acme", Given.Now, Stop))!;
        var acknowledged = new List<string>();
        using var end = new CancellationTokenSource();
        var load = Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; !end.IsCancellationRequested; i++)
            {
                var added = await stores.Credentials.AddAsync(
                    Given.Passport(tenant, $"{caller} {i}"), ["did:web:one.example"], Given.ToKeep(tenant, $"{caller} {i}"), Stop);
                lock (acknowledged)
                {
                    acknowledged.Add(added.Id);
                }
            }
        })).ToList();

        for (var cut = 0; cut < 10; cut++)
        {
            await Task.Delay(20, Stop);
            List<string> expected;
            lock (acknowledged)
            {
                expected = [.. acknowledged];
            }

            using var crashed = await _folder.CrashAsync();
            await AssertWholeAsync(crashed, expected);
        }

        await end.CancelAsync();
        await Task.WhenAll(load);
    }

    private static async Task AssertWholeAsync(SqliteFolder crashed, IReadOnlyList<string> acknowledged)
    {
        await using var database = crashed.Open();
        var kept = await database.ReadAsync(
            session => session.ListAsync(
                """
                SELECT c.id FROM credentials c JOIN credential_bytes b ON b.seq = c.seq JOIN deliveries d ON d.credential_seq = c.seq
                JOIN events e ON e.subject = c.id
                JOIN idempotency_answers a ON a.seq = c.seq AND CAST(a.body AS TEXT) = 'Added ' || c.id
                """,
                row => row.GetString(0)),
            Stop);
        Assert.Empty(acknowledged.Except(kept));
        foreach (var table in new[] { "credentials", "credential_bytes", "deliveries", "events", "idempotency_answers", "passports" })
        {
            Assert.Equal(kept.Count, await SqliteFolder.Stores(crashed, database).CountRows(table));
        }
    }
}
