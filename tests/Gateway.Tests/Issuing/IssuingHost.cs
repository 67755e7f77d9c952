using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Hosting;
using Gateway.Issuing;
using Gateway.Tests.Credentials;
using Gateway.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Untp.Credentials.Proofs;

namespace Gateway.Tests.Issuing;

/// <summary>A gateway that is called https://gateway.example, with two tenants.</summary>
public sealed class IssuingHost : IAsyncLifetime
{
    public const string Url = "https://gateway.example";
    public const string Root = "did:web:gateway.example";

    internal TestGateway Gateway { get; private set; } = null!;

    internal HttpClient Tenant { get; private set; } = null!;

    internal HttpClient Other { get; private set; } = null!;

    internal HttpClient Anybody { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Gateway = await TestGateway.StartAsync(new() { ["Gateway:PublicUrl"] = Url });
        Tenant = Gateway.Client(TestGateway.Key);
        Other = Gateway.Client(await Gateway.AddTenantAsync("other"));
        Anybody = Gateway.Client();
    }

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();

    /// <summary>Adds an organisation on the gateway's host; its DID as it was answered.</summary>
    internal async Task<JsonNode> AddOrganisationAsync(string? name = null, string keyType = "Ed25519") =>
        await AddAsync(Tenant, new { organisation = name ?? "org-" + Guid.NewGuid().ToString("N"), keyType });

    internal static async Task<JsonNode> AddAsync(HttpClient client, object request)
    {
        using var response = await client.PostAsJsonAsync("/dids", request);
        var answer = await response.JsonAsync();
        Assert.True(response.StatusCode == HttpStatusCode.Created, answer.ToJsonString());
        return answer;
    }

    /// <summary>POSTs to a route of a DID.</summary>
    internal static Task<HttpResponseMessage> PostAsync(HttpClient client, string did, string rest) =>
        client.PostAsync($"/dids/{Uri.EscapeDataString(did)}/{rest}", null);

    /// <summary>The same, and it succeeds.</summary>
    internal async Task<JsonNode> ChangeAsync(string did, string rest)
    {
        using var response = await PostAsync(Tenant, did, rest);
        var answer = await response.JsonAsync();
        Assert.True(response.IsSuccessStatusCode, answer.ToJsonString());
        return answer;
    }

    /// <summary>Of the first tenant.</summary>
    internal async Task<string> TenantIdAsync() =>
        (await Gateway.Services.GetRequiredService<ITenantStore>().FindTenantAsync("default", default))!.Id;

    /// <summary>A passport as that DID of the first tenant's, signed past the routes.</summary>
    internal async Task<byte[]> SignAsync(string did)
    {
        var (signer, _) = await Gateway.Services.GetRequiredService<Signers>().FindAsync(await TenantIdAsync(), did, SecuringForm.Token, default);
        var passport = TestIssuer.WithKey().Passport("https://id.gateway.example/1");
        passport["issuer"]!["id"] = did;
        return Encoding.ASCII.GetBytes(await VcJwt.SignAsync(JsonSerializer.SerializeToUtf8Bytes(passport), signer!, default));
    }

    /// <summary>The verdict of the check of its proof.</summary>
    internal async Task<string> ProofOfAsync(byte[] token)
    {
        using var response = await CredentialsFixture.VerifyAsync(
            Anybody, new JsonObject { ["verifiableCredential"] = Encoding.ASCII.GetString(token) });
        var report = await response.JsonAsync();
        return (string)report["checks"]!.AsArray().Single(c => (string?)c!["check"] == "proof")!["verdict"]!;
    }

    /// <summary>What was fetched for callers without a key; in the background the gateway fetches for tenants only.</summary>
    internal string[] FetchedForStrangers() =>
        [.. Gateway.Outbound.Fetches.Where(fetch => fetch.Who.StartsWith("stranger", StringComparison.Ordinal)).Select(fetch => fetch.Url)];

    internal static string[] Texts(JsonNode? list) => [.. list!.AsArray().Select(item => (string)item!)];
}
