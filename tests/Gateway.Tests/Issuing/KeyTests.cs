using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Issuing;
using Gateway.Storage;
using Gateway.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Untp.Credentials.Proofs;
using static Gateway.Tests.Issuing.IssuingHost;

namespace Gateway.Tests.Issuing;

/// <summary>The life of a key: it signs, is rotated out, retired or revoked; on another's domain it is published first.</summary>
public sealed class KeyTests(IssuingHost given) : IClassFixture<IssuingHost>
{
    private const string Own = "did:web:own-domain.example";
    private const string OwnDocument = "https://own-domain.example/.well-known/did.json";

    [Fact]
    public async Task A_new_key_signs_and_what_the_old_one_signed_verifies_until_it_is_retired()
    {
        var added = await given.AddOrganisationAsync();
        var (did, old) = ((string)added["did"]!, (string)added["keys"]![0]!["id"]!);
        var before = await given.SignAsync(did);

        var rotated = await given.ChangeAsync(did, "keys?type=P-256");
        var after = await given.SignAsync(did);
        Assert.Equal(["verifying", "signing"], rotated["keys"]!.AsArray().Select(k => (string)k!["state"]!));
        Assert.NotEqual(Kid(before), Kid(after));
        Assert.Equal(("passed", "passed"), (await given.ProofOfAsync(before), await given.ProofOfAsync(after)));
        Assert.DoesNotContain($"{did}#{old}", Texts(rotated["document"]!["authentication"]));

        var retired = await given.ChangeAsync(did, $"keys/{old}/retire");
        Assert.DoesNotContain(old, retired["document"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(("failed", "passed"), (await given.ProofOfAsync(before), await given.ProofOfAsync(after)));
    }

    [Fact]
    [Trait("Threat", "16")]
    public async Task A_revoked_key_fails_what_it_signed_from_that_time_on_and_a_new_one_signs()
    {
        var added = await given.AddOrganisationAsync();
        var (did, key) = ((string)added["did"]!, (string)added["keys"]![0]!["id"]!);
        var token = await given.SignAsync(did);
        Assert.Equal("passed", await given.ProofOfAsync(token));

        var now = given.Gateway.Time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var revoked = await given.ChangeAsync(did, $"keys/{key}/revoke?reason=laptop%20lost");

        Assert.False((bool)revoked["signs"]!);
        Assert.All(revoked["document"]!["verificationMethod"]!.AsArray(), m => Assert.Equal(now, (string?)m!["revoked"]));
        Assert.Empty(revoked["document"]!["assertionMethod"]!.AsArray());
        Assert.Equal("failed", await given.ProofOfAsync(token));
        await given.ChangeAsync(did, "keys");
        Assert.Equal(("failed", "passed"), (await given.ProofOfAsync(token), await given.ProofOfAsync(await given.SignAsync(did))));
    }

    [Fact]
    [Trait("Threat", "16")]
    public async Task A_key_that_another_process_revoked_signs_no_more_once_the_moment_is_over()
    {
        var added = await given.AddOrganisationAsync();
        var (did, key) = ((string)added["did"]!, (string)added["keys"]![0]!["id"]!);
        var (store, tenant) = (given.Gateway.Services.GetRequiredService<IDidStore>(), await given.TenantIdAsync());
        Assert.NotNull(await SignerAsync());

        // the store is what the other process has in common with this one
        var before = (await store.FindAsync(tenant, did, default))!;
        var now = given.Gateway.Time.GetUtcNow();
        var after = DidSteps.Revoke(before, key, now).Did! with { Version = before.Version + 1 };
        var told = new DidEvent("key.revoked", "somebody", key, null, now);
        Assert.Equal(ChangeDidOutcome.Changed, await store.ChangeAsync(after, DidDocumentText.Write(after), told, default));

        given.Gateway.Time.Advance(new IssuingOptions().RememberKeysFor);
        Assert.Null(await SignerAsync());

        async Task<ISigner?> SignerAsync() =>
            (await given.Gateway.Services.GetRequiredService<Signers>().FindAsync(tenant, did, SecuringForm.Token, default)).Signer;
    }

    [Fact]
    public async Task What_a_key_cannot_be_it_does_not_become()
    {
        var added = await given.AddOrganisationAsync();
        var (did, key) = ((string)added["did"]!, (string)added["keys"]![0]!["id"]!);
        await RefusedAsync(did, $"keys/{key}/retire");
        await given.ChangeAsync(did, $"keys/{key}/revoke");
        await RefusedAsync(did, $"keys/{key}/revoke");
        await given.ChangeAsync(did, $"keys/{key}/retire");
        await RefusedAsync(did, $"keys/{key}/retire");
        await RefusedAsync(did, $"keys/{key}/revoke");
        using var none = await PostAsync(given.Tenant, did, "keys/nothing/retire");
        await none.IsProblemAsync(HttpStatusCode.NotFound, "not-found");
        using var type = await PostAsync(given.Tenant, did, "keys?type=RSA");
        await type.IsProblemAsync(HttpStatusCode.BadRequest, "invalid-parameter");
    }

    [Fact]
    public async Task A_document_lists_no_more_keys_than_it_may()
    {
        await using var gateway = await TestGateway.StartAsync(
            new() { ["Gateway:PublicUrl"] = Url, ["Gateway:Issuing:MaxKeysPerDid"] = "2" });
        var client = gateway.Client(TestGateway.Key);
        using var second = await PostAsync(client, Root, "keys");
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        using var third = await PostAsync(client, Root, "keys");
        await third.IsProblemAsync(HttpStatusCode.Conflict, "not-in-this-state");
        var old = (string)(await second.JsonAsync())["keys"]![0]!["id"]!;
        using var retire = await PostAsync(client, Root, $"keys/{old}/retire");
        using var again = await PostAsync(client, Root, "keys");
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
    }

    [Fact]
    public async Task Changes_at_once_all_take_effect()
    {
        var did = (string)(await given.AddOrganisationAsync())["did"]!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PostAsync(given.Tenant, did, "keys")));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        var last = await given.ChangeAsync(did, "keys");
        Assert.Equal(6, last["keys"]!.AsArray().Count);
        Assert.Single(last["keys"]!.AsArray(), key => (string?)key!["state"] == "signing");
        Assert.Equal("passed", await given.ProofOfAsync(await given.SignAsync(did)));
    }

