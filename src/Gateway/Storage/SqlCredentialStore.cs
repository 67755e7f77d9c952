using System.Data.Common;
using System.Text.Json;
using Gateway.Credentials;

namespace Gateway.Storage;

/// <inheritdoc cref="ICredentialStore"/>
internal sealed class SqlCredentialStore(Database database) : ICredentialStore
{
    private const string Stored =
        """
        SELECT c.id, c.tenant_id, c.issuer, c.media_type, c.access, c.digest, b.bytes
        FROM credentials c JOIN credential_bytes b ON b.seq = c.seq
        """;

    private const string ById = $"{Stored} WHERE c.id = @id";

    // Anybody may add a DID of another's domain: it is his once it has a key that signs, which takes its document.
    private const string SentTo =
        """
        SELECT c.seq FROM credentials c
        JOIN deliveries v ON v.credential_seq = c.seq
        JOIN dids d ON d.tenant_id = @tenant AND d.did = v.recipient
        WHERE c.id = @id
            AND (d.kind <> 1 OR EXISTS (SELECT 1 FROM signing_keys k WHERE k.did_seq = d.seq AND k.state = 0))
        LIMIT 1
        """;

    private const string OwedTo =
        """
        SELECT c.seq FROM credentials c JOIN deliveries v ON v.credential_seq = c.seq AND v.recipient_key = @key
        WHERE c.id = @id
        """;

    private const string ByDigest = $"{Stored} WHERE c.tenant_id = @tenant AND c.digest = @digest";

    private const string ByIdentity =
        "SELECT credential FROM credential_identities WHERE tenant_id = @tenant AND identity_key = @identity";

    private const string StatusDue =
        $"{Stored} WHERE c.status_looked_at < @before ORDER BY c.status_looked_at, c.seq LIMIT @limit";

    // A look that could not see leaves what an earlier one saw; of two looks the later counts, in whatever order they end.
    private const string SetStatus =
        """
        UPDATE credentials SET status_looked_at = @at, is_revoked = COALESCE(@revoked, is_revoked)
        WHERE id = @id AND status_looked_at <= @at
        """;

    // Its row is held until the end: of two looks that see the same change, one tells.
    private const string ChangeStatus =
        """
        UPDATE credentials SET status_looked_at = @at, is_revoked = @revoked
        WHERE id = @id AND status_looked_at <= @at AND COALESCE(is_revoked, 0) <> @revoked
        RETURNING seq, tenant_id, issuer
        """;

    // One at once, and then all that came meanwhile: two or three at once make smaller groups, and each costs the server as much.
    private const int GroupsAtOnce = 1;

    private readonly SharedWrites<Addition, AddResult> _additions = new(
        GroupsAtOnce, database.MaxQueuedWrites, some => Additions.AddAsync(database, some));

    public async Task<AddResult> AddAsync(
        NewCredential credential, IReadOnlyList<string> recipients, AnswerToKeep? answer, CancellationToken cancellationToken)
    {
        // an ordered one has its queue to itself until the commit, and one with an answer its key: others do not wait for that
        var one = new Addition(new CredentialRow(credential), recipients);
        var isAlone = answer is not null || credential.IsOrdered || !database.HasManyWriters;
        var result = isAlone
            ? await database.WriteAsync(
                session => answer is null ? AddAsync(session, one) : AddOnceAsync(session, one, answer), cancellationToken)
            : await _additions.WriteAsync(one, cancellationToken);
        if (recipients.Count > 0)
        {
            database.NewDeliveries.Notify();
        }

        return result;
    }

    public Task<StoredCredential?> FindAsync(string id, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FindAsync(ById, Read, ("@id", id)), cancellationToken);

    public Task<bool> IsSentToAsync(string id, string tenantId, CancellationToken cancellationToken) => database.ReadAsync(
        async session => await session.FindAsync(SentTo, row => row.GetInt64(0), ("@id", id), ("@tenant", tenantId)) != 0,
        cancellationToken);

