using Gateway.Credentials;
using Gateway.Forwarding;
using Gateway.Storage;

namespace Gateway.Tests.Storage;

/// <summary>What becomes of each of a group that PostgreSQL is given in one statement.</summary>
public sealed class NewCredentialsTests(PostgresCluster cluster) : StoreContract
{
    private const string One = "did:web:one.example";
    private const string Two = "did:web:two.example";

    private Database _database = null!;

    [Fact]
    public async Task Each_of_a_group_fares_as_if_it_had_come_alone()
    {
        var held = Given.Passport(Acme, "held", "urn:uuid:1");
        await AddAsync(Of(held, One));

        var further = Given.Passport(Acme, "another form", "urn:uuid:1") with { ClaimsDigest = held.ClaimsDigest };
        var added = Given.Passport(Acme, "new", "urn:uuid:2");
        var nameless = Given.Passport(Acme, "nameless");
        var elsewhere = Given.Passport(Bolt, "held", "urn:uuid:1");
        var results = await AddAsync(
            Of(Given.Passport(Acme, "held", "urn:uuid:1"), One, Two),
            Of(Given.Passport(Acme, "other claims", "urn:uuid:1"), One),
            Of(further),
            Of(added, One, Two, One),
            Of(Given.Passport(Acme, "new", "urn:uuid:2")),
            Of(Given.Passport(Acme, "other claims again", "urn:uuid:2")),
            Of(nameless, Two),
            Of(elsewhere, One));

        Assert.Equal(
            [
                (AddOutcome.AlreadyHeld, held.Id), (AddOutcome.Conflict, held.Id), (AddOutcome.Added, further.Id),
                (AddOutcome.Added, added.Id), (AddOutcome.AlreadyHeld, added.Id), (AddOutcome.Conflict, added.Id),
                (AddOutcome.Added, nameless.Id), (AddOutcome.Added, elsewhere.Id),
            ],
            results.Select(result => (result.Outcome, result.Id)));
        Assert.Equal([[One, Two], [], [], [One, Two], [One, Two], [], [Two], [One]], results.Select(Recipients));
        Assert.Equal(5, await Stores.CountRows("credentials"));
        Assert.Equal(5, await Stores.CountRows("events"));
        Assert.Equal(6, await Stores.CountRows("deliveries"));
        foreach (var one in new[] { held, further, added, nameless, elsewhere })
        {
            Assert.Equal(one.Bytes.ToArray(), (await Stores.Credentials.FindAsync(one.Id, Stop))!.Bytes);
        }
    }

    [Fact]
    public async Task A_group_whose_answer_was_lost_with_the_connection_is_as_good_twice_as_once()
    {
        var group = Enumerable.Range(0, 5).Select(i => Of(Given.Passport(Acme, $"{i}", $"urn:uuid:{i}"), One)).ToArray();
        var first = await AddAsync(group);
        var again = await AddAsync(group);
        Assert.All(again, result => Assert.Equal(AddOutcome.Added, result.Outcome));
        Assert.Equal(first.Select(result => result.Id), again.Select(result => result.Id));
        Assert.Equal(
            first.SelectMany(result => result.Deliveries.Select(delivery => delivery.Id)),
            again.SelectMany(result => result.Deliveries.Select(delivery => delivery.Id)));
        Assert.Equal((5, 5, 5), (
            await Stores.CountRows("credentials"), await Stores.CountRows("events"), await Stores.CountRows("deliveries")));
    }

    [Fact]
    public async Task More_bytes_than_go_into_one_statement_are_kept_all_the_same()
    {
        var group = Enumerable.Range(0, 5).Select(i => Given.Passport(Acme, $"{i}") with { Bytes = new byte[(i + 1) << 20] }).ToList();
        var results = await AddAsync([.. group.Select(one => Of(one))]);
        Assert.All(results, result => Assert.Equal(AddOutcome.Added, result.Outcome));
        foreach (var one in group)
        {
            Assert.Equal(one.Bytes.Length, (await Stores.Credentials.FindAsync(one.Id, Stop))!.Bytes.Length);
        }
    }

    private protected override async Task<TestStores> OpenAsync()
    {
        _database = await cluster.OpenDatabaseAsync();
        return TestStores.Over(_database, _database.DisposeAsync);
    }

    private static Addition Of(NewCredential credential, params string[] recipients) => new(new CredentialRow(credential), recipients);

    private static IEnumerable<string> Recipients(AddResult result) => result.Deliveries.Select(delivery => delivery.Recipient);

    private async Task<IReadOnlyList<AddResult>> AddAsync(params Addition[] group) => await Additions.AddAsync(_database, group);
}
