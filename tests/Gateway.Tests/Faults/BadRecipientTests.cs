using System.Collections.Concurrent;
using System.Diagnostics;
using Gateway.Forwarding;
using Gateway.Tests.Forwarding;

namespace Gateway.Tests.Faults;

/// <summary>
/// Recipients that hang, reset, drip, babble, redirect, flood or cannot be trusted, beside good ones: nothing is lost, and the good ones
/// get theirs about as fast as without the others. How fast is asserted in the long form (GATEWAY_FAULTS=long) on a machine that is quiet.
/// </summary>
public sealed class BadRecipientTests
{
    private const int Good = 4;
    private const int ToEachBad = 12;

    private static bool IsLong => Environment.GetEnvironmentVariable("GATEWAY_FAULTS") == "long";

    private static int ToEachGood => IsLong ? 2000 : 150;

    private static int Rounds => IsLong ? 3 : 1;

    [Fact]
    [Trait("Threat", "5")]
    [Trait("Threat", "26")]
    public async Task Cost_the_others_little_and_get_what_they_are_owed_when_they_are_well_again()
    {
        await MeasureAsync(null); // code compiled
        var ratios = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var alone = await MeasureAsync(null);
            await using var bad = await BadRecipients.StartAsync();
            var beside = await MeasureAsync(bad);
            ratios.Add(beside / alone);
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"others {alone:F0}/s undisturbed, {beside:F0}/s beside bad ones: {beside / alone:F2}; "
                + $"{bad.Streamed >> 10} KiB of gigabytes taken");
        }

        Assert.True(!IsLong || ratios.Order().ElementAt(Rounds / 2) > 0.7, "others were slowed down");
    }

    /// <summary>Deliveries to good recipients a second.</summary>
    private static async Task<double> MeasureAsync(BadRecipients? bad)
    {
        await using var host = await ForwardingHost.CreateAsync(
            TimeProvider.System,
            [
                .. Enumerable.Range(0, 40).Select(i => ($"Gateway:Forwarding:Pauses:{i}", "00:00:00.5")),
                ("Gateway:Forwarding:CircuitBreak", "00:00:01"),
                ("Gateway:Outbound:CircuitBreak", "00:00:01"),
                ("Gateway:Outbound:TimeLimit", "00:00:02"),
            ]);
        var arrived = new ConcurrentQueue<string>();
        var owed = ToEachGood * Good;
        await OweAsync(host, bad, arrived);
        var watch = Stopwatch.StartNew();
        await host.StartAsync();
        await Eventually.IsTrueAsync(() => arrived.Count >= owed, () => $"{arrived.Count} of {owed} arrived");
        var rate = owed / watch.Elapsed.TotalSeconds;
        Assert.Equal((owed, owed), (arrived.Count, arrived.Distinct().Count()));
        if (bad is not null)
        {
            await AssertNothingIsLostAsync(host, bad);
        }

        return rate;
    }

    private static async Task OweAsync(ForwardingHost host, BadRecipients? bad, ConcurrentQueue<string> arrived)
    {
        foreach (var (name, inbox) in bad?.Inboxes ?? [])
        {
            var recipient = host.AddRecipient(name, inbox);
            for (var i = 0; i < ToEachBad; i++)
            {
                await host.OweAsync(recipient);
            }
        }

        string[] good = [.. Enumerable.Range(0, Good).Select(i => host.AddRecipient($"good{i}"))];
        for (var i = 0; i < Good; i++)
        {
            host.Stub.Map($"/good{i}/inbox", context =>
            {
                arrived.Enqueue(context.Request.Headers["Webhook-Id"].ToString());
                context.Response.StatusCode = 204;
                return Task.CompletedTask;
            });
        }

        for (var i = 0; i < ToEachGood; i++)
        {
            await host.OweAsync(good);
        }
    }

    private static async Task AssertNothingIsLostAsync(ForwardingHost host, BadRecipients bad)
    {
        await Eventually.IsTrueAsync(
            async () => (await ToBadAsync(host)).All(d => d.Attempts > 0 || d.LastAnswer is not null), () => "some were not tried");
        Assert.Equal(ToEachBad * bad.Inboxes.Count, (await ToBadAsync(host)).Count);
        Assert.All(await ToBadAsync(host), d => Assert.NotEqual(DeliveryState.Delivered, d.State));
        bad.Heal();
        await Eventually.IsTrueAsync(
            async () =>
            {
                foreach (var dead in (await host.Deliveries.ListDeadAsync(host.TenantId, null, 100, default)).Items)
                {
                    await host.Deliveries.RetryAsync(host.TenantId, dead.Id, host.Time.GetUtcNow(), default);
                }

                return (await ToBadAsync(host)).All(d => d.State == DeliveryState.Delivered || IsBeyondHelp(d));
            },
            () => "some are still owed");
        Assert.Equal(ToEachBad, (await ToBadAsync(host)).Count(d => IsBeyondHelp(d) && d.State != DeliveryState.Delivered));
        Assert.Equal(0, bad.Followed);
        Assert.InRange(bad.Streamed, 0, 256 << 20);
    }

    private static bool IsBeyondHelp(Delivery delivery) => delivery.Recipient.EndsWith(BadRecipients.BeyondHelp, StringComparison.Ordinal);

    private static async Task<IReadOnlyList<Delivery>> ToBadAsync(ForwardingHost host)
    {
        var all = new List<Delivery>();
        long? cursor = null;
        do
        {
            var page = await host.Deliveries.ListAsync(host.TenantId, null, cursor, 1000, default);
            all.AddRange(page.Items.Where(d => !d.Recipient.Contains("good", StringComparison.Ordinal)));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return all;
    }
}
