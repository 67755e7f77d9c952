using Gateway.Forwarding;

namespace Gateway.Tests.Storage;

public abstract class DeliveryStoreContract : StoreContract
{
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Hands_out_what_is_due_with_what_is_to_be_sent()
    {
        var credential = Given.Passport(Acme, "bytes");
        var owed = Assert.Single((await AddAsync(credential, "did:web:one.example")).Deliveries);
        var claimed = Assert.Single(await ClaimAsync(Given.Now));
        Assert.Equal((owed.Id, Acme.Id, "did:web:one.example", 0), (claimed.Id, claimed.TenantId, claimed.Recipient, claimed.Attempts));
        Assert.Equal((credential.Id, credential.MediaType), (claimed.CredentialId, claimed.MediaType));
        Assert.Equal(credential.Digest, claimed.Digest);
        Assert.Equal(credential.Bytes.ToArray(), claimed.Bytes);
    }

    [Fact]
    public async Task Hands_out_each_once_however_many_ask_and_no_more_than_asked_for()
    {
        await AddAsync(Given.Passport(Acme, "1"), [.. Enumerable.Range(0, 30).Select(i => $"did:web:{i}.example")]);
        var claims = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ClaimAsync(Given.Now, limit: 4)));
        Assert.All(claims, claim => Assert.InRange(claim.Count, 0, 4));
        Assert.Equal(30, claims.SelectMany(claim => claim).Select(delivery => delivery.Id).Distinct().Count());
        Assert.Equal(30, claims.Sum(claim => claim.Count));
    }

    [Fact]
    public async Task Leaves_what_is_for_busy_recipients()
    {
        await AddAsync(Given.Passport(Acme, "1"), "did:web:busy.example", "did:web:o'brien.example", "did:web:free.example");
        string[] busy = ["did:web:busy.example", "did:web:o'brien.example", "did:web:nobody.example"];
        var room = new ClaimRoom(10, 3, busy.ToDictionary(recipient => recipient, _ => 3));
        var claimed = await Stores.Deliveries.ClaimDueAsync(Given.Now, s_lease, room, Stop);
        Assert.Equal("did:web:free.example", Assert.Single(claimed).Recipient);
        Assert.Equal(2, (await ClaimAsync(Given.Now)).Count);
    }

    [Fact]
    public async Task Hands_out_nothing_before_it_is_due()
    {
        await AddAsync(Given.Passport(Acme, "1"), "did:web:one.example");
        Assert.Empty(await ClaimAsync(Given.Now.AddMilliseconds(-1)));
        Assert.Equal(Given.Now, await Stores.Deliveries.NextDueAsync(Stop));
    }

    [Fact]
    public async Task Hands_out_again_what_was_not_answered_for_within_the_lease()
    {
        await AddAsync(Given.Passport(Acme, "1"), "did:web:one.example");
        var first = Assert.Single(await ClaimAsync(Given.Now));
        Assert.Empty(await ClaimAsync(Given.Now + s_lease - TimeSpan.FromMilliseconds(1)));
        Assert.Equal(Given.Now + s_lease, await Stores.Deliveries.NextDueAsync(Stop));

        var second = Assert.Single(await ClaimAsync(Given.Now + s_lease));
        Assert.Equal(first.Id, second.Id);
        Assert.NotEqual(first.Lease, second.Lease);
        Assert.False(await RecordAsync(first, Delivered));
        Assert.True(await RecordAsync(second, Delivered));
        Assert.False(await RecordAsync(second, Delivered));
    }

    [Fact]
    public async Task Keeps_that_it_was_delivered_and_does_not_hand_it_out_again()
    {
        var credential = Given.Passport(Acme, "1");
        await AddAsync(credential, "did:web:one.example");
        Assert.True(await RecordAsync(Assert.Single(await ClaimAsync(Given.Now)), Delivered));
        Assert.Empty(await ClaimAsync(Given.Now.AddYears(1)));
        Assert.Null(await Stores.Deliveries.NextDueAsync(Stop));

        var delivery = Assert.Single((await ListAsync(credential.Id)).Items);
        Assert.Equal((DeliveryState.Delivered, 1), (delivery.State, delivery.Attempts));
        Assert.Equal((202, "taken"), (delivery.LastStatus, delivery.LastAnswer));
        Assert.Equal((Delivered.At, Delivered.At), (delivery.LastAttemptAt, delivery.DeliveredAt));
        Assert.Null(delivery.NextAttemptAt);
    }

    [Fact]
    public async Task Keeps_why_it_failed_and_hands_it_out_when_it_is_to_be_tried_again()
    {
        var credential = Given.Passport(Acme, "1");
        await AddAsync(credential, "did:web:one.example");
        var retry = Given.Now.AddMinutes(5);
        var failed = new AttemptOutcome(Given.Now.AddSeconds(2), false, retry, null, "connection refused");
        Assert.True(await RecordAsync(Assert.Single(await ClaimAsync(Given.Now)), failed));

        var delivery = Assert.Single((await ListAsync(credential.Id)).Items);
        Assert.Equal((DeliveryState.Waiting, 1), (delivery.State, delivery.Attempts));
        Assert.Equal((null, "connection refused"), (delivery.LastStatus, delivery.LastAnswer));
        Assert.Equal((failed.At, retry), (delivery.LastAttemptAt, delivery.NextAttemptAt));
        Assert.Null(delivery.DeliveredAt);
        Assert.Empty(await ClaimAsync(retry.AddMilliseconds(-1)));
        Assert.Equal(retry, await Stores.Deliveries.NextDueAsync(Stop));
        Assert.Equal(1, Assert.Single(await ClaimAsync(retry)).Attempts);
    }

    [Fact]
    public async Task Shows_that_it_is_being_tried()
    {
        var credential = Given.Passport(Acme, "1");
        await AddAsync(credential, "did:web:one.example");
        await ClaimAsync(Given.Now);
        var delivery = Assert.Single((await ListAsync(credential.Id)).Items);
        Assert.Equal(DeliveryState.Delivering, delivery.State);
        Assert.Null(delivery.NextAttemptAt);
    }

    [Fact]
    public async Task Lists_page_by_page_newest_first()
    {
        var first = Given.Passport(Acme, "1");
        await AddAsync(first, "did:web:1.example", "did:web:2.example", "did:web:3.example");
        await AddAsync(Given.Passport(Acme, "2"), "did:web:4.example");

        var all = await ListAsync(null, limit: 3);
        Assert.Equal(["did:web:4.example", "did:web:3.example", "did:web:2.example"], all.Items.Select(d => d.Recipient));
        var rest = await ListAsync(null, all.NextCursor, limit: 3);
        Assert.Equal(["did:web:1.example"], rest.Items.Select(d => d.Recipient));
        Assert.Null(rest.NextCursor);

        var one = await ListAsync(first.Id, limit: 2);
        Assert.Equal(["did:web:3.example", "did:web:2.example"], one.Items.Select(d => d.Recipient));
        Assert.Equal(["did:web:1.example"], (await ListAsync(first.Id, one.NextCursor, 2)).Items.Select(d => d.Recipient));
    }

    [Fact]
    [Trait("Threat", "22")]
    public async Task Shows_a_tenant_only_its_own_and_records_only_under_it()
    {
        var credential = Given.Passport(Acme, "1");
        await AddAsync(credential, "did:web:one.example");
        Assert.Empty((await Stores.Deliveries.ListAsync(Bolt.Id, null, null, 10, Stop)).Items);
        Assert.Empty((await Stores.Deliveries.ListAsync(Bolt.Id, credential.Id, null, 10, Stop)).Items);

        var claimed = Assert.Single(await ClaimAsync(Given.Now));
        Assert.False(await RecordAsync(claimed with { TenantId = Bolt.Id }, Delivered));
        Assert.True(await RecordAsync(claimed, Delivered));
    }

    private static AttemptOutcome Delivered => new(Given.Now.AddSeconds(1), true, null, 202, "taken");

    private Task<IReadOnlyList<ClaimedDelivery>> ClaimAsync(DateTimeOffset now, int limit = 100) =>
        Stores.Deliveries.ClaimDueAsync(now, s_lease, ClaimRoom.For(limit), Stop);

    private Task<bool> RecordAsync(ClaimedDelivery delivery, AttemptOutcome outcome) =>
        Stores.Deliveries.RecordAttemptAsync(delivery, outcome, Stop);

    private Task<DeliveryPage> ListAsync(string? credentialId, long? cursor = null, int limit = 10) =>
        Stores.Deliveries.ListAsync(Acme.Id, credentialId, cursor, limit, Stop);
}
