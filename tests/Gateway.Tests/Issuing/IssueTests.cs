using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Issuing;
using Gateway.Storage;
using Gateway.Tests.Credentials;
using Gateway.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Untp.Credentials.Proofs;
using static Gateway.Tests.Issuing.Issued;

namespace Gateway.Tests.Issuing;

public sealed class IssueTests(IssuingHost given) : IClassFixture<IssuingHost>
{
    [Theory]
    [InlineData("Ed25519")]
    [InlineData("P-256")]
    public async Task What_it_issues_verifies_whole_its_status_too(string keyType)
    {
        var did = (string)(await given.AddOrganisationAsync(keyType: keyType))["did"]!;
        var issued = await IssueAsync(given.Tenant, Draft(did));
        Assert.Equal("EnvelopedVerifiableCredential", (string?)issued["type"]);
        Assert.Equal("https://www.w3.org/ns/credentials/v2", (string?)issued["@context"]);
        var before = given.FetchedForStrangers();
        var report = await VerifyAsync(given.Anybody, issued);
        Assert.True((bool)report["verified"]!, report.ToJsonString());
        Assert.All(report["checks"]!.AsArray(), check => Assert.Equal("passed", (string?)check!["verdict"]));
        Assert.Empty(report["warnings"]!.AsArray());
        Assert.Equal(before, given.FetchedForStrangers());
    }

    [Fact]
    public async Task The_token_names_the_key_absolutely_and_its_types()
    {
        var header = Part(await IssueAsync(given.Tenant, Draft(IssuingHost.Root)), 0);
        Assert.Equal(("EdDSA", "vc+jwt", "vc"), ((string?)header["alg"], (string?)header["typ"], (string?)header["cty"]));
        var key = (await given.Tenant.GetFromJsonAsync<JsonNode>("/dids"))!["items"]![0]!["keys"]![0]!;
        Assert.Equal((string?)key["tokenMethod"], (string?)header["kid"]);
    }

