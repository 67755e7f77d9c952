using System.Data.Common;
using System.Text.Json;
using Gateway.Forwarding;

namespace Gateway.Storage;

/// <inheritdoc cref="IRecipientStore"/>
internal sealed class SqlRecipientStore(Database database) : IRecipientStore
{
    private const string Last = "SELECT seq FROM recipients WHERE tenant_id = @tenant ORDER BY seq LIMIT 1 OFFSET @offset";

    private const string Put =
        """
        INSERT INTO recipients (tenant_id, recipient_key, did, filters, is_routed, sends, per_minute, created_at)
        VALUES (@tenant, @key, @did, @filters, @routed, @sends, @rate, @now)
        ON CONFLICT (tenant_id, recipient_key) DO UPDATE
        SET filters = excluded.filters, is_routed = excluded.is_routed, sends = excluded.sends, per_minute = excluded.per_minute
        """;

    private const string Delete = "DELETE FROM recipients WHERE tenant_id = @tenant AND recipient_key = @key";

    private const string Select =
        """
        SELECT r.did, r.filters, r.sends, r.per_minute, r.created_at, q.disabled_at, r.seq FROM recipients r
        LEFT JOIN delivery_queues q ON q.tenant_id = r.tenant_id AND q.recipient_key = r.recipient_key
        """;

    private const string One = $"{Select} WHERE r.tenant_id = @tenant AND r.recipient_key = @key";

    private const string Page = $"{Select} WHERE r.tenant_id = @tenant AND r.seq > @after ORDER BY r.seq LIMIT @limit";

    private const string Routed =
        "SELECT did, filters, sends, per_minute FROM recipients WHERE tenant_id = @tenant AND is_routed = 1 ORDER BY seq";

    private const string Policy = "SELECT only_registered, accept_from FROM policies WHERE tenant_id = @tenant";

    private const string SetPolicy =
        """
        INSERT INTO policies (tenant_id, only_registered, accept_from) VALUES (@tenant, @only, @from)
        ON CONFLICT (tenant_id) DO UPDATE SET only_registered = excluded.only_registered, accept_from = excluded.accept_from
        """;

    public Task<bool> PutAsync(string tenantId, Recipient recipient, int most, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var queue = new Queue(tenantId, IndexKey.Recipient(recipient.Did));
                var (tenant, key) = (("@tenant", (object)tenantId), ("@key", (object)queue.Key));
                var isThere = await session.FindAsync(One, row => true, tenant, key);
                if (!isThere && await session.FindAsync(Last, row => row.GetInt64(0), tenant, ("@offset", most - 1)) != 0)
                {
                    return false;
                }

                await session.ExecuteAllAsync(
                [
                    new Statement(
                        Put,
                        tenant,
                        key,
                        ("@did", recipient.Did),
                        ("@filters", JsonSerializer.Serialize(recipient.Filters, StorageJson.Default.RecipientFilters)),
                        ("@routed", recipient.Filters.Routes ? 1 : 0),
                        ("@sends", (int)recipient.Sends),
                        ("@rate", recipient.PerMinute),
                        ("@now", now.ToUnixTimeMilliseconds())),
                    DeliveryQueues.Describe(queue, recipient, isEnabled: true),
                    Event(tenantId, "recipient.registered", recipient.Did, now),
                ]);
                return true;
            },
            cancellationToken);

    public Task<RegisteredRecipient?> FindAsync(string tenantId, string did, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.FindAsync(One, Read, ("@tenant", tenantId), ("@key", IndexKey.Recipient(did))), cancellationToken);

    public async Task<RecipientPage> ListAsync(string tenantId, long? cursor, int limit, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session => session.ListAsync(
                Page,
                row => (Seq: row.GetInt64(6), Recipient: Read(row)),
                ("@tenant", tenantId),
                ("@after", cursor ?? 0),
                ("@limit", limit + 1)),
            cancellationToken);
        return new RecipientPage(
            [.. rows.Take(limit).Select(row => row.Recipient)], rows.Count <= limit ? null : rows[limit - 1].Seq);
    }

    public async Task<IReadOnlyList<Recipient>> ListRoutedAsync(string tenantId, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => session.ListAsync(Routed, ReadRecipient, ("@tenant", tenantId)), cancellationToken);

    public Task<bool> DeleteAsync(string tenantId, string did, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var queue = new Queue(tenantId, IndexKey.Recipient(did));
                if (await session.ExecuteAsync(Delete, ("@tenant", tenantId), ("@key", queue.Key)) == 0)
                {
                    return false;
                }

                await session.ExecuteAllAsync(
                [
                    DeliveryQueues.Describe(queue, new Recipient(did, RecipientFilters.None, Sending.Credential, null), isEnabled: false),
                    Event(tenantId, "recipient.removed", did, now),
                ]);
                return true;
            },
            cancellationToken);

    public async Task<Replay?> ReplayAsync(ReplayRequest request, CancellationToken cancellationToken)
    {
        var replay = await database.WriteAsync(session => ReplayRows.ReplayAsync(session, request), cancellationToken);
        if (replay is { Count: > 0 })
        {
            database.NewDeliveries.Notify();
        }

        return replay;
    }

    public async Task<SharingPolicy> FindPolicyAsync(string tenantId, CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.FindAsync(
            Policy,
            row => new SharingPolicy(
                row.GetInt32(0) == 1, JsonSerializer.Deserialize(row.GetString(1), StorageJson.Default.IReadOnlyListString)!),
            ("@tenant", tenantId)),
        cancellationToken) ?? SharingPolicy.Usual;

    public Task SetPolicyAsync(string tenantId, SharingPolicy policy, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.ExecuteAllAsync(
                [
                    new Statement(
                        SetPolicy,
                        ("@tenant", tenantId),
                        ("@only", policy.IsRegisteredOnly ? 1 : 0),
                        ("@from", JsonSerializer.Serialize(policy.AcceptFrom, StorageJson.Default.IReadOnlyListString))),
                    Event(tenantId, "policy.changed", tenantId, now),
                ]);
                return true;
            },
            cancellationToken);

    private static Statement Event(string tenantId, string kind, string subject, DateTimeOffset at) =>
        EventRows.Make(at, tenantId, kind, subject, "{}");

    private static RegisteredRecipient Read(DbDataReader row) => new(ReadRecipient(row), row.GetTime(4), row.GetTimeOrNull(5));

    private static Recipient ReadRecipient(DbDataReader row) => new(
        row.GetString(0),
        JsonSerializer.Deserialize(row.GetString(1), StorageJson.Default.RecipientFilters)!,
        (Sending)row.GetInt32(2),
        row.GetNumber(3));
}
