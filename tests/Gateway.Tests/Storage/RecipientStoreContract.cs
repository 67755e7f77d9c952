using Gateway.Credentials;
using Gateway.Forwarding;

namespace Gateway.Tests.Storage;

/// <summary>What every implementation of <see cref="IRecipientStore"/> does.</summary>
public abstract class RecipientStoreContract : StoreContract
{
    private const string One = "did:web:one.example";
    private const string Two = "did:web:two.example";

    [Fact]
    public async Task Keeps_a_recipient_as_it_was_put_last()
    {
        var filters = new RecipientFilters(["T"], ["did:web:i.example"], ["https://p/"], ["application/vc"]);
        var full = new Recipient(One, filters, Sending.Notice, 5);
        Assert.True(await PutAsync(full));
        Equal(full, await Stores.Recipients.FindAsync(Acme.Id, One, Stop));
        var other = Given.Recipient(One);
        Assert.True(await Stores.Recipients.PutAsync(Acme.Id, other, 10, Given.Now.AddDays(1), Stop));
        var found = await Stores.Recipients.FindAsync(Acme.Id, One, Stop);
        Equal(other, found);
        Assert.Equal(Given.Now, found!.CreatedAt);
    }

    [Fact]
    public async Task Has_as_many_as_a_tenant_may_have()
    {
        Assert.True(await Stores.Recipients.PutAsync(Acme.Id, Given.Recipient(One), 1, Given.Now, Stop));
        Assert.False(await Stores.Recipients.PutAsync(Acme.Id, Given.Recipient(Two), 1, Given.Now, Stop));
        Assert.True(await Stores.Recipients.PutAsync(Acme.Id, Given.Recipient(One), 1, Given.Now, Stop));
        Assert.True(await Stores.Recipients.PutAsync(Bolt.Id, Given.Recipient(Two), 1, Given.Now, Stop));
    }

    [Fact]
    [Trait("Threat", "22")]
    public async Task Tenants_see_nothing_of_one_another()
    {
        await PutAsync(Given.Recipient(One));
        await Stores.Recipients.SetPolicyAsync(Acme.Id, new SharingPolicy(true, [One]), Given.Now, Stop);
        await AddAsync(Given.Passport(Acme, "1"), One);
        Assert.Null(await Stores.Recipients.FindAsync(Bolt.Id, One, Stop));
        Assert.Empty((await Stores.Recipients.ListAsync(Bolt.Id, null, 10, Stop)).Items);
        Assert.Empty(await Stores.Recipients.ListRoutedAsync(Bolt.Id, Stop));
        Assert.False(await Stores.Recipients.DeleteAsync(Bolt.Id, One, Given.Now, Stop));
        Assert.Null(await Stores.Recipients.ReplayAsync(new ReplayRequest(Bolt.Id, One, default, 10, Given.Now, default), Stop));
        Assert.False((await Stores.Recipients.FindPolicyAsync(Bolt.Id, Stop)).IsRegisteredOnly);
        Assert.NotNull(await Stores.Recipients.FindAsync(Acme.Id, One, Stop));
    }

    [Fact]
    public async Task Lists_page_by_page_and_those_that_route()
    {
        await PutAsync(Given.Recipient(One));
        await PutAsync(new Recipient(Two, RecipientFilters.None with { MediaTypes = ["application/vc"] }, Sending.Credential, null));
        await PutAsync(Given.Recipient("did:web:three.example"));
        var page = await Stores.Recipients.ListAsync(Acme.Id, null, 2, Stop);
        Assert.Equal([One, Two], page.Items.Select(item => item.Recipient.Did));
        var rest = await Stores.Recipients.ListAsync(Acme.Id, page.NextCursor, 2, Stop);
        Assert.Equal(["did:web:three.example"], rest.Items.Select(item => item.Recipient.Did));
        Assert.Null(rest.NextCursor);
        Assert.Equal([One, "did:web:three.example"], (await Stores.Recipients.ListRoutedAsync(Acme.Id, Stop)).Select(item => item.Did));
    }

