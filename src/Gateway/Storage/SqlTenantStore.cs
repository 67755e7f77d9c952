using System.Data.Common;
using Gateway.Hosting;

namespace Gateway.Storage;

/// <inheritdoc cref="ITenantStore"/>
internal sealed class SqlTenantStore(Database database) : ITenantStore
{
    private const int PrefixLength = 8;

    private const string InsertTenant =
        "INSERT INTO tenants (id, name, created_at) VALUES (@id, @name, @now) ON CONFLICT (name) DO NOTHING";

    private const string TenantById = "SELECT id, name, created_at FROM tenants WHERE id = @text";

    private const string TenantByName = "SELECT id, name, created_at FROM tenants WHERE name = @text";

    private const string AllTenants = "SELECT id, name, created_at FROM tenants ORDER BY name";

    private const string AnyTenant = "SELECT id, name, created_at FROM tenants LIMIT 1";

    private const string InsertKey =
        "INSERT INTO api_keys (id, tenant_id, hash_prefix, hash, created_at) VALUES (@id, @tenant, @prefix, @hash, @now)";

    private const string RevokeKey = "UPDATE api_keys SET revoked_at = @now WHERE id = @id AND revoked_at IS NULL";

    private const string KeysByPrefix = "SELECT id, tenant_id, hash FROM api_keys WHERE hash_prefix = @prefix AND revoked_at IS NULL";

    public Task<Tenant?> AddTenantAsync(string name, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var tenant = new Tenant(RandomId.Create(), name, DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()));
        return database.WriteAsync(
            async session => await session.ExecuteAsync(
                InsertTenant, ("@id", tenant.Id), ("@name", name), ("@now", now.ToUnixTimeMilliseconds())) == 1 ? tenant : null,
            cancellationToken);
    }

    public Task<Tenant?> FindTenantAsync(string idOrName, CancellationToken cancellationToken) => database.ReadAsync(
        async session => await session.FindAsync(TenantById, ReadTenant, ("@text", idOrName))
            ?? await session.FindAsync(TenantByName, ReadTenant, ("@text", idOrName)),
        cancellationToken);

    public async Task<IReadOnlyList<Tenant>> ListTenantsAsync(CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.ListAsync(AllTenants, ReadTenant), cancellationToken);

    public Task<bool> AnyTenantAsync(CancellationToken cancellationToken) => database.ReadAsync(
        async session => await session.FindAsync(AnyTenant, ReadTenant) is not null,
        cancellationToken);

    public Task<string> AddKeyAsync(string tenantId, byte[] hash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var id = RandomId.Create();
        return database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    InsertKey,
                    ("@id", id),
                    ("@tenant", tenantId),
                    ("@prefix", hash[..PrefixLength]),
                    ("@hash", hash),
                    ("@now", now.ToUnixTimeMilliseconds()));
                return id;
            },
            cancellationToken);
    }

    public Task<bool> RevokeKeyAsync(string keyId, DateTimeOffset now, CancellationToken cancellationToken) => database.WriteAsync(
        async session => await session.ExecuteAsync(RevokeKey, ("@now", now.ToUnixTimeMilliseconds()), ("@id", keyId)) == 1,
        cancellationToken);

    public async Task<IReadOnlyList<StoredKey>> FindKeysAsync(ReadOnlyMemory<byte> hashPrefix, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            session => session.ListAsync(
                KeysByPrefix,
                row => new StoredKey(row.GetString(0), row.GetString(1), row.GetBytes(2)),
                ("@prefix", hashPrefix.ToArray())),
            cancellationToken);

    private static Tenant ReadTenant(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetTime(2));
}
