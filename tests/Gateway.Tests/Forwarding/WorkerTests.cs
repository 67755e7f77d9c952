using Gateway.Forwarding;

namespace Gateway.Tests.Forwarding;

/// <summary>How deliveries stand beside one another, and what stopping leaves behind.</summary>
public sealed class WorkerTests
{
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_recipient_that_hangs_holds_up_nobody_else_and_never_has_more_than_its_share()
    {
        await using var host = await ForwardingHost.CreateAsync(settings:
            [("Gateway:Forwarding:Parallel", "6"), ("Gateway:Forwarding:ParallelPerRecipient", "3")]);
        var (hanging, quick) = (host.AddRecipient("hanging"), host.AddRecipient("quick"));
        host.Stub.Map("/hanging/inbox", context => Task.Delay(Timeout.Infinite, context.RequestAborted)).Map("/quick/inbox", 200);
        for (var i = 0; i < 20; i++)
        {
            await host.OweAsync(hanging);
        }

        for (var i = 0; i < 10; i++)
        {
            await host.OweAsync(quick);
        }

        await host.StartAsync();
        await Eventually.IsTrueAsync(() => host.PostsTo("quick").Count == 10, () => $"{host.PostsTo("quick").Count} of 10 arrived");

        Assert.Equal(3, host.PostsTo("hanging").Count);
    }

    [Fact]
    [Trait("Threat", "17")]
    public async Task What_a_dead_process_held_is_sent_when_its_lease_has_run_out_and_not_before()
    {
        await using var host = await ForwardingHost.CreateAsync();
        var recipient = host.AddRecipient("ada");
        host.Stub.Map("/ada/inbox", 200);
        await host.OweAsync(recipient);
        var dead = Assert.Single(await host.Deliveries.ClaimDueAsync(host.Time.GetUtcNow(), s_lease, ClaimRoom.For(10), default));

        await host.StartAsync();
        host.Time.Advance(s_lease - TimeSpan.FromSeconds(1));
        host.Signal.Notify();
        await Task.Delay(100);
        Assert.Empty(host.PostsTo("ada"));
        host.Time.Advance(TimeSpan.FromSeconds(1));
        host.Signal.Notify();

        await host.WaitForAsync(d => d.State == DeliveryState.Delivered);
        var post = Assert.Single(host.PostsTo("ada"));
        Assert.Equal(dead.Id, post.Headers["Webhook-Id"]);
        var late = new AttemptOutcome(host.Time.GetUtcNow(), IsDelivered: false, host.Time.GetUtcNow(), 500, null);
        Assert.False(await host.Deliveries.RecordAttemptAsync(dead, late, default));
    }

