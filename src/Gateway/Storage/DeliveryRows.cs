using System.Data.Common;
using Gateway.Credentials;
using Gateway.Forwarding;
using Gateway.Hosting;

namespace Gateway.Storage;

/// <summary>The statements over deliveries that more than one store uses.</summary>
internal static class DeliveryRows
{
    /// <summary>What <see cref="Read"/> reads.</summary>
    public const string Select =
        """
        SELECT d.seq, d.id, c.id, d.recipient, d.state, d.attempts, d.created_at, d.last_attempt_at, d.due_at, d.delivered_at,
            d.last_status, d.last_answer
        FROM deliveries d JOIN credentials c ON c.seq = d.credential_seq
        """;

    private const string Insert =
        """
        INSERT INTO deliveries (id, tenant_id, credential_seq, recipient, recipient_key, is_ordered, state, attempts, created_at, due_at)
        VALUES (@id, @tenant, @seq, @recipient, @recipient_key, 0, 0, 0, @now, @now)
        ON CONFLICT (credential_seq, recipient_key) DO NOTHING
        """;

    private const string InsertOrdered =
        """
        INSERT INTO deliveries (id, tenant_id, credential_seq, recipient, recipient_key, is_ordered, state, attempts, created_at, due_at)
        VALUES (@id, @tenant, @seq, @recipient, @recipient_key, 1, 0, 0, @now, CASE WHEN EXISTS (
            SELECT 1 FROM deliveries o
            WHERE o.tenant_id = @tenant AND o.recipient_key = @recipient_key AND o.is_ordered = 1 AND o.state < 3) THEN NULL ELSE @now END)
        ON CONFLICT (credential_seq, recipient_key) DO NOTHING
        """;

    private const string Release =
        """
        UPDATE deliveries SET due_at = @now WHERE due_at IS NULL AND seq = (
            SELECT o.seq FROM deliveries o
            WHERE o.tenant_id = @tenant AND o.recipient_key = @key AND o.is_ordered = 1 AND o.state < 3 ORDER BY o.seq LIMIT 1)
        """;

    private const string OfCredential =
        $"{Select} WHERE d.credential_seq = @seq ORDER BY d.seq";

    /// <summary>What is owed to each recipient of a credential to whom nothing of it is owed yet.</summary>
    public static IReadOnlyList<Delivery> Make(NewCredential credential, IReadOnlyList<string> recipients)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(credential.ReceivedAt.ToUnixTimeMilliseconds());
        return
        [
            .. recipients.Distinct(StringComparer.Ordinal).Select(recipient => new Delivery(
                RandomId.Create(), credential.Id, recipient, DeliveryState.Pending, 0, now, null, now, null, null, null)),
        ];
    }

    /// <summary>Wakes the queues of all recipients, in the transaction that owes to them.</summary>
    public static IEnumerable<Statement> WakeAll(IEnumerable<(NewCredential Credential, IReadOnlyList<string> Recipients)> all) => all
        .SelectMany(one => one.Recipients.Select(recipient => (
            Queue: new Queue(one.Credential.TenantId, IndexKey.Recipient(recipient)),
            one.Credential.IsOrdered,
            Now: one.Credential.ReceivedAt.ToUnixTimeMilliseconds())))
        .GroupBy(one => (one.Queue.TenantId, one.Queue.Hex))
        .OrderBy(queue => queue.Key.Hex, StringComparer.Ordinal)
        .Select(queue => queue.Any(one => one.IsOrdered)
            ? DeliveryQueues.LockAndWakeBy(queue.First().Queue, queue.Min(one => one.Now))
            : DeliveryQueues.WakeBy(queue.First().Queue, queue.Min(one => one.Now)));

    /// <summary>Owes a credential to each recipient to whom it is not owed yet.</summary>
    public static IEnumerable<Statement> Add(NewCredential credential, long seq, IReadOnlyList<Delivery> deliveries) =>
        deliveries.Select(delivery => new Statement(
            credential.IsOrdered ? InsertOrdered : Insert,
            ("@id", delivery.Id),
            ("@tenant", credential.TenantId),
            ("@seq", seq),
            ("@recipient", delivery.Recipient),
            ("@recipient_key", IndexKey.Recipient(delivery.Recipient)),
            ("@now", delivery.CreatedAt.ToUnixTimeMilliseconds())));

    /// <summary>After the end of an ordered delivery: the next one is due.</summary>
    public static IReadOnlyList<Statement> ReleaseNext(Queue queue, long now) =>
        [DeliveryQueues.LockAndWakeBy(queue, now), new Statement(Release, ("@now", now), ("@tenant", queue.TenantId), ("@key", queue.Key))];

    /// <summary>All of a credential's, in the order they were made.</summary>
    public static Statement ListOf(long seq) => new(OfCredential, ("@seq", seq));

    public static Delivery Read(DbDataReader row)
    {
        var state = (DeliveryState)row.GetInt32(4);
        return new Delivery(
            Id: row.GetString(1),
            CredentialId: row.GetString(2),
            Recipient: row.GetString(3),
            State: state,
            Attempts: row.GetInt32(5),
            CreatedAt: row.GetTime(6),
            LastAttemptAt: row.GetTimeOrNull(7),
            NextAttemptAt: state == DeliveryState.Delivering ? null : row.GetTimeOrNull(8),
            DeliveredAt: row.GetTimeOrNull(9),
            LastStatus: row.GetNumber(10),
            LastAnswer: row.GetText(11));
    }
}
