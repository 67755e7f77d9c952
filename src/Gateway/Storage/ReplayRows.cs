using Gateway.Forwarding;

namespace Gateway.Storage;

/// <summary>The statements that make over deliveries due anew; each is a step of one transaction.</summary>
internal static class ReplayRows
{
    // One row to take turns on: of two replays at once the second sees the first.
    private const string TakeTurn =
        """
        UPDATE delivery_queues SET replayed_at = @now
        WHERE tenant_id = @tenant AND recipient_key = @key AND (replayed_at IS NULL OR replayed_at <= @not_before)
        """;

    private const string LastTurn = "SELECT replayed_at FROM delivery_queues WHERE tenant_id = @tenant AND recipient_key = @key";

    private const string Over =
        """
        SELECT seq, created_at FROM deliveries
        WHERE tenant_id = @tenant AND recipient_key = @key AND state >= 3 AND created_at >= @since
        ORDER BY created_at, seq LIMIT @limit
        """;

    // One of an order waits its turn.
    private const string Reopen =
        """
        UPDATE deliveries SET state = 2, tried_before = attempts, delivered_at = NULL,
            due_at = CASE WHEN is_ordered = 1 THEN NULL ELSE CAST(@now AS BIGINT) END
        WHERE seq = @seq AND state >= 3
        """;

    private const string Tell =
        """
        UPDATE deliveries SET state = 2, tried_before = attempts, delivered_at = NULL, news = news + 1, due_at = @now
        WHERE credential_seq = @seq AND state = 3
        RETURNING recipient_key
        """;

    private const string Received =
        "SELECT recipient_key FROM deliveries WHERE credential_seq = @seq AND state = 3";

    /// <summary>Null when nothing was ever owed to the recipient.</summary>
    public static async Task<Replay?> ReplayAsync(Session session, ReplayRequest request)
    {
        var queue = new Queue(request.TenantId, IndexKey.Recipient(request.Did));
        var now = request.Now.ToUnixTimeMilliseconds();
        var (tenant, key) = (("@tenant", (object)request.TenantId), ("@key", (object)queue.Key));
        if (await session.ExecuteAsync(
            TakeTurn, ("@now", now), tenant, key, ("@not_before", request.NotBefore.ToUnixTimeMilliseconds())) == 0)
        {
            return await session.FindAsync(LastTurn, row => new Replay(0, null, row.GetTime(0)), tenant, key);
        }

        var rows = await session.ListAsync(
            Over,
            row => (Seq: row.GetInt64(0), CreatedAt: row.GetTime(1)),
            tenant,
            key,
            ("@since", request.Since.ToUnixTimeMilliseconds()),
            ("@limit", request.Most + 1));
        var some = rows.Take(request.Most).ToList();
        await session.ExecuteAllAsync(
        [
            DeliveryQueues.LockAndWakeBy(queue, now),
            .. some.Select(row => new Statement(Reopen, ("@now", now), ("@seq", row.Seq))),
            .. DeliveryRows.ReleaseNext(queue, now),
            EventRows.Make(request.Now, request.TenantId, "recipient.replayed", request.Did, $"{{\"deliveries\":{some.Count}}}"),
        ]);
        return new Replay(some.Count, rows.Count > some.Count ? some[^1].CreatedAt : null, null);
    }

    /// <summary>Has those who received a credential told that its status has changed; how many.</summary>
    public static async Task<int> TellAsync(Session session, string tenantId, long credentialSeq, long now)
    {
        var queues = await session.ListAsync(Received, row => new Queue(tenantId, row.GetBytes(0)), ("@seq", credentialSeq));
        await session.ExecuteAllAsync(
            [.. queues.OrderBy(queue => queue.Hex, StringComparer.Ordinal).Select(queue => DeliveryQueues.WakeBy(queue, now))]);
        return (await session.ListAsync(Tell, row => true, ("@now", now), ("@seq", credentialSeq))).Count;
    }
}
