using Gateway.Issuing;

namespace Gateway.Tests.Storage;

public abstract class DidStoreContract : StoreContract
{
    private const string Here = "did:web:gateway.example:acme";
    private const string Elsewhere = "did:web:acme.example";

    [Fact]
    public async Task Finds_what_was_added_with_its_keys_and_what_it_says()
    {
        var did = Given.Did(Acme, Here) with
        {
            Profile = new DidProfile(["https://register.example/1"], [new ServiceEntry("linkset", "https://acme.example/links")]),
        };
        await AddAsync(did);

        foreach (var found in new[] { await FindAsync(Here), Assert.Single(await Stores.Dids.ListAsync(Acme.Id, Stop)) })
        {
            Assert.Equal((did.Did, did.Kind, did.Version, did.CreatedAt), (found!.Did, found.Kind, found.Version, found.CreatedAt));
            Assert.Equal(did.Profile.AlsoKnownAs, found.Profile.AlsoKnownAs);
            Assert.Equal(did.Profile.Services, found.Profile.Services);
            var (key, read) = (did.Keys[0], Assert.Single(found.Keys));
            Assert.Equal((key.Id, key.State, key.CreatedAt), (read.Id, read.State, read.CreatedAt));
            Assert.Equal(key.Public.ToMultibase(), read.Public.ToMultibase());
            Assert.Equal(key.Sealed!.Bytes, read.Sealed!.Bytes);
            Assert.Equal("m", read.Sealed.MasterKeyId);
        }
    }

    [Fact]
    [Trait("Threat", "22")]
    public async Task Shows_a_tenant_only_its_own()
    {
        await AddAsync(Given.Did(Acme, Here));
        Assert.Null(await Stores.Dids.FindAsync(Bolt.Id, Here, Stop));
        Assert.Empty(await Stores.Dids.ListAsync(Bolt.Id, Stop));
        Assert.Equal(ChangeDidOutcome.Outdated, await ChangeAsync(Given.Did(Bolt, Here) with { Version = 2 }));
    }

    [Theory]
    [InlineData(DidKind.Hosted, AddDidOutcome.Taken)]
    [InlineData(DidKind.Key, AddDidOutcome.Taken)]
    [InlineData(DidKind.External, AddDidOutcome.Added)]
    internal async Task Gives_a_name_here_to_one_tenant_and_lets_several_claim_one_that_its_host_decides(DidKind kind, AddDidOutcome other)
    {
        await AddAsync(Given.Did(Acme, Elsewhere, kind));
        Assert.Equal(AddDidOutcome.Taken, await AddAsync(Given.Did(Acme, Elsewhere, kind)));
        Assert.Equal(other, await AddAsync(Given.Did(Bolt, Elsewhere, kind)));
    }

    [Fact]
    public async Task Keeps_every_document_and_gives_the_latest_when_none_is_named()
    {
        var did = Given.Did(Acme, Here);
        await AddAsync(did);
        await ChangeAsync(did with { Version = 2 }, Given.Now.AddHours(1));

        Assert.Equal(new byte[] { 2 }, (await Stores.Dids.FindDocumentAsync(Here, null, Stop))!.Bytes);
        Assert.Equal(new byte[] { 1 }, (await Stores.Dids.FindDocumentAsync(Here, 1, Stop))!.Bytes);
        var latest = await Stores.Dids.FindDocumentAsync(Here, 2, Stop);
        Assert.Equal((2, Given.Now.AddHours(1), Given.Now), (latest!.Version, latest.MadeAt, latest.CreatedAt));
        Assert.Null(await Stores.Dids.FindDocumentAsync(Here, 3, Stop));
    }

    [Theory]
    [InlineData(DidKind.External)]
    [InlineData(DidKind.Key)]
    internal async Task Serves_no_document_of_a_did_that_is_not_the_gateways_own(DidKind kind)
    {
        await AddAsync(Given.Did(Acme, Elsewhere, kind));
        Assert.Null(await Stores.Dids.FindDocumentAsync(Elsewhere, null, Stop));
    }

    [Fact]
    public async Task Takes_one_of_two_changes_of_the_same_version()
    {
        var did = Given.Did(Acme, Here);
        await AddAsync(did);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ChangeAsync(did with { Version = 2 })));
        Assert.Single(outcomes, ChangeDidOutcome.Changed);
        Assert.Equal(2, await Stores.CountRows("did_documents"));
        Assert.Equal(2, await Stores.CountRows("events"));
    }

    [Fact]
    [Trait("Threat", "23")]
    public async Task Takes_the_private_half_from_a_key_that_signs_no_more()
    {
        var did = Given.Did(Acme, Here);
        await AddAsync(did);
        var later = Given.Now.AddHours(1);
        var old = did.Keys[0] with { State = KeyState.Verifying, Sealed = null, ChangedAt = later };
        var added = Given.Key(later);
        await ChangeAsync(did with { Version = 2, Keys = [old, added] });

        var found = (await FindAsync(Here))!.Keys;
        Assert.Equal((old.Id, KeyState.Verifying, null, later), (found[0].Id, found[0].State, found[0].Sealed, found[0].ChangedAt));
        Assert.Equal(added.Sealed!.Bytes, found[1].Sealed!.Bytes);
    }

    [Fact]
    [Trait("Threat", "23")]
    public async Task Takes_no_key_that_was_sealed_under_a_master_key_of_before()
    {
        await Stores.MasterKeys.SetFirstAsync("another", Given.Now, Stop);
        Assert.Equal(
            AddDidOutcome.MasterKeyReplaced, await Stores.Dids.AddAsync(Given.Did(Acme, Here), [1], Given.Told("did.added"), Stop));
        Assert.Equal(0, await Stores.CountRows("dids"));
    }

    [Fact]
    [Trait("Threat", "23")]
    public async Task Leaves_a_seal_that_was_made_anew_since_it_was_read()
    {
        var did = Given.Did(Acme, Here);
        await AddAsync(did);
        await Stores.MasterKeys.ReplaceAsync("m", "n", _ => [9], Given.Now, Stop);
        Assert.Equal(ChangeDidOutcome.MasterKeyReplaced, await ChangeAsync(did with { Version = 2 }));
        var read = (await FindAsync(Here))!;
        Assert.Equal(ChangeDidOutcome.Changed, await ChangeAsync(read with { Version = 2 }));
        Assert.Equal(("n", 9), ((await FindAsync(Here))!.Keys[0].Sealed!.MasterKeyId, (await FindAsync(Here))!.Keys[0].Sealed!.Bytes[0]));
    }

    private async Task<AddDidOutcome> AddAsync(ManagedDid did)
    {
        await Stores.MasterKeys.SetFirstAsync("m", Given.Now, Stop);
        return await Stores.Dids.AddAsync(did, [1], Given.Told("did.added"), Stop);
    }

    private Task<ChangeDidOutcome> ChangeAsync(ManagedDid did, DateTimeOffset? at = null) =>
        Stores.Dids.ChangeAsync(did, [(byte)did.Version], Given.Told("did.changed") with { At = at ?? Given.Now }, Stop);

    private Task<ManagedDid?> FindAsync(string did) => Stores.Dids.FindAsync(Acme.Id, did, Stop);
}
