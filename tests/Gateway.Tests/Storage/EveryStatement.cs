using Gateway.Credentials;
using Gateway.Forwarding;
using Gateway.Identifiers;

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

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
