using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Forwarding;
using Gateway.Hosting;
using Untp.Credentials.Proofs;

namespace Gateway.Commands;

/// <summary>
/// The rest of the world, for the demonstration: a web server on a loopback port of its own that publishes the DID documents of an
/// issuer and a recipient, and takes what is delivered to the recipient.
/// </summary>
internal sealed class DemoHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SigningKey _key = SigningKey.Generate(KeyType.Ed25519);
    private readonly ConcurrentQueue<Arrival> _arrivals = new();

    private DemoHost(WebApplication app) => _app = app;

    public string IssuerDid => DidOf("issuer");

    public string RecipientDid => DidOf("recipient");

    public ISigner Signer => new KeySigner(_key, $"{IssuerDid}#key-1");

    private Uri Address => new(_app.Urls.First());

    public static async Task<DemoHost> StartAsync(CancellationToken cancellationToken)
    {
        var builder = Builder.Create();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var host = new DemoHost(builder.Build());
        host._app.MapGet("/issuer/did.json", () => Results.Text(host.IssuerDocument().ToJsonString(), "application/did+json"));
        host._app.MapGet("/recipient/did.json", () => Results.Text(host.RecipientDocument().ToJsonString(), "application/did+json"));
        host._app.MapPost("/recipient/inbox", host.TakeAsync);
        await host._app.StartAsync(cancellationToken);
        return host;
    }

    /// <summary>The delivery of that id, once it has arrived; null when it has not by the end of the wait.</summary>
    public async Task<Arrival?> WaitForAsync(string webhookId, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var step = TimeSpan.FromMilliseconds(20);
        for (var waited = TimeSpan.Zero; waited < atMost; waited += step)
        {
            if (_arrivals.FirstOrDefault(a => a.WebhookId == webhookId) is { } arrival)
            {
                return arrival;
            }

            await Task.Delay(step, cancellationToken);
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    private string DidOf(string name) => string.Create(CultureInfo.InvariantCulture, $"did:web:{Address.Host}%3A{Address.Port}:{name}");

    private JsonObject IssuerDocument() => new()
    {
        ["@context"] = new JsonArray("https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"),
        ["id"] = IssuerDid,
        ["verificationMethod"] = new JsonArray(new JsonObject
        {
            ["id"] = $"{IssuerDid}#key-1",
            ["type"] = "Multikey",
            ["controller"] = IssuerDid,
            ["publicKeyMultibase"] = _key.VerificationKey.ToMultibase(),
        }),
        ["assertionMethod"] = new JsonArray($"{IssuerDid}#key-1"),
    };

    private JsonObject RecipientDocument() => new()
    {
        ["@context"] = new JsonArray("https://www.w3.org/ns/did/v1"),
        ["id"] = RecipientDid,
        ["service"] = new JsonArray(new JsonObject
        {
            ["id"] = $"{RecipientDid}#inbox",
            ["type"] = CredentialInbox.ServiceType,
            ["serviceEndpoint"] = new Uri(Address, "recipient/inbox").ToString(),
        }),
    };

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        _arrivals.Enqueue(new Arrival(context.Request.Headers["Webhook-Id"].ToString(), body.ToArray()));
        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }
}

/// <summary>What arrived at the recipient's inbox.</summary>
internal sealed record Arrival(string WebhookId, byte[] Body);
