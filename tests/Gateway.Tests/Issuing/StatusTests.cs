using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Storage;
using Gateway.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Untp.Credentials.Statuses;
using static Gateway.Tests.Issuing.Issued;

namespace Gateway.Tests.Issuing;

public sealed class StatusTests(IssuingHost given) : IClassFixture<IssuingHost>
{
    [Fact]
    public async Task A_draft_without_a_status_gets_a_revocation_entry_with_an_integer_for_UNTP_0_7_0()
    {
        var entry = Part(await IssueAsync(given.Tenant, Draft(IssuingHost.Root)), 1)["credentialStatus"]!;
        Assert.Equal(["type", "statusPurpose", "statusListIndex", "statusListCredential"], entry.AsObject().Select(m => m.Key));
        Assert.Equal(("BitstringStatusListEntry", "revocation"), ((string?)entry["type"], (string?)entry["statusPurpose"]));
        Assert.Equal(JsonValueKind.Number, entry["statusListIndex"]!.GetValueKind());
        Assert.StartsWith(IssuingHost.Url + "/status-lists/", (string?)entry["statusListCredential"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_wants_none_gets_none()
    {
        var issued = await IssueAsync(given.Tenant, Draft(IssuingHost.Root), new { credentialStatus = false });
        Assert.Null(Part(issued, 1)["credentialStatus"]);
        Assert.True((bool)(await VerifyAsync(given.Anybody, issued))["verified"]!);
    }

    [Theory]
    [InlineData("suspension", "failed")]
    [InlineData("refresh", "passed")]
    public async Task An_entry_that_names_a_purpose_alone_is_filled_in(string purpose, string whenSet)
    {
        var draft = Draft(IssuingHost.Root);
        draft["credentialStatus"] = new JsonObject { ["type"] = "BitstringStatusListEntry", ["statusPurpose"] = purpose };
        var issued = await IssueAsync(given.Tenant, draft);
        Assert.Equal(purpose, (string?)Part(issued, 1)["credentialStatus"]!["statusPurpose"]);
        Assert.Equal("passed", await VerdictAsync(given.Anybody, issued, "status"));
        await SetAsync((string)draft["id"]!, purpose, true);
        Assert.Equal(whenSet, await VerdictAsync(given.Anybody, issued, "status"));
        await SetAsync((string)draft["id"]!, purpose, false);
        Assert.Equal("passed", await VerdictAsync(given.Anybody, issued, "status"));
    }

    [Fact]
    public async Task Several_entries_and_those_of_others_can_stand_side_by_side()
    {
        await using var gateway = await TestGateway.StartAsync(
            new() { ["Gateway:PublicUrl"] = IssuingHost.Url, ["Gateway:Issuing:Profile"] = "w3c" });
        var claims = Part(await IssueTextAsync(gateway.Client(TestGateway.Key), """
            {"credential": {
               "@context": ["https://www.w3.org/ns/credentials/v2"],
               "type": ["VerifiableCredential"],
               "issuer": "did:web:gateway.example",
               "credentialStatus": [
                 {"type": "BitstringStatusListEntry", "statusPurpose": "revocation"},
                 {"type": "BitstringStatusListEntry", "statusPurpose": "message",
                  "statusMessage": [{"status": "0x0", "message": "fine"}, {"status": "0x1", "message": "not"}]},
                 {"type": "Other", "statusListCredential": "https://elsewhere.example/1"}],
               "credentialSubject": {"id": "did:example:subject"}}}
            """), 1);
        var entries = claims["credentialStatus"]!.AsArray();
        Assert.Equal(3, entries.Count);
        Assert.NotEqual((string?)entries[0]!["statusListCredential"], (string?)entries[1]!["statusListCredential"]);
        Assert.Equal(2, entries[1]!["statusMessage"]!.AsArray().Count);
        Assert.Equal("https://elsewhere.example/1", (string?)entries[2]!["statusListCredential"]);
        Assert.All(entries.Take(2), entry => Assert.Matches("^[0-9]+$", (string)entry!["statusListIndex"]!));
    }

    [Fact]
    [Trait("Threat", "15")]
    public async Task Nobody_hands_out_entries_of_our_lists_but_us()
    {
        var entry = Part(await IssueAsync(given.Tenant, Draft(IssuingHost.Root)), 1)["credentialStatus"]!;
        var draft = Draft(IssuingHost.Root);
        draft["credentialStatus"] = entry.DeepClone();
        using var response = await given.Tenant.PostAsync("/credentials/issue", Body(draft));
        var fault = Assert.Single(Problems(await response.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "not-verified")));
        Assert.Equal("/credentialStatus", (string?)fault["pointer"]);
    }

    [Fact]
    [Trait("Threat", "16")]
    public async Task A_revoked_one_fails_with_the_next_look_and_stays_so()
    {
        var draft = Draft(IssuingHost.Root);
        var (issued, other) = (await IssueAsync(given.Tenant, draft), await IssueAsync(given.Tenant, Draft(IssuingHost.Root)));
        Assert.Equal("passed", await VerdictAsync(given.Anybody, issued, "status"));

        var answer = await SetAsync((string)draft["id"]!, "revocation", true);

        Assert.Equal((true, true), ((bool)answer["status"]!, (bool)answer["changed"]!));
        Assert.Equal("failed", await VerdictAsync(given.Anybody, issued, "status"));
        Assert.Equal("passed", await VerdictAsync(given.Anybody, other, "status"));
        Assert.False((bool)(await SetAsync((string)draft["id"]!, "revocation", true))["changed"]!);
        using var undo = await PostAsync(given.Tenant, (string)draft["id"]!, "revocation", false);
        await undo.IsProblemAsync(HttpStatusCode.Conflict, "not-in-this-state");
    }

    [Fact]
    public async Task A_change_is_in_the_event_log_with_who_and_why_and_one_that_changes_nothing_is_not()
    {
        var draft = Draft(IssuingHost.Root);
        await IssueAsync(given.Tenant, draft);
        for (var i = 0; i < 2; i++)
        {
            using var response = await given.Tenant.PostAsJsonAsync(
                "/credentials/status", new { credentialId = (string?)draft["id"], status = true, reason = "recalled" });
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        var events = await given.Gateway.Services.GetRequiredService<Database>().ReadAsync(
            session => session.ListAsync(
                "SELECT subject, detail FROM events WHERE kind = 'status.changed'", row => (row.GetString(0), row.GetString(1))),
            default);
        var detail = JsonNode.Parse(Assert.Single(events, e => e.Item1 == (string?)draft["id"]).Item2)!;
        Assert.Equal(("revocation", "recalled"), ((string?)detail["purpose"], (string?)detail["reason"]));
        Assert.Matches("^[A-Za-z0-9_-]{22}$", (string)detail["by"]!);
    }

    [Fact]
    public async Task One_entry_can_be_named_by_list_and_index()
    {
        var draft = Draft(IssuingHost.Root);
        var issued = await IssueAsync(given.Tenant, draft);
        var entry = Part(issued, 1)["credentialStatus"]!.DeepClone();
        using var response = await given.Tenant.PostAsJsonAsync(
            "/credentials/status", new JsonObject { ["credentialId"] = (string?)draft["id"], ["credentialStatus"] = entry, ["status"] = true });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("failed", await VerdictAsync(given.Anybody, issued, "status"));
    }

    [Fact]
    [Trait("Threat", "22")]
    public async Task Another_tenant_changes_nothing()
    {
        var draft = Draft(IssuingHost.Root);
        var issued = await IssueAsync(given.Tenant, draft);
        foreach (var id in new[] { (string)draft["id"]!, "urn:nobodys" })
        {
            using var other = await PostAsync(given.Other, id, "revocation", true);
            await other.IsProblemAsync(HttpStatusCode.NotFound, "not-found");
        }

        using var stranger = await PostAsync(given.Anybody, (string)draft["id"]!, "revocation", true);
        await stranger.IsProblemAsync(HttpStatusCode.Unauthorized);
        Assert.Equal("passed", await VerdictAsync(given.Anybody, issued, "status"));
    }

    [Theory]
    [InlineData("""{"status": true}""")]
    [InlineData("""{"credentialId": "urn:1"}""")]
    [InlineData("""{"credentialId": "urn:1", "status": "1"}""")]
    [InlineData("""{"credentialId": "urn:1", "status": true, "credentialStatus": {"statusPurpose": "shame"}}""")]
    [InlineData("""{"credentialId": "urn:1", "status": true, "credentialStatus": {"type": "StatusList2021Entry"}}""")]
    [InlineData("""{"credentialId": "urn:1", "status": true, "credentialStatus": {"statusListIndex": "1"}}""")]
    [InlineData("""{"credentialId": "urn:1", "status": true, "credentialStatus": {"statusListCredential": "https://x.example/1", "statusListIndex": "1"}}""")]
    [InlineData("""{"credentialId": "urn:1", "status": true, "other": 1}""")]
    [InlineData("""{"credentialId": "urn:1", "status": true, "reason": "a\nb"}""")]
    public async Task What_is_no_change_of_a_status_is_refused(string body)
    {
        using var response = await given.Tenant.PostAsync(
            "/credentials/status", TestIssuer.Body(System.Text.Encoding.UTF8.GetBytes(body), "application/json"));
        await response.IsProblemAsync(HttpStatusCode.BadRequest, "unreadable");
    }

    [Fact]
    public async Task The_list_is_a_signed_credential_of_the_issuers_and_what_the_specification_says()
    {
        var draft = Draft(IssuingHost.Root);
        var entry = Part(await IssueAsync(given.Tenant, draft), 1)["credentialStatus"]!;
        await SetAsync((string)draft["id"]!, "revocation", true);
        var url = (string)entry["statusListCredential"]!;
        using var response = await given.Anybody.GetAsync(new Uri(url).AbsolutePath);
        Assert.Equal("application/vc+jwt", response.Content.Headers.ContentType?.ToString());
        var claims = PartOf(await response.Content.ReadAsStringAsync(), 1);
        Assert.Equal(url, (string?)claims["id"]);
        Assert.Equal(IssuingHost.Root, (string?)claims["issuer"]);
        Assert.Equal(["VerifiableCredential", "BitstringStatusListCredential"], IssuingHost.Texts(claims["type"]));
        var subject = claims["credentialSubject"]!;
        Assert.Equal(("BitstringStatusList", "revocation", 300_000), ((string?)subject["type"], (string?)subject["statusPurpose"], (int)subject["ttl"]!));
        Assert.StartsWith("u", (string?)subject["encodedList"], StringComparison.Ordinal);
        Assert.True(BitstringStatusList.TryDecode((string)subject["encodedList"]!, 1 << 20, out var list, out _));
        Assert.Equal(131_072, list.Length);
        Assert.Equal(1, list.Read((long)entry["statusListIndex"]!));
        Assert.Equal("passed", await VerdictAsync(given.Anybody, Enveloped(await response.Content.ReadAsStringAsync()), "proof"));
    }

    [Theory]
    [InlineData("application/vc", "application/vc")]
    [InlineData("application/ld+json", "application/ld+json")]
    [InlineData("application/json", "application/json")]
    [InlineData("*/*", "application/vc+jwt")]
    public async Task The_list_carries_its_proof_for_who_reads_json(string accept, string mediaType)
    {
        var path = await PathOfAListAsync();
        var first = await GetAsync(path, accept);
        Assert.Equal((mediaType, "Accept"), (first.MediaType, first.Vary));
        Assert.Equal(first, await GetAsync(path, accept));
        if (mediaType != "application/vc+jwt")
        {
            var list = JsonNode.Parse(first.Text)!;
            Assert.Equal(["VerifiableCredential", "BitstringStatusListCredential"], IssuingHost.Texts(list["type"]));
            Assert.Equal("eddsa-rdfc-2022", (string?)list["proof"]!["cryptosuite"]);
            Assert.Equal("passed", await VerdictAsync(given.Anybody, list, "proof"));
            var claims = PartOf((await GetAsync(path, "application/vc+jwt")).Text, 1);
            list.AsObject().Remove("proof");
            Assert.True(JsonNode.DeepEquals(claims, list));
        }
    }

    [Fact]
    public async Task That_of_a_key_that_makes_no_proofs_comes_in_an_envelope_for_who_reads_json()
    {
        var issuer = (string)(await given.AddOrganisationAsync(keyType: "P-256"))["did"]!;
        var entry = Part(await IssueAsync(given.Tenant, Draft(issuer)), 1)["credentialStatus"]!;
        var list = JsonNode.Parse((await GetAsync(new Uri((string)entry["statusListCredential"]!).AbsolutePath, "application/vc")).Text)!;
        Assert.Equal("EnvelopedVerifiableCredential", (string?)list["type"]);
        Assert.Equal("passed", await VerdictAsync(given.Anybody, list, "proof"));
    }

    [Fact]
    public async Task The_list_is_signed_again_only_when_it_changed_or_half_its_time_is_gone_or_there_is_another_key()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["Gateway:PublicUrl"] = IssuingHost.Url });
        var tenant = gateway.Client(TestGateway.Key);
        var draft = Draft(IssuingHost.Root);
        var path = new Uri((string)Part(await IssueAsync(tenant, draft), 1)["credentialStatus"]!["statusListCredential"]!).AbsolutePath;
        var first = await gateway.Client().GetStringAsync(path);
        await IssueAsync(tenant, Draft(IssuingHost.Root));
        gateway.Time.Advance(TimeSpan.FromSeconds(149));
        Assert.Equal(first, await gateway.Client().GetStringAsync(path));
        using var held = await gateway.Client().GetAsync(path);
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.IfNoneMatch.Add(held.Headers.ETag!);
        using var unchanged = await gateway.Client().SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);

        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        var second = await gateway.Client().GetStringAsync(path);
        Assert.Equal("2026-06-01T00:02:30Z", (string?)PartOf(second, 1)["validFrom"]);
        Assert.Equal(Encoded(first), Encoded(second));

