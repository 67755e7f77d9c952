using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Issuing;
using Gateway.Storage;
using Gateway.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Untp.Credentials.Proofs;
using static Gateway.Tests.Issuing.IssuingHost;
using static Gateway.Tests.Issuing.KeyMaterial;

namespace Gateway.Tests.Issuing;

/// <summary>No private key, no master key and no API key is anywhere but where it belongs, in whatever spelling.</summary>
[Trait("Threat", "23")]
public sealed class SecretsTests
{
    // where the framework would show faults with all that belongs to them, and logs say all that they can
    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task Nothing_that_is_kept_logged_or_answered_holds_key_material(string environment)
    {
        await using var gateway = await TestGateway.StartAsync(new()
        {
            ["Gateway:PublicUrl"] = Url,
            ["environment"] = environment,
            ["detailedErrors"] = "true",
            ["Logging:LogLevel:Default"] = "Trace",
        });
        var answers = new List<string>();
        await UseEverythingAsync(gateway, answers);
        var secrets = await SecretsAsync(gateway);
        await FailToSignAsync(gateway, answers);

        Assert.Equal(5, secrets.Count);
        Assert.True(answers.Count > 25);
        List<byte[]> spellings = [.. secrets.SelectMany(Spellings), Encoding.ASCII.GetBytes(TestGateway.Key)];
        foreach (var file in new DirectoryInfo(gateway.DataPath).GetFiles().Where(f => f.Name is not ("master-key" or "api-key")))
        {
            AssertHoldsNone(file.Name, await File.ReadAllBytesAsync(file.FullName), spellings);
        }

        AssertHoldsNone("the log", Encoding.UTF8.GetBytes(gateway.Log.Text), spellings);
        Assert.All(answers, answer => AssertHoldsNone(answer, Encoding.UTF8.GetBytes(answer), spellings));
    }

    [Fact]
    public async Task The_test_would_find_them()
    {
        await using var gateway = await TestGateway.StartAsync(new() { ["Gateway:PublicUrl"] = Url });
        var master = (await SecretsAsync(gateway))[0];
        Assert.ThrowsAny<Exception>(() => AssertHoldsNone("", File.ReadAllBytes(Path.Combine(gateway.DataPath, "master-key")), Spellings(master)));
        Assert.All(
            new[] { Convert.ToHexString(master), Convert.ToBase64String(master), string.Join(',', master) },
            text => Assert.ThrowsAny<Exception>(() => AssertHoldsNone("", Encoding.ASCII.GetBytes("x" + text), Spellings(master))));
    }

    private static async Task UseEverythingAsync(TestGateway gateway, List<string> answers)
    {
        var client = gateway.Client(TestGateway.Key);
        async Task<JsonNode?> SendAsync(HttpMethod method, string path, object? body = null)
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
            using var response = await client.SendAsync(request);
            var text = $"{method} {path} {(int)response.StatusCode} {response.Headers} {await response.Content.ReadAsStringAsync()}";
            answers.Add(text);
            return response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true
                ? await response.JsonAsync()
                : null;
        }

        var root = "/dids/" + Uri.EscapeDataString(Root);
        foreach (var body in new object[]
            { new { organisation = "acme" }, new { method = "key", keyType = "P-256" }, new { did = "did:web:x.example" }, new { organisation = "acme" }, new { }, 1 })
        {
            await SendAsync(HttpMethod.Post, "/dids", body);
        }

        var old = (string)(await SendAsync(HttpMethod.Post, root + "/keys"))!["keys"]![0]!["id"]!;
        foreach (var path in new[] { "/keys?type=RSA", $"/keys/{old}/revoke", $"/keys/{old}/revoke", $"/keys/{old}/retire", "/keys/x/retire", "/check" })
        {
            await SendAsync(HttpMethod.Post, root + path);
        }

        await SendAsync(HttpMethod.Post, "/dids/did:web:x.example/check");
        await SendAsync(HttpMethod.Put, root, new { alsoKnownAs = new[] { "https://x.example" } });
        await SendAsync(HttpMethod.Put, root, new { other = 1 });
        foreach (var issuer in new[] { Root, Root + ":acme", "did:web:nobody.example" })
        {
            var body = new JsonObject { ["credential"] = Issued.Draft(issuer) };
            await SendAsync(HttpMethod.Post, "/credentials/issue?publish=true", body);
            await SendAsync(HttpMethod.Post, "/credentials/status", new { credentialId = (string?)body["credential"]!["id"], status = true });
        }

        foreach (var holder in new[] { Root, "did:web:nobody.example" })
        {
            await SendAsync(HttpMethod.Post, "/presentations/prove", new JsonObject
            {
                ["presentation"] = PresentationTests.Presentation(holder),
                ["options"] = new JsonObject { ["challenge"] = "c" },
            });
        }

        foreach (var path in new[]
            { "/dids", root, "/dids/x", root + "?versionId=1", "/.well-known/did.json", "/acme/did.json", "/did.json", "/swagger/v1/swagger.json", "/health/ready" })
        {
            await SendAsync(HttpMethod.Get, path);
        }
    }

    /// <summary>A seal that was tampered with: the answer and the log say that signing failed, and no more.</summary>
    private static async Task FailToSignAsync(TestGateway gateway, List<string> answers)
    {
        var database = gateway.Services.GetRequiredService<Database>();
        await database.WriteAsync(session => session.ExecuteAsync("UPDATE signing_keys SET seal = x'00' || seal WHERE seal IS NOT NULL"), default);
        var tenant = (await gateway.Services.GetRequiredService<Gateway.Hosting.ITenantStore>().FindTenantAsync("default", default))!;
        gateway.Time.Advance(new IssuingOptions().RememberKeysFor); // what was read before is used no more
        var (signer, _) = await gateway.Services.GetRequiredService<Signers>().FindAsync(tenant.Id, Root, SecuringForm.Token, default);
        var fault = await Assert.ThrowsAsync<SignerUnavailableException>(async () => await signer!.SignAsync(new byte[] { 1 }, default));
        answers.Add(fault.ToString());
        await ShowFaultAsync(gateway, HttpStatusCode.ServiceUnavailable, answers);

        // a fault that nobody foresaw, with the keys' rows in hand
        await database.WriteAsync(session => session.ExecuteAsync("ALTER TABLE signing_keys RENAME COLUMN seal TO lost"), default);
        gateway.Time.Advance(new IssuingOptions().RememberKeysFor);
        await ShowFaultAsync(gateway, HttpStatusCode.InternalServerError, answers);
    }

    private static async Task ShowFaultAsync(TestGateway gateway, HttpStatusCode status, List<string> answers)
    {
        var client = gateway.Client(TestGateway.Key);
        foreach (var (path, body) in new[]
        {
            ("/credentials/issue", new JsonObject { ["credential"] = Issued.Draft(Root) }),
            ("/presentations/prove", new JsonObject { ["presentation"] = PresentationTests.Presentation(Root) }),
        })
        {
            using var response = await client.PostAsJsonAsync(path, body);
            Assert.Equal(status, response.StatusCode);
            answers.Add(await response.Content.ReadAsStringAsync());
        }
    }

    private static async Task<List<byte[]>> SecretsAsync(TestGateway gateway)
    {
        var seals = await gateway.Services.GetRequiredService<Database>().ReadAsync(
            session => session.ListAsync(
                "SELECT id, seal FROM signing_keys WHERE seal IS NOT NULL", row => (row.GetString(0), row.GetFieldValue<byte[]>(1))),
            default);
        return KeyMaterial.Open(await File.ReadAllTextAsync(Path.Combine(gateway.DataPath, "master-key")), seals);
    }
}
