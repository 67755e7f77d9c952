using Gateway.Credentials;
using Gateway.Identifiers;

namespace Gateway.Tests.Storage;

/// <summary>Text that others choose is only ever text.</summary>
[Trait("Threat", "21")]
[Trait("Threat", "22")]
public abstract class HostileTextContract : StoreContract
{
    public static TheoryData<string> Texts => new(
        "'; DROP TABLE credentials; --",
        "\" OR 1=1 --",
        "%",
        "_",
        "did:web:%",
        "a\\_b%",
        "*?[a-z]",
        "@tenant",
        "x'00'",
        "../../etc/passwd",
        "..%2f..%2fetc",
        "%252e%252e%252f",
        "..\\..\\windows",
        "trailing.",
        "\u2024\u2024/\uFF0F",
        "",
        " ",
        "\U0001F600 e\u0301",
        new string('x', 4096));

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Is_kept_and_found_as_it_is_and_as_nothing_else(string text)
    {
        var hostile = Given.Passport(Acme, "hostile", text) with
        {
            Issuer = text,
            Types = [text],
            About = [new AboutEntry(text, true)],
            MediaType = text,
        };
        await AddAsync(Given.Passport(Acme, "other", "did:web:x"));
        var added = await AddAsync(hostile, text);
        Assert.Equal(text, Assert.Single(added.Deliveries).Recipient);

        var item = Assert.Single((await Stores.Credentials.ListAsync(new(Acme.Id, text, text, text, null, 10), Stop)).Items);
        Assert.Equal((hostile.Id, text, text, text), (item.Id, item.Issuer, item.CredentialId, item.MediaType));
        Assert.Equal([text], item.Types);
        Assert.Equal(new Publisher(Acme.Id, text), await Stores.Passports.FindFirstPublisherAsync(text, Stop));
        Assert.Equal(
            hostile.Id, await Stores.Passports.FindInForceAsync(new PassportQuery(text, [text], null, null, Given.Now), Stop));
        Assert.Equal(2, await Stores.CountRows("credentials"));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Finds_nothing_when_it_is_not_there(string text)
    {
        var credential = Given.Passport(Acme, "other", "did:web:x");
        await AddAsync(credential, "did:web:one.example");
        Assert.Null(await Stores.Credentials.FindAsync(text, Stop));
        Assert.Empty((await Stores.Credentials.ListAsync(new(Acme.Id, text, null, null, null, 10), Stop)).Items);
        Assert.Empty((await Stores.Credentials.ListAsync(new(Acme.Id, null, text, null, null, 10), Stop)).Items);
        Assert.Empty((await Stores.Credentials.ListAsync(new(Acme.Id, null, null, text, null, 10), Stop)).Items);
        Assert.Empty((await Stores.Credentials.ListAsync(new(text, null, null, null, null, 10), Stop)).Items);
        Assert.Empty((await Stores.Deliveries.ListAsync(Acme.Id, text, null, 10, Stop)).Items);
        Assert.Empty((await Stores.Deliveries.ListAsync(text, null, null, 10, Stop)).Items);
        Assert.Null(await Stores.Passports.FindFirstPublisherAsync(text, Stop));
        Assert.Null(await Stores.Answers.FindAsync(Acme.Id, text, Given.Now, Stop));
        Assert.Null(await Stores.Tenants.FindTenantAsync(text, Stop));
        Assert.False(await Stores.Tenants.RevokeKeyAsync(text, Given.Now, Stop));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Is_a_did_like_any_other_or_none(string text)
    {
        await Stores.MasterKeys.SetFirstAsync("m", Given.Now, Stop);
        Assert.Null(await Stores.Dids.FindAsync(Acme.Id, text, Stop));
        Assert.Null(await Stores.Dids.FindDocumentAsync(text, null, Stop));
        await Stores.Dids.AddAsync(Given.Did(Acme, text), [1], Given.Told(text), Stop);
        Assert.Equal(text, (await Stores.Dids.FindAsync(Acme.Id, text, Stop))!.Did);
        Assert.Empty(await Stores.Dids.ListAsync(text, Stop));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Is_a_tenants_name_or_an_idempotency_key_like_any_other(string text)
    {
        var tenant = await Stores.Tenants.AddTenantAsync(text, Given.Now, Stop);
        Assert.Equal(text, (await Stores.Tenants.FindTenantAsync(text, Stop))!.Name);
        Assert.Null(await Stores.Tenants.AddTenantAsync(text, Given.Now, Stop));
        await Stores.Answers.KeepAsync(Given.Key(tenant!, text), Given.Answer(text), Stop);
        Assert.Equal(text, Given.Text(await Stores.Answers.FindAsync(tenant!.Id, text, Given.Now, Stop)));
    }
}