        using var changed = await PostAsync(tenant, (string)draft["id"]!, "revocation", true);
        var third = await gateway.Client().GetStringAsync(path);
        Assert.NotEqual(Encoded(second), Encoded(third));

        using var rotated = await IssuingHost.PostAsync(tenant, IssuingHost.Root, "keys");
        var fourth = await gateway.Client().GetStringAsync(path);
        Assert.Equal(Encoded(third), Encoded(fourth));
        Assert.Equal(
            (string?)(await rotated.JsonAsync())["keys"]![1]!["tokenMethod"], (string?)PartOf(fourth, 0)["kid"]);
    }

    [Fact]
    public async Task The_same_list_is_served_by_every_process_on_one_database()
    {
        var folder = Directory.CreateTempSubdirectory("gateway-test-");
        await using var one = await TestGateway.StartAsync(new() { ["Gateway:PublicUrl"] = IssuingHost.Url }, folder: folder);
        var other = await TestGateway.StartAsync(new() { ["Gateway:PublicUrl"] = IssuingHost.Url }, folder: folder);
        var draft = Draft(IssuingHost.Root);
        var issued = await IssueAsync(one.Client(TestGateway.Key), draft);
        var path = new Uri((string)Part(issued, 1)["credentialStatus"]!["statusListCredential"]!).AbsolutePath;
        Assert.Equal(await one.Client().GetStringAsync(path), await other.Client().GetStringAsync(path));
        using var set = await PostAsync(other.Client(TestGateway.Key), (string)draft["id"]!, "revocation", true);
        Assert.Equal("failed", await VerdictAsync(one.Client(), issued, "status"));
        Assert.Equal(await one.Client().GetStringAsync(path), await other.Client().GetStringAsync(path));
        await other.StopAsync();
    }

    [Theory]
    [InlineData("/status-lists/nothing")]
    [InlineData("/status-lists/AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/status-lists/..%2f..%2fAAAAAAAAAAAAAAA")]
    [Trait("Threat", "21")]
    public async Task There_is_no_list_of_another_id(string path)
    {
        using var response = await given.Anybody.GetAsync(path);
        await response.IsProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    private static string? Encoded(string token) => (string?)PartOf(token, 1)["credentialSubject"]!["encodedList"];

    private static JsonObject Enveloped(string token) =>
        Credentials.CredentialsFixture.Enveloped(System.Text.Encoding.ASCII.GetBytes(token));

    private async Task<(string? MediaType, string Vary, string? Tag, string Text)> GetAsync(string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await given.Anybody.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var text = await response.Content.ReadAsStringAsync();
        return (response.Content.Headers.ContentType?.ToString(), response.Headers.Vary.Single(), response.Headers.ETag?.Tag, text);
    }

    private async Task<string> PathOfAListAsync() =>
        new Uri((string)Part(await IssueAsync(given.Tenant, Draft(IssuingHost.Root)), 1)["credentialStatus"]!["statusListCredential"]!).AbsolutePath;

    private async Task<JsonNode> SetAsync(string id, string purpose, bool value)
    {
        using var response = await PostAsync(given.Tenant, id, purpose, value);
        var answer = await response.JsonAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, answer.ToJsonString());
        return answer;
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string id, string purpose, bool value) => client.PostAsJsonAsync(
        "/credentials/status",
        new
        {
            credentialId = id,
            credentialStatus = new { type = "BitstringStatusListEntry", statusPurpose = purpose },
            status = value,
            reason = "a test",
        });
}
