namespace Gateway.Tests.Storage;

[Trait("Threat", "17")]
public abstract class IdempotencyStoreContract : StoreContract
{
    [Fact]
    public async Task Keeps_the_first_answer()
    {
        Assert.Equal("one", Given.Text(await Stores.Answers.KeepAsync(Given.Key(Acme, "key"), Given.Answer("one", 422), Stop)));
        Assert.Equal("one", Given.Text(await Stores.Answers.KeepAsync(Given.Key(Acme, "key"), Given.Answer("two"), Stop)));
        var found = await Stores.Answers.FindAsync(Acme.Id, "key", Given.Now, Stop);
        Assert.Equal(("one", 422), (Given.Text(found), found!.Status));
    }

    [Fact]
    public async Task Keeps_an_answer_without_a_location()
    {
        await Stores.Answers.KeepAsync(Given.Key(Acme, "key"), Given.Answer("one") with { Location = null }, Stop);
        Assert.Null((await Stores.Answers.FindAsync(Acme.Id, "key", Given.Now, Stop))!.Location);
    }

    [Fact]
    [Trait("Threat", "22")]
    public async Task Finds_a_key_only_for_its_tenant()
    {
        await Stores.Answers.KeepAsync(Given.Key(Acme, "key"), Given.Answer("one"), Stop);
        Assert.Null(await Stores.Answers.FindAsync(Bolt.Id, "key", Given.Now, Stop));
        Assert.Null(await Stores.Answers.FindAsync(Acme.Id, "KEY", Given.Now, Stop));
    }

    [Fact]
    public async Task Forgets_an_answer_when_it_expires()
    {
        await Stores.Answers.KeepAsync(Given.Key(Acme, "key"), Given.Answer("one"), Stop);
        var expiry = Given.Now.AddDays(1);
        Assert.NotNull(await Stores.Answers.FindAsync(Acme.Id, "key", expiry.AddMilliseconds(-1), Stop));
        Assert.Null(await Stores.Answers.FindAsync(Acme.Id, "key", expiry, Stop));
        Assert.Equal("two", Given.Text(await Stores.Answers.KeepAsync(Given.Key(Acme, "key", expiry), Given.Answer("two"), Stop)));
    }

    [Fact]
    public async Task Deletes_expired_answers_a_few_at_a_time()
    {
        for (var i = 0; i < 10; i++)
        {
            await Stores.Answers.KeepAsync(Given.Key(Acme, $"{i}"), Given.Answer("old"), Stop);
        }

        for (var i = 0; i < 3; i++)
        {
            await Stores.Answers.KeepAsync(Given.Key(Acme, $"new {i}", Given.Now.AddDays(2)), Given.Answer("new"), Stop);
        }

        Assert.Equal(3, await Stores.CountRows("idempotency_answers"));
    }

    [Fact]
    public async Task Is_ready_when_migrated() => Assert.Null(await Stores.Readiness.FindFaultAsync(Stop));
}
