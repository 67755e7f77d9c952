using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Hosting;
using Gateway.Tests.Issuing;

namespace Gateway.Tests.Conformance;

/// <summary>A gateway by profile <c>w3c</c>, called as W3C's suites call it, and somebody else who signs what is to be verified.</summary>
public sealed class SuiteHost : IAsyncLifetime
{
    /// <summary>As W3C's suites ask: their names of checks, and the whole profile is run.</summary>
    private static readonly JsonObject s_options = new() { ["checks"] = new JsonArray("proof") };

    private readonly TestIssuer _somebody = TestIssuer.WithKey();

    internal TestGateway Gateway { get; private set; } = null!;

    internal HttpClient Tenant { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Gateway = await TestGateway.StartAsync(new() { ["Gateway:PublicUrl"] = IssuingHost.Url, ["Gateway:Issuing:Profile"] = "w3c" });
        Tenant = Gateway.Client(TestGateway.Key);
    }

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();

    /// <summary>The least credential, with members put in place of its own; null takes one away.</summary>
    internal static JsonObject Credential(string change = "{}")
    {
        var credential = JsonNode.Parse(
            """
            {
              "@context": ["https://www.w3.org/ns/credentials/v2"],
              "id": "urn:uuid:0c2f1a54-3c5b-4a6e-9f5e-9d0f1c2b3a4d",
              "type": ["VerifiableCredential"],
              "issuer": "did:web:gateway.example",
              "credentialSubject": {"id": "did:example:subject"}
            }
            """)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
        {
            credential.Remove(name);
            if (value is not null)
            {
                credential[name] = value.DeepClone();
            }
        }

        return credential;
    }

    internal async Task<(HttpStatusCode Status, JsonNode Answer)> PostAsync(string path, JsonObject body)
    {
        using var response = await Tenant.PostAsync(path, TestIssuer.Body(Encoding.UTF8.GetBytes(body.ToJsonString()), "application/json"));
        return (response.StatusCode, await response.JsonAsync());
    }

    /// <summary>Asks the issuer.</summary>
    internal Task<(HttpStatusCode Status, JsonNode Answer)> IssueAsync(JsonObject credential, string options = "{}") => PostAsync(
        "/credentials/issue", new JsonObject { ["credential"] = credential.DeepClone(), ["options"] = JsonNode.Parse(options) });

    internal async Task<JsonNode> IssuedAsync(JsonObject credential, string options = "{}")
    {
        var (status, answer) = await IssueAsync(credential, options);
        Assert.True(status == HttpStatusCode.Created, answer.ToJsonString());
        return answer["verifiableCredential"]!;
    }

    /// <summary>Asks the verifier.</summary>
    internal Task<(HttpStatusCode Status, JsonNode Answer)> VerifyAsync(JsonNode credential) => PostAsync(
        "/credentials/verify",
        new JsonObject { ["verifiableCredential"] = credential.DeepClone(), ["options"] = s_options.DeepClone() });

    internal Task<(HttpStatusCode Status, JsonNode Answer)> VerifyPresentationAsync(JsonNode presentation, JsonObject? options = null) =>
        PostAsync(
            "/presentations/verify",
            new JsonObject { ["verifiablePresentation"] = presentation.DeepClone(), ["options"] = options ?? s_options.DeepClone() });

    /// <summary>The same claims, signed past every check by somebody else.</summary>
    internal async Task<JsonNode> SignedBySomebodyAsync(JsonObject credential)
    {
        var claims = credential.DeepClone().AsObject();
        if (claims["issuer"] is JsonObject issuer && issuer.ContainsKey("id"))
        {
            issuer["id"] = _somebody.Did;
        }
        else if ((string?)(claims["issuer"] as JsonValue) == IssuingHost.Root)
        {
            claims["issuer"] = _somebody.Did;
        }

        return JsonValue.Create(Encoding.ASCII.GetString(await _somebody.SignAsync(claims)));
    }

    internal static string[] Pointers(JsonNode answer) =>
        [.. answer["checks"]!.AsArray().SelectMany(c => c!["problems"]!.AsArray()).Select(p => (string?)p!["pointer"]).OfType<string>()];
}
