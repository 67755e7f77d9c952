using Gateway.Forwarding;

namespace Gateway.Tests.Storage;

/// <summary>What is kept of attempts, and of what was given up.</summary>
public abstract class DeliveryAttemptContract : StoreContract
{
    private const string Ada = "did:web:ada.example";

    [Fact]
    public async Task Keeps_each_attempt_with_time_duration_and_answer()
    {
        var id = await OweAsync();
        await RecordAsync(await ClaimAsync(), new(Given.Now.AddSeconds(1), false, Given.Now.AddSeconds(6), 503, "Closed")
        {
            Duration = TimeSpan.FromMilliseconds(250),
        });
        await RecordAsync(await ClaimAsync(Given.Now.AddSeconds(6)), new(Given.Now.AddSeconds(7), true, null, 200, null));

        var found = await Stores.Deliveries.FindAsync(Acme.Id, id, Stop);
        Assert.Equal((id, DeliveryState.Delivered, 2), (found!.Delivery.Id, found.Delivery.State, found.Delivery.Attempts));
        Assert.Equal(
            [
                new Attempt(2, Given.Now.AddSeconds(7), TimeSpan.Zero, 200, null),
                new Attempt(1, Given.Now.AddSeconds(1), TimeSpan.FromMilliseconds(250), 503, "Closed"),
            ],
            found.Attempts);
    }

    [Fact]
    [Trait("Threat", "22")]
    public async Task Shows_and_retries_only_a_tenants_own()
    {
        var id = await OweAsync();
        Assert.Null(await Stores.Deliveries.FindAsync(Bolt.Id, id, Stop));
        Assert.Null(await Stores.Deliveries.FindAsync(Acme.Id, "nobody", Stop));
        Assert.Null(await Stores.Deliveries.RetryAsync(Bolt.Id, id, Given.Now, Stop));
        await RecordAsync(await ClaimAsync(), Failed(null));
        Assert.Empty((await Stores.Deliveries.ListDeadAsync(Bolt.Id, null, 10, Stop)).Items);
    }

    [Fact]
    public async Task Keeps_nothing_of_who_no_longer_holds_the_lease()
    {
        var id = await OweAsync();
        var late = await ClaimAsync();
        await RecordAsync(await ClaimAsync(Given.Now.AddMinutes(1)), new(Given.Now, true, null, 200, null));
        Assert.False(await Stores.Deliveries.RecordAttemptAsync(late, Failed(null), Stop));
        Assert.Single((await Stores.Deliveries.FindAsync(Acme.Id, id, Stop))!.Attempts);
        Assert.Equal(0, await Stores.CountRows("events WHERE kind = 'delivery.dead'"));
    }

    [Fact]
    public async Task Counts_no_attempt_where_there_was_none()
    {
        var id = await OweAsync();
        await RecordAsync(await ClaimAsync(), AttemptOutcome.NotMade(Given.Now, Given.Now.AddSeconds(15), "left alone"));
        var found = await Stores.Deliveries.FindAsync(Acme.Id, id, Stop);
        Assert.Equal((DeliveryState.Waiting, 0, "left alone"), (found!.Delivery.State, found.Delivery.Attempts, found.Delivery.LastAnswer));
        Assert.Null(found.Delivery.LastAttemptAt);
        Assert.Empty(found.Attempts);
    }

    [Fact]
    public async Task What_is_given_up_is_listed_said_once_and_due_no_more()
    {
        var (first, second) = (await OweAsync(), await OweAsync());
        await OweAsync();
        var claimed = await Stores.Deliveries.ClaimDueAsync(Given.Now, TimeSpan.FromMinutes(1), ClaimRoom.For(2), Stop);
        foreach (var delivery in claimed)
        {
            await RecordAsync(delivery, Failed(null));
        }

        var page = await Stores.Deliveries.ListDeadAsync(Acme.Id, null, 1, Stop);
        Assert.Equal([second], page.Items.Select(d => d.Id));
        Assert.Equal([first], (await Stores.Deliveries.ListDeadAsync(Acme.Id, page.NextCursor, 1, Stop)).Items.Select(d => d.Id));
        Assert.Equal(2, await Stores.CountRows("events WHERE kind = 'delivery.dead'"));
        Assert.Equal(0, await Stores.CountRows("events WHERE kind = 'recipient.disabled'"));
        Assert.Single(await Stores.Deliveries.ClaimDueAsync(Given.Now.AddYears(1), TimeSpan.FromMinutes(1), ClaimRoom.For(10), Stop));
    }

