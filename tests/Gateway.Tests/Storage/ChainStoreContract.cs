using Gateway.Credentials;
using Gateway.Hosting;
using Untp.Credentials.Chains;

namespace Gateway.Tests.Storage;

public abstract class ChainStoreContract : StoreContract
{
    private static readonly Sought s_product = new(Given.Product, SoughtKind.Product);

    [Fact]
    public async Task Finds_what_is_about_a_thing_newest_first()
    {
        var older = await AddAsync(Given.Passport(Acme, "1"));
        var newer = await AddAsync(Given.Passport(Acme, "2"));
        await AddAsync(Given.Passport(Acme, "3") with { About = [new AboutEntry("urn:another", true)] });

        Assert.Equal([newer.Id, older.Id], await FindAsync(Acme, s_product));
        Assert.Equal([newer.Id], await FindAsync(Acme, 1, s_product));
    }

    [Fact]
    public async Task Finds_a_credential_by_its_own_id_whoever_issued_it()
    {
        var one = await AddAsync(Given.Passport(Acme, "1", "urn:uuid:1"));
        var other = await AddAsync(Given.Passport(Acme, "2", "urn:uuid:1") with { Issuer = "did:web:other.example" });
        await AddAsync(Given.Passport(Acme, "3", "urn:uuid:3"));

        Assert.Equal([other.Id, one.Id], await FindAsync(Acme, new Sought("urn:uuid:1", SoughtKind.Credential)));
        Assert.Empty(await FindAsync(Acme, new Sought(Given.Product, SoughtKind.Credential)));
        Assert.Empty(await FindAsync(Acme, new Sought("urn:uuid:1", SoughtKind.Product)));
    }

    [Fact]
    public async Task Gives_each_once_with_its_digest_and_media_type()
    {
        var credential = Given.Passport(Acme, "1", "urn:uuid:1");
        await AddAsync(credential);
        var facility = new Sought("https://id.acme.example/facility/1", SoughtKind.Facility);

        var found = Assert.Single(await Stores.Chains.FindAsync(
            Acme.Id, [s_product, facility, s_product, new Sought("urn:uuid:1", SoughtKind.Credential)], 10, Stop));

        Assert.Equal((credential.Id, credential.MediaType), (found.Id, found.MediaType));
        Assert.Equal(credential.Digest, found.Digest);
    }

    [Fact]
    [Trait("Threat", "22")]
    public async Task Shows_of_others_only_what_is_public()
    {
        await AddAsync(Given.Passport(Bolt, "1", "urn:uuid:1") with { Access = Access.Recipients });
        var open = await AddAsync(Given.Passport(Bolt, "2", "urn:uuid:2"));

        Assert.Equal([open.Id], await FindAsync(Acme, s_product, new("urn:uuid:1", SoughtKind.Credential), new("urn:uuid:2", SoughtKind.Credential)));
        Assert.Equal(2, (await FindAsync(Bolt, s_product)).Count);
    }

    [Fact]
    public async Task Shows_to_all_what_is_made_public_later()
    {
        var closed = Given.Passport(Bolt, "1", "urn:uuid:1") with { Access = Access.Recipients };
        await AddAsync(closed);
        Assert.Empty(await FindAsync(Acme, s_product));

        await AddAsync(closed with { Access = Access.Public });
        await AddAsync(closed with { Access = Access.Public });

        Assert.Equal([closed.Id], await FindAsync(Acme, s_product));
        Assert.Equal([closed.Id], await FindAsync(Acme, new Sought("urn:uuid:1", SoughtKind.Credential)));
    }

    [Fact]
    [Trait("Threat", "22")]
    public async Task Takes_any_text_for_an_id()
    {
        await AddAsync(Given.Passport(Acme, "1"));
        foreach (var text in new[] { "", "' OR 1=1 --", "\0", "%", new string('x', 100_000), "\ud800" })
        {
            Assert.Empty(await FindAsync(Acme, new Sought(text, SoughtKind.Product), new Sought(text, SoughtKind.Credential)));
        }

        Assert.Empty(await FindAsync(Acme));
    }

    private Task<IReadOnlyList<string>> FindAsync(Tenant tenant, params Sought[] sought) => FindAsync(tenant, 10, sought);

    private async Task<IReadOnlyList<string>> FindAsync(Tenant tenant, int limit, params Sought[] sought) =>
        [.. (await Stores.Chains.FindAsync(tenant.Id, sought, limit, Stop)).Select(found => found.Id)];
}
