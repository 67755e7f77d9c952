using System.Text.Json;
using Gateway.Forwarding;

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
        SELECT tenant_id, recipient_key, disabled_at, sends_notice, pace, paced_until FROM delivery_queues
        WHERE due_at <= @now AND $HEX(recipient_key) NOT IN ($TEXTS(@full)) ORDER BY due_at LIMIT @limit $ONE_CLAIMER
        """;

    private const string AnyDue =
        """
        SELECT 1 FROM delivery_queues WHERE due_at <= @now AND $HEX(recipient_key) NOT IN ($TEXTS(@full)) ORDER BY due_at LIMIT 1
        """;

    private const string AnyExpired = "SELECT 1 FROM deliveries WHERE state = 1 AND due_at <= @now ORDER BY due_at LIMIT 1";

    private const string TakeAlone =
        """
        SELECT l.tenant_id, l.recipient_key FROM $QUEUES(@queues) AS q
        CROSS JOIN delivery_queues l WHERE l.tenant_id = q.tenant_id AND l.recipient_key = q.recipient_key $SKIP_LOCKED
        """;

    // A queue that has more goes behind the others that are due.
    private const string PutOff =
        """
        UPDATE delivery_queues SET due_at = (
            SELECT CASE WHEN d.due_at > q.free_at THEN d.due_at ELSE q.free_at END FROM deliveries d
            WHERE d.tenant_id = q.tenant_id AND d.recipient_key = q.recipient_key AND d.due_at IS NOT NULL AND d.state <> 1
            ORDER BY d.due_at, d.seq LIMIT 1)
        FROM $QUEUES(@queues) AS q
        WHERE delivery_queues.tenant_id = q.tenant_id AND delivery_queues.recipient_key = q.recipient_key
        """;

    private const string SetDescription =
        """
        INSERT INTO delivery_queues (tenant_id, recipient_key, sends_notice, pace) VALUES (@tenant, @key, @notice, @pace)
        ON CONFLICT (tenant_id, recipient_key) DO UPDATE
        SET sends_notice = excluded.sends_notice, pace = excluded.pace, paced_until = NULL,
            disabled_at = CASE WHEN @enabled = 1 THEN NULL ELSE delivery_queues.disabled_at END
        """;

    private const string SetPace =
        "UPDATE delivery_queues SET paced_until = @until WHERE tenant_id = @tenant AND recipient_key = @key";

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

    /// <summary>Makes sure that the queue is looked at by then, in the transaction that adds to it; its row is held in common.</summary>
    public static Statement WakeBy(Queue queue, long due) => new(Wake, ("@tenant", queue.TenantId), ("@key", queue.Key), ("@due", due));

    /// <summary>The same, and lets no other transaction do so with this queue until this one ends.</summary>
    public static Statement LockAndWakeBy(Queue queue, long due) =>
        new(Lock, ("@tenant", queue.TenantId), ("@key", queue.Key), ("@due", due));

    /// <summary>Queues that may have something due, longest first, and that nobody else is claiming from.</summary>
    public static Task<List<Queue>> ListDueAsync(Session session, long now, string full, int limit) => session.ListAsync(
        ListDue,
        row => new Queue(row.GetString(0), row.GetBytes(1))
        {
            IsDisabled = !row.IsDBNull(2),
            IsNoticeWanted = row.GetInt32(3) == 1,
            Pace = row.IsDBNull(4) ? null : row.GetInt64(4),
            PacedUntil = row.IsDBNull(5) ? 0 : row.GetInt64(5),
        },
        ("@now", now),
        ("@full", full),
        ("@limit", limit));

    /// <summary>Whether a queue may have something due for one who has room, and whether a lease has run out.</summary>
    public static async Task<(bool IsDue, bool HasExpired)> LookAsync(Session session, long now, string full)
    {
        var found = await session.ListAllAsync(
            [new Statement(AnyDue, ("@now", now), ("@full", full)), new Statement(AnyExpired, ("@now", now))], row => true);
        return (found[0].Count > 0, found[1].Count > 0);
    }

    /// <summary>Puts queues that were claimed from off until something more is due; not those to which something is being added.</summary>
    public static async Task PutOffAsync(Session session, IReadOnlyList<Queue> queues, long now)
    {
        var taken = await session.ListAsync(
            TakeAlone, row => (row.GetString(0), Convert.ToHexString(row.GetBytes(1))), ("@queues", ToJson(queues, now)));
        var alone = taken.ToHashSet();
        await session.ExecuteAsync(PutOff, ("@queues", ToJson(queues.Where(queue => alone.Contains(queue.Name)), now)));
    }

    /// <summary>Queues as a parameter that stands for a table of them, and of when their next may be.</summary>
    public static string ToJson(IEnumerable<Queue> queues, long now) => JsonSerializer.Serialize(
        [.. queues.Select(queue => new QueueRow(queue.TenantId, queue.Hex, queue.FreeAt(now)))],
        StorageJson.Default.IReadOnlyListQueueRow);

    /// <summary>Keeps how much of the time is filled.</summary>
    public static Statement KeepPace(Queue queue) =>
        new(SetPace, ("@until", queue.PacedUntil), ("@tenant", queue.TenantId), ("@key", queue.Key));

    /// <summary>Keeps how a recipient is registered, and if so that it may be sent to.</summary>
    public static Statement Describe(Queue queue, Recipient recipient, bool isEnabled) => new(
        SetDescription,
        ("@tenant", queue.TenantId),
        ("@key", queue.Key),
        ("@notice", recipient.Sends == Sending.Notice ? 1 : 0),
        ("@pace", recipient.PerMinute is { } rate ? 60_000 / rate : null),
        ("@enabled", isEnabled ? 1 : 0));

    /// <summary>Keeps that the recipient wants no more, since then; null: that it may be sent to.</summary>
    public static Statement Disable(Queue queue, long? since) =>
        new(SetDisabled, ("@at", since), ("@tenant", queue.TenantId), ("@key", queue.Key));

    /// <summary>When the first queue is to be looked at, and when the first lease ends; null when there is none.</summary>
    public static async Task<(DateTimeOffset? Queue, DateTimeOffset? LeaseEnd)> FindNextAsync(Session session)
    {
        var next = await session.ListAllAsync([new Statement(Next), new Statement(NextLeaseEnd)], row => row.GetTimeOrNull(0));
        return (next[0].FirstOrDefault(), next[1].FirstOrDefault());
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

    /// <summary>Whether the recipient is to be told of credentials, rather than sent them.</summary>
    public bool IsNoticeWanted { get; init; }

    /// <summary>Milliseconds from one delivery to the next; null: no limit.</summary>
    public long? Pace { get; init; }

    /// <summary>How far those already claimed fill the time (the generic cell rate algorithm).</summary>
    public long PacedUntil { get; init; }

    /// <summary>What may come at once: a second's worth, and one at least.</summary>
    private long Tolerance => Math.Max(Pace ?? 0, 1000);

    /// <summary>How many may be claimed.</summary>
    public int Allowed(long now) =>
        Pace is { } pace ? (int)Math.Min(int.MaxValue, (Tolerance - Filled(now)) / pace) : int.MaxValue;

    /// <summary>The same after so many were.</summary>
    public Queue After(long now, int claimed) =>
        Pace is { } pace && claimed > 0 ? this with { PacedUntil = now + Filled(now) + (claimed * pace) } : this;

    /// <summary>When the next may be.</summary>
    public long FreeAt(long now) => Pace is { } pace ? now + Math.Max(0, Filled(now) + pace - Tolerance) : now;

    /// <summary>A clock that was set back fills no more time than one that was not.</summary>
    private long Filled(long now) => Math.Clamp(PacedUntil - now, 0, Tolerance);

    /// <summary>The recipient's key as text.</summary>
    public string Hex { get; } = Convert.ToHexString(Key);

    /// <summary>What tells it from others.</summary>
    public (string, string) Name => (TenantId, Hex);
}

/// <summary>A queue in a list of them that is a parameter.</summary>
/// <param name="Key">The recipient's key in hexadecimal.</param>
/// <param name="FreeAt">When its next may be.</param>
internal sealed record QueueRow(string Tenant, string Key, long FreeAt);
