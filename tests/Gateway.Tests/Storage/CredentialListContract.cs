using Gateway.Credentials;

namespace Gateway.Tests.Storage;

public abstract class CredentialListContract : StoreContract
{
    [Fact]
    public async Task Summarises_a_credential()
    {
        var credential = Given.Passport(Acme, "bytes", "urn:uuid:1");
        await AddAsync(credential);
        var item = Assert.Single((await ListAsync(new CredentialQuery(Acme.Id, null, null, null, null, 10))).Items);
        Assert.Equal((credential.Id, Given.Issuer, "urn:uuid:1"), (item.Id, item.Issuer, item.CredentialId));
        Assert.Equal(credential.Types, item.Types);
        Assert.Equal((credential.MediaType, credential.Access), (item.MediaType, item.Access));
        Assert.Equal(credential.Digest, item.Digest);
        Assert.Equal((credential.ValidFrom, credential.ValidUntil, Given.Now), (item.ValidFrom, item.ValidUntil, item.ReceivedAt));
    }

    [Fact]
    public async Task Keeps_that_there_is_no_id_and_no_validity()
    {
        await AddAsync(Given.Passport(Acme, "bytes") with { ValidFrom = null, ValidUntil = null });
        var item = Assert.Single((await ListAsync(new CredentialQuery(Acme.Id, null, null, null, null, 10))).Items);
        Assert.Null(item.CredentialId);
        Assert.Null(item.ValidFrom);
        Assert.Null(item.ValidUntil);
    }

    [Fact]
    public async Task Goes_page_by_page_newest_first()
    {
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add((await AddAsync(Given.Passport(Acme, $"{i}"))).Id);
        }

        ids.Reverse();
        foreach (var query in new[]
        {
            new CredentialQuery(Acme.Id, null, null, null, null, 2),
            new CredentialQuery(Acme.Id, Given.Issuer, null, null, null, 2),
            new CredentialQuery(Acme.Id, Given.Issuer, "DigitalProductPassport", null, null, 2),
            new CredentialQuery(Acme.Id, Given.Issuer, "DigitalProductPassport", Given.Product, null, 2),
        })
        {
            var first = await ListAsync(query);
            var second = await ListAsync(query with { Cursor = first.NextCursor });
            var third = await ListAsync(query with { Cursor = second.NextCursor });
            Assert.Equal(ids, first.Items.Concat(second.Items).Concat(third.Items).Select(item => item.Id));
            Assert.Equal((2, 2, 1), (first.Items.Count, second.Items.Count, third.Items.Count));
            Assert.Null(third.NextCursor);
        }
    }

    [Theory]
    [InlineData("did:web:other.example", null, null, "2")]
    [InlineData(null, "DigitalFacilityRecord", null, "3")]
    [InlineData(null, null, "urn:product:2", "2")]
    [InlineData(null, null, "urn:facility", "3 2 1")]
    [InlineData(Given.Issuer, "VerifiableCredential", null, "3 1")]
    [InlineData(Given.Issuer, null, "urn:facility", "3 1")]
    [InlineData(null, "DigitalProductPassport", "urn:facility", "2 1")]
    [InlineData(Given.Issuer, "DigitalProductPassport", "urn:facility", "1")]
    [InlineData("did:web:other.example", "DigitalFacilityRecord", "urn:facility", "")]
    [InlineData("did:web:nobody.example", null, null, "")]
    [InlineData(null, "digitalproductpassport", null, "")]
    [InlineData(null, null, Given.Issuer, "")]
    public async Task Is_narrowed_by_what_is_asked_for(string? issuer, string? type, string? about, string expected)
    {
        await AddAsync(Given.Passport(Acme, "1") with { About = [new("urn:product:1", true), new("urn:facility", false)] });
        await AddAsync(Given.Passport(Acme, "2") with
        {
            Issuer = "did:web:other.example",
            About = [new("urn:product:2", true), new("urn:facility", false)],
        });
        await AddAsync(Given.Passport(Acme, "3") with
        {
            Types = ["VerifiableCredential", "DigitalFacilityRecord"],
            About = [new("urn:facility", false)],
        });

        var page = await ListAsync(new CredentialQuery(Acme.Id, issuer, type, about, null, 10));
        var names = new[] { "1", "2", "3" }.ToDictionary(name => Convert.ToHexString(Given.Digest(name)));
        Assert.Equal(expected, string.Join(' ', page.Items.Select(item => names[Convert.ToHexString(item.Digest)])));
    }

    [Fact]
    public async Task Takes_a_type_or_thing_named_twice_for_one()
    {
        await AddAsync(Given.Passport(Acme, "1") with { Types = ["A", "A"], About = [new("urn:1", false), new("urn:1", true)] });
        Assert.Single((await ListAsync(new CredentialQuery(Acme.Id, null, "A", "urn:1", null, 10))).Items);
        Assert.NotNull(await Stores.Passports.FindFirstPublisherAsync("urn:1", Stop));
    }

    [Fact]
    public async Task Walks_a_bounded_number_for_a_page_and_says_where_to_go_on()
    {
        await AddAsync(Given.Passport(Acme, "oldest") with { Types = ["Rare"] });
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => AddAsync(Given.Passport(Acme, $"{i}") with { About = [] })));

        var query = new CredentialQuery(Acme.Id, Given.Issuer, "Rare", null, null, 10);
        var first = await ListAsync(query);
        Assert.Empty(first.Items);
        Assert.NotNull(first.NextCursor);
        var second = await ListAsync(query with { Cursor = first.NextCursor });
        Assert.Single(second.Items);
        Assert.Null(second.NextCursor);
    }

    [Fact]
    [Trait("Threat", "22")]
    public async Task Shows_a_tenant_only_its_own()
    {
        await AddAsync(Given.Passport(Acme, "bytes", "urn:uuid:1"));
        foreach (var (issuer, type, about) in new[]
        {
            (null, null, null),
            (Given.Issuer, null, null),
            (null, "DigitalProductPassport", null),
            (null, (string?)null, (string?)Given.Product),
            ((string?)Given.Issuer, "DigitalProductPassport", Given.Product),
        })
        {
            Assert.Single((await ListAsync(new CredentialQuery(Acme.Id, issuer, type, about, null, 10))).Items);
            Assert.Empty((await ListAsync(new CredentialQuery(Bolt.Id, issuer, type, about, null, 10))).Items);
            Assert.Empty((await ListAsync(new CredentialQuery("acme", issuer, type, about, null, 10))).Items);
        }
    }

    private Task<CredentialPage> ListAsync(CredentialQuery query) => Stores.Credentials.ListAsync(query, Stop);
}
