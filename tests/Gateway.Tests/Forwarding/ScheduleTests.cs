using System.Diagnostics;
using System.Globalization;
using Gateway.Forwarding;
using Microsoft.Extensions.Options;

namespace Gateway.Tests.Forwarding;

/// <summary>When a delivery is tried again.</summary>
public sealed class ScheduleTests
{
    private static readonly TimeSpan[] s_pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24), TimeSpan.FromHours(24),
        TimeSpan.FromHours(24),
    ];

    [Fact]
    public async Task Keeps_the_schedule_and_the_Webhook_Id_until_the_recipient_takes_it()
    {
        await using var host = await ForwardingHost.CreateAsync();
        var recipient = host.AddRecipient("ada");
        host.Stub.Map("/ada/inbox", 503);
        await host.OweAsync(recipient);
        var watch = Stopwatch.StartNew();
        await host.StartAsync();

        for (var attempt = 1; attempt <= s_pauses.Length; attempt++)
        {
            var delivery = await host.WaitForAsync(d => d.Attempts == attempt);
            var now = host.Time.GetUtcNow();
            Assert.Equal(now, delivery.LastAttemptAt);
            Assert.InRange(delivery.NextAttemptAt!.Value - now, s_pauses[attempt - 1], s_pauses[attempt - 1] * 1.2);
            if (attempt == s_pauses.Length)
            {
                host.Stub.Map("/ada/inbox", 202);
            }

            // not a moment too early
            host.Time.Advance(delivery.NextAttemptAt.Value - now - TimeSpan.FromMilliseconds(1));
            host.Signal.Notify();
            Assert.Equal(attempt, host.PostsTo("ada").Count);
            host.Time.Advance(TimeSpan.FromMilliseconds(1));
            host.Signal.Notify();
        }

        await host.WaitForAsync(d => d.State == DeliveryState.Delivered);
        var posts = host.PostsTo("ada");
        Assert.Equal(s_pauses.Length + 1, posts.Count);
        Assert.Single(posts.Select(p => p.Headers["Webhook-Id"]).Distinct());
        var times = posts.Select(p => long.Parse(p.Headers["Webhook-Timestamp"], CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(times.Order().Distinct(), times);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), "five days of attempts take no time");
    }

    [Theory]
    [InlineData(3600, 3600)] // longer than the schedule's 5 s
    [InlineData(1, 5)] // shorter
    [InlineData(999_999_999, 86_400)] // longer than anybody may wish
    public async Task Honours_Retry_After_when_it_is_longer_than_the_schedule_within_a_bound(int asked, int granted)
    {
        await using var host = await ForwardingHost.CreateAsync();
        var recipient = host.AddRecipient("ada");
        host.Stub.Map("/ada/inbox", context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = asked.ToString(CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        });
        await host.OweAsync(recipient);

        await host.StartAsync();
        var delivery = await host.WaitForAsync(d => d.State == DeliveryState.Waiting);

        var pause = delivery.NextAttemptAt!.Value - host.Time.GetUtcNow();
        Assert.InRange(pause, TimeSpan.FromSeconds(granted), TimeSpan.FromSeconds(granted * 1.2));
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(0.5, 5.5)]
    [InlineData(1, 6)]
    public void Stretches_pauses_by_chance_by_up_to_a_fifth(double chance, double seconds)
    {
        var backOff = new BackOff(Options.Create(new ForwardingOptions()), () => chance);

        Assert.Equal(TimeSpan.FromSeconds(seconds), backOff.After(1));
    }

    [Fact]
    public void Takes_the_pauses_of_the_configuration_in_place_of_the_usual_ones()
    {
        var options = new ForwardingOptions { Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)] };
        var backOff = new BackOff(Options.Create(options), () => 0);

        Assert.Equal([1, 3, 3], new[] { 1, 2, 99 }.Select(failed => backOff.After(failed).TotalSeconds));
    }
}
