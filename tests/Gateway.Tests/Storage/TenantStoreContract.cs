using Gateway.Hosting;

namespace Gateway.Tests.Storage;

public abstract class TenantStoreContract : StoreContract
{
    private readonly byte[] _hash = Given.Digest("key");

    [Fact]
    public async Task Finds_a_tenant_by_id_and_by_name()
    {
        Assert.Equal(Acme, await Stores.Tenants.FindTenantAsync(Acme.Id, Stop));
        Assert.Equal(Acme, await Stores.Tenants.FindTenantAsync("acme", Stop));
        Assert.Null(await Stores.Tenants.FindTenantAsync("ACME", Stop));
        Assert.True(await Stores.Tenants.AnyTenantAsync(Stop));
    }

    [Fact]
    public async Task Takes_a_name_once()
    {
        Assert.Null(await Stores.Tenants.AddTenantAsync("acme", Given.Now, Stop));
        Assert.Equal(2, await Stores.CountRows("tenants"));
    }

    [Fact]
    [Trait("Threat", "22")]
    public async Task Prefers_an_id_over_a_tenant_named_like_it()
    {
        await Stores.Tenants.AddTenantAsync(Acme.Id, Given.Now, Stop);
        Assert.Equal(Acme, await Stores.Tenants.FindTenantAsync(Acme.Id, Stop));
    }

    [Fact]
    public async Task Finds_a_key_by_the_first_eight_bytes_of_its_hash()
    {
        var id = await Stores.Tenants.AddKeyAsync(Acme.Id, _hash, Given.Now, Stop);
        var key = Assert.Single(await FindAsync(_hash));
        Assert.Equal((id, Acme.Id), (key.Id, key.TenantId));
        Assert.Equal(_hash, key.Hash);
        Assert.Empty(await FindAsync(Given.Digest("another")));
    }

    [Fact]
    public async Task Finds_both_keys_whose_hashes_begin_alike()
    {
        byte[] twin = [.. _hash[..8], .. new byte[24]];
        await Stores.Tenants.AddKeyAsync(Acme.Id, _hash, Given.Now, Stop);
        await Stores.Tenants.AddKeyAsync(Bolt.Id, twin, Given.Now, Stop);
        Assert.Equal(2, (await FindAsync(_hash)).Count);
    }

    [Fact]
    public async Task Finds_a_key_no_more_once_it_is_revoked()
    {
        var id = await Stores.Tenants.AddKeyAsync(Acme.Id, _hash, Given.Now, Stop);
        Assert.True(await Stores.Tenants.RevokeKeyAsync(id, Given.Now, Stop));
        Assert.Empty(await FindAsync(_hash));
        Assert.False(await Stores.Tenants.RevokeKeyAsync(id, Given.Now, Stop));
        Assert.False(await Stores.Tenants.RevokeKeyAsync("no such key", Given.Now, Stop));
    }

    [Fact]
    public async Task Lists_keys_with_their_tenants_revoked_ones_too()
    {
        var one = await Stores.Tenants.AddKeyAsync(Acme.Id, _hash, Given.Now, Stop);
        var other = await Stores.Tenants.AddKeyAsync(Bolt.Id, Given.Digest("other"), Given.Now.AddSeconds(1), Stop);
        await Stores.Tenants.RevokeKeyAsync(one, Given.Now.AddSeconds(2), Stop);
        Assert.Equal(
            [
                new ListedKey(one, Acme.Name, Given.Now, Given.Now.AddSeconds(2)),
                new ListedKey(other, Bolt.Name, Given.Now.AddSeconds(1), null),
            ],
            await Stores.Tenants.ListKeysAsync(Stop));
    }

    [Fact]
    public async Task Adds_no_first_tenant_where_there_is_one()
    {
        Assert.Null(await Stores.Tenants.AddFirstTenantAsync("first", _hash, Given.Now, Stop));
        Assert.Null(await Stores.Tenants.FindTenantAsync("first", Stop));
        Assert.Empty(await FindAsync(_hash));
    }

    [Fact]
    public async Task Gives_no_key_to_a_tenant_that_is_not_there()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => Stores.Tenants.AddKeyAsync("nobody", _hash, Given.Now, Stop));
        Assert.Empty(await FindAsync(_hash));
    }

    private Task<IReadOnlyList<StoredKey>> FindAsync(byte[] hash) => Stores.Tenants.FindKeysAsync(hash.AsMemory(0, 8), Stop);
}
