using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Conformance;
using Gateway.Tests.Credentials;
using Gateway.Tests.Hosting;

namespace Gateway.Tests.Issuing;

/// <summary>
/// What the profile <c>w3c</c> relaxes, and what it does not: any W3C credential may be signed and verified, an issuer that is a URL is
/// replaced by a DID of the caller's own; what is kept is held to the rules of UNTP all the same, and nobody signs as another.
/// </summary>
public sealed class W3cProfileTests(SuiteHost suite) : IClassFixture<SuiteHost>
{
    [Theory]
    [Trait("Threat", "3")]
    [Trait("Threat", "22")]
    [InlineData("vc+jwt")]
    [InlineData("eddsa-rdfc-2022")]
    [InlineData("eddsa-jcs-2022")]
    public async Task An_issuer_that_is_another_tenants_is_replaced_and_never_signed_for(string how)
    {
        var other = suite.Gateway.Client(await suite.Gateway.AddTenantAsync("t" + Guid.NewGuid().ToString("N")));
        var theirs = (string)(await IssuingHost.AddAsync(other, new { organisation = "o" + Guid.NewGuid().ToString("N") }))["did"]!;
        var options = how == "vc+jwt" ? "{}" : $$"""{"cryptosuite": "{{how}}"}""";
        var draft = SuiteHost.Credential($$"""{"id": null, "issuer": {"id": "{{theirs}}", "name": "they"} }""");
        var issued = await suite.IssuedAsync(draft, options);
        var claims = how == "vc+jwt" ? Issued.Part(issued, 1) : issued;
        var method = how == "vc+jwt" ? (string)Issued.Part(issued, 0)["kid"]! : (string)issued["proof"]!["verificationMethod"]!;
        Assert.Equal("did:web:gateway.example", (string?)claims["issuer"]!["id"]);
        Assert.StartsWith("did:web:gateway.example#", method, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Threat", "3")]
    [Trait("Threat", "22")]
    public async Task A_holder_that_is_another_tenants_is_replaced_and_never_signed_for()
    {
        var other = suite.Gateway.Client(await suite.Gateway.AddTenantAsync("t" + Guid.NewGuid().ToString("N")));
        var theirs = (string)(await IssuingHost.AddAsync(other, new { organisation = "o" + Guid.NewGuid().ToString("N") }))["did"]!;
        var (status, answer) = await suite.PostAsync("/presentations/prove", new JsonObject
        {
            ["presentation"] = new JsonObject
            {
                ["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2"),
                ["type"] = new JsonArray("VerifiablePresentation"),
                ["holder"] = theirs,
            },
        });
        Assert.Equal(HttpStatusCode.Created, status);
        var token = ((string)answer["verifiablePresentation"]!["id"]!)["data:application/vp+jwt,".Length..];
        Assert.Equal("did:web:gateway.example", (string?)Issued.PartOf(token, 1)["holder"]);
        Assert.StartsWith("did:web:gateway.example#", (string?)Issued.PartOf(token, 0)["kid"], StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Threat", "7")]
    [InlineData("""{}""")]
    [InlineData("""{"@context": ["https://www.w3.org/ns/credentials/v2", {"@vocab": "https://evil.example/"}], "type": ["VerifiableCredential", "DigitalProductPassport"]}""")]
    public async Task What_it_signs_and_verifies_is_not_kept_unless_it_is_right_by_UNTP(string members)
    {
        var credential = SuiteHost.Credential(members);
        using (var published = await suite.Tenant.PostAsync("/credentials/issue?publish=true", Issued.Body(credential)))
        {
            await published.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "not-verified");
        }

        var issued = await suite.IssuedAsync(credential, """{"credentialStatus": false}""");
        var (status, report) = await suite.VerifyAsync(issued);
        Assert.True(status == HttpStatusCode.OK && (bool)report["verified"]!, report.ToJsonString());
        var token = Encoding.ASCII.GetBytes(Issued.Token(issued));
        using (var refused = await suite.Tenant.PostAsync("/credentials?access=public", TestIssuer.Body(token)))
        {
            await refused.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "not-verified");
        }

        var sender = TestSender.Of($"m{Guid.NewGuid():N}.example.com", suite.Gateway.Outbound);
        using var policy = await suite.Tenant.PutAsJsonAsync("/policy", new { acceptFrom = new[] { sender.Did } });
        using var delivered = await suite.Tenant.SendAsync(await sender.DeliverAsync("/inbox", token, suite.Gateway.Time.GetUtcNow()));
        var problem = await delivered.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "not-verified");
        Assert.Contains(problem["checks"]!.AsArray(), check =>
            (string?)check!["check"] is "schema" or "jsonLd" && (string?)check["verdict"] == "failed");
        Assert.Empty((await suite.Tenant.GetFromJsonAsync<JsonNode>("/credentials"))!["items"]!.AsArray());
    }

    /// <summary>The same database may be shared with a gateway of the usual profile: what is kept must stand there.</summary>
    [Fact]
    [Trait("Threat", "3")]
    public async Task A_forged_passport_is_verified_by_neither_profile()
    {
        var passport = TestIssuer.WithKey().Passport("https://id.maker.example.com/21/1");
        passport["issuer"]!["id"] = TestIssuer.WithKey().Did;
        var forged = await TestIssuer.WithKey().SignAsync(passport);
        using var refused = await suite.Tenant.PostAsync("/credentials", TestIssuer.Body(forged));
        await refused.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "not-verified");
        var (status, _) = await suite.VerifyAsync(JsonValue.Create(Encoding.ASCII.GetString(forged)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
    }

    [Fact]
    [Trait("Threat", "3")]
    public async Task Elsewhere_no_issuer_is_replaced_and_no_option_asks_for_it()
    {
        await using var usual = new IssuingHost();
        await usual.InitializeAsync();
        var draft = Issued.Draft("did:web:somebody.example");
        foreach (var options in new object[] { new { }, new { profile = "w3c" } })
        {
            using var refused = await usual.Tenant.PostAsync("/credentials/issue", Issued.Body(draft, options));
            Assert.True(refused.StatusCode is HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest);
        }

        // one call may ask to be told what the W3C's rules say; what is kept does not follow it
        var issuer = TestIssuer.WithKey();
        var least = SuiteHost.Credential($$"""{"issuer": "{{issuer.Did}}"}""");
        var token = await issuer.SignAsync(least);
        using var verified = await CredentialsFixture.VerifyAsync(usual.Anybody, new JsonObject
        {
            ["verifiableCredential"] = Encoding.ASCII.GetString(token),
            ["options"] = new JsonObject { ["profile"] = "w3c" },
        });
        Assert.True((bool)(await verified.JsonAsync())["verified"]!);
        using var kept = await usual.Tenant.PostAsync("/credentials?profile=w3c", TestIssuer.Body(token));
        Assert.False(kept.IsSuccessStatusCode);
        using var keptSo = await usual.Tenant.PostAsync("/credentials", TestIssuer.Body(token));
        await keptSo.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "not-verified");
    }
}
