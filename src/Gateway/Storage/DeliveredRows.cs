namespace Gateway.Storage;

/// <summary>
/// Keeps that a group of deliveries were taken in one statement, whatever their number: each statement costs a server as much as several
/// rows. PostgreSQL only.
/// </summary>
internal static class DeliveredRows
{
    // one whose lease is no longer held is left out
    private const string Settle =
        """
        WITH given AS (
            SELECT * FROM unnest(
                CAST(@ids AS TEXT[]), CAST(@tenants AS TEXT[]), CAST(@leases AS TEXT[]), CAST(@ats AS BIGINT[]),
                CAST(@durations AS BIGINT[]), CAST(@statuses AS INTEGER[]), CAST(@answers AS TEXT[]), CAST(@receipts AS TEXT[]))
            WITH ORDINALITY AS g (id, tenant_id, lease, at, duration, status, answer, receipt, place)
        ), settled AS (
            UPDATE deliveries d SET state = 3, attempts = d.attempts + 1, lease = NULL, due_at = NULL,
                last_attempt_at = g.at, delivered_at = g.at, last_status = g.status, last_answer = g.answer
            FROM given g WHERE d.id = g.id AND d.tenant_id = g.tenant_id AND d.lease = g.lease
            RETURNING d.seq, d.attempts, g.at, g.duration, g.status, g.answer, g.receipt, g.place
        ), tried AS (
            INSERT INTO delivery_attempts (delivery_seq, attempt, at, duration, status, answer)
            SELECT seq, attempts, at, duration, status, answer FROM settled
        ), receipts AS (
            INSERT INTO delivery_receipts (delivery_seq, receipt, kept_at)
            SELECT seq, receipt, at FROM settled WHERE receipt IS NOT NULL
            ON CONFLICT (delivery_seq) DO UPDATE SET receipt = excluded.receipt, kept_at = excluded.kept_at
        )
        SELECT place FROM settled
        """;

    /// <summary>
    /// Keeps them in one journey; of each, whether its lease was still held. Those whose answer is lost with the connection look as if it
    /// were not, and are kept nevertheless.
    /// </summary>
    public static async Task<IReadOnlyList<bool>> RecordAsync(Database database, IReadOnlyList<Outcome> outcomes)
    {
        // in one order everywhere: two transactions that want the same ones do not stand in each other's way
        var order = Enumerable.Range(0, outcomes.Count).OrderBy(i => outcomes[i].Delivery.Id, StringComparer.Ordinal).ToArray();
        var settled = await database.WriteAllAsync([SettleAll([.. order.Select(i => outcomes[i])])], row => row.GetInt64(0));
        var kept = new bool[outcomes.Count];
        foreach (var place in settled.Single())
        {
            kept[order[place - 1]] = true;
        }

        return kept;
    }

    private static Statement SettleAll(Outcome[] outcomes) => new(
        Settle,
        ("@ids", Array.ConvertAll(outcomes, one => one.Delivery.Id)),
        ("@tenants", Array.ConvertAll(outcomes, one => one.Delivery.TenantId)),
        ("@leases", Array.ConvertAll(outcomes, one => one.Delivery.Lease)),
        ("@ats", Array.ConvertAll(outcomes, one => one.Came.At.ToUnixTimeMilliseconds())),
        ("@durations", Array.ConvertAll(outcomes, one => (long)one.Came.Duration.TotalMilliseconds)),
        ("@statuses", Array.ConvertAll(outcomes, one => one.Came.Status)),
        ("@answers", Array.ConvertAll(outcomes, one => one.Came.Answer)),
        ("@receipts", Array.ConvertAll(outcomes, one => one.Came.Receipt?.Token)));
}
