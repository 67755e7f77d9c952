using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Forwarding;
using Gateway.Tests.Hosting;
using static Gateway.Tests.Credentials.CredentialsFixture;

namespace Gateway.Tests.Credentials;

public sealed class ReceiveTests(CredentialsFixture given) : IClassFixture<CredentialsFixture>
{
    private const string Product = "https://id.example/1";

    [Fact]
    public async Task Keeps_what_verifies_and_says_where()
    {
        var token = await given.Issuer.SignPassportAsync(Product);
        const string Query = "?to=did:web:buyer.example&to=did:web:buyer.example&to=did:web:other.example";
        using var response = await PostAsync(given.Tenant, token, Query);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var answer = await response.JsonAsync();
        Assert.Matches("^[A-Za-z0-9_-]{22}$", (string?)answer["id"]);
        Assert.Equal(new Uri(given.Gateway.Address, "/credentials/" + (string?)answer["id"]), response.Headers.Location);
        Assert.Equal(given.Issuer.Did, (string?)answer["issuer"]);
        Assert.Equal($"sha-256=:{Convert.ToBase64String(SHA256.HashData(token))}:", (string?)answer["digest"]);
        Assert.True((bool)answer["report"]!["verified"]!);
        Assert.Equal("passed", (string?)answer["report"]!["checks"]!.AsArray().Single(c => (string?)c!["check"] == "proof")!["verdict"]);
        var recipients = answer["deliveries"]!.AsArray().Select(d => (string?)d!["recipient"]);
        Assert.Equal(["did:web:buyer.example", "did:web:other.example"], recipients);
        Assert.All(answer["deliveries"]!.AsArray(), d => Assert.Equal("pending", (string?)d!["state"]));
    }

    [Theory]
    [InlineData("", "waiting")]
    [InlineData("&ordered=false", "waiting")]
    [InlineData("&ordered=true", "pending")]
    public async Task Takes_a_wish_for_order(string query, string stateOfTheSecond)
    {
        // nobody answers in this test, so that the first is tried in vain
        var recipient = $"?to=did:web:{Guid.NewGuid():N}.example";
        foreach (var state in new[] { "waiting", stateOfTheSecond })
        {
            var id = await KeepAsync(given.Tenant, await given.Issuer.SignPassportAsync(Product), recipient + query);
            await Eventually.IsTrueAsync(async () => await StateAsync(id) == state, () => $"it is not {state}");
        }
    }

    [Fact]
    public async Task Refuses_a_wish_for_order_that_is_neither_true_nor_false()
    {
        using var response = await PostAsync(given.Tenant, await given.Issuer.SignPassportAsync(Product), "?ordered=yes");
        Assert.Equal("ordered", (string?)(await response.IsProblemAsync(HttpStatusCode.BadRequest, "invalid-parameter"))["parameter"]);
    }

    [Fact]
    public async Task Answers_200_to_the_same_bytes_and_adds_new_recipients()
    {
        var token = await given.Issuer.SignPassportAsync(Product);
        var id = await KeepAsync(given.Tenant, token, "?to=did:web:a.example");
        using var again = await PostAsync(given.Tenant, token, "?to=did:web:b.example");
        var answer = await again.JsonAsync();
        Assert.Equal((HttpStatusCode.OK, id), (again.StatusCode, (string?)answer["id"]));
        Assert.Equal(2, answer["deliveries"]!.AsArray().Count);
    }

    [Fact]
    public async Task Keeps_the_same_claims_in_another_form_and_refuses_other_claims_under_the_same_id()
    {
        var passport = given.Issuer.Passport(Product);
        var token = await given.Issuer.SignAsync(passport);
        await KeepAsync(given.Tenant, token);
        var envelope = Encoding.UTF8.GetBytes(Enveloped(token).ToJsonString());
        using var otherForm = await PostAsync(given.Tenant, envelope, mediaType: "application/vc");
        Assert.Equal(HttpStatusCode.Created, otherForm.StatusCode);

        passport["name"] = "another name";
        using var otherClaims = await PostAsync(given.Tenant, await given.Issuer.SignAsync(passport));
        await otherClaims.IsProblemAsync(HttpStatusCode.Conflict, "other-claims-held");
    }

