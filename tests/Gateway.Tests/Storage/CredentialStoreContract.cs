using Gateway.Credentials;
using Gateway.Forwarding;

namespace Gateway.Tests.Storage;

public abstract class CredentialStoreContract : StoreContract
{
    [Fact]
    public async Task Finds_what_is_held_under_a_credentials_own_id_of_its_issuer_and_tenant_alone()
    {
        var held = Given.Passport(Acme, "1", "urn:uuid:1");
        await AddAsync(held);
        Assert.Equal(held.Id, await Stores.Credentials.FindIdentityAsync(Acme.Id, Given.Issuer, "urn:uuid:1", Stop));
        Assert.Null(await Stores.Credentials.FindIdentityAsync(Acme.Id, Given.Issuer, "urn:uuid:2", Stop));
        Assert.Null(await Stores.Credentials.FindIdentityAsync(Acme.Id, "did:web:other.example", "urn:uuid:1", Stop));
        Assert.Null(await Stores.Credentials.FindIdentityAsync(Bolt.Id, Given.Issuer, "urn:uuid:1", Stop));
    }

    [Fact]
    public async Task Gives_back_what_was_added()
    {
        var credential = Given.Passport(Acme, "bytes");
        var added = await AddAsync(credential);
        Assert.Equal((AddOutcome.Added, credential.Id), (added.Outcome, added.Id));
        Assert.Empty(added.Deliveries);

        var stored = await Stores.Credentials.FindAsync(credential.Id, Stop);
        Assert.NotNull(stored);
        Assert.Equal((credential.Id, Acme.Id, Given.Issuer), (stored.Id, stored.TenantId, stored.Issuer));
        Assert.Equal((credential.MediaType, Access.Public), (stored.MediaType, stored.Access));
        Assert.Equal(credential.Bytes.ToArray(), stored.Bytes);
        Assert.Equal(credential.Digest, stored.Digest);
        Assert.Null(await Stores.Credentials.FindAsync("no such id", Stop));
    }

    [Fact]
    public async Task Keeps_every_byte_of_a_large_slice()
    {
        var buffer = new byte[1_000_003];
        for (var i = 0; i < buffer.Length; i++)
        {
            buffer[i] = (byte)(i * 31);
        }

        var credential = Given.Passport(Acme, "large") with { Bytes = buffer.AsMemory(3) };
        await AddAsync(credential);
        Assert.Equal(buffer[3..], (await Stores.Credentials.FindAsync(credential.Id, Stop))!.Bytes);
    }

    [Fact]
    public async Task Owes_the_credential_to_each_recipient_once_and_in_order()
    {
        var credential = Given.Passport(Acme, "bytes");
        var added = await AddAsync(credential, "did:web:one.example", "did:web:two.example", "did:web:one.example");
        Assert.Equal(["did:web:one.example", "did:web:two.example"], added.Deliveries.Select(d => d.Recipient));
        Assert.All(added.Deliveries, delivery =>
        {
            Assert.Equal(22, delivery.Id.Length);
            Assert.Equal((credential.Id, DeliveryState.Pending, 0), (delivery.CredentialId, delivery.State, delivery.Attempts));
            Assert.Equal((Given.Now, Given.Now), (delivery.CreatedAt, delivery.NextAttemptAt!.Value));
            Assert.Null(delivery.LastAttemptAt);
            Assert.Null(delivery.DeliveredAt);
            Assert.Null(delivery.LastStatus);
            Assert.Null(delivery.LastAnswer);
        });
    }

    [Fact]
    public async Task Holds_the_same_bytes_once_and_adds_new_recipients()
    {
        var first = Given.Passport(Acme, "bytes", "urn:uuid:1");
        await AddAsync(first, "did:web:one.example");
        var again = await AddAsync(Given.Passport(Acme, "bytes", "urn:uuid:1"), "did:web:one.example", "did:web:two.example");
        Assert.Equal((AddOutcome.AlreadyHeld, first.Id), (again.Outcome, again.Id));
        Assert.Equal(["did:web:one.example", "did:web:two.example"], again.Deliveries.Select(d => d.Recipient));
        Assert.Equal(1, await Stores.CountRows("credentials"));
    }

    [Fact]
    public async Task Opens_held_bytes_to_the_public_when_asked_and_never_closes_them()
    {
        var first = Given.Passport(Acme, "bytes") with { Access = Access.Recipients };
        await AddAsync(first);
        await AddAsync(Given.Passport(Acme, "bytes"));
        Assert.Equal(Access.Public, (await Stores.Credentials.FindAsync(first.Id, Stop))!.Access);

        await AddAsync(Given.Passport(Acme, "bytes") with { Access = Access.Recipients });
        Assert.Equal(Access.Public, (await Stores.Credentials.FindAsync(first.Id, Stop))!.Access);
    }

    [Fact]
    public async Task Keeps_a_further_form_of_the_same_claims()
    {
        var first = Given.Passport(Acme, "jwt", "urn:uuid:1");
        var second = Given.Passport(Acme, "data integrity", "urn:uuid:1") with { ClaimsDigest = first.ClaimsDigest };
        await AddAsync(first);
        var added = await AddAsync(second);
        Assert.Equal((AddOutcome.Added, second.Id), (added.Outcome, added.Id));
        Assert.NotNull(await Stores.Credentials.FindAsync(first.Id, Stop));
        Assert.NotNull(await Stores.Credentials.FindAsync(second.Id, Stop));
    }

