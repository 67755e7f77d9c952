using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Gateway.Forwarding;
using Gateway.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Forwarding;

/// <summary>GET /deliveries.</summary>
public sealed class DeliveryEndpointTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("deliveries-");
    private readonly WebApplicationFactory<Program> _factory;

    public DeliveryEndpointTests() => _factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host
        .UseSetting("Gateway:DataPath", _folder.FullName)
        .UseSetting("Gateway:Auth:BootstrapKey", ApiKey.Create())
        .UseSetting("Logging:LogLevel:Default", "None")
        .ConfigureServices(services => services.Remove(services.Single(s => s.ImplementationType == typeof(DeliveryWorker)))));

    [Fact]
    public async Task Shows_how_each_delivery_stands()
    {
        var (tenantId, client) = await AddTenantAsync("acme");
        var credential = await OweAsync(tenantId, "did:web:one.example", "did:web:two.example");
        await OweAsync(tenantId, "did:web:three.example");

        // one was refused at its first attempt
        var store = _factory.Services.GetRequiredService<IDeliveryStore>();
        var now = new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var first = (await store.ClaimDueAsync(now, TimeSpan.FromSeconds(30), ClaimRoom.For(1), default)).Single();
        await store.RecordAttemptAsync(first, new AttemptOutcome(now, false, now.AddSeconds(5), 503, "Closed"), default);

        var items = (await GetAsync(client, $"/deliveries?credential={credential}")).GetProperty("items");

        var recipients = items.EnumerateArray().Select(d => d.GetProperty("recipient").GetString());
        Assert.Equal(["did:web:two.example", "did:web:one.example"], recipients);
        var (pending, waiting) = (items[0], items[1]);
        Assert.Equal("pending", pending.GetProperty("state").GetString());
        Assert.False(pending.TryGetProperty("lastStatus", out _));
        Assert.Equal(first.Id, waiting.GetProperty("id").GetString());
        Assert.Equal(credential, waiting.GetProperty("credential").GetString());
        Assert.Equal("waiting", waiting.GetProperty("state").GetString());
        Assert.Equal(1, waiting.GetProperty("attempts").GetInt32());
        Assert.Equal(503, waiting.GetProperty("lastStatus").GetInt32());
        Assert.Equal("Closed", waiting.GetProperty("lastAnswer").GetString());
        Assert.Equal(now, waiting.GetProperty("lastAttemptAt").GetDateTimeOffset());
        Assert.Equal(now.AddSeconds(5), waiting.GetProperty("nextAttemptAt").GetDateTimeOffset());
        Assert.False(waiting.TryGetProperty("deliveredAt", out _));
    }

    [Fact]
    public async Task Shows_what_was_given_up_and_why_and_tries_it_again_when_asked()
    {
        var (tenantId, client) = await AddTenantAsync("acme");
        var (_, bolt) = await AddTenantAsync("bolt");
        await OweAsync(tenantId, "did:web:one.example");
        var store = _factory.Services.GetRequiredService<IDeliveryStore>();
        var now = new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var claimed = (await store.ClaimDueAsync(now, TimeSpan.FromSeconds(30), ClaimRoom.For(1), default)).Single();
        await store.RecordAttemptAsync(
            claimed, new AttemptOutcome(now, false, null, 409, "No") { Duration = TimeSpan.FromMilliseconds(7) }, default);

        var dead = (await GetAsync(client, "/deliveries?state=dead")).GetProperty("items")[0];
        Assert.Equal(("dead", claimed.Id), (dead.GetProperty("state").GetString(), dead.GetProperty("id").GetString()));
        Assert.False(dead.TryGetProperty("nextAttemptAt", out _));
        var detail = await GetAsync(client, $"/deliveries/{claimed.Id}");
        Assert.Equal("dead", detail.GetProperty("delivery").GetProperty("state").GetString());
        var attempt = Assert.Single(detail.GetProperty("attempts").EnumerateArray());
        Assert.Equal((1, 7, 409), (Number("number"), Number("durationMs"), Number("status")));
        Assert.Equal((now, "No"), (attempt.GetProperty("at").GetDateTimeOffset(), attempt.GetProperty("answer").GetString()));

        foreach (var (caller, id) in new[] { (bolt, claimed.Id), (client, "AAAAAAAAAAAAAAAAAAAAAA"), (client, "'--") })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await caller.GetAsync(new Uri($"/deliveries/{id}", UriKind.Relative))).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await RetryAsync(caller, id)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.Accepted, (await RetryAsync(client, claimed.Id)).StatusCode);
        var again = (await store.ClaimDueAsync(now, TimeSpan.FromSeconds(30), ClaimRoom.For(1), default)).Single();
        await store.RecordAttemptAsync(again, new AttemptOutcome(now, true, null, 200, null), default);
        using var conflict = await RetryAsync(client, claimed.Id);
        Assert.Equal(HttpStatusCode.Conflict, conflict.StatusCode);
        Assert.Contains("\"delivered\"", await conflict.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        int Number(string name) => attempt.GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task Goes_page_by_page_without_losing_or_repeating_any()
    {
        var (tenantId, client) = await AddTenantAsync("acme");
        for (var i = 0; i < 5; i++)
        {
            await OweAsync(tenantId, $"did:web:{i}.example");
        }

        var seen = new List<string?>();
        string? cursor = null;
        do
        {
            var page = await GetAsync(client, $"/deliveries?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(d => d.GetProperty("recipient").GetString()));
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, 5).Reverse().Select(i => $"did:web:{i}.example"), seen);
    }

    [Fact]
    [Trait("Threat", "22")]
    public async Task Shows_nothing_of_another_tenant()
    {
        var (acmeId, acme) = await AddTenantAsync("acme");
        var (_, bolt) = await AddTenantAsync("bolt");
        var credential = await OweAsync(acmeId, "did:web:one.example");

        Assert.Equal(1, (await GetAsync(acme, "/deliveries")).GetProperty("items").GetArrayLength());
        var nothing = await bolt.GetStringAsync(new Uri("/deliveries?credential=nobodys", UriKind.Relative));
        Assert.Equal(nothing, await bolt.GetStringAsync(new Uri("/deliveries", UriKind.Relative)));
        Assert.Equal(nothing, await bolt.GetStringAsync(new Uri($"/deliveries?credential={credential}", UriKind.Relative)));
    }

    [Fact]
    [Trait("Threat", "22")]
    public async Task Is_for_callers_with_a_key()
    {
        using var answer = await _factory.CreateClient().GetAsync(new Uri("/deliveries", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [Trait("Threat", "22")]
    [InlineData("limit=0", 400)]
    [InlineData("limit=101", 400)]
    [InlineData("limit=-1", 400)]
    [InlineData("limit=ten", 400)]
    [InlineData("cursor=1", 400)]
    [InlineData("cursor=%27%20OR%201%3D1--", 400)]
    [InlineData("credentials=x", 400)]
    [InlineData("state=delivered", 400)]
    [InlineData("state=dead&credential=x", 400)]
    [InlineData("state=dead", 200)]
    [InlineData("credential=a%00b", 400)]
    [InlineData("credential=%27%20OR%201%3D1--", 200)]
    [InlineData("credential=..%2f..%2fetc", 200)]
    public async Task Answers_odd_parameters_without_a_fault_and_without_more_than_is_the_callers(string query, int status)
    {
        var (acmeId, _) = await AddTenantAsync("acme");
        var (_, bolt) = await AddTenantAsync("bolt");
        await OweAsync(acmeId, "did:web:one.example");

        using var answer = await bolt.GetAsync(new Uri($"/deliveries?{query}", UriKind.Relative));
        var body = await answer.Content.ReadAsStringAsync();

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.DoesNotContain("one.example", body, StringComparison.Ordinal);
        Assert.Equal(status == 200 ? "application/json" : "application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    public void Dispose()
    {
        _factory.Dispose();
        _folder.Delete(recursive: true);
    }

    private static Task<HttpResponseMessage> RetryAsync(HttpClient client, string id) =>
        client.PostAsync(new Uri($"/deliveries/{id}/retry", UriKind.Relative), null);

    private static async Task<JsonElement> GetAsync(HttpClient client, string path)
    {
        using var json = JsonDocument.Parse(await client.GetStringAsync(new Uri(path, UriKind.Relative)));
        return json.RootElement.Clone();
    }

    private async Task<(string Id, HttpClient Client)> AddTenantAsync(string name)
    {
        var tenants = _factory.Services.GetRequiredService<ITenantStore>();
        var tenant = await tenants.AddTenantAsync(name, DateTimeOffset.UnixEpoch, default);
        var key = ApiKey.Create();
        await tenants.AddKeyAsync(tenant!.Id, ApiKey.Hash(key), DateTimeOffset.UnixEpoch, default);
        var client = _factory.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return (tenant.Id, client);
    }

    private Task<string> OweAsync(string tenantId, params string[] recipients) =>
        Owed.AddAsync(_factory.Services, tenantId, Owed.NewBytes(), recipients);
}
