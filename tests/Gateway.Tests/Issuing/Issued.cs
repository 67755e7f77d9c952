using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Credentials;
using Gateway.Storage;
using Gateway.Tests.Credentials;
using Gateway.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Issuing;

/// <summary>What tests do with drafts and with what is issued.</summary>
internal static class Issued
{
    /// <summary>A passport of that issuer's, about a product of its own.</summary>
    public static JsonObject Draft(string issuer, string? product = null)
    {
        var draft = Examples.Draft.AsObject();
        draft["id"] = "https://maker.example.com/credentials/" + Guid.NewGuid();
        draft["issuer"]!["id"] = issuer;
        draft["credentialSubject"]!["id"] = product ?? "https://id.maker.example.com/21/" + Guid.NewGuid();
        return draft;
    }

    public static HttpContent Body(JsonObject draft, object? options = null)
    {
        var body = new JsonObject { ["credential"] = draft.DeepClone() };
        if (options is not null)
        {
            body["options"] = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(options));
        }

        return TestIssuer.Body(Encoding.UTF8.GetBytes(body.ToJsonString()), "application/json");
    }

    /// <summary>Issues a draft; the EnvelopedVerifiableCredential.</summary>
    public static async Task<JsonNode> IssueAsync(HttpClient client, JsonObject draft, object? options = null) =>
        await ReadAsync(await client.PostAsync("/credentials/issue", Body(draft, options)));

    public static async Task<JsonNode> IssueTextAsync(HttpClient client, string body) => await ReadAsync(
        await client.PostAsync("/credentials/issue", TestIssuer.Body(Encoding.UTF8.GetBytes(body), "application/json")));

    public static string Token(JsonNode enveloped) => ((string)enveloped["id"]!)["data:application/vc+jwt,".Length..];

    /// <summary>The payload, as it was signed.</summary>
    public static string Payload(JsonNode enveloped) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(Token(enveloped).Split('.')[1]));

    /// <summary>The header or the payload.</summary>
    public static JsonNode Part(JsonNode enveloped, int part) => PartOf(Token(enveloped), part);

    public static JsonNode PartOf(string token, int part) => JsonNode.Parse(Base64Url.DecodeFromChars(token.Trim().Split('.')[part]))!;

    public static async Task<JsonNode> VerifyAsync(HttpClient client, JsonNode enveloped)
    {
        using var response = await CredentialsFixture.VerifyAsync(
            client, new JsonObject { ["verifiableCredential"] = enveloped.DeepClone() });
        return await response.JsonAsync();
    }

    /// <summary>The verdict of a check.</summary>
    public static async Task<string> VerdictAsync(HttpClient client, JsonNode enveloped, string check) =>
        (string)(await VerifyAsync(client, enveloped))["checks"]!.AsArray().Single(c => (string?)c!["check"] == check)!["verdict"]!;

    /// <summary>Every problem of a refusal.</summary>
    public static IEnumerable<JsonNode> Problems(JsonNode refusal) =>
        refusal["checks"]!.AsArray().SelectMany(check => check!["problems"]!.AsArray()).Select(problem => problem!);

    public static Task<long> RowsAsync(TestGateway gateway, string table) => gateway.Services.GetRequiredService<Database>().ReadAsync(
        session => session.FindAsync($"SELECT COUNT(*) FROM {table}", row => row.GetInt64(0)), default);

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var answer = await response.JsonAsync();
            Assert.True(response.StatusCode == HttpStatusCode.Created, answer.ToJsonString());
            return answer["verifiableCredential"]!;
        }
    }
}
