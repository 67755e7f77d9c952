using Gateway.Forwarding;
using Gateway.Tests.Storage;
using Microsoft.Extensions.Options;

namespace Gateway.Tests.Forwarding;

public sealed class SharingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(60)]
    public async Task A_policy_changed_by_another_process_holds_once_what_is_remembered_of_it_is_old(int seconds)
    {
        using var folder = new SqliteFolder();
        await using var database = await folder.OpenMigratedAsync();
        var stores = SqliteFolder.Stores(folder, database);
        var tenant = (await stores.Tenants.AddTenantAsync("acme", Given.Now, Stop))!.Id;
        var time = new ManualTimers(Given.Now);
        var options = new ForwardingOptions();
        Assert.Equal(TimeSpan.FromSeconds(2), options.PolicyLifetime);
        options.PolicyLifetime = TimeSpan.FromSeconds(seconds);
        var sharing = new Sharing(stores.Recipients, Options.Create(options), time);

        Assert.False((await sharing.FindPolicyAsync(tenant, Stop)).IsRegisteredOnly);
        await stores.Recipients.SetPolicyAsync(tenant, new SharingPolicy(true, []), Given.Now, Stop);
        time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(seconds == 0 ? 0 : 1));
        Assert.Equal(seconds == 0, (await sharing.FindPolicyAsync(tenant, Stop)).IsRegisteredOnly);
        time.Advance(TimeSpan.FromTicks(1));
        Assert.True((await sharing.FindPolicyAsync(tenant, Stop)).IsRegisteredOnly);
    }
}
