using System.Data.Common;
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
        INSERT INTO deliveries (id, tenant_id, credential_seq, recipient, recipient_key, state, attempts, created_at, due_at)
        VALUES (@id, @tenant, @seq, @recipient, @recipient_key, 0, 0, @now, @now)
        ON CONFLICT (credential_seq, recipient_key) DO NOTHING
        """;

    private const string OfCredential =
        $"{Select} WHERE d.credential_seq = @seq ORDER BY d.seq";

    /// <summary>Owes a credential to each recipient to whom it is not owed yet.</summary>
    public static IEnumerable<Statement> Add(string tenantId, long seq, IReadOnlyList<string> recipients, DateTimeOffset now) =>
        recipients.Select(recipient => new Statement(
            Insert,
            ("@id", RandomId.Create()),
            ("@tenant", tenantId),
            ("@seq", seq),
            ("@recipient", recipient),
            ("@recipient_key", IndexKey.Recipient(recipient)),
            ("@now", now.ToUnixTimeMilliseconds())));

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
