using Gateway.Credentials;

namespace Gateway.Tests.Storage;

/// <summary>Adding under an Idempotency-Key.</summary>
public abstract class CredentialOnceContract : StoreContract
{
    [Fact]
    [Trait("Threat", "17")]
    public async Task Keeps_the_answer_with_its_effect()
    {
        var credential = Given.Passport(Acme, "bytes");
        var result = await AddAsync(credential, Given.ToKeep(Acme, "key"));
        Assert.Equal(AddOutcome.Added, result.Outcome);

        var kept = await Stores.Answers.FindAsync(Acme.Id, "key", Given.Now, Stop);
        Assert.Equal($"Added {credential.Id}", Given.Text(kept));
        Assert.Equal((201, "application/json", "/credentials/1"), (kept!.Status, kept.ContentType, kept.Location));
        Assert.Equal(Given.Digest("request"), kept.Fingerprint);
    }

    [Fact]
    [Trait("Threat", "17")]
    public async Task Keeps_nothing_for_a_key_that_was_answered_and_gives_that_answer()
    {
        var first = Given.Passport(Acme, "1");
        await AddAsync(first, Given.ToKeep(Acme, "key"));
        var second = await AddAsync(Given.Passport(Acme, "2", "urn:uuid:1"), Given.ToKeep(Acme, "key"), "did:web:one.example");
        Assert.Equal(AddOutcome.AnsweredBefore, second.Outcome);
        Assert.Equal($"Added {first.Id}", Given.Text(second.Answer));
        Assert.Equal(1, await Stores.CountRows("credentials"));
        Assert.Equal(0, await Stores.CountRows("deliveries"));
        Assert.Equal(0, await Stores.CountRows("credential_identities"));
    }

    [Fact]
    [Trait("Threat", "17")]
    public async Task Of_a_hundred_at_once_under_one_key_has_one_effect()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(
            i => Task.Run(() => AddAsync(Given.Passport(Acme, $"{i}"), Given.ToKeep(Acme, "key"), $"did:web:{i}.example"))));
        var added = Assert.Single(results, result => result.Outcome == AddOutcome.Added);
        var others = results.Where(result => result.Outcome == AddOutcome.AnsweredBefore).ToList();
        Assert.Equal(99, others.Count);
        Assert.All(others, result => Assert.Equal($"Added {added.Id}", Given.Text(result.Answer)));
        Assert.Equal(1, await Stores.CountRows("credentials"));
        Assert.Equal(1, await Stores.CountRows("deliveries"));
        Assert.Equal(1, await Stores.CountRows("idempotency_answers"));
    }

    [Fact]
    [Trait("Threat", "17")]
    public async Task Keeps_the_answer_of_a_conflict_and_of_bytes_already_held()
    {
        var first = Given.Passport(Acme, "1", "urn:uuid:1");
        await AddAsync(first, Given.ToKeep(Acme, "a"));
        await AddAsync(Given.Passport(Acme, "2", "urn:uuid:1"), Given.ToKeep(Acme, "b"));
        await AddAsync(Given.Passport(Acme, "1", "urn:uuid:1"), Given.ToKeep(Acme, "c"));
        Assert.Equal($"Conflict {first.Id}", Given.Text(await Stores.Answers.FindAsync(Acme.Id, "b", Given.Now, Stop)));
        Assert.Equal($"AlreadyHeld {first.Id}", Given.Text(await Stores.Answers.FindAsync(Acme.Id, "c", Given.Now, Stop)));
    }

    [Fact]
    [Trait("Threat", "17")]
    public async Task Keeps_neither_when_the_answer_cannot_be_made()
    {
        var broken = new AnswerToKeep(Given.Key(Acme, "key"), _ => throw new InvalidOperationException("broken"));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => AddAsync(Given.Passport(Acme, "1", "urn:uuid:1"), broken, "did:web:a.example"));
        foreach (var table in new[] { "credentials", "credential_identities", "deliveries", "events", "idempotency_answers" })
        {
            Assert.Equal(0, await Stores.CountRows(table));
        }

        Assert.Equal(AddOutcome.Added, (await AddAsync(Given.Passport(Acme, "1", "urn:uuid:1"), Given.ToKeep(Acme, "key"))).Outcome);
    }

    [Fact]
    [Trait("Threat", "17")]
    public async Task Takes_a_key_anew_once_its_answer_has_expired()
    {
        await AddAsync(Given.Passport(Acme, "1"), Given.ToKeep(Acme, "key"));
        var later = Given.Now.AddDays(1);
        var again = new AnswerToKeep(Given.Key(Acme, "key", later), _ => Given.Answer("anew"));
        Assert.Equal(AddOutcome.Added, (await AddAsync(Given.Passport(Acme, "2"), again)).Outcome);
        Assert.Equal("anew", Given.Text(await Stores.Answers.FindAsync(Acme.Id, "key", later, Stop)));
    }

    [Fact]
    [Trait("Threat", "22")]
    public async Task Has_other_keys_for_other_tenants()
    {
        await AddAsync(Given.Passport(Acme, "1"), Given.ToKeep(Acme, "key"));
        Assert.Equal(AddOutcome.Added, (await AddAsync(Given.Passport(Bolt, "1"), Given.ToKeep(Bolt, "key"))).Outcome);
    }

    private Task<AddResult> AddAsync(NewCredential credential, AnswerToKeep answer, params string[] recipients) =>
        Stores.Credentials.AddAsync(credential, recipients, answer, Stop);
}
