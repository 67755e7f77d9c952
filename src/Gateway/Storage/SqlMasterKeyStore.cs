using Gateway.Issuing;

namespace Gateway.Storage;

/// <inheritdoc cref="IMasterKeyStore"/>
internal sealed class SqlMasterKeyStore(Database database) : IMasterKeyStore
{
    private const string Find = "SELECT id FROM master_keys WHERE one = 1";

    private const string Insert = "INSERT INTO master_keys (one, id, changed_at) VALUES (1, @id, @now) ON CONFLICT (one) DO NOTHING";

    private const string Replace = "UPDATE master_keys SET id = @new, changed_at = @now WHERE one = 1 AND id = @old";

    private const string Sealed = "SELECT id, seal FROM signing_keys WHERE master_key_id = @old AND seal IS NOT NULL";

    private const string Reseal = "UPDATE signing_keys SET seal = @seal, master_key_id = @new WHERE id = @id";

    // Changes nothing: it waits for a rotation under way, and keeps the next one waiting for this transaction.
    private const string Hold = "UPDATE master_keys SET id = id WHERE one = 1 AND id = @id";

    public Task<string?> FindIdAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FindAsync(Find, row => row.GetString(0)), cancellationToken);

    public Task<string> SetFirstAsync(string id, DateTimeOffset now, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await session.ExecuteAsync(Insert, ("@id", id), ("@now", now.ToUnixTimeMilliseconds()));
            return (await session.FindAsync(Find, row => row.GetString(0)))!;
        },
        cancellationToken);

    public Task<bool> ReplaceAsync(
        string oldId, string newId, Func<StoredSeal, byte[]> reseal, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                if (await session.ExecuteAsync(Replace, ("@new", newId), ("@now", now.ToUnixTimeMilliseconds()), ("@old", oldId)) == 0)
                {
                    return false;
                }

                foreach (var seal in await session.ListAsync(
                    Sealed, row => new StoredSeal(row.GetString(0), row.GetBytes(1)), ("@old", oldId)))
                {
                    await session.ExecuteAsync(Reseal, ("@seal", reseal(seal)), ("@new", newId), ("@id", seal.KeyId));
                }

                return true;
            },
            cancellationToken);

    /// <summary>Whether that is the master key, and it stays so until the end of the transaction.</summary>
    public static async Task<bool> HoldAsync(Session session, string id) => await session.ExecuteAsync(Hold, ("@id", id)) == 1;
}
