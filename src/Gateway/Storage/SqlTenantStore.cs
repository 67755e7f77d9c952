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

    private const string AllKeys =
        """
        SELECT k.id, t.name, k.created_at, k.revoked_at FROM api_keys k JOIN tenants t ON t.id = k.tenant_id
        ORDER BY k.created_at, k.id
        """;

    private const string RevokeKey = "UPDATE api_keys SET revoked_at = @now WHERE id = @id AND revoked_at IS NULL";

    private const string KeysByPrefix = "SELECT id, tenant_id, hash FROM api_keys WHERE hash_prefix = @prefix AND revoked_at IS NULL";

    public Task<Tenant?> AddTenantAsync(string name, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var tenant = NewTenant(name, now);
        return database.WriteAsync(
            async session => await InsertTenantAsync(session, tenant) == 1 ? tenant : null,
            cancellationToken);
    }

    public Task<FirstTenant?> AddFirstTenantAsync(
        string name, byte[] keyHash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var first = new FirstTenant(NewTenant(name, now), RandomId.Create());
        return database.WriteAsync(
            async session =>
            {
                // of two processes that start at once the second waits in the insert, which the first's name then makes nothing of
                if (await session.FindAsync(AnyTenant, ReadTenant) is not null || await InsertTenantAsync(session, first.Tenant) == 0)
                {
                    return null;
                }

                await InsertKeyAsync(session, first.KeyId, first.Tenant.Id, keyHash, now);
                return first;
            },
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
                await InsertKeyAsync(session, id, tenantId, hash, now);
                return id;
            },
            cancellationToken);
    }

    public async Task<IReadOnlyList<ListedKey>> ListKeysAsync(CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.ListAsync(
            AllKeys, row => new ListedKey(row.GetString(0), row.GetString(1), row.GetTime(2), row.GetTimeOrNull(3))),
        cancellationToken);

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

    private static Tenant NewTenant(string name, DateTimeOffset now) =>
        new(RandomId.Create(), name, DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()));

    private static Task<int> InsertTenantAsync(Session session, Tenant tenant) => session.ExecuteAsync(
        InsertTenant, ("@id", tenant.Id), ("@name", tenant.Name), ("@now", tenant.CreatedAt.ToUnixTimeMilliseconds()));

    private static Task<int> InsertKeyAsync(Session session, string id, string tenantId, byte[] hash, DateTimeOffset now) =>
        session.ExecuteAsync(
            InsertKey,
            ("@id", id),
            ("@tenant", tenantId),
            ("@prefix", hash[..PrefixLength]),
            ("@hash", hash),
            ("@now", now.ToUnixTimeMilliseconds()));

    private static Tenant ReadTenant(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetTime(2));
}
