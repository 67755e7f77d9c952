using Gateway.Forwarding;
using Gateway.Tests.Forwarding;
using Gateway.Tests.Storage;

namespace Gateway.Tests.Faults;

/// <summary>One delivery that cannot be read, or whose outcome cannot be kept: it is visible, and holds up no other.</summary>
public sealed class PoisonTests(PostgresCluster cluster)
{
    private const int Others = 30;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_without_its_credential_fails_alone_and_says_so(bool postgres)
    {
        await using var host = await StartAsync(postgres);
        var (poisoned, _) = await OweAllAsync(host);
        await RunAsync(host, "DELETE FROM credential_bytes WHERE seq = (SELECT MIN(seq) FROM credential_bytes)");

        await host.StartAsync();
        await WaitForOthersAsync(host, poisoned);

        await Eventually.IsTrueAsync(
            async () => (await host.Deliveries.FindAsync(host.TenantId, poisoned, default))!.Delivery.State == DeliveryState.Waiting,
            () => "it did not fail");
        var detail = await host.Deliveries.FindAsync(host.TenantId, poisoned, default);
        Assert.Equal((DeliveryState.Waiting, 1), (detail!.Delivery.State, detail.Delivery.Attempts));
        Assert.Contains("cannot read", detail.Delivery.LastAnswer, StringComparison.Ordinal);
        Assert.DoesNotContain(host.PostsTo("ada"), post => post.Headers["Webhook-Id"] == poisoned);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_whose_outcome_cannot_be_kept_is_sent_again_under_its_id_until_it_can(bool postgres)
    {
        await using var host = await StartAsync(postgres);
        var (poisoned, _) = await OweAllAsync(host);
        await RunAsync(host, postgres ? PostgresTrigger(poisoned) : SqliteTrigger(poisoned));

        await host.StartAsync();
        await WaitForOthersAsync(host, poisoned);
        await Eventually.IsTrueAsync(() => PostsOf(host, poisoned) > 1, () => $"{PostsOf(host, poisoned)} arrived");
        Assert.Null((await host.Deliveries.FindAsync(host.TenantId, poisoned, default))!.Delivery.DeliveredAt);

        await RunAsync(host, "DROP TRIGGER poison" + (postgres ? " ON deliveries" : ""));
        await Eventually.IsTrueAsync(() => IsDeliveredAsync(host, poisoned), () => "it is still owed");
        Assert.Equal(Others + 1, host.PostsTo("ada").Select(post => post.Headers["Webhook-Id"]).Distinct().Count());
    }

    private static string SqliteTrigger(string id) =>
        $"CREATE TRIGGER poison BEFORE UPDATE OF delivered_at ON deliveries WHEN NEW.id = '{id}' BEGIN SELECT RAISE(ABORT, 'poison'); END";

    private static string PostgresTrigger(string id) =>
        $"""
        CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'poison'; END $$;
        CREATE TRIGGER poison BEFORE UPDATE OF delivered_at ON deliveries FOR EACH ROW WHEN (NEW.id = '{id}') EXECUTE FUNCTION poison();
        """;

    private static int PostsOf(ForwardingHost host, string id) => host.PostsTo("ada").Count(post => post.Headers["Webhook-Id"] == id);

    private static Task<bool> RunAsync(ForwardingHost host, string sql) => host.Database.WriteAsync(
        async session =>
        {
            await session.ExecuteScriptAsync(sql);
            return true;
        },
        default);

    private static async Task<bool> IsDeliveredAsync(ForwardingHost host, string id) =>
        (await host.Deliveries.FindAsync(host.TenantId, id, default))!.Delivery.State == DeliveryState.Delivered;

    /// <summary>The first is the one to be poisoned.</summary>
    private static async Task<(string Poisoned, string Recipient)> OweAllAsync(ForwardingHost host)
    {
        var recipient = host.AddRecipient("ada");
        host.Stub.Map("/ada/inbox", 204);
        for (var i = 0; i <= Others; i++)
        {
            await host.OweAsync(recipient);
        }

        var all = (await host.Deliveries.ListAsync(host.TenantId, null, null, 100, default)).Items;
        return (all[^1].Id, recipient);
    }

    private static Task WaitForOthersAsync(ForwardingHost host, string poisoned) => Eventually.IsTrueAsync(
        async () => (await host.Deliveries.ListAsync(host.TenantId, null, null, 100, default)).Items
            .All(d => d.Id == poisoned ? d.State != DeliveryState.Pending : d is { State: DeliveryState.Delivered, Attempts: 1 }),
        () => "others are held up");

    private async Task<ForwardingHost> StartAsync(bool postgres)
    {
        (string, string)[] settings =
        [
            ("Gateway:Forwarding:Lease", "00:00:01"),
            ("Gateway:Forwarding:PollInterval", "00:00:00.2"),
            .. postgres
                ? [("Gateway:Storage:Provider", "postgres"), ("Gateway:Storage:ConnectionString", await cluster.AddSchemaAsync())]
                : Array.Empty<(string, string)>(),
        ];
        return await ForwardingHost.CreateAsync(TimeProvider.System, settings);
    }
}
