using Gateway.Forwarding;
using Gateway.Tests.Storage;

namespace Gateway.Tests.Forwarding;

/// <summary>Several processes over one PostgreSQL.</summary>
public sealed class NodesTests(PostgresCluster cluster)
{
    [Fact]
    public async Task What_one_received_another_sends_as_soon_as_it_is_told()
    {
        var settings = await SettingsAsync();
        await using var one = await ForwardingHost.CreateAsync(TimeProvider.System, settings);
        await using var other = await ForwardingHost.CreateAsync(TimeProvider.System, settings);
        other.Stub.Map("/ada/inbox", 200);
        var recipient = other.AddRecipient("ada");
        await one.StartNoticesAsync();
        await other.StartAsync();
        await Task.Delay(500); // it has looked, found nothing, and will not look again for ten minutes

        await one.OweAsync(recipient);
        await other.WaitForAsync(d => d.State == DeliveryState.Delivered);
    }

    [Fact]
    public async Task Of_three_each_delivery_is_made_once_and_each_has_a_part()
    {
        var settings = await SettingsAsync();
        await using var one = await ForwardingHost.CreateAsync(TimeProvider.System, settings);
        await using var two = await ForwardingHost.CreateAsync(TimeProvider.System, settings);
        await using var three = await ForwardingHost.CreateAsync(TimeProvider.System, settings);
        string[] names = [.. Enumerable.Range(0, 6).Select(i => $"r{i}")];
        foreach (var name in names)
        {
            one.Stub.Map($"/{name}/inbox", 200);
        }

        string[] recipients = [.. names.Select(name => one.AddRecipient(name))];
        foreach (var node in new[] { one, two, three })
        {
            await node.StartAsync();
        }

        await Task.WhenAll(new[] { one, two, three }.Select(async node =>
        {
            for (var i = 0; i < 15; i++)
            {
                await node.OweAsync(recipients);
            }
        }));
        await Eventually.IsTrueAsync(
            () => names.Sum(name => one.PostsTo(name).Count) >= 270, () => $"{names.Sum(name => one.PostsTo(name).Count)} of 270 arrived");
        await Task.Delay(200);
        var ids = names.SelectMany(one.PostsTo).Select(post => post.Headers["Webhook-Id"]).ToList();
        Assert.Equal((270, 270), (ids.Count, ids.Distinct().Count()));
    }

    private async Task<(string Key, string Value)[]> SettingsAsync() =>
    [
        ("Gateway:Storage:Provider", "postgres"),
        ("Gateway:Storage:ConnectionString", await cluster.AddSchemaAsync()),
        ("Gateway:Forwarding:PollInterval", "00:10:00"),
    ];
}
