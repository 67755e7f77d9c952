using System.Net;
using Gateway.Tests.Hosting;
using static Gateway.Tests.Credentials.CredentialsFixture;

namespace Gateway.Tests.Credentials;

public sealed class ListTests(CredentialsFixture given) : IClassFixture<CredentialsFixture>
{
    [Fact]
    public async Task Gives_the_callers_own_page_by_page_newest_first()
    {
        var kept = new List<string>();
        var product = "https://id.example/" + Guid.NewGuid();
        for (var i = 0; i < 5; i++)
        {
            kept.Add(await KeepAsync(given.Tenant, await given.Issuer.SignPassportAsync(product)));
        }

        await KeepAsync(given.OtherTenant, await given.Issuer.SignPassportAsync(product));
        var (seen, cursor, pages) = (new List<string>(), "", 0);
        do
        {
            using var response = await given.Tenant.GetAsync($"/credentials?about={Uri.EscapeDataString(product)}&limit=2{cursor}");
            var page = await response.JsonAsync();
            seen.AddRange(page["items"]!.AsArray().Select(i => (string)i!["id"]!));
            cursor = page["nextCursor"] is { } next ? "&cursor=" + (string)next! : "";
            pages++;
        }
        while (cursor.Length > 0);
        kept.Reverse();
        Assert.Equal(kept, seen);
        Assert.Equal(3, pages);
    }

    [Fact]
    public async Task Narrows_by_issuer_and_type_and_shows_what_is_known_of_each()
    {
        var issuer = TestIssuer.WithKey();
        var id = await KeepAsync(given.Tenant, await issuer.SignPassportAsync("https://id.example/2"), "?access=public");
        using var response = await given.Tenant.GetAsync($"/credentials?type=DigitalProductPassport&issuer={issuer.Did}");
        var item = (await response.JsonAsync())["items"]!.AsArray().Single()!;
        Assert.Equal(id, (string?)item["id"]);
        Assert.Equal("public", (string?)item["access"]);
        Assert.Equal("application/vc+jwt", (string?)item["mediaType"]);
        Assert.StartsWith("sha-256=:", (string?)item["digest"], StringComparison.Ordinal);
        using var none = await given.Tenant.GetAsync($"/credentials?type=DigitalConformityCredential&issuer={issuer.Did}");
        Assert.Empty((await none.JsonAsync())["items"]!.AsArray());
    }

    [Theory]
    [InlineData("cursor=x", "cursor")]
    [InlineData("cursor=AAAAAAAAAAB", "cursor")]
    [InlineData("cursor=__________8", "cursor")]
    [InlineData("cursor=1%20OR%201%3D1", "cursor")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=1e1", "limit")]
    [InlineData("sort=id", "sort")]
    [InlineData("issuer=a&issuer=b", "issuer")]
    [InlineData("issuer=%00", "issuer")]
    [Trait("Threat", "22")]
    public async Task Refuses_a_parameter_that_it_cannot_use_and_names_it(string query, string name)
    {
        using var response = await given.Tenant.GetAsync("/credentials?" + query);
        Assert.Equal(name, (string?)(await response.IsProblemAsync(HttpStatusCode.BadRequest, "invalid-parameter"))["parameter"]);
    }

    [Theory]
    [InlineData("' OR '1'='1")]
    [InlineData("'; DROP TABLE credentials; --")]
    [InlineData("%")]
    [Trait("Threat", "22")]
    public async Task Takes_SQL_in_a_value_for_the_text_that_it_is(string value)
    {
        await KeepAsync(given.Tenant, await given.Issuer.SignPassportAsync("https://id.example/3"));
        foreach (var name in new[] { "issuer", "type", "about" })
        {
            using var response = await given.Tenant.GetAsync($"/credentials?{name}={Uri.EscapeDataString(value)}");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Empty((await response.JsonAsync())["items"]!.AsArray());
        }
    }
}