    [Fact]
    public async Task One_that_wants_no_more_is_sent_to_again_when_it_is_put_and_not_when_it_is_deleted()
    {
        await PutAsync(Given.Recipient(One));
        await AddAsync(Given.Passport(Acme, "1"), One);
        await RecordAsync(await ClaimOneAsync(), new AttemptOutcome(Given.Now, false, null, 410, null));
        Assert.Equal(Given.Now, (await Stores.Recipients.FindAsync(Acme.Id, One, Stop))!.DisabledAt);
        Assert.True(await Stores.Recipients.DeleteAsync(Acme.Id, One, Given.Now, Stop));
        Assert.False(await Stores.Recipients.DeleteAsync(Acme.Id, One, Given.Now, Stop));
        Assert.Null(await Stores.Recipients.FindAsync(Acme.Id, One, Stop));
        await AddAsync(Given.Passport(Acme, "2"), One);
        var still = await ClaimOneAsync();
        Assert.True(still.IsRecipientDisabled);
        await PutAsync(Given.Recipient(One) with { Sends = Sending.Notice });
        Assert.Null((await Stores.Recipients.FindAsync(Acme.Id, One, Stop))!.DisabledAt);
        await AddAsync(Given.Passport(Acme, "3"), One);
        var next = await ClaimOneAsync();
        Assert.Equal((false, true), (next.IsRecipientDisabled, next.IsNoticeWanted));
    }

    [Fact]
    public async Task A_policy_is_the_usual_one_until_it_is_set()
    {
        Assert.Equal(SharingPolicy.Usual, await Stores.Recipients.FindPolicyAsync(Acme.Id, Stop));
        foreach (var only in new[] { true, false })
        {
            await Stores.Recipients.SetPolicyAsync(Acme.Id, new SharingPolicy(only, [One, Two]), Given.Now, Stop);
            var policy = await Stores.Recipients.FindPolicyAsync(Acme.Id, Stop);
            Assert.Equal(only, policy.IsRegisteredOnly);
            Assert.Equal([One, Two], policy.AcceptFrom);
        }
    }

    [Fact]
    public async Task A_replay_makes_what_is_over_due_again_a_part_at_a_time_and_not_too_often()
    {
        for (var i = 0; i < 4; i++)
        {
            await AddAsync(Given.Passport(Acme, $"{i}") with { ReceivedAt = Given.Now.AddMinutes(i) }, One);
        }

        await AddAsync(Given.Passport(Acme, "other"), Two);
        var later = Given.Now.AddHours(1);
        var claimed = await Stores.Deliveries.ClaimDueAsync(later, TimeSpan.FromMinutes(1), ClaimRoom.For(10), Stop);
        foreach (var (delivery, i) in claimed.Where(d => d.Recipient == One).Select((d, i) => (d, i)))
        {
            await RecordAsync(delivery, new AttemptOutcome(later, i % 2 == 0, null, i % 2 == 0 ? 200 : 409, null));
        }

        var first = await ReplayAsync(Given.Now.AddMinutes(1), most: 2, later);
        Assert.Equal((2, Given.Now.AddMinutes(2)), (first!.Count, first.Last));
        var again = await Stores.Deliveries.ClaimDueAsync(later, TimeSpan.FromMinutes(1), ClaimRoom.For(10), Stop);
        Assert.Equal(claimed.Where(d => d.Recipient == One).Skip(1).Take(2).Select(d => d.Id), again.Select(d => d.Id));
        Assert.All(again, delivery => Assert.Equal(0, delivery.Attempts));

        var soon = await ReplayAsync(Given.Now, most: 2, later.AddSeconds(59));
        Assert.Equal((0, later), (soon!.Count, soon.LastReplay));
        var rest = await ReplayAsync(first.Last!.Value, most: 2, later.AddSeconds(61));
        Assert.Equal((1, null, null), (rest!.Count, rest.Last, rest.LastReplay));
        Assert.Null(await Stores.Recipients.ReplayAsync(new ReplayRequest(Acme.Id, "did:web:no", default, 9, later, default), Stop));
    }

