using System.Collections.Concurrent;
using Gateway.Forwarding;

namespace Gateway.Tests.Storage;

/// <summary>Who gets what when many wait: shares, leases, order.</summary>
public abstract class DeliveryQueueContract : StoreContract
{
    private const string Ada = "did:web:ada.example";
    private const string Bob = "did:web:bob.example";

    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_backlog_to_one_leaves_room_for_another()
    {
        await OweAsync(20, Ada);
        await OweAsync(1, Bob);
        var claimed = await ClaimAsync(new ClaimRoom(10, 4, new Dictionary<string, int>()));
        Assert.Equal((4, 1), (Count(claimed, Ada), Count(claimed, Bob)));

        await OweAsync(1, Bob);
        var more = await ClaimAsync(new ClaimRoom(5, 4, new Dictionary<string, int> { [Ada] = 4, [Bob] = 1 }));
        Assert.Equal((0, 1), (Count(more, Ada), Count(more, Bob)));
    }

    [Fact]
    public async Task A_recipient_gets_what_is_left_of_its_share_whoever_sends()
    {
        await OweAsync(3, Ada);
        await AddAsync(Given.Passport(Bolt, "bolt 1"), Ada);
        await AddAsync(Given.Passport(Bolt, "bolt 2"), Ada);
        Assert.Equal(2, (await ClaimAsync(new ClaimRoom(10, 4, new Dictionary<string, int> { [Ada] = 2 }))).Count);
        Assert.Equal(3, (await ClaimAsync(ClaimRoom.For(10))).Count);
    }

    [Fact]
    public async Task All_that_wait_have_their_turn_however_long_the_backlogs()
    {
        string[] recipients = [.. Enumerable.Range(0, 5).Select(i => $"did:web:{i}.example")];
        await OweAsync(10, recipients);
        var turns = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            var claimed = await ClaimAsync(new ClaimRoom(1, 1, new Dictionary<string, int>()), Given.Now.AddSeconds(i + 1));
            turns.Add(Assert.Single(claimed).Recipient);
        }

