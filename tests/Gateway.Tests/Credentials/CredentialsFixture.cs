using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Tests.Hosting;

namespace Gateway.Tests.Credentials;

/// <summary>A gateway with two tenants, and what tests do with it.</summary>
public sealed class CredentialsFixture : IAsyncLifetime
{
    internal TestGateway Gateway { get; private set; } = null!;

    internal HttpClient Tenant { get; private set; } = null!;

    internal HttpClient OtherTenant { get; private set; } = null!;

    internal HttpClient Anybody { get; private set; } = null!;

    internal TestIssuer Issuer { get; } = TestIssuer.WithKey();

    public async ValueTask InitializeAsync()
    {
        Gateway = await TestGateway.StartAsync();
        Tenant = Gateway.Client(TestGateway.Key);
        OtherTenant = Gateway.Client(await Gateway.AddTenantAsync("other"));
        Anybody = Gateway.Client();
    }

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();

    internal static Task<HttpResponseMessage> PostAsync(
        HttpClient client, byte[] body, string query = "", string mediaType = "application/vc+jwt", string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/credentials" + query) { Content = TestIssuer.Body(body, mediaType) };
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        return client.SendAsync(request);
    }

    /// <summary>Posts what is to be kept; returns the gateway's id.</summary>
    internal static async Task<string> KeepAsync(HttpClient client, byte[] body, string query = "")
    {
        using var response = await PostAsync(client, body, query);
        var answer = await response.JsonAsync();
        Assert.True(response.IsSuccessStatusCode, answer.ToJsonString());
        return (string)answer["id"]!;
    }

    internal static Task<HttpResponseMessage> VerifyAsync(HttpClient client, JsonNode body) => client.PostAsJsonAsync("/credentials/verify", body);

    internal static JsonObject Enveloped(byte[] token) => new()
    {
        ["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2"),
        ["id"] = "data:application/vc+jwt," + System.Text.Encoding.ASCII.GetString(token),
        ["type"] = "EnvelopedVerifiableCredential",
    };
}
