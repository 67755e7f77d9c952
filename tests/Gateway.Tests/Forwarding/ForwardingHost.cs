using Gateway.Forwarding;
using Gateway.Hosting;
using Gateway.Outbound;
using Gateway.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Untp.Credentials.Dids;

namespace Gateway.Tests.Forwarding;

/// <summary>
/// The worker with its real neighbours (the stores, over SQLite unless told otherwise, DIDs, Outbound) and recipients played by a stub
/// server.
/// </summary>
internal sealed class ForwardingHost : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("forwarding-");
    private readonly WebApplication _app;
    private readonly DeliveryWorker _worker;

    private ForwardingHost(StubServer stub, TimeProvider? time, (string Key, string Value)[] settings)
    {
        Stub = stub;
        Time = time as ManualTimers ?? new ManualTimers(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
            settings.Append(("Gateway:DataPath", _folder.FullName)).Append(("Gateway:Outbound:AllowLoopback", "true"))
                .Select(s => KeyValuePair.Create(s.Item1, (string?)s.Item2)));
        builder.Services.AddSingleton(time ?? Time);
        builder.Services.AddSingleton(services => new DidResolver(
            new DidResolverOptions { AllowLoopback = true, NegativeLifetime = TimeSpan.Zero },
            services.GetRequiredService<TimeProvider>()));
        builder.AddStorage();
        builder.AddOutbound();
        builder.AddForwarding();
        _app = builder.Build();
        _worker = _app.Services.GetServices<IHostedService>().OfType<DeliveryWorker>().Single();
    }

    public StubServer Stub { get; }

    private DeliveryNotices Notices => _app.Services.GetServices<IHostedService>().OfType<DeliveryNotices>().Single();

    /// <summary>The worker's clock, unless it was given another.</summary>
    public ManualTimers Time { get; }

    public IDeliveryStore Deliveries => _app.Services.GetRequiredService<IDeliveryStore>();

    public DeliverySignal Signal => _app.Services.GetRequiredService<DeliverySignal>();

    public string TenantId { get; private set; } = "";

    public static async Task<ForwardingHost> CreateAsync(TimeProvider? time = null, params (string Key, string Value)[] settings)
    {
        var host = new ForwardingHost(await StubServer.StartAsync(), time, settings);
        await host._app.Services.GetRequiredService<Database>().MigrateAsync(default);
        var tenants = host._app.Services.GetRequiredService<ITenantStore>();
        var tenant = await tenants.AddTenantAsync("acme", host.Time.GetUtcNow(), default) ?? await tenants.FindTenantAsync("acme", default);
        host.TenantId = tenant!.Id;
        return host;
    }

    public async Task StartAsync()
    {
        await StartNoticesAsync();
        await _worker.StartAsync(default);
    }

    /// <summary>All but the worker: deliveries are told of and not made.</summary>
    public Task StartNoticesAsync() => Notices.StartAsync(default);

    public Task StopAsync() => _worker.StopAsync(default);

    /// <summary>A recipient whose DID document names that inbox; by default /{name}/inbox at the stub server, not yet mapped.</summary>
    public string AddRecipient(string name, string? inbox = null, string type = CredentialInbox.ServiceType)
    {
        var did = $"did:web:127.0.0.1%3A{Stub.Port}:{name}";
        var endpoint = inbox ?? Stub.Url($"/{name}/inbox").ToString();
        Stub.Map($"/{name}/did.json", $$"""
            {
              "@context": ["https://www.w3.org/ns/did/v1"],
              "id": "{{did}}",
              "service": [{"id": "{{did}}#inbox", "type": "{{type}}", "serviceEndpoint": "{{endpoint}}"}]
            }
            """);
        return did;
    }

    /// <summary>Keeps a credential owed to these recipients, as the intake does it, and says what its bytes are.</summary>
    public async Task<(string Id, byte[] Bytes)> OweAsync(params string[] recipients)
    {
        var bytes = Owed.NewBytes();
        return (await Owed.AddAsync(_app.Services, TenantId, bytes, recipients), bytes);
    }

    /// <summary>What was posted to a recipient's inbox so far.</summary>
    public IReadOnlyList<StubRequest> PostsTo(string name) =>
        [.. Stub.Requests.Where(r => r.Method == "POST" && r.Target == $"/{name}/inbox")];

    /// <summary>The only delivery, once it is as expected; fails when it does not get there.</summary>
    public async Task<Delivery> WaitForAsync(Func<Delivery, bool> isReached)
    {
        Delivery? last = null;
        await Eventually.IsTrueAsync(
            async () =>
            {
                last = (await Deliveries.ListAsync(TenantId, null, null, 1, default)).Items.SingleOrDefault();
                return last is not null && isReached(last);
            },
            () => $"the delivery is {last}");
        return last!;
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var stopped = _worker.StopAsync(patience.Token);
        Time.Advance(TimeSpan.FromMinutes(1)); // the grace of what a test left hanging
        await stopped;
        await Notices.StopAsync(patience.Token);
        await _app.DisposeAsync();
        await Stub.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
