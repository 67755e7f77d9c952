using System.Diagnostics.Metrics;
using Gateway.Forwarding;
using Gateway.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Forwarding;

/// <summary>What becomes of recipients that want nothing, or are unwell.</summary>
public sealed class GivenUpTests
{
    [Fact]
    public async Task After_410_nothing_more_is_sent_to_that_recipient_until_somebody_asks_for_it()
    {
        await using var host = await ForwardingHost.CreateAsync();
        var recipient = host.AddRecipient("ada");
        host.Stub.Map("/ada/inbox", 410);
        await host.OweAsync(recipient);
        await host.StartAsync();
        await host.WaitForAsync(d => d is { State: DeliveryState.Dead, Attempts: 1, LastStatus: 410 });

        await host.OweAsync(recipient);
        host.Signal.Notify();
        var second = await host.WaitForAsync(d => d is { State: DeliveryState.Dead, Attempts: 0 });
        Assert.Contains("410", second.LastAnswer, StringComparison.Ordinal);
        Assert.Single(host.PostsTo("ada"));
        Assert.Equal(2, (await host.Deliveries.ListDeadAsync(host.TenantId, null, 10, default)).Items.Count);

        host.Stub.Map("/ada/inbox", 200);
        await host.Deliveries.RetryAsync(host.TenantId, second.Id, host.Time.GetUtcNow(), default);
        host.Signal.Notify();
        await host.WaitForAsync(d => d is { State: DeliveryState.Delivered, Attempts: 1 });
        await host.OweAsync(recipient);
        host.Signal.Notify();
        await Eventually.IsTrueAsync(() => host.PostsTo("ada").Count == 3, () => "the recipient is still disabled");
    }

    [Fact]
    public async Task A_dead_letter_is_an_event_and_counted()
    {
        await using var host = await ForwardingHost.CreateAsync();
        var counted = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, mine) =>
        {
            if (instrument.Name == "gateway.deliveries.dead" && instrument.Meter.Scope == host.Services.GetService<IMeterFactory>())
            {
                mine.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref counted, count));
        listener.Start();
        host.Stub.Map("/ada/inbox", 409);
        await host.OweAsync(host.AddRecipient("ada"));
        await host.StartAsync();
        await host.WaitForAsync(d => d.State == DeliveryState.Dead);

        await Eventually.IsTrueAsync(() => Interlocked.Read(ref counted) == 1, () => $"{counted} were counted");
        Assert.Equal(1, await host.Services.GetRequiredService<Database>().ReadAsync(
            session => session.FindAsync("SELECT COUNT(*) FROM events WHERE kind = 'delivery.dead'", row => row.GetInt64(0)), default));
    }

    [Fact]
    public async Task A_recipient_that_does_not_answer_is_left_alone_for_a_while_and_its_backlog_keeps_its_tries()
    {
        await using var host = await ForwardingHost.CreateAsync(settings: ("Gateway:Forwarding:CircuitBreak", "00:02:00"));
        var (dead, quick) = (host.AddRecipient("dead"), host.AddRecipient("quick"));
        host.Stub.Map("/dead/inbox", 500).Map("/quick/inbox", 200);
        for (var i = 0; i < 40; i++)
        {
            await host.OweAsync(dead);
        }

        await host.OweAsync(quick);
        await host.StartAsync();
        await Eventually.IsTrueAsync(() => host.PostsTo("quick").Count == 1, () => "the other got nothing");
        await Task.Delay(300);
        Assert.InRange(host.PostsTo("dead").Count, 5, 16);

        host.Stub.Map("/dead/inbox", 200);
        await Eventually.IsTrueAsync(
            async () =>
            {
                // those that find the circuit half open are put off once more, by the clock
                host.Time.Advance(TimeSpan.FromMinutes(1));
                host.Signal.Notify();
                await Task.Delay(50);
                return (await host.Deliveries.ListAsync(host.TenantId, null, null, 100, default)).Items
                    .All(d => d.State == DeliveryState.Delivered && d.Attempts <= 2);
            },
            () => "some are still owed");
    }

    [Theory]
    [InlineData(429, 1)]
    [InlineData(503, 1)]
    [InlineData(500, 3)]
    public async Task A_recipient_that_asks_to_be_left_alone_is(int status, int posts)
    {
        await using var host = await ForwardingHost.CreateAsync(settings: ("Gateway:Forwarding:ParallelPerRecipient", "1"));
        host.Stub.Map("/ada/inbox", context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "3600";
            return Task.CompletedTask;
        });
        var recipient = host.AddRecipient("ada");
        for (var i = 0; i < 3; i++)
        {
            await host.OweAsync(recipient);
        }

        await host.StartAsync();
        await Eventually.IsTrueAsync(() => host.PostsTo("ada").Count >= posts, () => $"{host.PostsTo("ada").Count} arrived");
        await Task.Delay(300);
        Assert.Equal(posts, host.PostsTo("ada").Count);
    }
}
