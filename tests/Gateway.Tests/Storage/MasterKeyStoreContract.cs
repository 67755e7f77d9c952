using System.Text;

namespace Gateway.Tests.Storage;

[Trait("Threat", "23")]
public abstract class MasterKeyStoreContract : StoreContract
{
    [Fact]
    public async Task Has_none_at_first_and_keeps_the_first_of_several()
    {
        Assert.Null(await Stores.MasterKeys.FindIdAsync(Stop));
        var told = await Task.WhenAll("abcdefgh".Select(id => Stores.MasterKeys.SetFirstAsync(id.ToString(), Given.Now, Stop)));
        Assert.Equal(await Stores.MasterKeys.FindIdAsync(Stop), Assert.Single(told.Distinct()));
        Assert.Equal(1, await Stores.CountRows("master_keys"));
    }

    [Fact]
    public async Task Seals_every_key_anew_when_it_is_replaced()
    {
        await Stores.MasterKeys.SetFirstAsync("m", Given.Now, Stop);
        string[] dids = ["did:web:gateway.example:a", "did:web:gateway.example:b"];
        foreach (var did in dids)
        {
            await Stores.Dids.AddAsync(Given.Did(Acme, did), [1], Given.Told("did.added"), Stop);
        }

        Assert.True(await Stores.MasterKeys.ReplaceAsync("m", "n", seal => Encoding.ASCII.GetBytes(seal.KeyId), Given.Now, Stop));

        Assert.Equal("n", await Stores.MasterKeys.FindIdAsync(Stop));
        foreach (var did in dids)
        {
            var key = (await Stores.Dids.FindAsync(Acme.Id, did, Stop))!.Keys[0];
            Assert.Equal(("n", key.Id), (key.Sealed!.MasterKeyId, Encoding.ASCII.GetString(key.Sealed.Bytes)));
        }
    }

    [Fact]
    public async Task Changes_nothing_when_another_is_in_force_or_a_seal_does_not_open()
    {
        await Stores.MasterKeys.SetFirstAsync("m", Given.Now, Stop);
        await Stores.Dids.AddAsync(Given.Did(Acme, "did:web:gateway.example:a"), [1], Given.Told("did.added"), Stop);

        Assert.False(await Stores.MasterKeys.ReplaceAsync("x", "n", _ => [], Given.Now, Stop));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Stores.MasterKeys.ReplaceAsync("m", "n", _ => throw new InvalidOperationException(), Given.Now, Stop));

        Assert.Equal("m", await Stores.MasterKeys.FindIdAsync(Stop));
        Assert.Equal("m", (await Stores.Dids.FindAsync(Acme.Id, "did:web:gateway.example:a", Stop))!.Keys[0].Sealed!.MasterKeyId);
    }
}