    [Fact]
    public async Task Whoever_asks_for_it_gets_the_bare_token()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/credentials/issue") { Content = Body(Draft(IssuingHost.Root)) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/vc+jwt"));
        using var response = await given.Tenant.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("application/vc+jwt", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(3, (await response.Content.ReadAsStringAsync()).Split('.').Length);
    }

    [Fact]
    public async Task What_is_absent_is_filled_in_and_nothing_else_is_touched()
    {
        var draft = Draft(IssuingHost.Root);
        draft.Remove("id");
        draft.Remove("validFrom");
        draft["issuer"]!.AsObject().Remove("name");
        draft["credentialSubject"]!["characteristics"] = "open";
        const string Written = """{"number":1.50e+1,"text":"\u00e4\/\""}""";
        var text = draft.ToJsonString().Replace("\"open\"", Written, StringComparison.Ordinal);
        var payload = Payload(await IssueTextAsync(given.Tenant, $$"""{"credential": {{text}}}"""));
        var claims = JsonNode.Parse(payload)!;
        Assert.StartsWith("urn:uuid:", (string?)claims["id"], StringComparison.Ordinal);
        Assert.Equal("2026-06-01T00:00:00Z", (string?)claims["validFrom"]);
        Assert.Equal((IssuingHost.Root, "default"), ((string?)claims["issuer"]!["id"], (string?)claims["issuer"]!["name"]));
        Assert.Contains(Written, payload, StringComparison.Ordinal);
        foreach (var (name, value) in JsonNode.Parse(text)!.AsObject().Where(m => m.Key != "issuer"))
        {
            Assert.Equal(value!.ToJsonString(), claims[name]!.ToJsonString());
        }
    }

    [Fact]
    public async Task One_that_is_to_hold_from_tomorrow_on_is_issued_today()
    {
        var draft = Draft(IssuingHost.Root);
        draft["validFrom"] = "2026-06-02T00:00:00Z";
        var issued = await IssueAsync(given.Tenant, draft);
        Assert.Equal("failed", await VerdictAsync(given.Anybody, issued, "validity"));
        Assert.Equal("passed", await VerdictAsync(given.Anybody, issued, "proof"));
    }

    [Fact]
    public async Task What_is_there_stays_as_it_is()
    {
        var draft = Draft(IssuingHost.Root);
        draft["validFrom"] = "2026-01-01T00:00:00+01:00";
        draft["issuer"]!["name"] = "Another name";
        var claims = Part(await IssueAsync(given.Tenant, draft), 1);
        foreach (var (name, value) in draft)
        {
            Assert.Equal(value!.ToJsonString(), claims[name]!.ToJsonString());
        }
    }

    [Fact]
    public async Task What_lacks_nothing_is_signed_as_it_was_written_to_the_byte()
    {
        var draft = Draft(IssuingHost.Root).ToJsonString(new JsonSerializerOptions { WriteIndented = true });
        var issued = await IssueTextAsync(given.Tenant, $$"""{"options": {"credentialStatus": false}, "credential": {{draft}} }""");
        Assert.Equal(draft, Payload(issued));
    }

    [Fact]
    public async Task The_faults_of_a_draft_that_lacks_nothing_are_found_where_they_stand()
    {
        var draft = Draft(IssuingHost.Root);
        draft["credentialSubject"]!["characteristics"] = "none";
        draft["invented"] = 1;
        using var response = await given.Tenant.PostAsync("/credentials/issue", Body(draft, new { credentialStatus = false }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var pointers = Problems(await response.JsonAsync()).Select(problem => (string?)problem["pointer"]).ToList();
        Assert.Contains("/credentialSubject/characteristics", pointers);
        Assert.Contains("/invented", pointers);
    }

    [Fact]
    [Trait("Threat", "22")]
    public async Task The_issuer_is_one_of_the_callers_dids_and_never_rewritten()
    {
        var mine = (string)(await given.AddOrganisationAsync())["did"]!;
        foreach (var (client, did) in new[]
            { (given.Other, mine), (given.Tenant, "did:web:gateway.example:nobody"), (given.Tenant, "did:web:maker.example"), (given.Other, IssuingHost.Root) })
        {
            using var response = await client.PostAsync("/credentials/issue", Body(Draft(did)));
            var problem = await response.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "not-verified");
            var fault = Assert.Single(Problems(problem));
            Assert.Equal("/issuer", (string?)fault["pointer"]);
        }

        var absent = Draft(mine);
        absent.Remove("issuer");
        using var none = await given.Tenant.PostAsync("/credentials/issue", Body(absent));
        Assert.Contains("/issuer", Problems(await none.IsProblemAsync(HttpStatusCode.UnprocessableEntity)).Select(p => (string?)p["pointer"]));
    }

    [Fact]
    public async Task An_issuer_without_a_key_that_signs_is_refused()
    {
        var added = await given.AddOrganisationAsync();
        await given.ChangeAsync((string)added["did"]!, $"keys/{added["keys"]![0]!["id"]}/revoke");
        var external = await IssuingHost.AddAsync(given.Tenant, new { did = $"did:web:x{Guid.NewGuid():N}.example" });
        foreach (var did in new[] { (string)added["did"]!, (string)external["did"]! })
        {
            using var response = await given.Tenant.PostAsync("/credentials/issue", Body(Draft(did)));
            var fault = Assert.Single(Problems(await response.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "not-verified")));
            Assert.Contains("no key that signs", (string?)fault["detail"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_fault_of_a_draft_is_told_at_once_and_nothing_is_handed_out()
    {
        var rows = await RowsAsync(given.Gateway, "status_entries");
        var draft = Draft("did:web:somebody.else");
        draft["validUntil"] = "yesterday";
        draft["credentialSubject"]!.AsObject().Remove("idScheme");
        draft["@context"]!.AsArray().Add("https://unknown.example/context");
        draft["proof"] = new JsonObject { ["type"] = "DataIntegrityProof" };
        draft["credentialStatus"] = new JsonObject { ["type"] = "BitstringStatusListEntry", ["statusPurpose"] = "shame" };
        using var response = await given.Tenant.PostAsync("/credentials/issue", Body(draft));
        var problem = await response.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "not-verified");
        Assert.Equal(
            ["dataModel", "schema", "jsonLd", "issuer", "proof", "status"],
            problem["checks"]!.AsArray().Where(c => (string?)c!["verdict"] == "failed").Select(c => (string)c!["check"]!));
        Assert.Equal(rows, await RowsAsync(given.Gateway, "status_entries"));
    }

    [Theory]
    [InlineData("""{}""", "")]
    [InlineData("""{"credential": []}""", "")]
    [InlineData("""{"credential": {}, "other": 1}""", "")]
    [InlineData("""{"credential": {}, "options": []}""", "")]
    [InlineData("""{"credential": {}, "options": {"type": "jwt"}}""", "")]
    [InlineData("""{"credential": {}, "options": {"cryptosuite": "none"}}""", "")]
    [InlineData("""{"credential": {}, "options": {"credentialStatus": "no"}}""", "")]
    [InlineData("""{"credential": {}, "credential": {}}""", "")]
    [InlineData("""{"credential": {}}""", "?publish=yes")]
    [InlineData("""{"credential": {}}""", "?to=did:web:a.example")]
    [InlineData("""{"credential": {}}""", "?access=public")]
    [InlineData("""{"credential": {}}""", "?other=1")]
    public async Task What_is_no_such_request_is_refused(string body, string query)
    {
        using var response = await given.Tenant.PostAsync(
            "/credentials/issue" + query, TestIssuer.Body(Encoding.UTF8.GetBytes(body), "application/json"));
        await response.IsProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Needs_a_key_and_json()
    {
        using var stranger = await given.Anybody.PostAsync("/credentials/issue", Body(Draft(IssuingHost.Root)));
        await stranger.IsProblemAsync(HttpStatusCode.Unauthorized);
        using var text = await given.Tenant.PostAsync("/credentials/issue", TestIssuer.Body([1], "text/plain"));
        await text.IsProblemAsync(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_not_read()
    {
        // small enough to be on its way before the answer is, and then thrown away
        await using var gateway = await TestGateway.StartAsync(new() { ["Gateway:Limits:MaxCredentialBytes"] = "1024" });
        using var response = await gateway.Client(TestGateway.Key).PostAsync(
            "/credentials/issue", TestIssuer.Body(new byte[(64 << 10) + 1025], "application/json"));
        await response.IsProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"cryptosuite": "eddsa-jcs-2022"}""")]
    public async Task One_that_is_larger_than_usual_is_issued_where_the_operator_lets_it(string options)
    {
        await using var gateway = await TestGateway.StartAsync(
            new() { ["Gateway:PublicUrl"] = IssuingHost.Url, ["Gateway:Limits:MaxCredentialBytes"] = "3000000", ["Gateway:Issuing:Profile"] = "w3c" });
        var draft = Draft(IssuingHost.Root);
        draft["name"] = new string('x', 1_500_000);
        var client = gateway.Client(TestGateway.Key);
        var issued = await IssueTextAsync(client, $$"""{"credential": {{draft.ToJsonString()}}, "options": {{options}}}""");
        Assert.Equal("passed", await VerdictAsync(client, issued, "proof"));
    }

    [Fact]
    public async Task A_published_one_is_kept_indexed_and_owed_as_one_that_was_received()
    {
        var product = "https://id.gateway.example/21/" + Guid.NewGuid();
        var draft = Draft(IssuingHost.Root, product);
        using var response = await given.Tenant.PostAsync(
            "/credentials/issue?publish=true&access=public&to=did:web:buyer.example", Body(draft));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var token = Token((await response.JsonAsync())["verifiableCredential"]!);
        Assert.Equal(token, await given.Anybody.GetStringAsync(response.Headers.Location!.AbsolutePath));
        Assert.Equal(token, await given.Anybody.GetStringAsync("/passports/" + Uri.EscapeDataString(product)));
        var id = response.Headers.Location.AbsolutePath.Split('/')[^1];
        var deliveries = await given.Tenant.GetFromJsonAsync<JsonNode>("/deliveries?credential=" + id);
        Assert.Equal("did:web:buyer.example", (string?)Assert.Single(deliveries!["items"]!.AsArray())!["recipient"]);
    }

    [Fact]
    public async Task One_that_is_not_published_is_not_kept()
    {
        var rows = await RowsAsync(given.Gateway, "credentials");
        await IssueAsync(given.Tenant, Draft(IssuingHost.Root));
        Assert.Equal(rows, await RowsAsync(given.Gateway, "credentials"));
    }

    [Fact]
    public async Task An_id_that_is_kept_is_not_issued_again()
    {
        var draft = Draft(IssuingHost.Root);
        using var first = await given.Tenant.PostAsync("/credentials/issue?publish=true", Body(draft));
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        foreach (var query in new[] { "", "?publish=true" })
        {
            using var again = await given.Tenant.PostAsync("/credentials/issue" + query, Body(draft));
            var fault = Assert.Single(Problems(await again.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "not-verified")));
            Assert.Equal("/id", (string?)fault["pointer"]);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("?publish=true")]
    [Trait("Threat", "17")]
    public async Task The_same_request_under_one_idempotency_key_issues_once(string query)
    {
        var (draft, key) = (Draft(IssuingHost.Root), Guid.NewGuid().ToString());
        var rows = await RowsAsync(given.Gateway, "status_entries");
        using var first = await SendAsync(draft, key, query);
        using var again = await SendAsync(draft, key, query);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, again.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal("true", again.Headers.GetValues("Idempotent-Replayed").Single());
        Assert.Equal(rows + 1, await RowsAsync(given.Gateway, "status_entries"));
        using var other = await SendAsync(Draft(IssuingHost.Root), key, query);
        await other.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    [Fact]
    public async Task A_key_store_that_cannot_sign_is_503_and_nothing_is_told_of_why()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["Gateway:PublicUrl"] = IssuingHost.Url });
        await gateway.Services.GetRequiredService<Database>().WriteAsync(
            session => session.ExecuteAsync("UPDATE signing_keys SET seal = x'00'"), default);
        using var response = await gateway.Client(TestGateway.Key).PostAsync("/credentials/issue", Body(Draft(IssuingHost.Root)));
        await response.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "signing-unavailable");
        Assert.True(response.Headers.RetryAfter?.Delta > TimeSpan.Zero);
    }

    [Fact]
    public async Task The_profile_w3c_takes_any_credential_and_puts_the_tenants_issuer_in_anothers_place()
    {
        await using var gateway = await TestGateway.StartAsync(
            new() { ["Gateway:PublicUrl"] = IssuingHost.Url, ["Gateway:Issuing:Profile"] = "w3c" });
        foreach (var issuer in new[] { """ "did:example:somebody" """, """ {"id": "https://issuer.example", "x": 1} """, """ "did:web:gateway.example" """ })
        {
            var claims = Part(await IssueTextAsync(gateway.Client(TestGateway.Key), $$"""
                {"credential": {
                   "@context": ["https://www.w3.org/ns/credentials/v2"],
                   "type": ["VerifiableCredential"],
                   "issuer": {{issuer}},
                   "credentialSubject": {"id": "did:example:subject"}
                 }
                }
                """), 1);
            var written = claims["issuer"]!;
            Assert.Equal(IssuingHost.Root, (string?)(written is JsonObject ? written["id"] : written));
            Assert.Equal(JsonValueKind.String, claims["credentialStatus"]!["statusListIndex"]!.GetValueKind());
        }
    }

    private Task<HttpResponseMessage> SendAsync(JsonObject draft, string key, string query)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/credentials/issue" + query) { Content = Body(draft) };
        request.Headers.Add("Idempotency-Key", key);
        return given.Tenant.SendAsync(request);
    }
}
