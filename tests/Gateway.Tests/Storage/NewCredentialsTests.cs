using Gateway.Credentials;
using Gateway.Forwarding;
using Gateway.Hosting;
using Gateway.Storage;

namespace Gateway.Tests.Storage;

/// <summary>What becomes of each of a group that PostgreSQL is given in one statement.</summary>
public sealed class NewCredentialsTests(PostgresCluster cluster) : IAsyncLifetime
{
    private const string One = "did:web:one.example";
    private const string Two = "did:web:two.example";

    private Database _database = null!;
    private TestStores _stores = null!;
    private Tenant _acme = null!;
    private Tenant _bolt = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = PostgresCluster.Open(await cluster.AddSchemaAsync());
        await _database.MigrateAsync(Stop);
        _stores = TestStores.Over(_database, _database.DisposeAsync);
        _acme = (await _stores.Tenants.AddTenantAsync("acme", Given.Now, Stop))!;
        _bolt = (await _stores.Tenants.AddTenantAsync("bolt", Given.Now, Stop))!;
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Each_of_a_group_fares_as_if_it_had_come_alone()
    {
        var held = Given.Passport(_acme, "held", "urn:uuid:1");
        await AddAsync(Of(held, One));

        var further = Given.Passport(_acme, "another form", "urn:uuid:1") with { ClaimsDigest = held.ClaimsDigest };
        var added = Given.Passport(_acme, "new", "urn:uuid:2");
        var nameless = Given.Passport(_acme, "nameless");
        var elsewhere = Given.Passport(_bolt, "held", "urn:uuid:1");
        var results = await AddAsync(
            Of(Given.Passport(_acme, "held", "urn:uuid:1"), One, Two),
            Of(Given.Passport(_acme, "other claims", "urn:uuid:1"), One),
            Of(further),
            Of(added, One, Two, One),
            Of(Given.Passport(_acme, "new", "urn:uuid:2")),
            Of(Given.Passport(_acme, "other claims again", "urn:uuid:2")),
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
        Assert.Equal(5, await _stores.CountRows("credentials"));
        Assert.Equal(5, await _stores.CountRows("events"));
        Assert.Equal(6, await _stores.CountRows("deliveries"));
        foreach (var one in new[] { held, further, added, nameless, elsewhere })
        {
            Assert.Equal(one.Bytes.ToArray(), (await _stores.Credentials.FindAsync(one.Id, Stop))!.Bytes);
        }
    }

    [Fact]
    public async Task A_group_whose_answer_was_lost_with_the_connection_is_as_good_twice_as_once()
    {
        var group = Enumerable.Range(0, 5).Select(i => Of(Given.Passport(_acme, $"{i}", $"urn:uuid:{i}"), One)).ToArray();
        var first = await AddAsync(group);
        var again = await AddAsync(group);
        Assert.All(again, result => Assert.Equal(AddOutcome.Added, result.Outcome));
        Assert.Equal(first.Select(result => result.Id), again.Select(result => result.Id));
        Assert.Equal(
            first.SelectMany(result => result.Deliveries.Select(delivery => delivery.Id)),
            again.SelectMany(result => result.Deliveries.Select(delivery => delivery.Id)));
        Assert.Equal((5, 5, 5), (
            await _stores.CountRows("credentials"), await _stores.CountRows("events"), await _stores.CountRows("deliveries")));
    }

    [Fact]
    public async Task More_bytes_than_go_into_one_statement_are_kept_all_the_same()
    {
        var group = Enumerable.Range(0, 5).Select(i => Given.Passport(_acme, $"{i}") with { Bytes = new byte[(i + 1) << 20] }).ToList();
        var results = await AddAsync([.. group.Select(one => Of(one))]);
        Assert.All(results, result => Assert.Equal(AddOutcome.Added, result.Outcome));
        foreach (var one in group)
        {
            Assert.Equal(one.Bytes.Length, (await _stores.Credentials.FindAsync(one.Id, Stop))!.Bytes.Length);
        }
    }

    private static Addition Of(NewCredential credential, params string[] recipients) => new(new CredentialRow(credential), recipients);

    private static IEnumerable<string> Recipients(AddResult result) => result.Deliveries.Select(delivery => delivery.Recipient);

    private async Task<IReadOnlyList<AddResult>> AddAsync(params Addition[] group) => await Additions.AddAsync(_database, group);
}
