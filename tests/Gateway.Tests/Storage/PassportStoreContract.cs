using Gateway.Credentials;
using Gateway.Hosting;
using Gateway.Identifiers;

namespace Gateway.Tests.Storage;

public abstract class PassportStoreContract : StoreContract
{
    private const string Stranger = "did:web:stranger.example";

    [Fact]
    public async Task Knows_whether_any_of_the_issuers_has_a_passport_of_the_product()
    {
        await AddAsync(Given.Passport(Acme, "1") with { Access = Access.Recipients });
        Assert.True(await Stores.Passports.AnyAsync(Given.Product, [Stranger, Given.Issuer], Stop));
        Assert.False(await Stores.Passports.AnyAsync(Given.Product, [Stranger], Stop));
        Assert.False(await Stores.Passports.AnyAsync(Given.Product, [], Stop));
        Assert.False(await Stores.Passports.AnyAsync("urn:another", [Given.Issuer], Stop));
    }

    [Fact]
    public async Task Takes_only_passports_for_passports()
    {
        await AddAsync(Given.Passport(Acme, "1") with { About = [new AboutEntry(Given.Product, false)] });
        Assert.False(await Stores.Passports.AnyAsync(Given.Product, [Given.Issuer], Stop));
        Assert.Null(await Stores.Passports.FindFirstPublisherAsync(Given.Product, Stop));
        Assert.Null(await FindAsync(null));
    }

    [Fact]
    public async Task Knows_who_published_first()
    {
        await AddAsync(Given.Passport(Bolt, "1") with { Issuer = Stranger, ValidFrom = Given.Now });
        await AddAsync(Given.Passport(Acme, "2") with { ValidFrom = Given.Now.AddYears(-1) });
        Assert.Equal(new Publisher(Bolt.Id, Stranger), await Stores.Passports.FindFirstPublisherAsync(Given.Product, Stop));
        Assert.Null(await Stores.Passports.FindFirstPublisherAsync("urn:another", Stop));
    }

    [Fact]
    public async Task Answers_with_the_latest_start_then_the_latest_receipt()
    {
        await AddAsync(Given.Passport(Acme, "1") with { ValidFrom = Given.Now.AddDays(-2) });
        await AddAsync(Given.Passport(Acme, "2"));
        var latest = await AddAsync(Given.Passport(Acme, "3"));
        await AddAsync(Given.Passport(Acme, "4") with { ValidFrom = null });
        Assert.Equal(latest.Id, await FindAsync(null));
    }

    [Fact]
    public async Task Answers_with_one_without_validity_when_there_is_no_other()
    {
        var only = await AddAsync(Given.Passport(Acme, "1") with { ValidFrom = null, ValidUntil = null });
        Assert.Equal(only.Id, await FindAsync(null));
    }

    [Fact]
    public async Task Answers_with_the_best_of_several_issuers()
    {
        await AddAsync(Given.Passport(Acme, "1") with { ValidFrom = Given.Now.AddDays(-3) });
        var later = await AddAsync(Given.Passport(Acme, "2") with { Issuer = Stranger, ValidFrom = Given.Now.AddDays(-2) });
        Assert.Equal(later.Id, await FindAsync(null, issuers: [Given.Issuer, Stranger]));
        Assert.Equal(later.Id, await FindAsync(null, issuers: [Stranger, Given.Issuer]));
        Assert.NotEqual(later.Id, await FindAsync(null));
    }

    [Fact]
    public async Task Answers_only_with_what_is_in_force()
    {
        var passport = await AddAsync(Given.Passport(Acme, "1") with { ValidFrom = Given.Now, ValidUntil = Given.Now.AddDays(1) });
        Assert.Null(await FindAsync(null, at: Given.Now.AddMilliseconds(-1)));
        Assert.Equal(passport.Id, await FindAsync(null, at: Given.Now));
        Assert.Equal(passport.Id, await FindAsync(null, at: Given.Now.AddDays(1)));
        Assert.Null(await FindAsync(null, at: Given.Now.AddDays(1).AddMilliseconds(1)));
    }

    [Fact]
    public async Task Passes_over_what_was_revoked_at_the_last_look_that_could_see()
    {
        var older = await AddAsync(Given.Passport(Acme, "1") with { ValidFrom = Given.Now.AddDays(-2) });
        var newer = await AddAsync(Given.Passport(Acme, "2"));
        await Stores.Credentials.SetStatusAsync(newer.Id, null, Given.Now.AddMinutes(1), Stop);
        Assert.Equal(newer.Id, await FindAsync(null));
        await Stores.Credentials.SetStatusAsync(newer.Id, true, Given.Now.AddMinutes(2), Stop);
        Assert.Equal(older.Id, await FindAsync(null));
        await Stores.Credentials.SetStatusAsync(newer.Id, null, Given.Now.AddMinutes(3), Stop);
        Assert.Equal(older.Id, await FindAsync(null));
        await Stores.Credentials.SetStatusAsync(newer.Id, false, Given.Now.AddMinutes(4), Stop);
        Assert.Equal(newer.Id, await FindAsync(null));
    }

    [Fact]
    [Trait("Threat", "22")]
    public async Task Shows_what_is_not_public_to_its_own_tenant_only()
    {
        var open = await AddAsync(Given.Passport(Bolt, "1") with { ValidFrom = Given.Now.AddDays(-2) });
        var closed = await AddAsync(Given.Passport(Acme, "2") with { Access = Access.Recipients });
        Assert.Equal(closed.Id, await FindAsync(Acme));
        Assert.Equal(open.Id, await FindAsync(Bolt));
        Assert.Equal(open.Id, await FindAsync(null));
    }

    [Fact]
    [Trait("Threat", "22")]
    public async Task Can_be_asked_for_what_one_tenant_published()
    {
        await AddAsync(Given.Passport(Bolt, "1"));
        var acmes = await AddAsync(Given.Passport(Acme, "2") with { ValidFrom = Given.Now.AddDays(-2) });
        var acmesClosed = await AddAsync(Given.Passport(Acme, "3") with { Access = Access.Recipients });
        Assert.Equal(acmes.Id, await FindAsync(null, Acme));
        Assert.Equal(acmes.Id, await FindAsync(Bolt, Acme));
        Assert.Equal(acmesClosed.Id, await FindAsync(Acme, Acme));
    }

    [Fact]
    public async Task Shows_a_passport_to_everybody_once_it_is_opened()
    {
        var passport = await AddAsync(Given.Passport(Acme, "1") with { Access = Access.Recipients });
        Assert.Null(await FindAsync(null));
        await AddAsync(Given.Passport(Acme, "1"));
        Assert.Equal(passport.Id, await FindAsync(null));
    }

    private Task<string?> FindAsync(
        Tenant? caller, Tenant? publisher = null, DateTimeOffset? at = null, IReadOnlyList<string>? issuers = null) =>
        Stores.Passports.FindInForceAsync(
            new PassportQuery(Given.Product, issuers ?? [Given.Issuer], publisher?.Id, caller?.Id, at ?? Given.Now), Stop);
}
