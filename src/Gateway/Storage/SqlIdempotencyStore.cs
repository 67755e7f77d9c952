using Gateway.Hosting;

namespace Gateway.Storage;

/// <inheritdoc cref="IIdempotencyStore"/>
internal sealed class SqlIdempotencyStore(Database database) : IIdempotencyStore
{
    public Task<KeptAnswer?> FindAsync(string tenantId, string key, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ReadAsync(session => IdempotencyRows.FindAsync(session, tenantId, key, now), cancellationToken);

    public Task<KeptAnswer> KeepAsync(IdempotencyKey key, KeptAnswer answer, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session => await IdempotencyRows.AddAsync(session, key, answer) ?? answer,
            cancellationToken);
}
