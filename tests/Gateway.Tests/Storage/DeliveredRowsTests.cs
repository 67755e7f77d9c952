using Gateway.Forwarding;
using Gateway.Storage;

namespace Gateway.Tests.Storage;

/// <summary>What becomes of each of a group of outcomes that PostgreSQL is given in one statement.</summary>
public sealed class DeliveredRowsTests(PostgresCluster cluster) : StoreContract
{
    private const string One = "did:web:one.example";

    private Database _database = null!;

    [Fact]
    public async Task Each_of_a_group_is_kept_as_its_own()
    {
        var claimed = await ClaimAsync(3);
        var kept = await DeliveredRows.RecordAsync(_database,
        [
            .. claimed.Select((delivery, i) => new Outcome(delivery, new(Given.Now.AddSeconds(i), true, null, 200 + i, $"answer {i}")
            {
                Duration = TimeSpan.FromMilliseconds(i),
                Receipt = i == 1 ? new TakenReceipt("a.b.c") : null,
            })),
        ]);

        Assert.Equal([true, true, true], kept);
        foreach (var (i, delivery) in claimed.Index())
        {
            var found = (await Stores.Deliveries.FindAsync(Acme.Id, delivery.Id, Stop))!;
            Assert.Equal((DeliveryState.Delivered, 1, 200 + i), (found.Delivery.State, found.Delivery.Attempts, found.Delivery.LastStatus));
            Assert.Equal(Given.Now.AddSeconds(i), found.Delivery.DeliveredAt);
            Assert.Null(found.Delivery.NextAttemptAt);
            Assert.Equal(
                new Attempt(1, Given.Now.AddSeconds(i), TimeSpan.FromMilliseconds(i), 200 + i, $"answer {i}"), Assert.Single(found.Attempts));
            Assert.Equal(i == 1 ? "a.b.c" : null, await Stores.Deliveries.FindReceiptAsync(Acme.Id, delivery.Id, Stop));
        }
    }

    [Fact]
    public async Task One_whose_lease_is_held_no_longer_is_left_out_with_all_of_its_rows()
    {
        var late = await ClaimAsync(2);
        var again = await Stores.Deliveries.ClaimDueAsync(Given.Now.AddMinutes(1), TimeSpan.FromMinutes(1), ClaimRoom.For(1), Stop);
        var kept = await DeliveredRows.RecordAsync(
            _database, [.. late.Concat(again).Select(delivery => new Outcome(delivery, new(Given.Now, true, null, 200, null)))]);

        // what was claimed a second time counts once, and what was only expired does not
        Assert.Equal([false, false, true], kept);
        Assert.Equal(1, await Stores.CountRows("delivery_attempts"));
        Assert.Equal(1, await Stores.CountRows("deliveries WHERE state = 3"));
    }

    [Fact]
    [Trait("Threat", "22")]
    public async Task Another_tenants_is_left_out()
    {
        var claimed = Assert.Single(await ClaimAsync(1));
        var kept = await DeliveredRows.RecordAsync(
            _database, [new Outcome(claimed with { TenantId = "another" }, new(Given.Now, true, null, 200, null))]);
        Assert.Equal([false], kept);
        Assert.Equal(0, await Stores.CountRows("deliveries WHERE state = 3"));
    }

    private protected override async Task<TestStores> OpenAsync()
    {
        _database = await cluster.OpenDatabaseAsync();
        return TestStores.Over(_database, _database.DisposeAsync);
    }

    private async Task<IReadOnlyList<ClaimedDelivery>> ClaimAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Stores.Credentials.AddAsync(Given.Passport(Acme, $"{i}"), [One], null, Stop);
        }

        return await Stores.Deliveries.ClaimDueAsync(Given.Now, TimeSpan.FromMinutes(1), ClaimRoom.For(count), Stop);
    }
}
