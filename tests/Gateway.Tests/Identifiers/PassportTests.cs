using System.Net;
using System.Text;
using Gateway.Tests.Credentials;
using Gateway.Tests.Hosting;
using static Gateway.Tests.Credentials.CredentialsFixture;

namespace Gateway.Tests.Identifiers;

public sealed class PassportTests(CredentialsFixture given) : IClassFixture<CredentialsFixture>
{
    [Fact]
    public async Task Answers_with_the_passport_of_whoever_controls_the_identifier_however_many_strangers_wrote_one()
    {
        var (host, product) = NewHost();
        await KeepAsync(given.OtherTenant, await TestIssuer.WithKey().SignPassportAsync(product), "?access=public");
        var controlling = await TestIssuer.OfHost(host, given.Gateway.Outbound).SignPassportAsync(product);
        var id = await KeepAsync(given.Tenant, controlling, "?access=public");
        await KeepAsync(given.OtherTenant, await TestIssuer.WithKey().SignPassportAsync(product), "?access=public");

        using var response = await given.Anybody.GetAsync("/passports/" + product);
        Assert.Equal(controlling, await response.Content.ReadAsByteArrayAsync());
        Assert.Equal("/credentials/" + id, response.Content.Headers.ContentLocation?.ToString());
        Assert.Equal("public, no-cache", response.Headers.CacheControl?.ToString());
        Assert.Equal("*", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    [Fact]
    public async Task Answers_with_the_first_publishers_while_nobody_who_controls_the_identifier_has_any()
    {
        var (_, product) = NewHost();
        var first = TestIssuer.WithKey();
        await KeepAsync(given.Tenant, await first.SignPassportAsync(product), "?access=public");
        var second = await first.SignPassportAsync(product);
        await KeepAsync(given.Tenant, second, "?access=public");
        var strangers = await TestIssuer.WithKey().SignPassportAsync(product);
        await KeepAsync(given.OtherTenant, strangers, "?access=public");
        Assert.Equal(second, await BytesAsync("/passports/" + product));
    }

    [Fact]
    public async Task Answers_with_a_strangers_when_he_is_asked_for()
    {
        var (_, product) = NewHost();
        await KeepAsync(given.Tenant, await TestIssuer.WithKey().SignPassportAsync(product), "?access=public");
        var stranger = TestIssuer.WithKey();
        var token = await stranger.SignPassportAsync(product);
        await KeepAsync(given.OtherTenant, token, "?access=public");
        Assert.Equal(token, await BytesAsync($"/passports/{product}?issuer={stranger.Did}"));
        Assert.Equal(token, await BytesAsync($"/passports?issuer={Uri.EscapeDataString(stranger.Did)}&id={Uri.EscapeDataString(product)}"));
    }

    [Fact]
    [Trait("Threat", "22")]
    public async Task Shows_a_passport_for_recipients_to_its_tenant_only()
    {
        var (host, product) = NewHost();
        var token = await TestIssuer.OfHost(host, given.Gateway.Outbound).SignPassportAsync(product);
        await KeepAsync(given.Tenant, token);
        using var mine = await given.Tenant.GetAsync("/passports/" + product);
        Assert.Equal(token, await mine.Content.ReadAsByteArrayAsync());
        Assert.Equal("no-store, private", mine.Headers.CacheControl?.ToString());
        foreach (var client in new[] { given.OtherTenant, given.Anybody })
        {
            using var theirs = await client.GetAsync("/passports/" + product);
            await theirs.IsProblemAsync(HttpStatusCode.NotFound, "not-found");
        }
    }

    [Fact]
    [Trait("Threat", "21")]
    public async Task Tells_ids_apart_that_differ_only_in_an_escape()
    {
        var (_, product) = NewHost();
        var (one, other) = (product + "/a%2Fb", product + "/a/b");
        var (oneToken, otherToken) = (await given.Issuer.SignPassportAsync(one), await given.Issuer.SignPassportAsync(other));
        await KeepAsync(given.Tenant, oneToken, "?access=public");
        await KeepAsync(given.Tenant, otherToken, "?access=public");

        foreach (var target in new[] { "/passports/" + Uri.EscapeDataString(one), $"/passports?id={Uri.EscapeDataString(one)}", "/passports/" + product + "/a%252Fb" })
        {
            var (status, answer) = await RawHttp.GetAsync(given.Gateway.Address, target);
            Assert.Equal(200, status);
            Assert.EndsWith(Encoding.ASCII.GetString(oneToken), answer, StringComparison.Ordinal);
        }

        foreach (var target in new[] { "/passports/" + other, "/passports/" + product + "/a%2Fb", "http://gateway/passports/" + other })
        {
            var (status, answer) = await RawHttp.GetAsync(given.Gateway.Address, target);
            Assert.Equal(200, status);
            Assert.EndsWith(Encoding.ASCII.GetString(otherToken), answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Answers_304_while_the_answer_is_the_same_and_the_next_one_when_it_is_not()
    {
        var (_, product) = NewHost();
        await KeepAsync(given.Tenant, await given.Issuer.SignPassportAsync(product), "?access=public");
        using var first = await given.Anybody.GetAsync("/passports/" + product);
        Assert.Equal(HttpStatusCode.NotModified, await WithTagAsync(product, first));
        await KeepAsync(given.Tenant, await given.Issuer.SignPassportAsync(product), "?access=public");
        Assert.Equal(HttpStatusCode.OK, await WithTagAsync(product, first));
    }

    [Theory]
    [InlineData("/passports")]
    [InlineData("/passports?id=")]
    [InlineData("/passports?product=x")]
    [InlineData("/passports?id=a&id=b")]
    [InlineData("/passports/x?id=y")]
    [Trait("Threat", "21")]
    public async Task Refuses_a_question_that_it_does_not_understand(string target)
    {
        using var response = await given.Anybody.GetAsync(target);
        await response.IsProblemAsync(HttpStatusCode.BadRequest, "invalid-parameter");
    }

    private static (string Host, string Product) NewHost()
    {
        var host = $"h{Guid.NewGuid():N}.example.com";
        return (host, $"https://{host}/01/1");
    }

    private async Task<byte[]> BytesAsync(string target)
    {
        using var response = await given.Anybody.GetAsync(target);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync();
    }

    private async Task<HttpStatusCode> WithTagAsync(string product, HttpResponseMessage earlier)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/passports/" + product);
        request.Headers.IfNoneMatch.Add(earlier.Headers.ETag!);
        using var response = await given.Anybody.SendAsync(request);
        return response.StatusCode;
    }
}