    [Theory]
    [InlineData("application/vc")]
    [InlineData("application/ld+json; charset=utf-8")]
    [InlineData("APPLICATION/JSON")]
    public async Task Reads_an_enveloped_credential_in_every_media_type_for_it(string mediaType)
    {
        var body = Encoding.UTF8.GetBytes(Enveloped(await given.Issuer.SignPassportAsync(Product)).ToJsonString());
        using var response = await PostAsync(given.Tenant, body, mediaType: mediaType);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Fact]
    public async Task Refuses_what_was_changed_with_a_problem_document_that_carries_the_report()
    {
        var token = await given.Issuer.SignPassportAsync(Product);
        token[^3] = token[^3] == 'A' ? (byte)'B' : (byte)'A';
        using var response = await PostAsync(given.Tenant, token);
        var problem = await response.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "not-verified");
        Assert.StartsWith("https://", (string?)problem["type"], StringComparison.Ordinal);
        Assert.False((bool)problem["verified"]!);
        var proof = problem["checks"]!.AsArray().Single(c => (string?)c!["check"] == "proof")!;
        Assert.Equal("failed", (string?)proof["verdict"]);
        Assert.Equal((string?)proof["problems"]![0]!["type"], (string?)problem["type"]);
        Assert.IsType<JsonArray>(problem["warnings"]);
    }

    [Fact]
    public async Task Says_that_trying_again_may_help_when_a_did_document_cannot_be_had()
    {
        var issuer = TestIssuer.OfHost("gone.example", new FakeOutbound());
        using var response = await PostAsync(given.Tenant, await issuer.SignPassportAsync(Product));
        var problem = await response.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "undecided");
        Assert.Equal("undecided", (string?)problem["checks"]!.AsArray().Single(c => (string?)c!["check"] == "proof")!["verdict"]);
    }

    [Theory]
    [InlineData("?acces=public", "acces")]
    [InlineData("?access=PUBLIC", "access")]
    [InlineData("?access=public&access=public", "access")]
    [InlineData("?to=", "to")]
    [InlineData("?to=buyer.example", "to")]
    [InlineData("?to=did:web:a.example&to=did:web:", "to")]
    [InlineData("?to=did:web:a.example%00", "to")]
    [InlineData("?access=%zz", "access")]
    [InlineData("?access=%ff", "access")]
    [Trait("Threat", "22")]
    public async Task Refuses_a_parameter_that_it_cannot_use_and_names_it(string query, string name)
    {
        using var response = await PostAsync(given.Tenant, await given.Issuer.SignPassportAsync(Product), query);
        var problem = await response.IsProblemAsync(HttpStatusCode.BadRequest, "invalid-parameter");
        Assert.Equal(name, (string?)problem["parameter"]);
    }

    [Fact]
    public async Task Refuses_more_recipients_than_the_option_allows()
    {
        var query = "?to=" + string.Join("&to=", Enumerable.Range(0, 101).Select(i => $"did:web:r{i}.example"));
        using var response = await PostAsync(given.Tenant, await given.Issuer.SignPassportAsync(Product), query);
        await response.IsProblemAsync(HttpStatusCode.BadRequest, "invalid-parameter");
    }

    [Fact]
    public async Task Refuses_a_credential_about_more_things_than_are_indexed()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["Gateway:Credentials:MaxIndexed"] = "3" });
        using var response = await PostAsync(gateway.Client(TestGateway.Key), await given.Issuer.SignPassportAsync(Product));
        await response.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "too-much-to-index");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/vc+ld+json")]
    [InlineData("application/json; charset=utf-16")]
    public async Task Refuses_media_types_that_it_does_not_read(string mediaType)
    {
        using var response = await PostAsync(given.Tenant, "{}"u8.ToArray(), mediaType: mediaType);
        await response.IsProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
    }

    [Fact]
    public async Task Takes_its_links_from_the_configuration_never_from_the_host_header()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["Gateway:PublicUrl"] = "https://gateway.example/base/" });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/credentials");
        request.Content = TestIssuer.Body(await given.Issuer.SignPassportAsync(Product));
        request.Headers.Host = "evil.example";
        using var response = await gateway.Client(TestGateway.Key).SendAsync(request);
        Assert.StartsWith("https://gateway.example/base/credentials/", response.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<string?> StateAsync(string credential)
    {
        using var response = await given.Tenant.GetAsync($"/deliveries?credential={credential}");
        return (string?)(await response.JsonAsync())["items"]![0]!["state"];
    }
}
