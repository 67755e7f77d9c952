using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Tests.Commands;
using Gateway.Tests.Credentials;
using Gateway.Tests.Hosting;

namespace Gateway.Tests.Auditing;

/// <summary>A gateway with a policy for the value chain of the samples, and two tenants.</summary>
public sealed class AuditFixture : IAsyncLifetime
{
    internal TestGateway Gateway { get; private set; } = null!;

    internal HttpClient Tenant { get; private set; } = null!;

    internal HttpClient OtherTenant { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Gateway = await StartAsync();
        Tenant = Gateway.Client(TestGateway.Key);
        OtherTenant = Gateway.Client(await Gateway.AddTenantAsync("other"));
    }

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();

    internal static async Task<TestGateway> StartAsync(params (string Name, string Value)[] settings)
    {
        var (register, alliance) = await SignedChain.AnchorsAsync();
        var all = new Dictionary<string, string?>
        {
            ["Gateway:Policies:demo:Version"] = "2026-11",
            ["Gateway:Policies:demo:TrustAnchors:0"] = register,
            ["Gateway:Policies:demo:TrustAnchors:1"] = alliance,
            ["Gateway:Policies:demo:GbaAnchor"] = alliance,
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        return await TestGateway.StartAsync(all);
    }

    internal static Task<HttpResponseMessage> AuditAsync(HttpClient client, JsonNode body, string query = "", string? accept = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/chains/verify" + query) { Content = JsonContent.Create(body) };
        if (accept is not null)
        {
            request.Headers.Accept.ParseAdd(accept);
        }

        return client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>The report; the audit must have been made.</summary>
    internal static async Task<JsonNode> ReportAsync(HttpClient client, JsonNode body)
    {
        using var response = await AuditAsync(client, body);
        var report = await response.JsonAsync();
        Assert.True(response.IsSuccessStatusCode, report.ToJsonString());
        return report;
    }

    /// <summary>Keeps the chain without some of it; the gateway's id of the passport.</summary>
    internal static async Task<string> KeepChainAsync(HttpClient client, string query = "", params string[] without)
    {
        var passport = "";
        foreach (var (name, token) in (await SignedChain.TokensAsync()).Where(t => !without.Contains(t.Key)))
        {
            var id = await CredentialsFixture.KeepAsync(client, System.Text.Encoding.ASCII.GetBytes(token), query);
            passport = name == "battery-passport" ? id : passport;
        }

        return passport;
    }

    internal static IEnumerable<string> NotPassed(JsonNode report) => report["findings"]!.AsArray()
        .Where(f => (string?)f!["verdict"] is "failed" or "undecided")
        .Select(f => $"{f!["rule"]} {f["verdict"]}: {f["sentence"]}");
}
