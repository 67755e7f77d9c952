using System.Net;
using System.Net.Http.Headers;
using Gateway.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Hosting;

public sealed class AuthenticationTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private readonly TestGateway _gateway = fixture.Gateway;

    [Fact]
    public async Task Lets_the_holder_of_a_key_in()
    {
        using var response = await _gateway.Client(TestGateway.Key).GetAsync("/credentials");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Asks_for_a_key_where_there_is_none()
    {
        using var response = await _gateway.Client().GetAsync("/credentials");
        await response.IsProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
        Assert.Equal("Bearer realm=\"gateway\"", response.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData("/credentials")]
    [InlineData("/health/live")]
    [InlineData("/credentials/AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/passports?id=urn:x")]
    [Trait("Threat", "24")]
    public async Task Refuses_a_wrong_key_everywhere_open_routes_included(string path)
    {
        using var response = await _gateway.Client("gw_" + new string('x', 43)).GetAsync(path);
        await response.IsProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
        Assert.Contains("invalid_token", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Basic Z3c6eA==")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer a b")]
    [InlineData(TestGateway.Key)]
    [Trait("Threat", "24")]
    public async Task Refuses_what_is_no_bearer_key(string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/credentials");
        request.Headers.TryAddWithoutValidation("Authorization", header);
        using var response = await _gateway.Client().SendAsync(request);
        await response.IsProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Refuses_two_authorization_headers()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/credentials");
        request.Headers.TryAddWithoutValidation("Authorization", ["Bearer " + TestGateway.Key, "Bearer " + TestGateway.Key]);
        using var response = await _gateway.Client().SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Takes_the_scheme_in_any_case()
    {
        var client = _gateway.Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("bEARER", TestGateway.Key);
        using var response = await client.GetAsync("/credentials");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Refuses_a_key_once_it_is_revoked()
    {
        var tenants = _gateway.Services.GetRequiredService<ITenantStore>();
        var tenant = await tenants.AddTenantAsync("to be revoked", _gateway.Time.GetUtcNow(), default);
        var key = ApiKey.Create();
        var id = await tenants.AddKeyAsync(tenant!.Id, ApiKey.Hash(key), _gateway.Time.GetUtcNow(), default);
        using var before = await _gateway.Client(key).GetAsync("/credentials");
        Assert.True(await tenants.RevokeKeyAsync(id, _gateway.Time.GetUtcNow(), default));
        _gateway.Time.Advance(new AuthOptions().RememberKeysFor);
        using var after = await _gateway.Client(key).GetAsync("/credentials");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (before.StatusCode, after.StatusCode));
    }

    [Fact]
    [Trait("Threat", "24")]
    public async Task Compares_the_whole_hash_not_only_what_the_store_was_asked_by()
    {
        var hash = ApiKey.Hash(TestGateway.Key);
        var other = hash.ToArray();
        other[^1] ^= 1;
        var tenants = _gateway.Services.GetRequiredService<ITenantStore>();
        Assert.NotNull(await ApiKey.FindAsync(tenants, hash, default));
        Assert.Null(await ApiKey.FindAsync(tenants, other, default));
    }

    [Fact]
    [Trait("Threat", "22")]
    public void Every_route_says_whether_it_is_open()
    {
        var endpoints = _gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints;
        Assert.True(endpoints.Count > 5);
        Assert.All(endpoints, e => Assert.True(
            e.Metadata.GetMetadata<IAllowAnonymous>() is not null ^ e.Metadata.GetMetadata<IAuthorizeData>() is not null, e.DisplayName));
    }
}
