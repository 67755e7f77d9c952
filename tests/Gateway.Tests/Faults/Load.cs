using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Gateway.Tests.Forwarding;
using Microsoft.AspNetCore.Http;
using Untp.Credentials;

namespace Gateway.Tests.Faults;

/// <summary>A post that was answered 201: a promise.</summary>
internal sealed record Acknowledged(string Id, byte[] Bytes, string[] Deliveries);

/// <summary>Posts credentials to gateways that may die meanwhile, and plays their recipient; knows what was promised and arrived.</summary>
internal sealed class Load
{
    private readonly string _recipient;
    private readonly ConcurrentDictionary<string, byte[]> _arrived = new();
    private int _putOff;

    public Load(StubServer stub)
    {
        _recipient = $"did:web:127.0.0.1%3A{stub.Port}";
        stub.Map("/.well-known/did.json", $$"""
            {"@context": ["https://www.w3.org/ns/did/v1"], "id": "{{_recipient}}",
             "service": [{"id": "{{_recipient}}#inbox", "type": "CredentialInbox", "serviceEndpoint": "{{stub.Url("/inbox")}}"}]}
            """);
        stub.Map("/inbox", context =>
        {
            var id = context.Request.Headers["Webhook-Id"].ToString();
            _arrived[id] = stub.Requests.Last(r => r.Headers.TryGetValue("Webhook-Id", out var other) && other == id).Body;
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
    }

    /// <summary>How many posts were asked to come again later; they did.</summary>
    public int PutOff => _putOff;

    /// <summary>What was answered 201.</summary>
    public ConcurrentBag<Acknowledged> Acknowledged { get; } = [];

    /// <summary>Posts until there is nothing left or the gateway is gone; what was not answered is nobody's promise.</summary>
    public async Task SendAsync(HttpClient client, ConcurrentQueue<byte[]> batch)
    {
        var inlet = new Uri($"/credentials?to={Uri.EscapeDataString(_recipient)}", UriKind.Relative);
        while (batch.TryDequeue(out var bytes))
        {
            try
            {
                using var content = new ByteArrayContent(bytes);
                content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypes.VcJwt);
                using var answer = await client.PostAsync(inlet, content);
                var body = await answer.Content.ReadAsStringAsync();
                if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
                {
                    Assert.NotNull(answer.Headers.RetryAfter);
                    Interlocked.Increment(ref _putOff);
                    batch.Enqueue(bytes);
                    await Task.Delay(100);
                    continue;
                }

                Assert.True(answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK, $"{(int)answer.StatusCode}: {body}");
                using var json = JsonDocument.Parse(body);
                Acknowledged.Add(new(
                    json.RootElement.GetProperty("id").GetString()!,
                    bytes,
                    [.. json.RootElement.GetProperty("deliveries").EnumerateArray().Select(d => d.GetProperty("id").GetString()!)]));
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }

    /// <summary>All that was promised is there, byte for byte, and has one delivery.</summary>
    public async Task AssertHeldAsync(HttpClient client)
    {
        foreach (var (id, bytes, deliveries) in Acknowledged)
        {
            Assert.Single(deliveries);
            using var answer = await client.GetAsync(new Uri($"/credentials/{id}", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(MediaTypes.VcJwt, answer.Content.Headers.ContentType?.MediaType);
            Assert.Equal(bytes, await answer.Content.ReadAsByteArrayAsync());
        }
    }

    /// <summary>All that was promised arrives, byte for byte.</summary>
    public async Task AssertArrivesAsync()
    {
        var owed = Acknowledged.SelectMany(a => a.Deliveries).ToList();
        await Eventually.IsTrueAsync(
            () => owed.TrueForAll(_arrived.ContainsKey),
            () => $"{owed.Count(id => !_arrived.ContainsKey(id))} of {owed.Count} did not arrive");
        Assert.All(Acknowledged, a => Assert.All(a.Deliveries, id => Assert.Equal(a.Bytes, _arrived[id])));
    }
}