    [Fact]
    public async Task What_is_given_up_or_waits_can_be_tried_again_at_once_and_what_was_delivered_cannot()
    {
        var id = await OweAsync();
        foreach (var retryAt in new DateTimeOffset?[] { null, Given.Now.AddDays(1) })
        {
            await RecordAsync(await ClaimAsync(), Failed(retryAt));
            Assert.Empty(await Stores.Deliveries.ClaimDueAsync(Given.Now, TimeSpan.FromMinutes(1), ClaimRoom.For(10), Stop));
            var again = await Stores.Deliveries.RetryAsync(Acme.Id, id, Given.Now, Stop);
            Assert.Equal((DeliveryState.Waiting, Given.Now), (again!.State, again.NextAttemptAt!.Value));
        }

        var held = await ClaimAsync();
        Assert.Equal(DeliveryState.Delivering, (await Stores.Deliveries.RetryAsync(Acme.Id, id, Given.Now, Stop))!.State);
        await RecordAsync(held, new(Given.Now, true, null, 200, null));
        Assert.Equal(DeliveryState.Delivered, (await Stores.Deliveries.RetryAsync(Acme.Id, id, Given.Now, Stop))!.State);
        Assert.Empty(await Stores.Deliveries.ClaimDueAsync(Given.Now.AddYears(1), TimeSpan.FromMinutes(1), ClaimRoom.For(10), Stop));
    }

    [Fact]
    public async Task A_recipient_that_wants_no_more_is_remembered_for_the_tenant_until_a_retry()
    {
        var id = await OweAsync();
        await RecordAsync(await ClaimAsync(), Failed(null) with { Status = 410 });
        Assert.Equal(1, await Stores.CountRows("events WHERE kind = 'recipient.disabled'"));
        await OweAsync();
        Assert.True((await ClaimAsync()).IsRecipientDisabled);
        await AddAsync(Given.Passport(Bolt, "bolt"), Ada);
        Assert.False((await ClaimAsync()).IsRecipientDisabled);

        await Stores.Deliveries.RetryAsync(Acme.Id, id, Given.Now, Stop);
        Assert.False((await ClaimAsync()).IsRecipientDisabled);
    }

    [Fact]
    public async Task The_next_in_order_goes_when_one_is_given_up()
    {
        await AddAsync(Given.Passport(Acme, "1") with { IsOrdered = true }, Ada);
        var second = (await AddAsync(Given.Passport(Acme, "2") with { IsOrdered = true }, Ada)).Deliveries[0].Id;
        Assert.Equal(DeliveryState.Pending, (await Stores.Deliveries.RetryAsync(Acme.Id, second, Given.Now, Stop))!.State);
        await RecordAsync(await ClaimAsync(), Failed(null));
        Assert.Equal(second, (await ClaimAsync()).Id);
    }

    private static AttemptOutcome Failed(DateTimeOffset? retryAt) => new(Given.Now, false, retryAt, 500, "no");

    private async Task<string> OweAsync() => (await AddAsync(Given.Passport(Acme, Guid.NewGuid().ToString()), Ada)).Deliveries[0].Id;

    private async Task<ClaimedDelivery> ClaimAsync(DateTimeOffset? now = null) =>
        Assert.Single(await Stores.Deliveries.ClaimDueAsync(now ?? Given.Now, TimeSpan.FromMinutes(1), ClaimRoom.For(10), Stop));

    private async Task RecordAsync(ClaimedDelivery delivery, AttemptOutcome outcome) =>
        Assert.True(await Stores.Deliveries.RecordAttemptAsync(delivery, outcome, Stop));
}