    [Fact]
    public async Task An_attempt_is_broken_off_when_it_takes_too_long()
    {
        await using var host = await ForwardingHost.CreateAsync(settings: ("Gateway:Outbound:TimeLimit", "00:01:00"));
        var recipient = host.AddRecipient("ada");
        host.Stub.Map("/ada/inbox", context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await host.OweAsync(recipient);
        await host.StartAsync();
        await Eventually.IsTrueAsync(() => host.PostsTo("ada").Count == 1, () => "nothing was posted");

        host.Time.Advance(TimeSpan.FromSeconds(25));

        var delivery = await host.WaitForAsync(d => d.State == DeliveryState.Waiting);
        Assert.Equal("There was no answer in time.", delivery.LastAnswer);
    }

    [Fact]
    public async Task Stopping_lets_what_is_in_flight_arrive()
    {
        await using var host = await ForwardingHost.CreateAsync();
        var recipient = host.AddRecipient("ada");
        var answer = new TaskCompletionSource();
        host.Stub.Map("/ada/inbox", _ => answer.Task);
        await host.OweAsync(recipient);
        await host.StartAsync();
        await Eventually.IsTrueAsync(() => host.PostsTo("ada").Count == 1, () => "nothing was posted");

        var stopped = host.StopAsync();
        answer.SetResult();
        await stopped;

        var delivery = Assert.Single((await host.Deliveries.ListAsync(host.TenantId, null, null, 10, default)).Items);
        Assert.Equal(DeliveryState.Delivered, delivery.State);
    }

    [Fact]
    public async Task What_does_not_arrive_while_stopping_is_due_at_the_next_start()
    {
        await using var host = await ForwardingHost.CreateAsync();
        var recipient = host.AddRecipient("ada");
        host.Stub.Map("/ada/inbox", context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await host.OweAsync(recipient);
        await host.StartAsync();
        await Eventually.IsTrueAsync(() => host.PostsTo("ada").Count == 1, () => "nothing was posted");

        var stopped = host.StopAsync();
        host.Time.Advance(TimeSpan.FromSeconds(5)); // the grace
        await stopped;

        var delivery = Assert.Single((await host.Deliveries.ListAsync(host.TenantId, null, null, 10, default)).Items);
        Assert.Equal((DeliveryState.Waiting, host.Time.GetUtcNow()), (delivery.State, delivery.NextAttemptAt!.Value));
        Assert.Single(await host.Deliveries.ClaimDueAsync(host.Time.GetUtcNow(), s_lease, ClaimRoom.For(10), default));
    }

    [Fact]
    public async Task Many_deliveries_to_many_recipients_each_arrive_once()
    {
        await using var host = await ForwardingHost.CreateAsync();
        var names = Enumerable.Range(0, 5).Select(i => $"r{i}").ToArray();
        var recipients = names.Select(name => host.AddRecipient(name)).ToArray();
        foreach (var name in names)
        {
            host.Stub.Map($"/{name}/inbox", 200);
        }

        await host.StartAsync();
        for (var i = 0; i < 40; i++)
        {
            await host.OweAsync(recipients);
            host.Signal.Notify();
        }

        await Eventually.IsTrueAsync(
            () => names.All(n => host.PostsTo(n).Count >= 40), () => $"{names.Sum(n => host.PostsTo(n).Count)} of 200 arrived");
        await host.StopAsync();
        Assert.Equal(200, names.SelectMany(host.PostsTo).Select(p => p.Headers["Webhook-Id"]).Distinct().Count());
        Assert.All(names, n => Assert.Equal(40, host.PostsTo(n).Count));
    }

    /// <summary>Nobody tells the worker anything: it finds by itself when the lease has run out.</summary>
    [Fact]
    [Trait("Threat", "17")]
    public async Task What_a_dead_process_held_is_sent_within_fifteen_seconds()
    {
        await using var host = await ForwardingHost.CreateAsync();
        host.Stub.Map("/ada/inbox", 200);
        await host.OweAsync(host.AddRecipient("ada"));
        var died = host.Time.GetUtcNow();
        Assert.Single(await host.Deliveries.ClaimDueAsync(died, new ForwardingOptions().Lease, ClaimRoom.For(10), default));

        await host.StartAsync();
        for (var second = 0; second < 15; second++)
        {
            await Task.Delay(20);
            host.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var delivery = await host.WaitForAsync(d => d.State == DeliveryState.Delivered);
        Assert.InRange(delivery.DeliveredAt!.Value - died, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task What_is_still_being_sent_stays_the_senders_beyond_its_first_lease()
    {
        await using var host = await ForwardingHost.CreateAsync(settings: ("Gateway:Outbound:TimeLimit", "00:01:00"));
        var answer = new TaskCompletionSource();
        host.Stub.Map("/ada/inbox", _ => answer.Task);
        await host.OweAsync(host.AddRecipient("ada"));
        await host.StartAsync();
        await Eventually.IsTrueAsync(() => host.PostsTo("ada").Count == 1, () => "nothing was posted");

        for (var second = 0; second < 20; second++)
        {
            await Task.Delay(20);
            host.Time.Advance(TimeSpan.FromSeconds(1));
            Assert.Empty(await host.Deliveries.ClaimDueAsync(host.Time.GetUtcNow(), s_lease, ClaimRoom.For(10), default));
        }

        answer.SetResult();
        await host.WaitForAsync(d => d.State == DeliveryState.Delivered);
        Assert.Single(host.PostsTo("ada"));
    }
}
