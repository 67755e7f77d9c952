using System.Net;
using Gateway.Tests.Credentials;
using static Gateway.Tests.Credentials.CredentialsFixture;

namespace Gateway.Tests.Hosting;

[Trait("Threat", "17")]
public sealed class IdempotencyTests(CredentialsFixture given) : IClassFixture<CredentialsFixture>
{
    private const string Product = "https://id.example/1";

    [Fact]
    public async Task Gives_the_first_answer_again_byte_for_byte()
    {
        var (token, key) = (await given.Issuer.SignPassportAsync(Product), NewKey());
        using var first = await PostAsync(given.Tenant, token, "?to=did:web:a.example", key: key);
        await KeepAsync(given.Tenant, token, "?to=did:web:b.example");
        using var again = await PostAsync(given.Tenant, token, "?to=did:web:a.example", key: key);
        await AreTheSameAsync(first, again, HttpStatusCode.Created);
        Assert.NotNull(again.Headers.Location);
    }

    [Fact]
    public async Task Gives_refusals_again_that_would_be_the_same_for_ever()
    {
        var conflicting = given.Issuer.Passport(Product);
        await KeepAsync(given.Tenant, await given.Issuer.SignAsync(conflicting));
        conflicting["name"] = "another";
        foreach (var (body, status) in new[]
        {
            ("not a token"u8.ToArray(), HttpStatusCode.BadRequest),
            (await SignedByNobodyAsync(), HttpStatusCode.UnprocessableEntity),
            (await given.Issuer.SignAsync(conflicting), HttpStatusCode.Conflict),
        })
        {
            var key = NewKey();
            using var first = await PostAsync(given.Tenant, body, key: key);
            using var again = await PostAsync(given.Tenant, body, key: key);
            await AreTheSameAsync(first, again, status);
        }
    }

    [Fact]
    public async Task Refuses_a_key_that_was_used_for_another_request()
    {
        var (token, key) = (await given.Issuer.SignPassportAsync(Product), NewKey());
        using var first = await PostAsync(given.Tenant, token, key: key);
        using var otherBody = await PostAsync(given.Tenant, await given.Issuer.SignPassportAsync(Product), key: key);
        using var otherQuery = await PostAsync(given.Tenant, token, "?access=public", key: key);
        using var otherType = await PostAsync(given.Tenant, token, mediaType: "application/vc+jwt; charset=utf-8", key: key);
        foreach (var response in new[] { otherBody, otherQuery, otherType })
        {
            await response.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        }
    }

    [Fact]
    [Trait("Threat", "22")]
    public async Task Keeps_the_keys_of_tenants_apart()
    {
        var key = NewKey();
        using var mine = await PostAsync(given.Tenant, await given.Issuer.SignPassportAsync(Product), key: key);
        using var theirs = await PostAsync(given.OtherTenant, await given.Issuer.SignPassportAsync(Product), key: key);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (mine.StatusCode, theirs.StatusCode));
        Assert.False(theirs.Headers.Contains("Idempotent-Replayed"));
    }

    [Fact]
    public async Task Does_once_what_is_asked_a_hundred_times_at_once()
    {
        var (token, key) = (await given.Issuer.SignPassportAsync(Product), NewKey());
        var responses = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => PostAsync(given.Tenant, token, "?to=did:web:a.example", key: key)));
        Assert.All(responses, r => Assert.Contains(r.StatusCode, new[] { HttpStatusCode.Created, HttpStatusCode.Conflict }));
        Assert.Single(responses, r => r.StatusCode == HttpStatusCode.Created && !r.Headers.Contains("Idempotent-Replayed"));
        foreach (var response in responses.Where(r => r.StatusCode == HttpStatusCode.Conflict))
        {
            await response.IsProblemAsync(HttpStatusCode.Conflict, "idempotency-key-in-use");
        }
    }

    [Fact]
    public async Task Does_not_remember_what_may_turn_out_otherwise()
    {
        var issuer = TestIssuer.OfHost("late.example", new FakeOutbound());
        var (token, key) = (await issuer.SignPassportAsync(Product), NewKey());
        using var undecided = await PostAsync(given.Tenant, token, key: key);
        await undecided.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "undecided");
        using var other = await PostAsync(given.Tenant, await given.Issuer.SignPassportAsync(Product), key: key);
        Assert.Equal(HttpStatusCode.Created, other.StatusCode);
    }

    [Fact]
    public async Task Forgets_after_a_day()
    {
        await using var gateway = await TestGateway.StartAsync();
        var (client, token, key) = (gateway.Client(TestGateway.Key), await given.Issuer.SignPassportAsync(Product), NewKey());
        using var first = await PostAsync(client, token, key: key);
        gateway.Time.Advance(TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1));
        using var later = await PostAsync(client, token, key: key);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, later.StatusCode));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\tb")]
    [InlineData(null)]
    public async Task Refuses_a_key_that_is_not_1_to_255_visible_characters(string? key)
    {
        using var response = await PostAsync(given.Tenant, await given.Issuer.SignPassportAsync(Product), key: key ?? new string('x', 256));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static string NewKey() => Guid.NewGuid().ToString();

    private static async Task<byte[]> SignedByNobodyAsync()
    {
        var token = await TestIssuer.WithKey().SignPassportAsync(Product);
        token[^3] = token[^3] == 'A' ? (byte)'B' : (byte)'A';
        return token;
    }

    private static async Task AreTheSameAsync(HttpResponseMessage first, HttpResponseMessage again, HttpStatusCode status)
    {
        Assert.Equal((status, status), (first.StatusCode, again.StatusCode));
        Assert.Equal(await first.Content.ReadAsByteArrayAsync(), await again.Content.ReadAsByteArrayAsync());
        Assert.Equal(first.Content.Headers.ContentType, again.Content.Headers.ContentType);
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.False(first.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal("true", again.Headers.GetValues("Idempotent-Replayed").Single());
    }
}
