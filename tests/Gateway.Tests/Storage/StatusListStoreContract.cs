using Gateway.Credentials;
using Gateway.Issuing;

namespace Gateway.Tests.Storage;

public abstract class StatusListStoreContract : StoreContract
{
    private const string Issuer = "did:web:gateway.example:acme";
    private const int Length = 256;

    [Fact]
    public async Task Hands_out_every_entry_once_and_opens_the_next_list_when_one_is_full()
    {
        var slots = new List<StatusSlot>();
        for (var i = 0; i < 2 * Length; i++)
        {
            slots.Add(await TakeAsync($"urn:{i}"));
        }

        Assert.Equal(slots.Count, slots.Distinct().Count());
        Assert.All(slots, slot => Assert.InRange(slot.Entry, 0, Length - 1));
        Assert.Equal([Length, Length], slots.GroupBy(slot => slot.ListId).Select(list => list.Count()));
    }

    [Fact]
    public async Task Hands_out_none_twice_to_many_at_once()
    {
        var slots = await Task.WhenAll(Enumerable.Range(0, 150).Select(i => Task.Run(() => TakeAsync($"urn:{i}"))));
        Assert.Equal(150, slots.Distinct().Count());
        Assert.Equal(150, await Stores.CountRows("status_entries"));
        Assert.Equal(1, await Stores.CountRows("status_lists"));
    }

    [Fact]
    public async Task Hands_them_out_in_no_order()
    {
        var entries = new List<int>();
        for (var i = 0; i < 100; i++)
        {
            entries.Add((await TakeAsync($"urn:{i}", length: 131_072)).Entry);
        }

        var ascents = entries.Zip(entries.Skip(1)).Count(pair => pair.First < pair.Second);
        Assert.InRange(ascents, 25, 75);
        Assert.InRange(entries.Max() - entries.Min(), 60_000, 131_071);
    }

    [Fact]
    public async Task Has_a_list_for_each_tenant_issuer_and_purpose()
    {
        string[] ids =
        [
            (await TakeAsync("urn:1")).ListId,
            (await TakeAsync("urn:1", purpose: StatusPurpose.Suspension)).ListId,
            (await TakeAsync("urn:1", issuer: Issuer + "-other")).ListId,
            (await Stores.Statuses.TakeAsync(Request("urn:1") with { TenantId = Bolt.Id }, Stop))[0].ListId,
        ];
        Assert.Equal(4, ids.Distinct().Count());
        Assert.Equal(ids[0], (await TakeAsync("urn:2")).ListId);
        var both = await Stores.Statuses.TakeAsync(
            Request("urn:3") with { Purposes = [StatusPurpose.Suspension, StatusPurpose.Revocation] }, Stop);
        Assert.Equal([ids[1], ids[0]], both.Select(slot => slot.ListId));
    }

    [Fact]
    public async Task Sets_clears_and_counts_the_changes()
    {
        var slot = await TakeAsync("urn:1", purpose: StatusPurpose.Suspension);
        await TakeAsync("urn:2", purpose: StatusPurpose.Suspension);
        Assert.Equal((1, 0), await BitsAsync(slot.ListId));

        Assert.Equal(StatusOutcome.Changed, await SetAsync("urn:1", true, StatusPurpose.Suspension));
        Assert.Equal([slot.Entry], (await Stores.Statuses.ReadBitsAsync(slot.ListId, Stop)).Set);
        Assert.Equal((2, 1), await BitsAsync(slot.ListId));
        Assert.Equal(StatusOutcome.Unchanged, await SetAsync("urn:1", true, StatusPurpose.Suspension));
        Assert.Equal((2, 1), await BitsAsync(slot.ListId));
        Assert.Equal(StatusOutcome.Changed, await SetAsync("urn:1", false, StatusPurpose.Suspension));
        Assert.Equal((3, 0), await BitsAsync(slot.ListId));
        Assert.Equal(2, await Stores.CountRows("events"));
    }

    [Fact]
    public async Task Has_what_is_kept_of_the_credential_looked_at_before_all_else()
    {
        var mine = Given.Passport(Acme, "1", "urn:1") with { Issuer = Issuer };
        NewCredential[] others =
        [
            Given.Passport(Acme, "2", "urn:2") with { Issuer = Issuer },
            Given.Passport(Acme, "3", "urn:1"),
            Given.Passport(Bolt, "4", "urn:1") with { Issuer = Issuer },
            Given.Passport(Acme, "5", "urn:5") with { Issuer = Issuer, HasStatus = false },
        ];
        foreach (var credential in others.Append(mine))
        {
            await AddAsync(credential);
        }

        await TakeAsync("urn:1");
        await TakeAsync("urn:5");
        await SetAsync("urn:5", true);
        Assert.Empty(await Stores.Credentials.ListStatusDueAsync(Given.Now, 10, Stop));
        await SetAsync("urn:1", true);
        Assert.Equal(mine.Id, Assert.Single(await Stores.Credentials.ListStatusDueAsync(Given.Now, 10, Stop)).Id);
        await Stores.Credentials.SetStatusAsync(mine.Id, true, Given.Now, Stop);
        await SetAsync("urn:1", true);
        Assert.Empty(await Stores.Credentials.ListStatusDueAsync(Given.Now, 10, Stop));
    }

    [Fact]
    public async Task Never_undoes_a_revocation()
    {
        await TakeAsync("urn:1");
        await SetAsync("urn:1", true);
        Assert.Equal(StatusOutcome.Irreversible, await SetAsync("urn:1", false));
        Assert.Equal(1, await Stores.CountRows("events"));
    }

