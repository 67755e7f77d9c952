using Microsoft.Extensions.Options;

namespace Gateway.Hosting;

/// <summary>
/// Makes the first tenant and its key in a database without any, before the first request. The key is written to
/// <c>{DataPath}/api-key</c>, for its owner's eyes only, and a random one is shown once on the console, which is not the log.
/// </summary>
internal sealed class Bootstrap(
    ITenantStore tenants, IOptions<GatewayOptions> gateway, IOptions<AuthOptions> auth, TimeProvider time, ILogger<Bootstrap> logger)
    : IHostedService
{
    private const string TenantName = "default";
    private const string FileName = "api-key";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await tenants.AnyTenantAsync(cancellationToken))
        {
            await WarnOfUnusedKeyAsync(cancellationToken);
            return;
        }

        var key = auth.Value.BootstrapKey ?? ApiKey.Create();
        var now = time.GetUtcNow();
        var file = await WriteAsync(key, cancellationToken);
        if (await tenants.AddTenantAsync(TenantName, now, cancellationToken) is not { } tenant)
        {
            return;
        }

        var keyId = await tenants.AddKeyAsync(tenant.Id, ApiKey.Hash(key), now, cancellationToken);
        logger.TenantMade(tenant.Id, tenant.Name, keyId, file);
        var shown = auth.Value.BootstrapKey is null ? key : "as set by Gateway:Auth:BootstrapKey";
        await Console.Out.WriteLineAsync($"API key of tenant {TenantName}, shown once, kept in {file}: {shown}");
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task WarnOfUnusedKeyAsync(CancellationToken cancellationToken)
    {
        if (auth.Value.BootstrapKey is { } key && await ApiKey.FindAsync(tenants, ApiKey.Hash(key), cancellationToken) is null)
        {
            logger.BootstrapKeyIgnored();
        }
    }

    private async Task<string> WriteAsync(string key, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(gateway.Value.DataPath);
        var file = Path.Combine(gateway.Value.DataPath, FileName);
        await SecretFile.WriteAsync(file, key, cancellationToken);
        return file;
    }
}
