using Gateway.Tests.Forwarding;
using Gateway.Tests.Storage;

namespace Gateway.Tests.Faults;

/// <summary>Clocks are stepped by ten minutes either way while deliveries are under way. The database's own clock is never asked.</summary>
public sealed class ClockStepTests(PostgresCluster cluster)
{
    private const int PerStep = 20;

    private static readonly TimeSpan[] s_steps =
        [TimeSpan.Zero, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(-10), TimeSpan.FromMinutes(10), TimeSpan.Zero];

    [Fact]
    [Trait("Threat", "17")]
    public async Task Of_the_only_process_nothing_is_lost_and_what_arrives_again_does_so_under_the_same_id() => await RunAsync(1);

    [Fact]
    [Trait("Threat", "17")]
    public async Task Of_one_of_two_nothing_is_lost_and_what_arrives_again_does_so_under_the_same_id() => await RunAsync(
        2,
        ("Gateway:Storage:Provider", "postgres"),
        ("Gateway:Storage:ConnectionString", await cluster.AddSchemaAsync()));

    private static async Task RunAsync(int count, params (string, string)[] storage)
    {
        (string, string)[] settings =
            [.. storage, ("Gateway:Forwarding:Lease", "00:00:01"), ("Gateway:Forwarding:PollInterval", "00:00:00.2")];
        var (clock, other) = (new SteppedClock(), new SteppedClock());
        await using var host = await ForwardingHost.CreateAsync(clock, settings);
        await using var second = count > 1 ? await ForwardingHost.CreateAsync(other, settings) : null;
        string[] recipients = [host.AddRecipient("quick"), host.AddRecipient("slow")];
        host.Stub.Map("/quick/inbox", 204).Map("/slow/inbox", async context =>
        {
            await Task.Delay(200);
            context.Response.StatusCode = 204;
        });
        await host.StartAsync();
        await (second?.StartAsync() ?? Task.CompletedTask);
        foreach (var step in s_steps)
        {
            clock.StepTo(step);
            for (var i = 0; i < PerStep; i++)
            {
                await host.OweAsync(recipients);
                host.Signal.Notify();
            }

            await Task.Delay(300); // some are under way when the clock is stepped
        }

        // what was made while the clock was ahead is due by that clock
        foreach (var late in new[] { clock, other })
        {
            late.StepTo(TimeSpan.FromMinutes(11));
        }

        var owed = 2 * PerStep * s_steps.Length;
        await Eventually.IsTrueAsync(
            async () => await CountAsync(host, "delivered_at IS NOT NULL") == owed, () => "some are still owed");
        var posts = host.PostsTo("quick").Concat(host.PostsTo("slow")).ToList();
        var ids = posts.Select(post => post.Headers["Webhook-Id"]).Distinct().Count();
        TestContext.Current.TestOutputHelper?.WriteLine($"{owed} owed, {ids} arrived, {posts.Count - ids} of them again");
        Assert.Equal(owed, ids);
        Assert.Equal(owed, posts.Select(post => (post.Target, Convert.ToHexString(post.Body))).Distinct().Count());
    }

    private static Task<long> CountAsync(ForwardingHost host, string where) => host.Database.ReadAsync(
        session => session.FindAsync($"SELECT COUNT(*) FROM deliveries WHERE {where}", row => row.GetInt64(0)), default);
}
