using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Issuing;
using Gateway.Tests.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using static Gateway.Tests.Issuing.IssuingHost;

namespace Gateway.Tests.Issuing;

public sealed class DidTests(IssuingHost given) : IClassFixture<IssuingHost>
{
    [Fact]
    public async Task The_first_tenant_has_the_did_of_the_host_after_the_first_start_and_others_have_none()
    {
        var first = (await given.Tenant.GetFromJsonAsync<JsonNode>("/dids"))!["items"]![0]!;
        Assert.Equal((Root, "hosted", true), ((string?)first["did"], (string?)first["kind"], (bool)first["signs"]!));
        Assert.Equal(Url + "/.well-known/did.json", (string?)first["publishedAt"]);
        Assert.Equal(("Ed25519", "signing"), ((string?)first["keys"]![0]!["keyType"], (string?)first["keys"]![0]!["state"]));
        Assert.Empty((await given.Other.GetFromJsonAsync<JsonNode>("/dids"))!["items"]!.AsArray());
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080", "did:web:127.0.0.1%3A5080", "http://127.0.0.1:5080/.well-known/did.json")]
    [InlineData("https://gateway.example", "did:web:gateway.example", "https://gateway.example/.well-known/did.json")]
    [InlineData("https://Gateway.example:443/", "did:web:gateway.example", "https://Gateway.example:443/.well-known/did.json")]
    [InlineData("https://gateway.example:8443", "did:web:gateway.example%3A8443", "https://gateway.example:8443/.well-known/did.json")]
    [InlineData("https://example.org/un/tp/", "did:web:example.org:un:tp", "https://example.org/un/tp/did.json")]
    public async Task The_gateways_own_did_is_that_of_its_address(string address, string did, string document)
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["Gateway:PublicUrl"] = address });
        var first = (await gateway.Client(TestGateway.Key).GetFromJsonAsync<JsonNode>("/dids"))!["items"]![0]!;
        Assert.Equal((did, document), ((string?)first["did"], (string?)first["publishedAt"]));
        var served = await gateway.Client().GetFromJsonAsync<JsonNode>(new Uri(document).AbsolutePath.Split("/un/tp")[^1]);
        Assert.Equal(did, (string?)served!["id"]);
    }

    [Fact]
    public async Task Another_address_gives_the_first_tenant_another_did_and_a_further_start_none()
    {
        var folder = Directory.CreateTempSubdirectory("gateway-test-");
        foreach (var (address, count) in new[] { ("https://one.example", 1), ("https://one.example", 1), ("https://two.example", 2) })
        {
            var gateway = await TestGateway.StartAsync(new() { ["Gateway:PublicUrl"] = address }, folder: folder);
            var items = (await gateway.Client(TestGateway.Key).GetFromJsonAsync<JsonNode>("/dids"))!["items"]!.AsArray();
            Assert.Equal(count, items.Count);
            Assert.Null(count == 1 ? null : items[0]!["publishedAt"]);
            await gateway.StopAsync();
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Each_key_is_two_methods_with_ids_of_their_own()
    {
        var added = await given.AddOrganisationAsync("two-methods");
        using var response = await given.Anybody.GetAsync("/two-methods/did.json");
        Assert.Equal("application/did+json", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("*", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        var document = await response.JsonAsync();
        var (did, key) = ((string)added["did"]!, added["keys"]![0]!);
        Assert.Equal(Root + ":two-methods", did);
        Assert.Equal(did, (string?)document["id"]);
        string[] ids = [(string)key["tokenMethod"]!, (string)key["proofMethod"]!];
        Assert.Equal($"{did}#{key["id"]}", ids[0]);
        Assert.Equal(ids, document["verificationMethod"]!.AsArray().Select(m => (string)m!["id"]!));
        Assert.Equal(["JsonWebKey", "Multikey"], document["verificationMethod"]!.AsArray().Select(m => (string)m!["type"]!));
        Assert.All(document["verificationMethod"]!.AsArray(), method => Assert.Equal(did, (string?)method!["controller"]));
        Assert.Equal(ids, Texts(document["assertionMethod"]));
        Assert.Equal(ids, Texts(document["authentication"]));
        Assert.Equal(document.ToJsonString(), added["document"]!.ToJsonString());
        Assert.Equal(["crv", "kty", "x"], document["verificationMethod"]![0]!["publicKeyJwk"]!.AsObject().Select(member => member.Key));
    }

    [Theory]
    [InlineData("Ed25519")]
    [InlineData("P-256")]
    public async Task What_its_key_signs_verifies_without_anything_being_fetched(string keyType)
    {
        var did = (string)(await given.AddOrganisationAsync(keyType: keyType))["did"]!;
        var before = given.FetchedForStrangers();
        Assert.Equal("passed", await given.ProofOfAsync(await given.SignAsync(did)));
        Assert.Equal(before, given.FetchedForStrangers());
    }

    [Fact]
    public async Task Has_an_entity_tag_and_history()
    {
        var did = (string)(await given.AddOrganisationAsync("tagged"))["did"]!;
        using var first = await given.Anybody.GetAsync("/tagged/did.json");
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync("/tagged/did.json", first.Headers.ETag!.ToString()));

        await given.ChangeAsync(did, "keys");

        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/tagged/did.json", first.Headers.ETag!.ToString()));
        var earlier = await given.Anybody.GetFromJsonAsync<JsonNode>($"/dids/{Uri.EscapeDataString(did)}?versionId=1");
        Assert.Equal((await first.JsonAsync()).ToJsonString(), earlier!["didDocument"]!.ToJsonString());
        Assert.Equal("1", (string?)earlier["didDocumentMetadata"]!["versionId"]);
        using var head = await given.Anybody.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/tagged/did.json"));
        Assert.Equal((HttpStatusCode.OK, 0), (head.StatusCode, (await head.Content.ReadAsByteArrayAsync()).Length));
    }

    [Fact]
    public async Task Says_what_the_tenant_says_of_itself()
    {
        var did = (string)(await given.AddOrganisationAsync("described"))["did"]!;
        using var response = await given.Tenant.PutAsJsonAsync($"/dids/{Uri.EscapeDataString(did)}", new
        {
            alsoKnownAs = new[] { "https://register.example/1", "did:web:described.example" },
            services = new[]
            {
                new { type = "CredentialInbox", endpoint = "https://described.example/inbox" },
                new { type = "linkset", endpoint = "https://described.example/links" },
                new { type = "dia", endpoint = "https://register.example/dia/1" },
                new { type = "dia", endpoint = "https://register.example/dia/2" },
            },
        });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        var document = await given.Anybody.GetFromJsonAsync<JsonNode>("/described/did.json");
        Assert.Equal(["https://register.example/1", "did:web:described.example"], Texts(document!["alsoKnownAs"]));
        Assert.Equal(
            [$"{did}#CredentialInbox", $"{did}#linkset", $"{did}#dia", $"{did}#dia.2"],
            document["service"]!.AsArray().Select(s => (string)s!["id"]!));
        Assert.Equal("https://described.example/inbox", (string?)document["service"]![0]!["serviceEndpoint"]);
    }

    [Theory]
    [InlineData("""{"alsoKnownAs": ["not a uri"]}""")]
    [InlineData("""{"alsoKnownAs": [null]}""")]
    [InlineData("""{"services": [{"type": "a b", "endpoint": "https://x.example"}]}""")]
    [InlineData("""{"services": [{"type": "dia", "endpoint": "javascript:alert(1)"}]}""")]
    [InlineData("""{"services": [{"type": "dia"}]}""")]
    [InlineData("""{"services": [null]}""")]
    [InlineData("""{"service": []}""")]
    [InlineData("""[]""")]
    [InlineData("""null""")]
    [InlineData("""{"alsoKnownAs": [], "alsoKnownAs": []}""")]
    public async Task Refuses_to_say_what_is_none_of_it(string body)
    {
        using var response = await given.Tenant.PutAsync(
            $"/dids/{Uri.EscapeDataString(Root)}", TestIssuer.Body(System.Text.Encoding.UTF8.GetBytes(body), "application/json"));
        await response.IsProblemAsync(HttpStatusCode.BadRequest, "unreadable");
    }

    [Theory]
    [InlineData("")]
    [InlineData("-acme")]
    [InlineData("Acme")]
    [InlineData("a.b")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData(".well-known")]
    [InlineData("ac\nme")]
    [InlineData("acme\n")]
    [InlineData("\u00e4cme")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [Trait("Threat", "21")]
    public async Task An_organisation_has_a_name_of_few_letters(string name)
    {
        using var response = await given.Tenant.PostAsJsonAsync("/dids", new { organisation = name });
        Assert.Equal("/organisation", (string?)(await response.IsProblemAsync(HttpStatusCode.BadRequest, "unreadable"))["pointer"]);
    }

    [Fact]
    [Trait("Threat", "21")]
    public async Task No_organisation_is_called_like_the_beginning_of_a_route()
    {
        var routes = given.Gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
        var names = routes.Select(r => r.RoutePattern.RawText!.Trim('/').Split('/')[0]).Where(OwnDids.IsOrganisation)
            .Append("swagger").Distinct().ToList();
        Assert.Superset(new HashSet<string> { "credentials", "dids", "passports", "deliveries", "health", "swagger" }, names.ToHashSet());
        foreach (var name in names)
        {
            using var response = await given.Tenant.PostAsJsonAsync("/dids", new { organisation = name });
            await response.IsProblemAsync(HttpStatusCode.BadRequest, "unreadable");
        }
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"organisation": "a", "did": "did:web:a.example"}""")]
    [InlineData("""{"organisation": "a", "method": "key"}""")]
    [InlineData("""{"method": "web"}""")]
    [InlineData("""{"method": "jwk"}""")]
    [InlineData("""{"did": "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"}""")]
    [InlineData("""{"did": "did:web:127.0.0.1"}""")]
    [InlineData("""{"did": "did:web:gateway.example:a"}""")]
    [InlineData("""{"did": "did:web:gateway.example"}""")]
    [InlineData("""{"organisation": "a", "keyType": "RSA"}""")]
    [InlineData("""{"organisation": "a", "privateKey": "x"}""")]
    [InlineData("""{"organisation": 1}""")]
    [InlineData("""{"method": "key", "services": []}""")]
    public async Task Adds_nothing_that_is_not_one_did(string body)
    {
        using var response = await given.Tenant.PostAsync(
            "/dids", TestIssuer.Body(System.Text.Encoding.UTF8.GetBytes(body), "application/json"));
        await response.IsProblemAsync(HttpStatusCode.BadRequest, "unreadable");
    }

    [Fact]
    public async Task A_name_is_taken_once_by_whomever()
    {
        await given.AddOrganisationAsync("taken");
        foreach (var client in new[] { given.Tenant, given.Other })
        {
            using var response = await client.PostAsJsonAsync("/dids", new { organisation = "taken" });
            await response.IsProblemAsync(HttpStatusCode.Conflict, "did-taken");
        }
    }

    [Fact]
    public async Task A_did_key_signs_at_once_and_can_be_resolved()
    {
        var added = await AddAsync(given.Tenant, new { method = "key", keyType = "P-256" });
        var did = (string)added["did"]!;
        Assert.StartsWith("did:key:zDn", did, StringComparison.Ordinal);
        Assert.Equal((string?)added["keys"]![0]!["tokenMethod"], (string?)added["keys"]![0]!["proofMethod"]);
        Assert.Equal("passed", await given.ProofOfAsync(await given.SignAsync(did)));
        using var rotate = await PostAsync(given.Tenant, did, "keys");
        await rotate.IsProblemAsync(HttpStatusCode.Conflict, "not-in-this-state");
        using var revoke = await PostAsync(given.Tenant, did, $"keys/{added["keys"]![0]!["id"]}/revoke");
        await revoke.IsProblemAsync(HttpStatusCode.Conflict, "not-in-this-state");
        Assert.False((bool)(await given.ChangeAsync(did, $"keys/{added["keys"]![0]!["id"]}/retire"))["signs"]!);
    }

    [Fact]
    public async Task A_tenant_has_no_more_of_them_than_it_may()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["Gateway:Issuing:MaxDidsPerTenant"] = "2" });
        await AddAsync(gateway.Client(TestGateway.Key), new { method = "key" });
        using var response = await gateway.Client(TestGateway.Key).PostAsJsonAsync("/dids", new { method = "key" });
        await response.IsProblemAsync(HttpStatusCode.UnprocessableEntity, "too-many-of-them");
    }

    [Theory]
    [InlineData("/nobody/did.json")]
    [InlineData("/.well-known/other.json")]
    [InlineData("/..%2f/did.json")]
    [InlineData("/No-Body/did.json")]
    [Trait("Threat", "21")]
    public async Task There_is_no_document_of_nobody(string path)
    {
        using var response = await given.Anybody.GetAsync(path);
        await response.IsProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    [Trait("Threat", "22")]
    public async Task Another_tenant_can_do_nothing_with_it_and_sees_the_same_as_of_one_that_is_not_there()
    {
        var added = await given.AddOrganisationAsync();
        var (did, key) = ((string)added["did"]!, (string)added["keys"]![0]!["id"]!);
        foreach (var name in new[] { did, Root + ":nobody" })
        {
            foreach (var rest in new[] { "keys", "check", $"keys/{key}/retire", $"keys/{key}/revoke" })
            {
                using var response = await PostAsync(given.Other, name, rest);
                await response.IsProblemAsync(HttpStatusCode.NotFound, "not-found");
                using var stranger = await PostAsync(given.Anybody, name, rest);
                await stranger.IsProblemAsync(HttpStatusCode.Unauthorized);
            }

            using var put = await given.Other.PutAsJsonAsync($"/dids/{Uri.EscapeDataString(name)}", new { alsoKnownAs = Array.Empty<string>() });
            await put.IsProblemAsync(HttpStatusCode.NotFound, "not-found");
        }

        Assert.DoesNotContain(did, (await given.Other.GetFromJsonAsync<JsonNode>("/dids"))!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("passed", await given.ProofOfAsync(await given.SignAsync(did)));
    }

    private async Task<HttpStatusCode> StatusAsync(string path, string held)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", held);
        using var response = await given.Anybody.SendAsync(request);
        return response.StatusCode;
    }
}
