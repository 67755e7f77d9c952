namespace Gateway.Hosting;

/// <summary>Keeps the answers to requests that carried an Idempotency-Key, for as long as they are honoured.</summary>
internal interface IIdempotencyStore
{
    /// <summary>The answer kept for the tenant's key, unless it has expired.</summary>
    Task<KeptAnswer?> FindAsync(string tenantId, string key, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Keeps an answer that had no other effect; a key that has one already keeps the first, which is returned.</summary>
    Task<KeptAnswer> KeepAsync(IdempotencyKey key, KeptAnswer answer, CancellationToken cancellationToken);
}

/// <param name="TenantId">Keys of tenants are apart.</param>
/// <param name="Key">The header's value.</param>
/// <param name="Fingerprint">SHA-256 over method, path, query, media type and body.</param>
/// <param name="Now">When the request came; answers older than their expiry make place for a new one.</param>
/// <param name="ExpiresAt">Until when the answer is kept.</param>
internal sealed record IdempotencyKey(string TenantId, string Key, byte[] Fingerprint, DateTimeOffset Now, DateTimeOffset ExpiresAt);

/// <summary>An answer as sent.</summary>
/// <param name="Fingerprint">Of the request that it answered.</param>
internal sealed record KeptAnswer(byte[] Fingerprint, int Status, string ContentType, string? Location, byte[] Body);