    [Fact]
    public async Task Sets_all_entries_of_a_credential_or_the_one_that_is_named()
    {
        var one = await TakeAsync("urn:1", purpose: StatusPurpose.Suspension);
        var other = await TakeAsync("urn:1", purpose: StatusPurpose.Suspension);
        await SetAsync("urn:1", true, StatusPurpose.Suspension, one);
        Assert.Equal([one.Entry], (await Stores.Statuses.ReadBitsAsync(one.ListId, Stop)).Set);
        await SetAsync("urn:1", true, StatusPurpose.Suspension);
        Assert.Equal(new[] { one.Entry, other.Entry }.Order(), (await Stores.Statuses.ReadBitsAsync(one.ListId, Stop)).Set);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Finds_each_entry_in_the_part_of_the_list_that_it_was_handed_out_of(bool isNamed)
    {
        var slots = await Task.WhenAll(Enumerable.Range(0, 600).Select(i => TakeAsync($"urn:{i}", length: 1024)));
        foreach (var (slot, i) in slots.Select((slot, i) => (slot, i)))
        {
            Assert.Equal(StatusOutcome.Changed, await SetAsync($"urn:{i}", true, slot: isNamed ? slot : null));
        }

        Assert.Equal(slots.Select(slot => slot.Entry).Order(), (await Stores.Statuses.ReadBitsAsync(slots[0].ListId, Stop)).Set);
    }

    [Fact]
    [Trait("Threat", "22")]
    public async Task Sets_nothing_of_another_tenant_credential_or_purpose()
    {
        var slot = await TakeAsync("urn:1");
        Assert.Equal(StatusOutcome.NotFound, await SetAsync("urn:2", true));
        Assert.Equal(StatusOutcome.NotFound, await SetAsync("urn:2", true, slot: slot));
        Assert.Equal(StatusOutcome.NotFound, await SetAsync("urn:1", true, StatusPurpose.Suspension));
        var bolts = new StatusChange(Bolt.Id, "urn:1", StatusPurpose.Revocation, slot, true, null, null, Given.Now);
        Assert.Equal(StatusOutcome.NotFound, await Stores.Statuses.SetAsync(bolts, Stop));
        Assert.Equal(StatusOutcome.NotFound, await Stores.Statuses.SetAsync(bolts with { Slot = null }, Stop));
        Assert.Equal((1, 0), await BitsAsync(slot.ListId));
    }

    [Fact]
    public async Task Knows_the_list_how_it_was_signed_last_and_the_key_that_signs_now()
    {
        var slot = await TakeAsync("urn:1");
        var state = (await Stores.Statuses.FindAsync(slot.ListId, Stop))!;
        Assert.Equal(
            new StatusListState(slot.ListId, Acme.Id, Issuer, StatusPurpose.Revocation, Length, 1, null, null, null, null), state);

        await Stores.MasterKeys.SetFirstAsync("m", Given.Now, Stop);
        var did = Given.Did(Acme, Issuer);
        await Stores.Dids.AddAsync(did, [1], Given.Told("did.added"), Stop);
        await Stores.Statuses.SaveTokenAsync(slot.ListId, new SignedList(1, "k", Given.Now, [7]), Stop);
        state = (await Stores.Statuses.FindAsync(slot.ListId, Stop))!;
        Assert.Equal((did.Keys[0].Id, 1, "k", Given.Now), (state.SigningKeyId, state.SignedVersion, state.SignedBy, state.SignedAt));
        Assert.Equal(new byte[] { 7 }, await Stores.Statuses.FindTokenAsync(slot.ListId, Stop));
        Assert.Null(await Stores.Statuses.FindAsync("no such list", Stop));
        Assert.Null(await Stores.Statuses.FindTokenAsync("no such list", Stop));
    }

    [Fact]
    public async Task Keeps_the_later_of_two_that_were_signed()
    {
        var slot = await TakeAsync("urn:1");
        await Stores.Statuses.SaveTokenAsync(slot.ListId, new SignedList(2, "k", Given.Now, [2]), Stop);
        await Stores.Statuses.SaveTokenAsync(slot.ListId, new SignedList(1, "k", Given.Now.AddHours(1), [1]), Stop);
        Assert.Equal(new byte[] { 2 }, await Stores.Statuses.FindTokenAsync(slot.ListId, Stop));
        await Stores.Statuses.SaveTokenAsync(slot.ListId, new SignedList(2, "k", Given.Now.AddHours(1), [3]), Stop);
        Assert.Equal(new byte[] { 3 }, await Stores.Statuses.FindTokenAsync(slot.ListId, Stop));
    }

    private StatusRequest Request(string credential) => new(Acme.Id, Issuer, credential, [StatusPurpose.Revocation], Length, Given.Now);

    private async Task<StatusSlot> TakeAsync(
        string credential, StatusPurpose purpose = StatusPurpose.Revocation, string issuer = Issuer, int length = Length) =>
        Assert.Single(await Stores.Statuses.TakeAsync(
            Request(credential) with { Purposes = [purpose], Issuer = issuer, Length = length }, Stop));

    private Task<StatusOutcome> SetAsync(
        string credential, bool value, StatusPurpose purpose = StatusPurpose.Revocation, StatusSlot? slot = null) =>
        Stores.Statuses.SetAsync(new StatusChange(Acme.Id, credential, purpose, slot, value, "key", "because", Given.Now), Stop);

    private async Task<(int Version, int Count)> BitsAsync(string list)
    {
        var bits = await Stores.Statuses.ReadBitsAsync(list, Stop);
        return (bits.Version, bits.Set.Count);
    }
}
