using System.Net;
using System.Security.Cryptography;
using Gateway.Tests.Hosting;
using static Gateway.Tests.Credentials.CredentialsFixture;

namespace Gateway.Tests.Credentials;

public sealed class FetchTests(CredentialsFixture given) : IClassFixture<CredentialsFixture>
{
    private const string Product = "https://id.example/1";

    [Fact]
    public async Task Gives_a_public_credential_to_anybody_byte_for_byte_from_the_database_and_from_memory()
    {
        var token = await given.Issuer.SignPassportAsync(Product);
        var id = await KeepAsync(given.Tenant, token, "?access=public");
        for (var time = 0; time < 2; time++)
        {
            using var response = await given.Anybody.GetAsync("/credentials/" + id);
            Assert.Equal(token, await response.Content.ReadAsByteArrayAsync());
            Assert.Equal("application/vc+jwt", response.Content.Headers.ContentType?.ToString());
            Assert.Equal($"\"{Convert.ToHexStringLower(SHA256.HashData(token))}\"", response.Headers.ETag?.ToString());
            Assert.Equal($"sha-256=:{Convert.ToBase64String(SHA256.HashData(token))}:", response.Headers.GetValues("Repr-Digest").Single());
            Assert.Equal("public, max-age=31536000, immutable", response.Headers.GetValues("Cache-Control").Single());
            Assert.Equal("*", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.False(response.Headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task Gives_any_other_to_its_tenant_only_and_lets_nobody_store_it()
    {
        var token = await given.Issuer.SignPassportAsync(Product);
        var id = await KeepAsync(given.Tenant, token);
        using var mine = await given.Tenant.GetAsync("/credentials/" + id);
        Assert.Equal(token, await mine.Content.ReadAsByteArrayAsync());
        Assert.Equal("no-store, private", mine.Headers.CacheControl?.ToString());
        Assert.Equal("Authorization", mine.Headers.Vary.Single());
        Assert.False(mine.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    [Trait("Threat", "22")]
    public async Task Answers_everybody_else_as_if_there_were_none()
    {
        var id = await KeepAsync(given.Tenant, await given.Issuer.SignPassportAsync(Product));
        using var other = await given.OtherTenant.GetAsync("/credentials/" + id);
        using var anybody = await given.Anybody.GetAsync("/credentials/" + id);
        using var none = await given.Anybody.GetAsync("/credentials/AAAAAAAAAAAAAAAAAAAAAA");
        Assert.All([other, anybody, none], response => Assert.True(response.Headers.CacheControl?.NoStore));
        await other.IsProblemAsync(HttpStatusCode.NotFound, "not-found");
        var texts = await Task.WhenAll(new[] { other, anybody, none }.Select(r => r.Content.ReadAsStringAsync()));
        Assert.Single(texts.Distinct());
        Assert.Equal(Names(none), Names(other));
    }

    [Fact]
    [Trait("Threat", "22")]
    public async Task Shows_no_tenant_what_another_holds_not_even_on_posting_the_same()
    {
        var token = await given.Issuer.SignPassportAsync(Product);
        var id = await KeepAsync(given.Tenant, token);
        using var response = await PostAsync(given.OtherTenant, token);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.NotEqual(id, (string?)(await response.JsonAsync())["id"]);
    }

    [Theory]
    [InlineData("{0}", true)]
    [InlineData("W/{0}", true)]
    [InlineData("\"other\", {0}", true)]
    [InlineData("*", true)]
    [InlineData("\"other\"", false)]
    [InlineData("not a tag", false)]
    public async Task Answers_304_to_whoever_has_it(string header, bool isHeld)
    {
        var token = await given.Issuer.SignPassportAsync(Product);
        var id = await KeepAsync(given.Tenant, token, "?access=public");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/credentials/" + id);
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(token))}\"";
        request.Headers.TryAddWithoutValidation("If-None-Match", string.Format(null, header, tag));
        using var response = await given.Anybody.SendAsync(request);
        Assert.Equal(isHeld ? HttpStatusCode.NotModified : HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(isHeld ? 0 : token.Length, (await response.Content.ReadAsByteArrayAsync()).Length);
        Assert.NotNull(response.Headers.ETag);
    }

    [Fact]
    public async Task Answers_HEAD_with_the_headers_of_GET()
    {
        var token = await given.Issuer.SignPassportAsync(Product);
        var id = await KeepAsync(given.Tenant, token, "?access=public");
        using var response = await given.Anybody.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/credentials/" + id));
        Assert.Equal((HttpStatusCode.OK, token.Length), (response.StatusCode, (int)response.Content.Headers.ContentLength!));
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Serves_a_credential_that_was_made_public_later()
    {
        var token = await given.Issuer.SignPassportAsync(Product);
        var id = await KeepAsync(given.Tenant, token);
        using var before = await given.Anybody.GetAsync("/credentials/" + id);
        await KeepAsync(given.Tenant, token, "?access=public");
        using var after = await given.Anybody.GetAsync("/credentials/" + id);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (before.StatusCode, after.StatusCode));
    }

    private static IEnumerable<string> Names(HttpResponseMessage response) => response.Headers.Select(h => h.Key).Order();
}