        Assert.All(recipients, recipient => Assert.Equal(2, turns.Count(turn => turn == recipient)));
    }

    [Fact]
    public async Task A_lease_that_is_renewed_does_not_end()
    {
        await OweAsync(2, Ada);
        var held = await ClaimAsync(ClaimRoom.For(10));
        await Stores.Deliveries.RenewAsync([held[0]], Given.Now + (2 * s_lease), Stop);
        await Stores.Deliveries.RenewAsync([held[1] with { Lease = "another's" }], Given.Now + (2 * s_lease), Stop);
        Assert.Equal(held[1].Id, Assert.Single(await ClaimAsync(ClaimRoom.For(10), Given.Now + s_lease)).Id);
        Assert.True(await RecordAsync(held[0], isDelivered: true));

        await Stores.Deliveries.RenewAsync([held[0]], Given.Now + (2 * s_lease), Stop);
        Assert.Single(await ClaimAsync(ClaimRoom.For(10), Given.Now + (3 * s_lease)));
    }

    [Fact]
    public async Task What_is_tried_again_before_its_lease_would_have_ended_is_found_then()
    {
        await OweAsync(1, Ada);
        var claimed = Assert.Single(await ClaimAsync(ClaimRoom.For(10)));
        await RecordAsync(claimed, isDelivered: false, Given.Now.AddSeconds(5));
        Assert.True(await Stores.Deliveries.NextDueAsync(Stop) <= Given.Now.AddSeconds(5));
        Assert.Single(await ClaimAsync(ClaimRoom.For(10), Given.Now.AddSeconds(5)));
    }

    [Fact]
    public async Task Ordered_ones_go_one_after_another_and_hold_up_nobody_else()
    {
        var first = await OweInOrderAsync("1");
        var second = await OweInOrderAsync("2");
        await OweAsync(1, Ada, Bob);
        await AddAsync(Given.Passport(Bolt, "bolt") with { IsOrdered = true }, Ada);

        var claimed = await ClaimAsync(ClaimRoom.For(10));
        Assert.Equal(4, claimed.Count);
        Assert.DoesNotContain(second, claimed.Select(d => d.Id));
        var head = claimed.Single(d => d.Id == first);

        // while the first fails, the second waits
        await RecordAsync(head, isDelivered: false, Given.Now.AddSeconds(5));
        Assert.Empty(await ClaimAsync(ClaimRoom.For(10), Given.Now.AddSeconds(4)));
        head = Assert.Single(await ClaimAsync(ClaimRoom.For(10), Given.Now.AddSeconds(5)));
        Assert.Equal(first, head.Id);

        await RecordAsync(head, isDelivered: true);
        var next = Assert.Single(await ClaimAsync(ClaimRoom.For(10), Given.Now.AddSeconds(5)));
        Assert.Equal(second, next.Id);
        await RecordAsync(next, isDelivered: true);
        Assert.Equal(await OweInOrderAsync("3"), Assert.Single(await ClaimAsync(ClaimRoom.For(10), Given.Now.AddSeconds(5))).Id);
    }

    [Fact]
    public async Task Nothing_is_forgotten_and_nothing_handed_out_twice_while_many_add_and_many_claim()
    {
        var delivered = new ConcurrentBag<string>();
        var adders = Enumerable.Range(0, 6).Select(adder => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                await AddAsync(Given.Passport(Acme, $"{adder} {i}"), Ada, Bob, $"did:web:{adder}.example");
            }
        })).ToList();
        await ClaimUntilAsync(Task.WhenAll(adders), 4, delivered);

        Assert.Equal(450, delivered.Count);
        Assert.Equal(450, delivered.Distinct().Count());
        Assert.Equal(450, await Stores.CountRows("deliveries WHERE state = 3 AND due_at IS NULL"));
    }

    [Fact]
    public async Task Ordered_ones_stay_in_order_while_many_add_and_many_claim()
    {
        var delivered = new ConcurrentQueue<string>();
        var owed = new ConcurrentBag<(int Adder, int Number, string Id)>();
        var adders = Enumerable.Range(0, 4).Select(adder => Task.Run(async () =>
        {
            for (var i = 0; i < 15; i++)
            {
                owed.Add((adder, i, await OweInOrderAsync($"{adder} {i}")));
            }
        })).ToList();
        await ClaimUntilAsync(Task.WhenAll(adders), 3, delivered);

        var order = delivered.ToList();
        Assert.Equal(60, order.Count);
        foreach (var adder in owed.GroupBy(one => one.Adder))
        {
            Assert.Equal(
                adder.OrderBy(one => one.Number).Select(one => one.Id),
                adder.OrderBy(one => order.IndexOf(one.Id)).Select(one => one.Id));
        }
    }

    private static int Count(IEnumerable<ClaimedDelivery> claimed, string recipient) => claimed.Count(d => d.Recipient == recipient);

    private async Task OweAsync(int count, params string[] recipients)
    {
        for (var i = 0; i < count; i++)
        {
            await AddAsync(Given.Passport(Acme, Guid.NewGuid().ToString()), recipients);
        }
    }

    private async Task<string> OweInOrderAsync(string bytes) =>
        (await AddAsync(Given.Passport(Acme, bytes) with { IsOrdered = true }, Ada)).Deliveries[0].Id;

    private Task<IReadOnlyList<ClaimedDelivery>> ClaimAsync(ClaimRoom room, DateTimeOffset? now = null) =>
        Stores.Deliveries.ClaimDueAsync(now ?? Given.Now, s_lease, room, Stop);

    private Task<bool> RecordAsync(ClaimedDelivery delivery, bool isDelivered, DateTimeOffset? retryAt = null) =>
        Stores.Deliveries.RecordAttemptAsync(delivery, new AttemptOutcome(Given.Now, isDelivered, retryAt, null, null), Stop);

    /// <summary>Delivers what it can claim, until nothing more is added and twice nothing was due. The clock stands.</summary>
    private Task ClaimUntilAsync(Task added, int claimers, IProducerConsumerCollection<string> delivered) =>
        Task.WhenAll(Enumerable.Range(0, claimers).Select(_ => Task.Run(async () =>
        {
            for (var idle = 0; idle < 2;)
            {
                var isLast = added.IsCompleted;
                var claimed = await ClaimAsync(new ClaimRoom(5, 3, new Dictionary<string, int>()));
                foreach (var delivery in claimed)
                {
                    delivered.TryAdd(delivery.Id);
                    Assert.True(await RecordAsync(delivery, isDelivered: true));
                }

                idle = claimed.Count > 0 || !isLast ? 0 : idle + 1;
            }

            await added;
        })));
}
