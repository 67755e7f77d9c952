namespace Gateway.Storage;

/// <summary>
/// The statements over queues. What must hold: a delivery that will be due has a queue whose time is not later. Where two transactions run
/// at once, one that adds a delivery holds its queue's row in common with others that do; one that puts the time off has it alone.
/// </summary>
internal static class DeliveryQueues
{
    private const string Wake =
        """
        INSERT INTO delivery_queues (tenant_id, recipient_key, due_at)
        SELECT @tenant, @key, @due WHERE NOT EXISTS (
            SELECT 1 FROM delivery_queues q WHERE q.tenant_id = @tenant AND q.recipient_key = @key AND q.due_at <= @due $IN_COMMON)
        ON CONFLICT (tenant_id, recipient_key) DO UPDATE SET due_at = excluded.due_at
        WHERE delivery_queues.due_at IS NULL OR delivery_queues.due_at > excluded.due_at
        """;

    private const string Lock =
        """
        INSERT INTO delivery_queues (tenant_id, recipient_key, due_at) VALUES (@tenant, @key, @due)
        ON CONFLICT (tenant_id, recipient_key) DO UPDATE
        SET due_at = CASE WHEN delivery_queues.due_at <= excluded.due_at THEN delivery_queues.due_at ELSE excluded.due_at END
        """;

    private const string ListDue =
        """
        SELECT tenant_id, recipient_key, disabled_at FROM delivery_queues
        WHERE due_at <= @now AND $HEX(recipient_key) NOT IN ($TEXTS(@full)) ORDER BY due_at LIMIT @limit $ONE_CLAIMER
        """;

    private const string TakeAlone =
        "SELECT recipient_key FROM delivery_queues WHERE tenant_id = @tenant AND recipient_key = @key $SKIP_LOCKED";

    // A queue that has more goes behind the others that are due.
    private const string PutOff =
        """
        UPDATE delivery_queues SET due_at = (
            SELECT CASE WHEN d.due_at > @now THEN d.due_at ELSE @now END FROM deliveries d
            WHERE d.tenant_id = @tenant AND d.recipient_key = @key AND d.due_at IS NOT NULL AND d.state <> 1
            ORDER BY d.due_at, d.seq LIMIT 1)
        WHERE tenant_id = @tenant AND recipient_key = @key
        """;

    private const string SetDisabled =
        "UPDATE delivery_queues SET disabled_at = @at WHERE tenant_id = @tenant AND recipient_key = @key";

    private const string Next = "SELECT due_at FROM delivery_queues WHERE due_at >= 0 ORDER BY due_at LIMIT 1";

    private const string NextLeaseEnd = "SELECT due_at FROM deliveries WHERE state = 1 AND due_at >= 0 ORDER BY due_at LIMIT 1";

    // Whoever held it is gone. Some at a time: there are no more than a process sends at once.
    private const string Expire =
        """
        WITH due AS MATERIALIZED (
            SELECT seq FROM deliveries WHERE state = 1 AND due_at <= @now ORDER BY due_at LIMIT 1000 $SKIP_LOCKED)
        UPDATE deliveries SET state = CASE WHEN attempts = 0 THEN 0 ELSE 2 END, lease = NULL, due_at = @now
        WHERE seq IN (SELECT seq FROM due)
        RETURNING tenant_id, recipient_key
        """;

    /// <summary>Makes sure that the queue is looked at by then; to come before what is added to it.</summary>
    public static Statement WakeBy(Queue queue, long due) => new(Wake, ("@tenant", queue.TenantId), ("@key", queue.Key), ("@due", due));

    /// <summary>The same, and lets no other transaction do so with this queue until this one ends.</summary>
    public static Statement LockAndWakeBy(Queue queue, long due) =>
        new(Lock, ("@tenant", queue.TenantId), ("@key", queue.Key), ("@due", due));

    /// <summary>Queues that may have something due, longest first, and that nobody else is claiming from.</summary>
    public static Task<List<Queue>> ListDueAsync(Session session, long now, string full, int limit) => session.ListAsync(
        ListDue,
        row => new Queue(row.GetString(0), row.GetBytes(1)) { IsDisabled = !row.IsDBNull(2) },
        ("@now", now),
        ("@full", full),
        ("@limit", limit));

    /// <summary>Puts queues that were claimed from off until something more is due; not those to which something is being added.</summary>
    public static async Task PutOffAsync(Session session, IReadOnlyList<Queue> queues, long now)
    {
        var alone = await session.ListAllAsync(
            [.. queues.Select(queue => new Statement(TakeAlone, ("@tenant", queue.TenantId), ("@key", queue.Key)))], row => true);
        await session.ExecuteAllAsync(
        [
            .. queues.Where((_, i) => alone[i].Count == 1)
                .Select(queue => new Statement(PutOff, ("@now", now), ("@tenant", queue.TenantId), ("@key", queue.Key))),
        ]);
    }

    /// <summary>Keeps that the recipient wants no more, since then; null: that it may be sent to.</summary>
    public static Statement Disable(Queue queue, long? since) =>
        new(SetDisabled, ("@at", since), ("@tenant", queue.TenantId), ("@key", queue.Key));

    /// <summary>When the first queue is to be looked at, or the first lease ends; null when nothing waits.</summary>
    public static async Task<DateTimeOffset?> FindNextAsync(Session session)
    {
        var next = await session.FindAsync(Next, row => row.GetTimeOrNull(0));
        var leaseEnd = await session.FindAsync(NextLeaseEnd, row => row.GetTimeOrNull(0));
        return next is null || leaseEnd < next ? leaseEnd : next;
    }

    /// <summary>Makes due what was held by leases that have run out.</summary>
    public static async Task ExpireAsync(Session session, long now)
    {
        var queues = await session.ListAsync(Expire, row => new Queue(row.GetString(0), row.GetBytes(1)), ("@now", now));
        await session.ExecuteAllAsync(
            [.. queues.DistinctBy(queue => (queue.TenantId, queue.Hex)).OrderBy(queue => queue.Hex, StringComparer.Ordinal)
                .Select(queue => WakeBy(queue, now))]);
    }
}

/// <summary>What one tenant owes one recipient.</summary>
internal sealed record Queue(string TenantId, byte[] Key)
{
    /// <summary>Whether the recipient said that it wants no more.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>The recipient's key as text.</summary>
    public string Hex { get; } = Convert.ToHexString(Key);
}
