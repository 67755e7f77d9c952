using Gateway.Hosting;

namespace Gateway.Commands;

/// <summary>
/// The operator's commands for organisations and their keys. What was asked for, and nothing else, goes to the output, so that a
/// script can take it; the rest is said beside it.
/// </summary>
internal sealed class TenantCommands(ITenantStore tenants, TimeProvider time, TextWriter output, TextWriter aside)
{
    private const int MaxNameLength = 100;

    /// <summary>Prints the new tenant's id.</summary>
    public async Task<int> AddTenantAsync(string name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxNameLength || name.Any(char.IsControl))
        {
            return await RefuseAsync($"A tenant's name has 1 to {MaxNameLength} characters, none of them a control character.");
        }

        if (await tenants.AddTenantAsync(name, time.GetUtcNow(), CancellationToken.None) is not { } tenant)
        {
            return await RefuseAsync($"There is a tenant named {name} already.");
        }

        await output.WriteLineAsync(tenant.Id);
        await aside.WriteLineAsync($"Added tenant {tenant.Name}. 'Gateway keys add' makes a key for it.");
        return CommandLine.Done;
    }

    /// <summary>Prints each tenant's id and name, apart by a tab.</summary>
    public async Task<int> ListTenantsAsync()
    {
        foreach (var tenant in await tenants.ListTenantsAsync(CancellationToken.None))
        {
            await output.WriteLineAsync($"{tenant.Id}\t{tenant.Name}");
        }

        return CommandLine.Done;
    }

    /// <summary>Prints the new key; only its hash is kept.</summary>
    public async Task<int> AddKeyAsync(string tenantIdOrName)
    {
        if (await tenants.FindTenantAsync(tenantIdOrName, CancellationToken.None) is not { } tenant)
        {
            return await RefuseAsync("There is no tenant with that id or name.");
        }

        var key = ApiKey.Create();
        var id = await tenants.AddKeyAsync(tenant.Id, ApiKey.Hash(key), time.GetUtcNow(), CancellationToken.None);
        await output.WriteLineAsync(key);
        await aside.WriteLineAsync($"A key for tenant {tenant.Name}, shown this once. 'Gateway keys revoke {id}' revokes it.");
        return CommandLine.Done;
    }

    /// <summary>Prints each key's id, its tenant's name, and since when it is in force or revoked, apart by tabs; never a key.</summary>
    public async Task<int> ListKeysAsync()
    {
        foreach (var key in await tenants.ListKeysAsync(CancellationToken.None))
        {
            var state = key.RevokedAt is { } revoked ? $"revoked\t{revoked:u}" : $"in force\t{key.CreatedAt:u}";
            await output.WriteLineAsync($"{key.Id}\t{key.TenantName}\t{state}");
        }

        return CommandLine.Done;
    }

    /// <summary>Prints nothing.</summary>
    public async Task<int> RevokeKeyAsync(string id)
    {
        if (!await tenants.RevokeKeyAsync(id, time.GetUtcNow(), CancellationToken.None))
        {
            return await RefuseAsync("There is no key in force with that id.");
        }

        await aside.WriteLineAsync($"Revoked key {id}.");
        return CommandLine.Done;
    }

    private async Task<int> RefuseAsync(string reason)
    {
        await aside.WriteLineAsync(reason);
        return CommandLine.Refused;
    }
}
