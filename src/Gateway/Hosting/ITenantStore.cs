namespace Gateway.Hosting;

/// <summary>Keeps the organisations that use the gateway, and the hashes of their keys.</summary>
internal interface ITenantStore
{
    /// <summary>Adds a tenant; null when the name is taken.</summary>
    Task<Tenant?> AddTenantAsync(string name, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Adds the first tenant and its key in one transaction; null, and nothing added, where there is a tenant already.</summary>
    Task<FirstTenant?> AddFirstTenantAsync(string name, byte[] keyHash, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The tenant of that id or name.</summary>
    Task<Tenant?> FindTenantAsync(string idOrName, CancellationToken cancellationToken);

    /// <summary>All tenants, by name.</summary>
    Task<IReadOnlyList<Tenant>> ListTenantsAsync(CancellationToken cancellationToken);

    /// <summary>Whether there is any tenant yet.</summary>
    Task<bool> AnyTenantAsync(CancellationToken cancellationToken);

    /// <summary>Adds a key, as its hash; returns the key's id.</summary>
    Task<string> AddKeyAsync(string tenantId, byte[] hash, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>All keys, revoked ones too, oldest first.</summary>
    Task<IReadOnlyList<ListedKey>> ListKeysAsync(CancellationToken cancellationToken);

    /// <summary>Revokes a key; false when there is none with that id in force.</summary>
    Task<bool> RevokeKeyAsync(string keyId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// The keys in force whose hash starts with these 8 bytes (one, but for chance); the caller compares the whole in constant time.
    /// </summary>
    Task<IReadOnlyList<StoredKey>> FindKeysAsync(ReadOnlyMemory<byte> hashPrefix, CancellationToken cancellationToken);
}

/// <summary>An organisation.</summary>
internal sealed record Tenant(string Id, string Name, DateTimeOffset CreatedAt);

/// <summary>The first tenant, and the id of its key.</summary>
internal sealed record FirstTenant(Tenant Tenant, string KeyId);

/// <summary>A key as the operator may see it.</summary>
internal sealed record ListedKey(string Id, string TenantName, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt);

/// <param name="Hash">SHA-256 of the key.</param>
internal sealed record StoredKey(string Id, string TenantId, byte[] Hash);
