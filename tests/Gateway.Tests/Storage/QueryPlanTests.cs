using System.Collections.Concurrent;
using Gateway.Credentials;
using Gateway.Forwarding;
using Gateway.Hosting;
using Gateway.Identifiers;
using Gateway.Issuing;

namespace Gateway.Tests.Storage;

/// <summary>No statement of any store reads more as the tables grow.</summary>
public sealed class QueryPlanTests : IDisposable
{
    private static readonly string[] s_verbs = ["SELECT", "INSERT", "UPDATE", "DELETE"];

    private readonly SqliteFolder _folder = new();
    private readonly ConcurrentDictionary<string, bool> _statements = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Threat", "22")]
    public async Task Every_statement_searches_an_index_and_sorts_nothing()
    {
        await using var database = await _folder.OpenMigratedAsync(onPrepare: sql => _statements[sql] = true);
        _statements.Clear();
        await UseEverythingAsync(SqliteFolder.Stores(_folder, database));
        var queries = _statements.Keys.Where(sql => s_verbs.Contains(sql.Split(' ')[0])).ToList();
        Assert.InRange(queries.Count, 60, 95);

        await using var connection = await _folder.ConnectAsync();
        foreach (var sql in queries)
        {
            await using var explain = connection.CreateCommand();
            explain.CommandText = "EXPLAIN QUERY PLAN " + sql;
            await using var plan = await explain.ExecuteReaderAsync(Stop);
            while (await plan.ReadAsync(Stop))
            {
                var step = plan.GetString(3);

                // json_each walks over a parameter, not over a table
                var isScan = step.StartsWith("SCAN", StringComparison.Ordinal) && !step.StartsWith("SCAN json_each", StringComparison.Ordinal);
                Assert.False(
                    isScan || step.Contains("TEMP B-TREE", StringComparison.Ordinal),
                    $"{step}: {sql}");
            }
        }
    }

    private static async Task UseEverythingAsync(TestStores stores)
    {
        var tenant = (await stores.Tenants.AddTenantAsync("acme", Given.Now, Stop))!;
        await stores.Tenants.FindTenantAsync("acme", Stop);
        var key = await stores.Tenants.AddKeyAsync(tenant.Id, Given.Digest("key"), Given.Now, Stop);
        await stores.Tenants.FindKeysAsync(Given.Digest("key").AsMemory(0, 8), Stop);
        await stores.Tenants.RevokeKeyAsync(key, Given.Now, Stop);

        var closed = Given.Passport(tenant, "1", "urn:uuid:1") with { Access = Access.Recipients };
        await stores.Credentials.AddAsync(closed, ["did:web:one.example"], Given.ToKeep(tenant, "key"), Stop);
        await stores.Credentials.AddAsync(Given.Passport(tenant, "1", "urn:uuid:1"), [], null, Stop);
        await stores.Credentials.FindAsync(closed.Id, Stop);
        await stores.Credentials.SetStatusAsync(closed.Id, false, Given.Now, Stop);
        await stores.Credentials.ListStatusDueAsync(Given.Now, 10, Stop);
        await stores.Answers.FindAsync(tenant.Id, "key", Given.Now, Stop);
        await ListAsync(stores, tenant.Id);
        await UseDidsAsync(stores, tenant);

        var delivery = Assert.Single(await stores.Deliveries.ClaimDueAsync(Given.Now, TimeSpan.FromMinutes(1), 10, [], Stop));
        await stores.Deliveries.RecordAttemptAsync(delivery, new AttemptOutcome(Given.Now, true, null, 200, null), Stop);
        await stores.Deliveries.ListAsync(tenant.Id, null, null, 10, Stop);
        await stores.Deliveries.ListAsync(tenant.Id, closed.Id, null, 10, Stop);
    }

    private static async Task ListAsync(TestStores stores, string tenant)
    {
        foreach (var (issuer, type, about) in new[] { ("", "", ""), ("i", "", ""), ("i", "t", ""), ("i", "t", "a") })
        {
            await stores.Credentials.ListAsync(new CredentialQuery(tenant, OrNull(issuer), OrNull(type), OrNull(about), null, 10), Stop);
        }

        await stores.Passports.AnyAsync(Given.Product, [Given.Issuer], Stop);
        await stores.Passports.FindFirstPublisherAsync(Given.Product, Stop);
        foreach (var (publisher, caller) in new[] { ("", ""), ("", tenant), (tenant, ""), (tenant, tenant) })
        {
            await stores.Passports.FindInForceAsync(
                new PassportQuery(Given.Product, [Given.Issuer], OrNull(publisher), OrNull(caller), Given.Now), Stop);
        }
    }

    private static async Task UseDidsAsync(TestStores stores, Tenant tenant)
    {
        await stores.MasterKeys.SetFirstAsync("m", Given.Now, Stop);
        var did = Given.Did(tenant, "did:web:gateway.example:acme");
        await stores.Dids.AddAsync(did, [1], Given.Told("did.added"), Stop);
        await stores.Dids.ChangeAsync(did with { Version = 2 }, [2], Given.Told("did.described"), Stop);
        await stores.Dids.ListAsync(tenant.Id, Stop);
        await stores.Dids.FindDocumentAsync(did.Did, null, Stop);
        await stores.Dids.FindDocumentAsync(did.Did, 1, Stop);
        var wanted = new StatusRequest(tenant.Id, did.Did, "urn:1", [StatusPurpose.Revocation], 4, Given.Now);
        var slot = Assert.Single(await stores.Statuses.TakeAsync(wanted, Stop));
        for (var i = 0; i < 4; i++)
        {
            await stores.Statuses.TakeAsync(wanted, Stop);
        }

        var change = new StatusChange(tenant.Id, "urn:1", StatusPurpose.Revocation, slot, true, null, null, Given.Now);
        await stores.Statuses.SetAsync(change, Stop);
        await stores.Statuses.SetAsync(change with { Slot = null }, Stop);
        await stores.Statuses.FindAsync(slot.ListId, Stop);
        await stores.Statuses.ReadBitsAsync(slot.ListId, Stop);
        await stores.Statuses.SaveTokenAsync(slot.ListId, new SignedList(1, "k", Given.Now, [1]), Stop);
        await stores.Statuses.FindTokenAsync(slot.ListId, Stop);
        await stores.Credentials.IsSentToAsync("id", tenant.Id, Stop);
        await stores.Credentials.FindIdentityAsync(tenant.Id, did.Did, "urn:1", Stop);
        await stores.MasterKeys.ReplaceAsync("m", "n", seal => seal.Bytes, Given.Now, Stop);
    }

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
