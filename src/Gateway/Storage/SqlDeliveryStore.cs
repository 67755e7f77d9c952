using System.Data.Common;
using Gateway.Forwarding;
using Gateway.Hosting;

namespace Gateway.Storage;

/// <inheritdoc cref="IDeliveryStore"/>
internal sealed class SqlDeliveryStore(Database database) : IDeliveryStore
{
    private const string NextDue = "SELECT due_at FROM deliveries WHERE due_at >= 0 ORDER BY due_at LIMIT 1";

    // A lease that has run out is due like any other: whoever held it is gone.
    private const string Claim =
        """
        UPDATE deliveries SET state = 1, lease = @lease, due_at = @until WHERE seq IN (
            SELECT seq FROM deliveries WHERE due_at <= @now AND recipient NOT IN ($TEXTS(@busy))
            ORDER BY due_at, seq LIMIT @limit $SKIP_LOCKED)
        RETURNING seq, id, tenant_id, recipient, attempts, credential_seq
        """;

    private const string Content =
        """
        SELECT c.id, c.media_type, c.digest, b.bytes FROM credentials c JOIN credential_bytes b ON b.seq = c.seq
        WHERE c.seq = @seq AND c.tenant_id = @tenant
        """;

    private const string Record =
        """
        UPDATE deliveries SET state = @state, attempts = attempts + 1, lease = NULL, due_at = @due, last_attempt_at = @at,
            delivered_at = @delivered, last_status = @status, last_answer = @answer
        WHERE id = @id AND tenant_id = @tenant AND lease = @lease
        """;

    private const string OfTenant =
        $"{DeliveryRows.Select} WHERE d.tenant_id = @tenant AND d.seq < @before ORDER BY d.seq DESC LIMIT @limit";

    private const string OfCredential =
        $"""
        {DeliveryRows.Select} WHERE d.tenant_id = @tenant AND d.seq < @before AND c.id = @credential AND c.tenant_id = @tenant
        ORDER BY d.seq DESC LIMIT @limit
        """;

    public async Task<IReadOnlyList<ClaimedDelivery>> ClaimDueAsync(
        DateTimeOffset now, TimeSpan lease, int limit, IReadOnlyCollection<string> busy, CancellationToken cancellationToken)
    {
        // A worker asks often and there is seldom anything to do: only a look, then, not a transaction.
        if (await NextDueAsync(cancellationToken) is not { } due || due > now)
        {
            return [];
        }

        var claims = await database.WriteAsync(session => ClaimAsync(session, now, lease, limit, busy), cancellationToken);
        return await database.ReadAsync(session => LoadAsync(session, claims), cancellationToken);
    }

    public async Task<bool> RecordAttemptAsync(ClaimedDelivery delivery, AttemptOutcome outcome, CancellationToken cancellationToken)
    {
        var at = outcome.At.ToUnixTimeMilliseconds();
        return await database.WriteAsync(
            session => session.ExecuteAsync(
                Record,
                ("@state", (int)(outcome.IsDelivered ? DeliveryState.Delivered : DeliveryState.Waiting)),
                ("@due", outcome.IsDelivered ? null : (outcome.RetryAt ?? outcome.At).ToUnixTimeMilliseconds()),
                ("@at", at),
                ("@delivered", outcome.IsDelivered ? at : null),
                ("@status", outcome.Status),
                ("@answer", outcome.Answer),
                ("@id", delivery.Id),
                ("@tenant", delivery.TenantId),
                ("@lease", delivery.Lease)),
            cancellationToken) == 1;
    }

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FindAsync(NextDue, row => row.GetTimeOrNull(0)), cancellationToken);

    public async Task<DeliveryPage> ListAsync(
        string tenantId, string? credentialId, long? cursor, int limit, CancellationToken cancellationToken)
    {
        var before = ("@before", (object)(cursor ?? long.MaxValue));
        var onePlus = ("@limit", (object)(limit + 1));
        var rows = await database.ReadAsync(
            session => credentialId is null
                ? session.ListAsync(OfTenant, ReadListed, ("@tenant", tenantId), before, onePlus)
                : session.ListAsync(OfCredential, ReadListed, ("@tenant", tenantId), ("@credential", credentialId), before, onePlus),
            cancellationToken);
        return rows.Count <= limit
            ? new DeliveryPage([.. rows.Select(row => row.Delivery)], null)
            : new DeliveryPage([.. rows.Take(limit).Select(row => row.Delivery)], rows[limit - 1].Seq);
    }

    private static async Task<IReadOnlyList<ClaimedRow>> ClaimAsync(
        Session session, DateTimeOffset now, TimeSpan lease, int limit, IReadOnlyCollection<string> busy)
    {
        var token = RandomId.Create();
        var rows = await session.ListAsync(
            Claim,
            row => ReadClaimed(row, token),
            ("@lease", token),
            ("@until", (now + lease).ToUnixTimeMilliseconds()),
            ("@now", now.ToUnixTimeMilliseconds()),
            ("@busy", System.Text.Json.JsonSerializer.Serialize(busy)),
            ("@limit", limit));

        // RETURNING promises no order.
        rows.Sort((a, b) => a.Seq.CompareTo(b.Seq));
        return rows;
    }

    private static async Task<IReadOnlyList<ClaimedDelivery>> LoadAsync(Session session, IReadOnlyList<ClaimedRow> claims)
    {
        // One credential is often owed to several.
        var contents = new Dictionary<long, ClaimedDelivery>();
        foreach (var claim in claims)
        {
            if (!contents.ContainsKey(claim.CredentialSeq))
            {
                var content = await session.FindAsync(
                    Content,
                    row => claim.Delivery with
                    {
                        CredentialId = row.GetString(0),
                        MediaType = row.GetString(1),
                        Digest = row.GetBytes(2),
                        Bytes = row.GetBytes(3),
                    },
                    ("@seq", claim.CredentialSeq),
                    ("@tenant", claim.Delivery.TenantId));
                contents.Add(claim.CredentialSeq, content!);
            }
        }

        return [.. claims.Select(claim => Fill(claim.Delivery, contents[claim.CredentialSeq]))];
    }

    private static ClaimedDelivery Fill(ClaimedDelivery delivery, ClaimedDelivery with) => delivery with
    {
        CredentialId = with.CredentialId,
        MediaType = with.MediaType,
        Digest = with.Digest,
        Bytes = with.Bytes,
    };

    private static ClaimedRow ReadClaimed(DbDataReader row, string lease) => new(
        row.GetInt64(0),
        row.GetInt64(5),
        new ClaimedDelivery(row.GetString(1), lease, row.GetString(2), row.GetString(3), row.GetInt32(4), "", "", [], []));

    private static (long Seq, Delivery Delivery) ReadListed(DbDataReader row) => (row.GetInt64(0), DeliveryRows.Read(row));

    private sealed record ClaimedRow(long Seq, long CredentialSeq, ClaimedDelivery Delivery);
}