    [Fact]
    public async Task Refuses_other_claims_of_the_same_issuer_and_id()
    {
        var first = Given.Passport(Acme, "bytes", "urn:uuid:1");
        await AddAsync(first);
        var conflict = await AddAsync(Given.Passport(Acme, "other", "urn:uuid:1"), "did:web:one.example");
        Assert.Equal((AddOutcome.Conflict, first.Id), (conflict.Outcome, conflict.Id));
        Assert.Empty(conflict.Deliveries);
        Assert.Equal(1, await Stores.CountRows("credentials"));
        Assert.Equal(1, await Stores.CountRows("credential_bytes"));
        Assert.Equal(0, await Stores.CountRows("deliveries"));
        Assert.Equal(1, await Stores.CountRows("events"));
    }

    [Fact]
    public async Task Has_no_conflict_between_issuers_or_without_an_id()
    {
        await AddAsync(Given.Passport(Acme, "1", "urn:uuid:1"));
        var other = await AddAsync(Given.Passport(Acme, "2", "urn:uuid:1") with { Issuer = "did:web:other.example" });
        var none = await AddAsync(Given.Passport(Acme, "3"));
        var more = await AddAsync(Given.Passport(Acme, "4"));
        Assert.All([other, none, more], result => Assert.Equal(AddOutcome.Added, result.Outcome));
    }

    [Fact]
    public async Task Does_not_take_an_issuer_and_id_for_another_split_of_the_same_text()
    {
        await AddAsync(Given.Passport(Acme, "1", "b:c") with { Issuer = "did:a" });
        var added = await AddAsync(Given.Passport(Acme, "2", ":c") with { Issuer = "did:ab" });
        Assert.Equal(AddOutcome.Added, added.Outcome);
    }

    [Fact]
    [Trait("Threat", "22")]
    public async Task Knows_nothing_of_another_tenants_credentials_when_adding()
    {
        var acmes = Given.Passport(Acme, "bytes", "urn:uuid:1");
        await AddAsync(acmes, "did:web:one.example");
        var same = Given.Passport(Bolt, "bytes", "urn:uuid:1");
        var result = await AddAsync(same, "did:web:one.example");
        Assert.Equal((AddOutcome.Added, same.Id), (result.Outcome, result.Id));
        Assert.Equal(same.Id, Assert.Single(result.Deliveries).CredentialId);

        var third = await Stores.Tenants.AddTenantAsync("third", Given.Now, Stop);
        Assert.Equal(AddOutcome.Added, (await AddAsync(Given.Passport(third!, "other", "urn:uuid:1"))).Outcome);
    }

    [Fact]
    public async Task Writes_one_event_for_each_credential_added()
    {
        await AddAsync(Given.Passport(Acme, "1"));
        await AddAsync(Given.Passport(Acme, "1"));
        await AddAsync(Given.Passport(Acme, "2"));
        Assert.Equal(2, await Stores.CountRows("events WHERE kind = 'credential.received'"));
    }

    [Fact]
    public async Task Of_many_at_once_with_other_claims_under_one_id_keeps_one()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => AddAsync(Given.Passport(Acme, $"{i}", "urn:uuid:1"))));
        var added = Assert.Single(results, result => result.Outcome == AddOutcome.Added);
        Assert.All(results, result => Assert.Equal(added.Id, result.Id));
        Assert.Equal(1, await Stores.CountRows("credentials"));
    }

    [Fact]
    public async Task Lists_whose_status_is_due_longest_ago_first()
    {
        var old = Given.Passport(Acme, "old");
        var older = Given.Passport(Bolt, "older") with { ReceivedAt = Given.Now.AddDays(-1) };
        await AddAsync(old);
        await AddAsync(older);
        await AddAsync(Given.Passport(Acme, "without status") with { HasStatus = false, ReceivedAt = Given.Now.AddDays(-2) });

        Assert.Equal([older.Id, old.Id], await DueAsync(Given.Now.AddSeconds(1)));
        Assert.Equal([older.Id], await DueAsync(Given.Now));
        Assert.Equal([older.Id], await DueAsync(Given.Now.AddSeconds(1), limit: 1));

        await Stores.Credentials.SetStatusAsync(older.Id, null, Given.Now.AddMinutes(1), Stop);
        Assert.Equal([old.Id], await DueAsync(Given.Now.AddMinutes(1)));
    }

    [Fact]
    public async Task Does_not_let_an_earlier_look_at_a_status_undo_a_later_one()
    {
        var credential = Given.Passport(Acme, "bytes");
        await AddAsync(credential);
        await Stores.Credentials.SetStatusAsync(credential.Id, null, Given.Now.AddMinutes(2), Stop);
        await Stores.Credentials.SetStatusAsync(credential.Id, null, Given.Now.AddMinutes(1), Stop);
        Assert.Empty(await DueAsync(Given.Now.AddMinutes(2)));
    }

    private async Task<IEnumerable<string>> DueAsync(DateTimeOffset before, int limit = 10) =>
        (await Stores.Credentials.ListStatusDueAsync(before, limit, Stop)).Select(credential => credential.Id);
}
