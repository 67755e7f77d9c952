using System.Text.Json;
using Gateway.Forwarding;

namespace Gateway.Storage;

/// <summary>The statements over what came of attempts; each is a step of one transaction.</summary>
internal static class AttemptRows
{
    private const int MostListed = 100;

    /// <summary>By so much may the clock of who kept an attempt lag behind that of who made the delivery.</summary>
    private static readonly TimeSpan s_clocksApart = TimeSpan.FromDays(1);

    // only for who holds the lease, as the update that follows
    private const string Insert =
        """
        INSERT INTO delivery_attempts (delivery_seq, attempt, at, duration, status, answer)
        SELECT seq, attempts + 1, @at, @duration, @status, @answer FROM deliveries WHERE id = @id AND tenant_id = @tenant AND lease = @lease
        """;

    private const string Settle =
        """
        UPDATE deliveries SET state = @state, attempts = attempts + @made, lease = NULL, due_at = @due,
            last_attempt_at = CASE WHEN @made = 1 THEN @at ELSE last_attempt_at END,
            delivered_at = @delivered, last_status = @status, last_answer = @answer
        WHERE id = @id AND tenant_id = @tenant AND lease = @lease
        RETURNING seq
        """;

    private const string Of =
        """
        SELECT attempt, at, duration, status, answer FROM delivery_attempts WHERE delivery_seq = @seq AND at >= @from
        ORDER BY attempt DESC LIMIT @limit
        """;

    private const string QueueOf = "SELECT recipient_key FROM deliveries WHERE id = @id AND tenant_id = @tenant";

    // One that waits its turn in an order has no time, and keeps waiting.
    private const string Retry =
        """
        UPDATE deliveries SET state = 2, due_at = @now
        WHERE id = @id AND tenant_id = @tenant AND (state = 4 OR (state IN (0, 2) AND due_at IS NOT NULL))
        """;

    private const string KeepFirstReceipt =
        """
        INSERT INTO delivery_receipts (delivery_seq, receipt, kept_at)
        SELECT seq, @receipt, @at FROM deliveries WHERE id = @id AND tenant_id = @tenant
        ON CONFLICT (delivery_seq) DO NOTHING
        """;

    private const string KeepReceipt =
        """
        INSERT INTO delivery_receipts (delivery_seq, receipt, kept_at)
        SELECT seq, @receipt, @at FROM deliveries WHERE id = @id AND tenant_id = @tenant
        ON CONFLICT (delivery_seq) DO UPDATE SET receipt = excluded.receipt, kept_at = excluded.kept_at
        """;

    private const string ById = $"{DeliveryRows.Select} WHERE d.id = @id AND d.tenant_id = @tenant";

    /// <summary>Keeps outcomes and all that follows from them; of each, whether its lease was still held.</summary>
    public static async Task<IReadOnlyList<bool>> RecordAsync(Session session, IReadOnlyList<Outcome> outcomes)
    {
        // queues and deliveries in one order everywhere: two transactions that want the same ones do not stand in each other's way
        var all = outcomes.Select((outcome, i) => (outcome.Delivery, outcome.Came, Queue: outcome.Queue(), Place: i))
            .OrderBy(one => one.Queue.Hex, StringComparer.Ordinal).ThenBy(one => one.Delivery.Id, StringComparer.Ordinal).ToList();
        var answers = await session.ListAllAsync(
            [
                .. all.SelectMany(one => Before(one.Delivery, one.Came, one.Queue)),
                .. all.Select(one => SettleOne(one.Delivery, one.Came)),
            ],
            row => true);
        var kept = new bool[all.Count];
        foreach (var (one, settled) in all.Zip(answers.Skip(answers.Count - all.Count)))
        {
            kept[one.Place] = settled.Count == 1;
        }

        await session.ExecuteAllAsync(
            [.. all.Where(one => kept[one.Place]).SelectMany(one => After(one.Delivery, one.Came, one.Queue))]);
        return kept;
    }

    /// <summary>The latest attempts of a delivery made then.</summary>
    public static async Task<IReadOnlyList<Attempt>> ListAsync(Session session, long seq, DateTimeOffset createdAt) =>
        await session.ListAsync(
            Of,
            row => new Attempt(
                row.GetInt32(0), row.GetTime(1), TimeSpan.FromMilliseconds(row.GetInt64(2)), row.GetNumber(3), row.GetText(4)),
            ("@seq", seq),
            ("@from", (createdAt - s_clocksApart).ToUnixTimeMilliseconds()),
            ("@limit", MostListed));

