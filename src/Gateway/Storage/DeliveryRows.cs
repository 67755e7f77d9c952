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

    /// <summary>Owes a credential to each recipient to whom it is not owed yet.</summary>
    public static IEnumerable<Statement> Add(NewCredential credential, long seq, IReadOnlyList<string> recipients)
    {
        var now = credential.ReceivedAt.ToUnixTimeMilliseconds();

        // queues in one order everywhere: two transactions that want the same ones do not stand in each other's way
        var queues = recipients.Select(recipient => new Queue(credential.TenantId, IndexKey.Recipient(recipient))).ToList();
        var wakes = queues.OrderBy(queue => queue.Hex, StringComparer.Ordinal).Select(queue =>
            credential.IsOrdered ? DeliveryQueues.LockAndWakeBy(queue, now) : DeliveryQueues.WakeBy(queue, now));
        return wakes.Concat(recipients.Select((recipient, i) => new Statement(
            credential.IsOrdered ? InsertOrdered : Insert,
            ("@id", RandomId.Create()),
            ("@tenant", credential.TenantId),
            ("@seq", seq),
            ("@recipient", recipient),
            ("@recipient_key", queues[i].Key),
            ("@now", now))));
    }

    /// <summary>After the end of an ordered delivery: the next one is due.</summary>
    public static IReadOnlyList<Statement> ReleaseNext(Queue queue, long now) =>
        [DeliveryQueues.LockAndWakeBy(queue, now), new Statement(Release, ("@now", now), ("@tenant", queue.TenantId), ("@key", queue.Key))];

    /// <summary>All of a credential's, in the order they were made.</summary>
    public static async Task<IReadOnlyList<Delivery>> ListAsync(Session session, long seq) =>
        await session.ListAsync(OfCredential, Read, ("@seq", seq));

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
