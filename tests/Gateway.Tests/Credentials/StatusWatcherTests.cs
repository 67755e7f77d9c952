using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Credentials;
using Gateway.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Untp.Credentials.Statuses;
using static Gateway.Tests.Credentials.CredentialsFixture;

namespace Gateway.Tests.Credentials;

[Trait("Threat", "16")]
public sealed class StatusWatcherTests : IAsyncLifetime
{
    private const string List = "https://maker.example.com/status/1";
    private const string Product = "https://maker.example.com/01/1";

    private TestGateway _gateway = null!;
    private TestIssuer _issuer = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync();
        _issuer = TestIssuer.OfHost("maker.example.com", _gateway.Outbound);
        await PublishAsync(revoked: null);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_passport_revoked_since_is_no_longer_the_answer_and_can_still_be_fetched()
    {
        var id = await KeepAsync(_gateway.Client(TestGateway.Key), await SignAsync(index: 7), "?access=public");
        Assert.Equal(HttpStatusCode.OK, await AskAsync());

        await PublishAsync(revoked: 7);
        Assert.Equal(1, await LookLaterAsync());
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync());
        using var response = await _gateway.Client().GetAsync("/credentials/" + id);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task One_that_is_good_again_is_the_answer_again()
    {
        await KeepAsync(_gateway.Client(TestGateway.Key), await SignAsync(index: 7), "?access=public");
        await PublishAsync(revoked: 7);
        await LookLaterAsync();
        await PublishAsync(revoked: null);
        await LookLaterAsync();
        Assert.Equal(HttpStatusCode.OK, await AskAsync());
    }

    [Fact]
    public async Task A_list_that_cannot_be_had_changes_nothing()
    {
        await KeepAsync(_gateway.Client(TestGateway.Key), await SignAsync(index: 7), "?access=public");
        await PublishAsync(revoked: 7);
        await LookLaterAsync();
        _gateway.Outbound.Remove(List);
        Assert.Equal(1, await LookLaterAsync());
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync());
    }

    [Fact]
    [Trait("Threat", "26")]
    public async Task One_that_cannot_be_looked_at_keeps_no_other_from_it()
    {
        const string Other = "https://maker.example.com/status/2";
        await PublishAsync(revoked: null, Other);
        var tenant = _gateway.Client(TestGateway.Key);
        await KeepAsync(tenant, await SignAsync(index: 7, Other, "https://maker.example.com/01/2"), "?access=public");
        await KeepAsync(tenant, await SignAsync(index: 7), "?access=public");
        await PublishAsync(revoked: 7);
        _gateway.Outbound.Broken = Other;

        Assert.Equal(2, await LookLaterAsync());
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync());
    }

    [Fact]
    public async Task What_was_looked_at_lately_is_left_alone()
    {
        await KeepAsync(_gateway.Client(TestGateway.Key), await SignAsync(index: 7), "?access=public");
        Assert.Equal(0, await _gateway.Services.GetRequiredService<StatusWatcher>().LookAsync(default));
        Assert.Equal(1, await LookLaterAsync());
        Assert.Equal(0, await _gateway.Services.GetRequiredService<StatusWatcher>().LookAsync(default));
    }

    [Theory]
    [InlineData(true, true, true, 2)]
    [InlineData(true, false, false, 2)]
    [InlineData(false, false, false, 1)]
    [InlineData(null, true, false, 1)]
    public async Task Whoever_says_otherwise_has_the_list_fetched_anew_and_is_not_believed(
        bool? isSaidRevoked, bool isRevoked, bool isSeenRevoked, int fetches)
    {
        var id = await KeepAsync(_gateway.Client(TestGateway.Key), await SignAsync(index: 7), "?access=public");
        var stored = (await _gateway.Services.GetRequiredService<ICredentialStore>().FindAsync(id, default))!;
        await PublishAsync(revoked: isRevoked ? 7 : null);
        var watcher = _gateway.Services.GetRequiredService<StatusWatcher>();
        await watcher.LookAtAsync(stored, isSaidRevoked, _gateway.Outbound.ForStranger(null), default);
        Assert.Equal(isSeenRevoked ? HttpStatusCode.NotFound : HttpStatusCode.OK, await AskAsync());
        var asked = _gateway.Outbound.Fetches.Where(fetch => fetch.Url == List).ToList();
        Assert.Equal(fetches, asked.Count);
        Assert.Equal(fetches - 1, asked.Count(fetch => fetch.Who.StartsWith("stranger", StringComparison.Ordinal)));
        await watcher.LookAtAsync(stored, isSaidRevoked: null, _gateway.Outbound.ForTenant(), default);
        Assert.Equal(fetches, _gateway.Outbound.Fetches.Count(fetch => fetch.Url == List));
    }

    private async Task<int> LookLaterAsync()
    {
        _gateway.Time.Advance(TimeSpan.FromMinutes(16));
        return await _gateway.Services.GetRequiredService<StatusWatcher>().LookAsync(default);
    }

    private async Task<HttpStatusCode> AskAsync()
    {
        using var response = await _gateway.Client().GetAsync("/passports/" + Product);
        return response.StatusCode;
    }

    private Task<byte[]> SignAsync(int index, string list = List, string product = Product)
    {
        var passport = _issuer.Passport(product);
        passport["credentialStatus"] = new JsonObject
        {
            ["type"] = "BitstringStatusListEntry",
            ["statusPurpose"] = "revocation",
            ["statusListIndex"] = index,
            ["statusListCredential"] = list,
        };
        return _issuer.SignAsync(passport);
    }

    private async Task PublishAsync(int? revoked, string url = List)
    {
        var bits = new byte[BitstringStatusList.MinBytes];
        if (revoked is { } index)
        {
            BitstringStatusList.Set(bits, index, true);
        }

        var list = await _issuer.SignAsync(new JsonObject
        {
            ["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2"),
            ["type"] = new JsonArray("VerifiableCredential", "BitstringStatusListCredential"),
            ["id"] = url,
            ["issuer"] = _issuer.Did,
            ["validFrom"] = "2026-01-01T00:00:00Z",
            ["credentialSubject"] = new JsonObject
            {
                ["id"] = url + "#list",
                ["type"] = "BitstringStatusList",
                ["statusPurpose"] = "revocation",
                ["encodedList"] = BitstringStatusList.Encode(bits),
            },
        });
        _gateway.Outbound.Put(url, Encoding.ASCII.GetString(list));
    }
}