    [Fact]
    public async Task A_did_of_ones_own_domain_signs_once_its_document_is_live_there()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["Gateway:PublicUrl"] = Url });
        var client = gateway.Client(TestGateway.Key);
        var added = await AddAsync(client, new { did = Own });
        Assert.Equal(("external", false), ((string?)added["kind"], (bool)added["signs"]!));
        Assert.Equal(OwnDocument, (string?)added["publishedAt"]);
        await IsNotLiveAsync(client, "nobody answers");

        gateway.Outbound.Put(OwnDocument, """{"id": "did:web:own-domain.example"}""");
        await IsNotLiveAsync(client, $"has no {added["keys"]![0]!["tokenMethod"]}");
        var halfway = added["document"]!.DeepClone();
        halfway["assertionMethod"]!.AsArray().RemoveAt(1);
        gateway.Outbound.Put(OwnDocument, halfway.ToJsonString());
        await IsNotLiveAsync(client, $"has no {added["keys"]![0]!["proofMethod"]}");

        gateway.Outbound.Put(OwnDocument, added["document"]!.ToJsonString());
        Assert.True((bool)(await CheckedAsync(client))["signs"]!);

        // the next key waits to be published, and the first signs on until then
        using var rotated = await PostAsync(client, Own, "keys");
        var next = await rotated.JsonAsync();
        Assert.Equal(["signing", "pending"], next["keys"]!.AsArray().Select(k => (string)k!["state"]!));
        await IsNotLiveAsync(client, $"has no {next["keys"]![1]!["tokenMethod"]}");
        using var twice = await PostAsync(client, Own, "keys");
        await twice.IsProblemAsync(HttpStatusCode.Conflict, "not-in-this-state");
        gateway.Outbound.Put(OwnDocument, next["document"]!.ToJsonString());
        Assert.Equal(["verifying", "signing"], (await CheckedAsync(client))["keys"]!.AsArray().Select(k => (string)k!["state"]!));
    }

    [Fact]
    [Trait("Threat", "3")]
    public async Task Whoever_claims_anothers_domain_cannot_sign_as_it_here_or_anywhere()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["Gateway:PublicUrl"] = Url });
        var maker = TestIssuer.OfHost("victim.example", gateway.Outbound);
        await AddAsync(gateway.Client(TestGateway.Key), new { did = maker.Did });
        using var check = await PostAsync(gateway.Client(TestGateway.Key), maker.Did, "check");
        await check.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "did-not-live");

        // and the true one's passports verify by the true one's document
        using var response = await Credentials.CredentialsFixture.VerifyAsync(
            gateway.Client(), new JsonObject { ["verifiableCredential"] = System.Text.Encoding.ASCII.GetString(await maker.SignPassportAsync("https://x.example/1")) });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains(gateway.Outbound.Fetches, fetch => fetch.Url == "https://victim.example/.well-known/did.json");
    }

    [Fact]
    [Trait("Threat", "3")]
    public async Task Whoever_claims_anothers_domain_first_does_not_keep_the_owner_out()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["Gateway:PublicUrl"] = Url });
        var squatter = gateway.Client(await gateway.AddTenantAsync("squatter"));
        await AddAsync(squatter, new { did = Own });
        var owner = gateway.Client(TestGateway.Key);
        var added = await AddAsync(owner, new { did = Own });
        gateway.Outbound.Put(OwnDocument, added["document"]!.ToJsonString());
        Assert.True((bool)(await CheckedAsync(owner))["signs"]!);
        await IsNotLiveAsync(squatter, "has no ");

        foreach (var (client, expected) in new[] { (owner, HttpStatusCode.Created), (squatter, HttpStatusCode.UnprocessableEntity) })
        {
            using var issued = await client.PostAsJsonAsync("/credentials/issue", new JsonObject { ["credential"] = Issued.Draft(Own) });
            Assert.Equal(expected, issued.StatusCode);
        }
    }

    /// <summary>With another public half than the seed's, a signature of Ed25519 would give the seed away.</summary>
    [Fact]
    [Trait("Threat", "23")]
    public async Task A_key_whose_public_half_was_exchanged_in_the_database_does_not_sign()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["Gateway:PublicUrl"] = Url });
        using var other = SigningKey.Generate(KeyType.Ed25519);
        var theirs = other.VerificationKey.ToMultibase();
        await gateway.Services.GetRequiredService<Database>().WriteAsync(
            session => session.ExecuteAsync("UPDATE signing_keys SET public_key = @key", ("@key", theirs)), default);
        using var refused = await gateway.Client(TestGateway.Key).PostAsJsonAsync(
            "/credentials/issue", new JsonObject { ["credential"] = Issued.Draft(Root) });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
    }

    [Fact]
    public async Task Every_change_is_in_the_event_log_with_who_and_why()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["Gateway:PublicUrl"] = Url });
        var client = gateway.Client(TestGateway.Key);
        using var rotated = await PostAsync(client, Root, "keys");
        var old = (string)(await rotated.JsonAsync())["keys"]![0]!["id"]!;
        using var revoked = await PostAsync(client, Root, $"keys/{old}/revoke?reason=lost");
        var events = await gateway.Services.GetRequiredService<Database>().ReadAsync(
            session => session.ListAsync(
                "SELECT kind, subject, detail FROM events ORDER BY seq", row => (row.GetString(0), row.GetString(1), row.GetString(2))),
            default);
        Assert.Equal([("did.added", Root), ("key.added", Root), ("key.revoked", Root)], events.Select(e => (e.Item1, e.Item2)));
        var detail = JsonNode.Parse(events[2].Item3)!;
        Assert.Equal((old, "lost"), ((string?)detail["keyId"], (string?)detail["reason"]));
        Assert.Matches("^[A-Za-z0-9_-]{22}$", (string)detail["by"]!);
        Assert.Null(JsonNode.Parse(events[0].Item3)!["by"]);
    }

    [Fact]
    [Trait("Threat", "23")]
    public async Task A_running_gateway_signs_on_when_the_master_key_is_rotated_beside_it()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["Gateway:PublicUrl"] = Url });
        var rotated = await Commands.GatewayProgram.RunAsync(gateway.DataPath, "keys", "rotate-master");
        Assert.True(rotated.ExitCode == 0, rotated.Errors);
        var services = gateway.Services;
        var tenant = (await services.GetRequiredService<Gateway.Hosting.ITenantStore>().FindTenantAsync("default", default))!;
        var (signer, _) = await services.GetRequiredService<Signers>().FindAsync(tenant.Id, Root, SecuringForm.Token, default);
        Assert.Equal(64, (await signer!.SignAsync(new byte[] { 1 }, default)).Length);
        using var added = await PostAsync(gateway.Client(TestGateway.Key), Root, "keys");
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        using var after = await PostAsync(gateway.Client(TestGateway.Key), Root, "keys");
        Assert.Equal(HttpStatusCode.Created, after.StatusCode);
    }

    private static string Kid(byte[] token) => System.Text.Encoding.ASCII.GetString(token).Split('.')[0];

    private static async Task<JsonNode> CheckedAsync(HttpClient client)
    {
        using var response = await PostAsync(client, Own, "check");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.JsonAsync();
    }

    private static async Task IsNotLiveAsync(HttpClient client, string because)
    {
        using var response = await PostAsync(client, Own, "check");
        var problem = await response.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "did-not-live");
        Assert.Contains(because, (string)problem["detail"]!, StringComparison.Ordinal);
    }

    private async Task RefusedAsync(string did, string rest)
    {
        using var response = await PostAsync(given.Tenant, did, rest);
        await response.IsProblemAsync(HttpStatusCode.Conflict, "not-in-this-state");
    }
}
