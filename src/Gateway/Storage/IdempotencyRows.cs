using System.Data.Common;
using Gateway.Hosting;

namespace Gateway.Storage;

/// <summary>The statements over kept answers that more than one store uses.</summary>
internal static class IdempotencyRows
{
    // A few at each insert: more than one goes for each that comes, so they do not pile up, and no write has to clear a heap. Those that
    // another transaction is deleting are left to it.
    private const string DeleteExpired =
        """
        DELETE FROM idempotency_answers WHERE seq IN (
            SELECT seq FROM idempotency_answers WHERE expires_at <= @now ORDER BY expires_at LIMIT 4 $SKIP_LOCKED)
        """;

    // Where two transactions run at once, the second waits here for the first.
    private const string Insert =
        """
        INSERT INTO idempotency_answers (tenant_id, request_key, fingerprint, status, content_type, location, body, expires_at)
        VALUES (@tenant, @key, @fingerprint, @status, @content_type, @location, @body, @expires)
        ON CONFLICT (tenant_id, request_key) DO UPDATE SET
            fingerprint = excluded.fingerprint, status = excluded.status, content_type = excluded.content_type,
            location = excluded.location, body = excluded.body, expires_at = excluded.expires_at
        WHERE idempotency_answers.expires_at <= @now
        """;

    private const string Fill =
        """
        UPDATE idempotency_answers
        SET fingerprint = @fingerprint, status = @status, content_type = @content_type, location = @location, body = @body
        WHERE tenant_id = @tenant AND request_key = @key
        """;

    private const string Select =
        """
        SELECT fingerprint, status, content_type, location, body FROM idempotency_answers
        WHERE tenant_id = @tenant AND request_key = @key AND expires_at > @now
        """;

    private static readonly KeptAnswer s_notYet = new([], 0, "", null, []);

    /// <summary>Keeps an answer; null when it is the first for its key, else the one that was.</summary>
    public static async Task<KeptAnswer?> AddAsync(Session session, IdempotencyKey key, KeptAnswer answer)
    {
        var now = key.Now.ToUnixTimeMilliseconds();
        await session.ExecuteAsync(DeleteExpired, ("@now", now));
        var added = await session.ExecuteAsync(
            Insert,
            ("@tenant", key.TenantId),
            ("@key", IndexKey.Request(key.Key)),
            ("@fingerprint", answer.Fingerprint),
            ("@status", answer.Status),
            ("@content_type", answer.ContentType),
            ("@location", answer.Location),
            ("@body", answer.Body),
            ("@expires", key.ExpiresAt.ToUnixTimeMilliseconds()),
            ("@now", now));
        return added == 1 ? null : await FindAsync(session, key.TenantId, key.Key, key.Now);
    }

    /// <summary>Takes the key for an answer that this transaction will <see cref="FillAsync"/>; else the answer that it has.</summary>
    public static Task<KeptAnswer?> ReserveAsync(Session session, IdempotencyKey key) => AddAsync(session, key, s_notYet);

    /// <summary>Keeps the answer under the key reserved.</summary>
    public static Task FillAsync(Session session, IdempotencyKey key, KeptAnswer answer) => session.ExecuteAsync(
        Fill,
        ("@fingerprint", answer.Fingerprint),
        ("@status", answer.Status),
        ("@content_type", answer.ContentType),
        ("@location", answer.Location),
        ("@body", answer.Body),
        ("@tenant", key.TenantId),
        ("@key", IndexKey.Request(key.Key)));

    /// <summary>The answer kept, unless it has expired.</summary>
    public static Task<KeptAnswer?> FindAsync(Session session, string tenantId, string key, DateTimeOffset now) => session.FindAsync(
        Select,
        Read,
        ("@tenant", tenantId),
        ("@key", IndexKey.Request(key)),
        ("@now", now.ToUnixTimeMilliseconds()));

    private static KeptAnswer Read(DbDataReader row) =>
        new(row.GetBytes(0), row.GetInt32(1), row.GetString(2), row.GetText(3), row.GetBytes(4));
}
