using Gateway.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Hosting;

[Trait("Threat", "16")]
public sealed class KeysInForceTests
{
    private static readonly TimeSpan s_moment = new AuthOptions().RememberKeysFor;

    [Fact]
    public async Task A_revoked_key_works_no_more_once_the_moment_is_over()
    {
        await using var gateway = await TestGateway.StartAsync();
        Assert.NotNull(await FindAsync(gateway, TestGateway.Key));
        await RevokeAsync(gateway);

        gateway.Time.Advance(s_moment - TimeSpan.FromMilliseconds(1));
        Assert.NotNull(await FindAsync(gateway, TestGateway.Key));

        gateway.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(await FindAsync(gateway, TestGateway.Key));
    }

    [Fact]
    public async Task Being_used_does_not_make_the_moment_longer()
    {
        await using var gateway = await TestGateway.StartAsync();
        Assert.NotNull(await FindAsync(gateway, TestGateway.Key));
        await RevokeAsync(gateway);
        gateway.Time.Advance(s_moment / 2);
        Assert.NotNull(await FindAsync(gateway, TestGateway.Key));
        gateway.Time.Advance(s_moment / 2);
        Assert.Null(await FindAsync(gateway, TestGateway.Key));
    }

    [Fact]
    public async Task A_key_that_was_not_there_works_as_soon_as_it_is()
    {
        await using var gateway = await TestGateway.StartAsync();
        var key = ApiKey.Create();
        Assert.Null(await FindAsync(gateway, key));

        var tenants = gateway.Services.GetRequiredService<ITenantStore>();
        var tenant = (await tenants.ListTenantsAsync(default))[0].Id;
        await tenants.AddKeyAsync(tenant, ApiKey.Hash(key), gateway.Time.GetUtcNow(), default);

        Assert.Equal(tenant, (await FindAsync(gateway, key))?.TenantId);
    }

    [Fact]
    public async Task A_key_with_the_same_first_bytes_is_another_one()
    {
        await using var gateway = await TestGateway.StartAsync();
        Assert.NotNull(await FindAsync(gateway, TestGateway.Key));
        var hash = ApiKey.Hash(TestGateway.Key);
        hash[^1] ^= 1;

        Assert.Null(await gateway.Services.GetRequiredService<KeysInForce>().FindAsync(hash, default));
    }

    [Fact]
    public async Task With_no_moment_each_look_is_at_the_store()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["Gateway:Auth:RememberKeysFor"] = "00:00:00" });
        Assert.NotNull(await FindAsync(gateway, TestGateway.Key));
        await RevokeAsync(gateway);
        Assert.Null(await FindAsync(gateway, TestGateway.Key));
    }

    private static ValueTask<StoredKey?> FindAsync(TestGateway gateway, string key) =>
        gateway.Services.GetRequiredService<KeysInForce>().FindAsync(ApiKey.Hash(key), default);

    private static async Task RevokeAsync(TestGateway gateway)
    {
        var tenants = gateway.Services.GetRequiredService<ITenantStore>();
        var key = await ApiKey.FindAsync(tenants, ApiKey.Hash(TestGateway.Key), default);
        Assert.True(await tenants.RevokeKeyAsync(key!.Id, gateway.Time.GetUtcNow(), default));
    }
}
