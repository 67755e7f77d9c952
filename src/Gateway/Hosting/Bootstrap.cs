using System.Text;
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

        // On disk before it is in force, so that it cannot be lost; under its own name only when no other start was first.
        var key = auth.Value.BootstrapKey ?? ApiKey.Create();
        var file = Path.Combine(gateway.Value.DataPath, FileName);
        var draft = $"{file}.{RandomId.Create()}";
        Directory.CreateDirectory(gateway.Value.DataPath);
        SecretFile.Write(draft, Encoding.ASCII.GetBytes(key));
        if (await tenants.AddFirstTenantAsync(TenantName, ApiKey.Hash(key), time.GetUtcNow(), cancellationToken) is not { } first)
        {
            File.Delete(draft);
            return;
        }

        File.Move(draft, file, overwrite: true);
        logger.TenantMade(first.Tenant.Id, first.Tenant.Name, first.KeyId, file);
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
}
