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
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    [Theory]
    [InlineData(202, "Delivered")]
    [InlineData(500, "Dead")]
    public async Task Keeps_the_schedule_and_the_Webhook_Id_until_the_recipient_takes_it_or_it_is_given_up(int last, string state)
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
                host.Stub.Map("/ada/inbox", last);
            }

            // not a moment too early
            host.Time.Advance(delivery.NextAttemptAt.Value - now - TimeSpan.FromMilliseconds(1));
            host.Signal.Notify();
            Assert.Equal(attempt, host.PostsTo("ada").Count);
            host.Time.Advance(TimeSpan.FromMilliseconds(1));
            host.Signal.Notify();
        }

        var ended = await host.WaitForAsync(d => d.State.ToString() == state);
        TestContext.Current.TestOutputHelper?.WriteLine($"the whole schedule in {watch.Elapsed.TotalSeconds:F2} s");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), "three days of attempts take no time");
        Assert.Null(ended.NextAttemptAt);
        var posts = host.PostsTo("ada");
        Assert.Equal(s_pauses.Length + 1, posts.Count);
        Assert.Single(posts.Select(p => p.Headers["Webhook-Id"]).Distinct());
        var times = posts.Select(p => long.Parse(p.Headers["Webhook-Timestamp"], CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(times.Order().Distinct(), times);

        var attempts = (await host.Deliveries.FindAsync(host.TenantId, ended.Id, default))!.Attempts;
        Assert.Equal(Enumerable.Range(1, 10).Reverse(), attempts.Select(a => a.Number));
        Assert.Equal([last, .. Enumerable.Repeat(503, 9)], attempts.Select(a => a.Status));
        host.Time.Advance(TimeSpan.FromDays(30));
        Assert.Empty(await host.Deliveries.ClaimDueAsync(host.Time.GetUtcNow(), TimeSpan.FromSeconds(10), ClaimRoom.For(10), default));
    }

    [Theory]
    [InlineData(301, 3)]
    [InlineData(400, 3)]
    [InlineData(404, 3)]
    [InlineData(422, 3)]
    [InlineData(409, 1)]
    [InlineData(410, 1)]
    [InlineData(408, 10)]
    [InlineData(425, 10)]
    [InlineData(429, 10)]
    [InlineData(500, 10)]
    [InlineData(599, 10)]
    [InlineData(null, 10)]
    public void Gives_up_sooner_when_the_answer_would_be_the_same_again(int? status, int attempts)
    {
        var backOff = new BackOff(Options.Create(new ForwardingOptions()), () => 0);

        Assert.Equal(attempts, 1 + Enumerable.Range(1, 20).TakeWhile(failed => backOff.After(failed, status) is not null).Count());
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

        Assert.Equal([1, 3, null], new[] { 1, 2, 3 }.Select(failed => backOff.After(failed)?.TotalSeconds));
    }
}
