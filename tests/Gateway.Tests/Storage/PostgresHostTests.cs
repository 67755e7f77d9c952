using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using Gateway.Hosting;
using Gateway.Tests.Credentials;
using Gateway.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Storage;

/// <summary>Two gateways over one PostgreSQL, from outside.</summary>
public sealed class PostgresHostTests(PostgresCluster cluster) : IAsyncLifetime
{
    private const string Product = "https://id.example/1";

    private readonly TestIssuer _issuer = TestIssuer.WithKey();
    private TestGateway _one = null!;
    private TestGateway _other = null!;

    private HttpClient One => _one.Client(TestGateway.Key);

    private HttpClient Other => _other.Client(TestGateway.Key);

    public async ValueTask InitializeAsync()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Gateway:Storage:Provider"] = "postgres",
            ["Gateway:Storage:ConnectionString"] = await cluster.AddSchemaAsync(),
            ["Gateway:PublicUrl"] = "https://gateway.example",
            ["Gateway:Issuing:MasterKey"] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)),
        };
        _one = await TestGateway.StartAsync(settings);
        _other = await TestGateway.StartAsync(settings);
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task What_one_received_the_other_serves_lists_and_finds_by_its_product()
    {
        var token = await _issuer.SignPassportAsync(Product);
        var id = await CredentialsFixture.KeepAsync(One, token, "?access=public&to=did:web:buyer.example");

        Assert.Equal(token, await _other.Client().GetByteArrayAsync($"/credentials/{id}"));
        var listed = await (await Other.GetAsync($"/credentials?about={Uri.EscapeDataString(Product)}")).JsonAsync();
        Assert.Equal(id, (string?)Assert.Single(listed["items"]!.AsArray())!["id"]);
        var owed = await (await Other.GetAsync($"/deliveries?credential={id}")).JsonAsync();
        Assert.Equal("did:web:buyer.example", (string?)Assert.Single(owed["items"]!.AsArray())!["recipient"]);
        Assert.Equal(HttpStatusCode.OK, (await Other.GetAsync("/health/ready")).StatusCode);
        Assert.Empty(Directory.GetFiles(_one.DataPath, "gateway.db*"));
    }

    [Fact]
    [Trait("Threat", "17")]
    public async Task A_request_sent_again_to_the_other_gets_the_answer_of_the_first()
    {
        var token = await _issuer.SignPassportAsync(Product);
        using var first = await CredentialsFixture.PostAsync(One, token, key: "key");
        using var again = await CredentialsFixture.PostAsync(Other, token, key: "key");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, again.StatusCode));
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        using var another = await CredentialsFixture.PostAsync(Other, await _issuer.SignPassportAsync(Product), key: "key");
        await another.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    [Fact]
    [Trait("Threat", "17")]
    public async Task Of_the_same_request_at_both_at_once_one_keeps_and_all_answer_alike()
    {
        var token = await _issuer.SignPassportAsync(Product);
        var sends = Enumerable.Range(0, 16).Select(async i =>
        {
            while (true)
            {
                using var answer = await CredentialsFixture.PostAsync(i % 2 == 0 ? One : Other, token, key: "key");
                if (answer.StatusCode != HttpStatusCode.Conflict)
                {
                    return $"{(int)answer.StatusCode} {(string?)(await answer.JsonAsync())["id"]}";
                }
            }
        });
        Assert.StartsWith("201 ", Assert.Single((await Task.WhenAll(sends)).Distinct()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_to_start_made_the_first_tenant_and_the_other_none()
    {
        Assert.Single(await _other.Services.GetRequiredService<ITenantStore>().ListTenantsAsync(TestContext.Current.CancellationToken));
        Assert.True(File.Exists(Path.Combine(_one.DataPath, "api-key")));
        Assert.False(File.Exists(Path.Combine(_other.DataPath, "api-key")));
    }
}
