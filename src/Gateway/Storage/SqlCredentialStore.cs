using System.Data.Common;
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

    public async Task<AddResult> AddAsync(
        NewCredential credential, IReadOnlyList<string> recipients, AnswerToKeep? answer, CancellationToken cancellationToken)
    {
        var row = new CredentialRow(credential);
        var result = await database.WriteAsync(
            session => answer is null ? AddAsync(session, row, recipients) : AddOnceAsync(session, row, recipients, answer),
            cancellationToken);
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

    public Task SetStatusAsync(string id, bool? isRevoked, DateTimeOffset lookedAt, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.ExecuteAsync(
                SetStatus,
                ("@at", lookedAt.ToUnixTimeMilliseconds()),
                ("@revoked", isRevoked is { } revoked ? (revoked ? 1 : 0) : null),
                ("@id", id)),
            cancellationToken);

    private static async Task<AddResult> AddOnceAsync(
        Session session, CredentialRow row, IReadOnlyList<string> recipients, AnswerToKeep answer)
    {
        if (await IdempotencyRows.ReserveAsync(session, answer.Key) is { } earlier)
        {
            return new AddResult(AddOutcome.AnsweredBefore, "", [], earlier);
        }

        var result = await AddAsync(session, row, recipients);
        await IdempotencyRows.FillAsync(session, answer.Key, answer.Render(result));
        return result;
    }

    private static async Task<AddResult> AddAsync(Session session, CredentialRow row, IReadOnlyList<string> recipients)
    {
        if (await CredentialRows.FindConflictAsync(session, row) is { } conflicting)
        {
            return new AddResult(AddOutcome.Conflict, conflicting, []);
        }

        var added = await CredentialRows.InsertAsync(session, row);
        var (seq, id) = added is null ? await CredentialRows.FindHeldAsync(session, row) : (added.Value, row.Credential.Id);
        await session.ExecuteAllAsync(
        [
            .. added is null ? [] : CredentialRows.Parts(row, seq, recipients.Count),
            .. DeliveryRows.Add(row.Credential, seq, recipients),
        ]);
        return new AddResult(
            added is null ? AddOutcome.AlreadyHeld : AddOutcome.Added, id, await DeliveryRows.ListAsync(session, seq));
    }

    private static StoredCredential Read(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        row.GetString(3),
        (Access)row.GetInt32(4),
        row.GetBytes(5),
        row.GetBytes(6));
}