    [Fact]
    public async Task A_replay_keeps_an_order()
    {
        for (var i = 0; i < 3; i++)
        {
            await AddAsync(Given.Passport(Acme, $"{i}") with { IsOrdered = true }, One);
            await RecordAsync(await ClaimOneAsync(), new AttemptOutcome(Given.Now, true, null, 200, null));
        }

        Assert.Equal(3, (await ReplayAsync(Given.Now, most: 10, Given.Now))!.Count);
        var seen = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var only = Assert.Single(await Stores.Deliveries.ClaimDueAsync(Given.Now, TimeSpan.FromMinutes(1), ClaimRoom.For(10), Stop));
            seen.Add(System.Text.Encoding.UTF8.GetString(only.Bytes));
            await RecordAsync(only, new AttemptOutcome(Given.Now, true, null, 200, null));
        }

        Assert.Equal(["0", "1", "2"], seen);
    }

    [Fact]
    public async Task A_pace_is_kept_by_all_who_claim_and_the_rest_waits()
    {
        await PutAsync(Given.Recipient(One) with { PerMinute = 120 });
        for (var i = 0; i < 7; i++)
        {
            await AddAsync(Given.Passport(Acme, $"{i}"), One);
        }

        await AddAsync(Given.Passport(Bolt, "0"), One);
        var counts = new List<int>();
        var nexts = new List<double>();
        foreach (var second in new[] { 0, 0.4, 0.5, 0.6, 5.0 })
        {
            var claimed = await Stores.Deliveries.ClaimDueAsync(
                Given.Now.AddSeconds(second), TimeSpan.FromMinutes(1), ClaimRoom.For(100), Stop);
            counts.Add(claimed.Count(delivery => delivery.TenantId == Acme.Id));
            nexts.Add((await Stores.Deliveries.NextDueAsync(Stop) - Given.Now)!.Value.TotalSeconds);
        }

        // two a second, a second's worth at once
        Assert.Equal([2, 0, 1, 0, 2], counts);
        Assert.Equal([0.5, 0.5, 1.0, 1.0, 5.5], nexts);
    }

    [Fact]
    public async Task Those_who_received_a_credential_are_told_once_of_a_change_of_its_status()
    {
        var credential = Given.Passport(Acme, "1");
        await AddAsync(credential, One, Two, "did:web:three.example");
        foreach (var delivery in await Stores.Deliveries.ClaimDueAsync(Given.Now, TimeSpan.FromMinutes(1), ClaimRoom.For(10), Stop))
        {
            var isTaken = delivery.Recipient != Two;
            await RecordAsync(delivery, new AttemptOutcome(Given.Now, isTaken, null, isTaken ? 200 : 409, null));
        }

        Assert.False(await Stores.Credentials.SetStatusAsync(credential.Id, false, Given.Now.AddMinutes(1), Stop));
        Assert.False(await Stores.Credentials.SetStatusAsync(credential.Id, null, Given.Now.AddMinutes(2), Stop));
        Assert.True(await Stores.Credentials.SetStatusAsync(credential.Id, true, Given.Now.AddMinutes(3), Stop));
        Assert.False(await Stores.Credentials.SetStatusAsync(credential.Id, true, Given.Now.AddMinutes(4), Stop));

        var told = await Stores.Deliveries.ClaimDueAsync(Given.Now.AddMinutes(4), TimeSpan.FromMinutes(1), ClaimRoom.For(10), Stop);
        Assert.Equal(["did:web:one.example", "did:web:three.example"], told.Select(delivery => delivery.Recipient).Order());
        Assert.All(told, delivery => Assert.Equal((1, true, 0), (delivery.News, delivery.IsRevoked, delivery.Attempts)));
        Assert.False(await Stores.Credentials.SetStatusAsync(credential.Id, false, Given.Now.AddMinutes(2), Stop));
        Assert.True(await Stores.Credentials.SetStatusAsync(credential.Id, false, Given.Now.AddMinutes(5), Stop));
    }

    [Fact]
    public async Task Keeps_the_latest_receipt_of_a_delivery_unless_it_is_of_a_notice()
    {
        await AddAsync(Given.Passport(Acme, "1"), One);
        var delivery = await ClaimOneAsync();
        Assert.Null(await Stores.Deliveries.FindReceiptAsync(Acme.Id, delivery.Id, Stop));
        await RecordAsync(delivery, new AttemptOutcome(Given.Now, false, Given.Now, 422, null) { Receipt = new("refused") });
        await RecordAsync(await ClaimOneAsync(), new AttemptOutcome(Given.Now, false, Given.Now, 500, null) { Receipt = new("verified") });
        await RecordAsync(await ClaimOneAsync(), new AttemptOutcome(Given.Now, true, null, 200, null) { Receipt = new("noted", true) });
        Assert.Equal("verified", await Stores.Deliveries.FindReceiptAsync(Acme.Id, delivery.Id, Stop));
        Assert.Null(await Stores.Deliveries.FindReceiptAsync(Bolt.Id, delivery.Id, Stop));
        await AddAsync(Given.Passport(Acme, "2"), One);
        var other = await ClaimOneAsync();
        await RecordAsync(other, new AttemptOutcome(Given.Now, true, null, 200, null) { Receipt = new("noted", true) });
        Assert.Equal("noted", await Stores.Deliveries.FindReceiptAsync(Acme.Id, other.Id, Stop));
    }

    [Fact]
    public async Task A_credential_is_found_by_its_digest_and_owed_to_those_it_was_sent_to()
    {
        var credential = Given.Passport(Acme, "1");
        await AddAsync(credential, One);
        Assert.Equal(credential.Id, (await Stores.Credentials.FindByDigestAsync(Acme.Id, credential.Digest, Stop))!.Id);
        Assert.Null(await Stores.Credentials.FindByDigestAsync(Bolt.Id, credential.Digest, Stop));
        Assert.True(await Stores.Credentials.IsOwedToAsync(credential.Id, One, Stop));
        Assert.False(await Stores.Credentials.IsOwedToAsync(credential.Id, Two, Stop));
        Assert.False(await Stores.Credentials.IsOwedToAsync("AAAAAAAAAAAAAAAAAAAAAA", One, Stop));
    }

    private Task<bool> PutAsync(Recipient recipient) => Stores.Recipients.PutAsync(Acme.Id, recipient, 10, Given.Now, Stop);

    private Task<Replay?> ReplayAsync(DateTimeOffset since, int most, DateTimeOffset now) => Stores.Recipients.ReplayAsync(
        new ReplayRequest(Acme.Id, One, since, most, now, now.AddMinutes(-1)), Stop);

    private async Task<ClaimedDelivery> ClaimOneAsync() =>
        Assert.Single(await Stores.Deliveries.ClaimDueAsync(Given.Now, TimeSpan.FromMinutes(1), ClaimRoom.For(1), Stop));

    private async Task RecordAsync(ClaimedDelivery delivery, AttemptOutcome outcome) =>
        Assert.True(await Stores.Deliveries.RecordAttemptAsync(delivery, outcome, Stop));

    private static void Equal(Recipient expected, RegisteredRecipient? found)
    {
        var (did, filters, sends, perMinute) = found!.Recipient;
        Assert.Equal((expected.Did, expected.Sends, expected.PerMinute), (did, sends, perMinute));
        Assert.Equal(
            [expected.Filters.Types, expected.Filters.Issuers, expected.Filters.ProductIdPrefixes, expected.Filters.MediaTypes],
            new[] { filters.Types, filters.Issuers, filters.ProductIdPrefixes, filters.MediaTypes });
    }
}
