using System.Net.Http.Headers;
using Gateway.Hosting;
using Gateway.Outbound;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Untp.Credentials.Tests;

namespace Gateway.Tests.Hosting;

/// <summary>The real host on a socket of 127.0.0.1 with a database of its own; only the way out and the clock are the test's.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    public const string Key = "gw_the-key-of-the-first-tenant-in-every-test";

    private readonly WebApplicationFactory<Program> _factory;
    private readonly DirectoryInfo _folder;

    private TestGateway(WebApplicationFactory<Program> factory, DirectoryInfo folder)
    {
        _factory = factory;
        _folder = folder;
    }

    public FakeOutbound Outbound { get; private init; } = new();

    public ManualTime Time { get; private init; } = new();

    public CapturedLog Log { get; private init; } = new();

    public string DataPath => _folder.FullName;

    public IServiceProvider Services => _factory.Services;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Starts one with settings besides those of every test (null takes one away), and services in place of real ones.</summary>
    public static Task<TestGateway> StartAsync(
        Dictionary<string, string?>? settings = null, Action<IServiceCollection>? services = null, DirectoryInfo? folder = null)
    {
        folder ??= Directory.CreateTempSubdirectory("gateway-test-");
        var (outbound, time, log) = (new FakeOutbound(), new ManualTime(), new CapturedLog());
        var factory = new WebApplicationFactory<Program>().WithWebHostBuilder(web =>
        {
            web.UseSetting("Gateway:DataPath", folder.FullName);
            var all = new Dictionary<string, string?>(settings ?? []);
            all.TryAdd("urls", "http://127.0.0.1:0");
            all.TryAdd("Gateway:Auth:BootstrapKey", Key);
            foreach (var (name, value) in all.Where(setting => setting.Value is not null))
            {
                web.UseSetting(name, value);
            }

            web.ConfigureTestServices(those =>
            {
                those.AddSingleton<IOutbound>(outbound);
                those.Replace(ServiceDescriptor.Singleton<TimeProvider>(time));
                those.AddLogging(logging => logging.ClearProviders().AddProvider(log));
                services?.Invoke(those);
            });
        });
        factory.UseKestrel(0);
        var gateway = new TestGateway(factory, folder) { Outbound = outbound, Time = time, Log = log };
        factory.StartServer();
        Assert.True(factory.Services.GetRequiredService<StartPhase>().IsOver, "it did not start: standard error says why");
        var server = factory.Services.GetRequiredService<IServer>();
        gateway.Address = new Uri(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
        return Task.FromResult(gateway);
    }

    /// <summary>A client without a key, or with one.</summary>
    public HttpClient Client(string? key = null)
    {
        var client = _factory.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = Address });
        client.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>Adds a tenant; returns its key.</summary>
    public async Task<string> AddTenantAsync(string name)
    {
        var tenants = Services.GetRequiredService<ITenantStore>();
        var tenant = await tenants.AddTenantAsync(name, Time.GetUtcNow(), default);
        var key = ApiKey.Create();
        await tenants.AddKeyAsync(tenant!.Id, ApiKey.Hash(key), Time.GetUtcNow(), default);
        return key;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Stops it and leaves its data.</summary>
    public ValueTask StopAsync() => _factory.DisposeAsync();
}

/// <summary>One gateway for all tests of a class.</summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    internal TestGateway Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await TestGateway.StartAsync();

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