    /// <summary>Makes one due now that waits or was given up; how it stands then, null when there is none.</summary>
    public static async Task<Delivery?> RetryAsync(Session session, string tenantId, string id, DateTimeOffset now)
    {
        var (one, tenant, at) = (("@id", (object)id), ("@tenant", (object)tenantId), now.ToUnixTimeMilliseconds());
        if (await session.FindAsync(QueueOf, row => row.GetBytes(0), one, tenant) is not { } key)
        {
            return null;
        }

        var queue = new Queue(tenantId, key);
        await session.ExecuteAllAsync([DeliveryQueues.WakeBy(queue, at)]);
        if (await session.ExecuteAsync(Retry, ("@now", at), one, tenant) == 1)
        {
            await session.ExecuteAllAsync([DeliveryQueues.Disable(queue, null)]);
        }

        return await session.FindAsync(ById, DeliveryRows.Read, one, tenant);
    }

    private static Statement SettleOne(ClaimedDelivery delivery, AttemptOutcome outcome)
    {
        var at = outcome.At.ToUnixTimeMilliseconds();
        var state = outcome.IsDelivered ? DeliveryState.Delivered : outcome.IsDead ? DeliveryState.Dead : DeliveryState.Waiting;
        return new Statement(
            Settle,
            ("@state", (int)state),
            ("@made", outcome.WasMade ? 1 : 0),
            ("@due", outcome.RetryAt?.ToUnixTimeMilliseconds()),
            ("@at", at),
            ("@delivered", outcome.IsDelivered ? at : null),
            ("@status", outcome.Status),
            ("@answer", outcome.Answer),
            ("@id", delivery.Id),
            ("@tenant", delivery.TenantId),
            ("@lease", delivery.Lease));
    }

    private static IEnumerable<Statement> Before(ClaimedDelivery delivery, AttemptOutcome outcome, Queue queue)
    {
        if (outcome.RetryAt is { } retry)
        {
            yield return DeliveryQueues.WakeBy(queue, retry.ToUnixTimeMilliseconds());
        }

        if (outcome.WasMade)
        {
            yield return new Statement(
                Insert,
                ("@at", outcome.At.ToUnixTimeMilliseconds()),
                ("@duration", (long)outcome.Duration.TotalMilliseconds),
                ("@status", outcome.Status),
                ("@answer", outcome.Answer),
                ("@id", delivery.Id),
                ("@tenant", delivery.TenantId),
                ("@lease", delivery.Lease));
        }
    }

    private static IEnumerable<Statement> After(ClaimedDelivery delivery, AttemptOutcome outcome, Queue queue)
    {
        var at = outcome.At.ToUnixTimeMilliseconds();
        if (outcome.IsDisabling)
        {
            yield return DeliveryQueues.Disable(queue, at);
            yield return Event("recipient.disabled", delivery.Recipient);
        }

        if (outcome.Receipt is { } receipt)
        {
            yield return new Statement(
                receipt.IsOfNotice ? KeepFirstReceipt : KeepReceipt,
                ("@receipt", receipt.Token),
                ("@at", at),
                ("@id", delivery.Id),
                ("@tenant", delivery.TenantId));
        }

        if (outcome.IsDead)
        {
            yield return Event("delivery.dead", delivery.Id);
        }

        if (delivery.IsOrdered && outcome.RetryAt is null)
        {
            foreach (var statement in DeliveryRows.ReleaseNext(queue, at))
            {
                yield return statement;
            }
        }

        Statement Event(string kind, string subject)
        {
            var detail = new DeliveryEventDetail(delivery.Recipient, delivery.CredentialId, outcome.Status, outcome.Answer);
            return EventRows.Make(
                outcome.At,
                delivery.TenantId,
                kind,
                subject,
                JsonSerializer.Serialize(detail, StorageJson.Default.DeliveryEventDetail));
        }
    }
}

/// <summary>What came of one delivery's attempt.</summary>
internal sealed record Outcome(ClaimedDelivery Delivery, AttemptOutcome Came)
{
    /// <summary>Whether it was delivered and nothing follows from that but the receipt.</summary>
    public bool IsPlain => Came is { IsDelivered: true, Receipt: not { IsOfNotice: true } } && !Delivery.IsOrdered;

    public Queue Queue() => new(Delivery.TenantId, IndexKey.Recipient(Delivery.Recipient));
}
