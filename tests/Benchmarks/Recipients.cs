using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Benchmarks;

/// <summary>Any number of recipients on 127.0.0.1, who take whatever they are sent at once.</summary>
internal sealed class Recipients : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, int> _arrived = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<long> _times = new();
    private int _port;
    private int _signed;
    private int _asked;

    private Recipients(WebApplication app)
    {
        _app = app;
        _app.Run(AnswerAsync);
    }

    /// <summary>How many different deliveries arrived.</summary>
    public int Arrived => _arrived.Count;

    /// <summary>How many arrived once more.</summary>
    public int Again => _arrived.Values.Sum() - _arrived.Count;

    /// <summary>How many attempts were signed (RFC 9421); not whether the signature holds, which would cost more than to make it.</summary>
    public int Signed => _signed;

    /// <summary>How often one's DID document was fetched.</summary>
    public int Asked => _asked;

    public static async Task<Recipients> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = new Recipients(builder.Build());
        await server._app.StartAsync();
        server._port = new Uri(server._app.Urls.Single()).Port;
        return server;
    }

    public string Did(int number) => $"did:web:127.0.0.1%3A{_port}:{number}";

    /// <summary>How many arrived a second, from the first after so many to the last.</summary>
    public double PerSecondAfter(int warmUp)
    {
        var times = _times.Order().ToList();
        return (times.Count - 1 - warmUp) / Stopwatch.GetElapsedTime(times[warmUp], times[^1]).TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (context.Request.Method == "GET")
        {
            Interlocked.Increment(ref _asked);
            var number = path.Split('/')[1];
            var did = $"did:web:127.0.0.1%3A{_port}:{number}";
            await context.Response.WriteAsync($$"""
                {"@context": ["https://www.w3.org/ns/did/v1"], "id": "{{did}}", "service":
                 [{"id": "{{did}}#inbox", "type": "CredentialInbox", "serviceEndpoint": "http://127.0.0.1:{{_port}}/{{number}}/inbox"}]}
                """);
            return;
        }

        await context.Request.BodyReader.CopyToAsync(Stream.Null);
        _arrived.AddOrUpdate(context.Request.Headers["Webhook-Id"].ToString(), 1, (_, before) => before + 1);
        _times.Enqueue(Stopwatch.GetTimestamp());
        if (context.Request.Headers["Signature-Input"].ToString().Contains("keyid=\"did:", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _signed);
        }

        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }
}
