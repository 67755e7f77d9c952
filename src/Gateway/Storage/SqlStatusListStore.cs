using System.Data.Common;
using System.Text.Json;
using Gateway.Issuing;

namespace Gateway.Storage;

/// <inheritdoc cref="IStatusListStore"/>
internal sealed class SqlStatusListStore(Database database) : IStatusListStore
{
    private const string State =
        """
        SELECT l.id, l.tenant_id, l.issuer, l.purpose, l.length, l.version, k.id, t.version, t.key_id, t.signed_at
        FROM status_lists l
        LEFT JOIN status_list_tokens t ON t.list_seq = l.seq
        LEFT JOIN dids d ON d.tenant_id = l.tenant_id AND d.did_key = l.issuer_key
        LEFT JOIN signing_keys k ON k.did_seq = d.seq AND k.state = 0
        WHERE l.id = @id
        """;

    private const string Token =
        "SELECT t.token FROM status_lists l JOIN status_list_tokens t ON t.list_seq = l.seq WHERE l.id = @id";

    private const string Version = "SELECT seq, version FROM status_lists WHERE id = @id";

    private const string SetEntries = "SELECT entry FROM status_entries WHERE list_seq = @list AND value <> 0 ORDER BY entry";

    // Of two that were signed at once the later one stays.
    private const string SaveToken =
        """
        INSERT INTO status_list_tokens (list_seq, version, key_id, signed_at, token)
        SELECT seq, @version, @key, @at, @token FROM status_lists WHERE id = @id
        ON CONFLICT (list_seq) DO UPDATE SET
            version = excluded.version, key_id = excluded.key_id, signed_at = excluded.signed_at, token = excluded.token
        WHERE status_list_tokens.version <= excluded.version
        """;

    // one at a time: what comes while a group waits for the disk is the next one
    private readonly SharedWrites<StatusRequest, IReadOnlyList<StatusSlot>> _requests = new(
        1,
        database.MaxQueuedWrites,
        new EntriesAhead(database).HandOutAsync);

    public Task<IReadOnlyList<StatusSlot>> TakeAsync(StatusRequest request, CancellationToken cancellationToken) =>
        _requests.WriteAsync(request, cancellationToken);

    public Task<StatusListState?> FindAsync(string id, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FindAsync(State, Read, ("@id", id)), cancellationToken);

    public Task<byte[]?> FindTokenAsync(string id, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FindAsync(Token, row => row.GetBytes(0), ("@id", id)), cancellationToken);

    // The version first: what is changed between the two makes the list newer than it says, and it is signed once more.
    public Task<StatusBits> ReadBitsAsync(string id, CancellationToken cancellationToken) => database.ReadAsync(
        async session =>
        {
            var (seq, version) = await session.FindAsync(Version, row => (row.GetInt64(0), row.GetInt32(1)), ("@id", id));
            return new StatusBits(version, await session.ListAsync(SetEntries, row => row.GetInt32(0), ("@list", seq)));
        },
        cancellationToken);

    public Task SaveTokenAsync(string id, SignedList signed, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.ExecuteAsync(
            SaveToken,
            ("@version", signed.Version),
            ("@key", signed.KeyId),
            ("@at", signed.SignedAt.ToUnixTimeMilliseconds()),
            ("@token", signed.Token),
            ("@id", id)),
        cancellationToken);

    public Task<StatusOutcome> SetAsync(StatusChange change, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var outcome = await StatusRows.SetAsync(session, change);
            if (outcome == StatusOutcome.Changed)
            {
                var detail = new StatusEventDetail(change.Purpose.ToString().ToLowerInvariant(), change.Value, change.By, change.Reason);
                await EventRows.AddAsync(
                    session,
                    change.At,
                    change.TenantId,
                    "status.changed",
                    change.CredentialId,
                    JsonSerializer.Serialize(detail, StorageJson.Default.StatusEventDetail));
            }

            return outcome;
        },
        cancellationToken);

    private static StatusListState Read(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        (StatusPurpose)row.GetInt32(3),
        row.GetInt32(4),
        row.GetInt32(5),
        row.GetText(6),
        row.GetNumber(7),
        row.GetText(8),
        row.GetTimeOrNull(9));
}
