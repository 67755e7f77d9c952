using Gateway.Credentials;
using Gateway.Forwarding;
using Gateway.Hosting;
using Gateway.Identifiers;
using Gateway.Issuing;

namespace Gateway.Tests.Storage;

/// <summary>Has the stores use every statement they have, for tests of what the engines make of them.</summary>
internal static class EveryStatement
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task UseAsync(TestStores stores)
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

        var delivery = Assert.Single(await stores.Deliveries.ClaimDueAsync(Given.Now, TimeSpan.FromMinutes(1), ClaimRoom.For(10), Stop));
        await stores.Deliveries.RenewAsync([delivery], Given.Now, Stop);
        await stores.Deliveries.RecordAttemptAsync(delivery, new AttemptOutcome(Given.Now, false, Given.Now, 500, null), Stop);
        var ordered = Given.Passport(tenant, "2") with { IsOrdered = true };
        await stores.Credentials.AddAsync(ordered, ["did:web:one.example"], null, Stop);
        foreach (var again in await stores.Deliveries.ClaimDueAsync(Given.Now, TimeSpan.FromMinutes(1), ClaimRoom.For(10), Stop))
        {
            await stores.Deliveries.RecordAttemptAsync(again, new AttemptOutcome(Given.Now, true, null, 200, null), Stop);
        }

        await stores.Credentials.AddAsync(Given.Passport(tenant, "3"), ["did:web:one.example"], null, Stop);
        var refused = Assert.Single(await stores.Deliveries.ClaimDueAsync(Given.Now, TimeSpan.FromMinutes(1), ClaimRoom.For(10), Stop));
        await stores.Deliveries.RecordAttemptAsync(refused, new AttemptOutcome(Given.Now, false, null, 410, null), Stop);
        await stores.Deliveries.FindAsync(tenant.Id, refused.Id, Stop);
        await stores.Deliveries.ListDeadAsync(tenant.Id, null, 10, Stop);
        await stores.Deliveries.RetryAsync(tenant.Id, refused.Id, Given.Now, Stop);
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