    public Task<string?> FindIdentityAsync(
        string tenantId, string issuer, string credentialId, CancellationToken cancellationToken) => database.ReadAsync(
            session => session.FindAsync(
                ByIdentity, row => row.GetString(0), ("@tenant", tenantId), ("@identity", IndexKey.Identity(issuer, credentialId))),
            cancellationToken);

    public Task<CredentialPage> ListAsync(CredentialQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync(session => CredentialList.ReadAsync(session, query), cancellationToken);

    public async Task<IReadOnlyList<StoredCredential>> ListStatusDueAsync(
        DateTimeOffset lookedAtBefore, int limit, CancellationToken cancellationToken) => await database.ReadAsync(
            session => session.ListAsync(StatusDue, Read, ("@before", lookedAtBefore.ToUnixTimeMilliseconds()), ("@limit", limit)),
            cancellationToken);

    public Task<bool> IsOwedToAsync(string id, string did, CancellationToken cancellationToken) => database.ReadAsync(
        async session => await session.FindAsync(
            OwedTo, row => row.GetInt64(0), ("@key", IndexKey.Recipient(did)), ("@id", id)) != 0,
        cancellationToken);

    public Task<StoredCredential?> FindByDigestAsync(string tenantId, byte[] digest, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FindAsync(ByDigest, Read, ("@tenant", tenantId), ("@digest", digest)), cancellationToken);

    public async Task<bool> SetStatusAsync(string id, bool? isRevoked, DateTimeOffset lookedAt, CancellationToken cancellationToken)
    {
        var (hasChanged, told) = await database.WriteAsync(
            async session => isRevoked is { } revoked && await ChangeStatusAsync(session, id, revoked, lookedAt) is { } count
                ? (true, count)
                : (false, await KeepStatusAsync(session, id, isRevoked, lookedAt)),
            cancellationToken);
        if (hasChanged && told > 0)
        {
            database.NewDeliveries.Notify();
        }

        return hasChanged;
    }

    private static async Task<int> KeepStatusAsync(Session session, string id, bool? isRevoked, DateTimeOffset lookedAt)
    {
        await session.ExecuteAsync(
            SetStatus,
            ("@at", lookedAt.ToUnixTimeMilliseconds()),
            ("@revoked", isRevoked is { } revoked ? (revoked ? 1 : 0) : null),
            ("@id", id));
        return 0;
    }

    /// <summary>How many recipients are told; null when there is no change.</summary>
    private static async Task<int?> ChangeStatusAsync(Session session, string id, bool isRevoked, DateTimeOffset lookedAt)
    {
        var at = lookedAt.ToUnixTimeMilliseconds();
        var (seq, tenantId, issuer) = await session.FindAsync(
            ChangeStatus,
            row => (row.GetInt64(0), row.GetString(1), row.GetString(2)),
            ("@at", at),
            ("@revoked", isRevoked ? 1 : 0),
            ("@id", id));
        if (tenantId is null)
        {
            return null;
        }

        var count = await ReplayRows.TellAsync(session, tenantId, seq, at);
        var detail = JsonSerializer.Serialize(new EventDetail(issuer, null, count), StorageJson.Default.EventDetail);
        await EventRows.AddAsync(session, lookedAt, tenantId, isRevoked ? "credential.revoked" : "credential.not-revoked", id, detail);
        return count;
    }

    private static async Task<AddResult> AddOnceAsync(Session session, Addition one, AnswerToKeep answer)
    {
        if (await IdempotencyRows.ReserveAsync(session, answer.Key) is { } earlier)
        {
            return new AddResult(AddOutcome.AnsweredBefore, "", [], earlier);
        }

        var result = await AddAsync(session, one);
        await IdempotencyRows.FillAsync(session, answer.Key, answer.Render(result));
        return result;
    }

    private static async Task<AddResult> AddAsync(Session session, Addition one) => (await Additions.AddAsync(session, [one]))[0];

    private static StoredCredential Read(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        row.GetString(3),
        (Access)row.GetInt32(4),
        row.GetBytes(5),
        row.GetBytes(6));
}
