using System.Data.Common;
using System.Text.Json;
using Gateway.Forwarding;
using Gateway.Hosting;

namespace Gateway.Storage;

/// <inheritdoc cref="IDeliveryStore"/>
internal sealed class SqlDeliveryStore(Database database) : IDeliveryStore
{
    // one at a time: outcomes of one recipient's deliveries want the same rows
    private readonly SharedWrites<Outcome, bool> _outcomes = new(1, int.MaxValue, some =>
        database.WriteAsync(session => AttemptRows.RecordAsync(session, some), CancellationToken.None));

    private readonly SharedWrites<Outcome, bool> _delivered = new(1, int.MaxValue, some => DeliveredRows.RecordAsync(database, some));

    private const string Claim =
        """
        WITH due AS MATERIALIZED (
            SELECT seq FROM $QUEUES(@queues) AS q CROSS JOIN $OF_EACH(
                SELECT d.seq FROM deliveries d
                WHERE d.tenant_id = q.tenant_id AND d.recipient_key = q.recipient_key AND d.due_at <= @now AND d.state <> 1
                ORDER BY d.due_at, d.seq LIMIT @limit $SKIP_LOCKED)$)
        UPDATE deliveries SET state = 1, lease = @lease, due_at = @until WHERE seq $AMONG_DUE
        RETURNING seq, id, tenant_id, recipient, attempts - tried_before, credential_seq, is_ordered, news, recipient_key
        """;

    private const string Contents =
        """
        SELECT c.seq, c.id, c.media_type, c.digest, b.bytes, c.is_revoked
        FROM $NUMBERS(@seqs) AS s CROSS JOIN credentials c JOIN credential_bytes b ON b.seq = c.seq
        WHERE c.seq = s.value AND c.tenant_id = @tenant
        """;

    private const string Renew = "UPDATE deliveries SET due_at = @until WHERE id = @id AND tenant_id = @tenant AND lease = @lease";

    private const string OfTenant =
        $"{DeliveryRows.Select} WHERE d.tenant_id = @tenant AND d.seq < @before ORDER BY d.seq DESC LIMIT @limit";

    private const string Dead =
        $"{DeliveryRows.Select} WHERE d.tenant_id = @tenant AND d.state = 4 AND d.seq < @before ORDER BY d.seq DESC LIMIT @limit";

    private const string ById = $"{DeliveryRows.Select} WHERE d.id = @id AND d.tenant_id = @tenant";

    private const string ReceiptOf =
        """
        SELECT r.receipt FROM deliveries d JOIN delivery_receipts r ON r.delivery_seq = d.seq
        WHERE d.id = @id AND d.tenant_id = @tenant
        """;

    private const string OfCredential =
        $"""
        {DeliveryRows.Select} WHERE d.tenant_id = @tenant AND d.seq < @before AND c.id = @credential AND c.tenant_id = @tenant
        ORDER BY d.seq DESC LIMIT @limit
        """;

    public async Task<IReadOnlyList<ClaimedDelivery>> ClaimDueAsync(
        DateTimeOffset now, TimeSpan lease, ClaimRoom room, CancellationToken cancellationToken)
    {
        // A worker asks often and there is seldom anything to do: only a look, then, not a transaction.
        var (at, free) = (now.ToUnixTimeMilliseconds(), new RecipientRoom(room));
        var (isDue, hasExpired) = await database.ReadAsync(session => DeliveryQueues.LookAsync(session, at, free.Full), cancellationToken);
        if (!isDue && !hasExpired)
        {
            return [];
        }

        var claims = await database.WriteAsync(
            session => ClaimAsync(session, now, lease, new RecipientRoom(room), hasExpired), cancellationToken);
        try
        {
            return await database.ReadAsync(session => LoadAsync(session, claims), cancellationToken);
        }
        catch (DbException)
        {
            return await LoadOneByOneAsync(claims, cancellationToken);
        }
    }

    public Task RenewAsync(IReadOnlyList<ClaimedDelivery> deliveries, DateTimeOffset until, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.ExecuteAllAsync(
                [
                    .. deliveries.OrderBy(delivery => delivery.Id, StringComparer.Ordinal).Select(delivery => new Statement(
                        Renew,
                        ("@until", until.ToUnixTimeMilliseconds()),
                        ("@id", delivery.Id),
                        ("@tenant", delivery.TenantId),
                        ("@lease", delivery.Lease))),
                ]);
                return true;
            },
            cancellationToken);

    public Task<bool> RecordAttemptAsync(ClaimedDelivery delivery, AttemptOutcome outcome, CancellationToken cancellationToken)
    {
        var one = new Outcome(delivery, outcome);
        return (database.HasManyWriters && one.IsPlain ? _delivered : _outcomes).WriteAsync(one, cancellationToken);
    }

    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken)
    {
        var (queue, leaseEnd) = await database.ReadAsync(DeliveryQueues.FindNextAsync, cancellationToken);
        return queue is null || leaseEnd < queue ? leaseEnd : queue;
    }

    public Task<DeliveryDetail?> FindAsync(string tenantId, string id, CancellationToken cancellationToken) => database.ReadAsync(
        async session => await session.FindAsync(ById, ReadListed, ("@id", id), ("@tenant", tenantId)) is { Delivery: not null } found
            ? new DeliveryDetail(found.Delivery, await AttemptRows.ListAsync(session, found.Seq, found.Delivery.CreatedAt))
            : null,
        cancellationToken);

    public async Task<Delivery?> RetryAsync(string tenantId, string id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var delivery = await database.WriteAsync(session => AttemptRows.RetryAsync(session, tenantId, id, now), cancellationToken);
        database.NewDeliveries.Notify();
        return delivery;
    }

    public Task<string?> FindReceiptAsync(string tenantId, string id, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.FindAsync(ReceiptOf, row => row.GetString(0), ("@id", id), ("@tenant", tenantId)), cancellationToken);

    public Task<DeliveryPage> ListDeadAsync(string tenantId, long? cursor, int limit, CancellationToken cancellationToken) =>
        ListAsync(limit, (session, onePlus) => session.ListAsync(
            Dead, ReadListed, ("@tenant", tenantId), ("@before", cursor ?? long.MaxValue), ("@limit", onePlus)), cancellationToken);

    public Task<DeliveryPage> ListAsync(
        string tenantId, string? credentialId, long? cursor, int limit, CancellationToken cancellationToken)
    {
        var before = ("@before", (object)(cursor ?? long.MaxValue));
        return ListAsync(
            limit,
            (session, onePlus) => credentialId is null
                ? session.ListAsync(OfTenant, ReadListed, ("@tenant", tenantId), before, ("@limit", onePlus))
                : session.ListAsync(
                    OfCredential, ReadListed, ("@tenant", tenantId), ("@credential", credentialId), before, ("@limit", onePlus)),
            cancellationToken);
    }

    private async Task<DeliveryPage> ListAsync(
        int limit, Func<Session, int, Task<List<(long Seq, Delivery Delivery)>>> list, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(session => list(session, limit + 1), cancellationToken);
        return rows.Count <= limit
            ? new DeliveryPage([.. rows.Select(row => row.Delivery)], null)
            : new DeliveryPage([.. rows.Take(limit).Select(row => row.Delivery)], rows[limit - 1].Seq);
    }

    private static async Task<IReadOnlyList<ClaimedRow>> ClaimAsync(
        Session session, DateTimeOffset now, TimeSpan lease, RecipientRoom free, bool hasExpired)
    {
        var at = now.ToUnixTimeMilliseconds();
        if (hasExpired)
        {
            await DeliveryQueues.ExpireAsync(session, at);
        }

        var queues = await DeliveryQueues.ListDueAsync(session, at, free.Full, free.Total);
        if (queues.Count == 0)
        {
            return [];
        }

        // each queue its part, and at least one place; those that get as many go together
        var token = RandomId.Create();
        var part = Math.Max(1, free.Total / queues.Count);
        var rows = await session.ListAllAsync(
            [.. queues.GroupBy(queue => free.Take(queue, Math.Min(part, queue.Allowed(at)))).Where(some => some.Key > 0)
                .Select(some => new Statement(
                    Claim,
                    ("@queues", DeliveryQueues.ToJson(some, at)),
                    ("@now", at),
                    ("@limit", some.Key),
                    ("@lease", token),
                    ("@until", (now + lease).ToUnixTimeMilliseconds())))],
            row => ReadClaimed(row, token));
        var claimed = rows.SelectMany(some => some).ToLookup(row => (row.Delivery.TenantId, row.Key));
        var paced = queues.ConvertAll(queue => queue.After(at, claimed[queue.Name].Count()));
        await session.ExecuteAllAsync([.. paced.Where((queue, i) => queue != queues[i]).Select(DeliveryQueues.KeepPace)]);
        await DeliveryQueues.PutOffAsync(session, paced, at);

        // RETURNING promises no order.
        return
        [
            .. queues.SelectMany(queue => claimed[queue.Name].Select(row => row with
            {
                Delivery = row.Delivery with { IsRecipientDisabled = queue.IsDisabled, IsNoticeWanted = queue.IsNoticeWanted },
            })).OrderBy(row => row.Seq),
        ];
    }

    private static async Task<IReadOnlyList<ClaimedDelivery>> LoadAsync(Session session, IReadOnlyList<ClaimedRow> claims)
    {
        // One credential is often owed to several.
        var contents = await session.ListAllAsync(
            [.. claims.GroupBy(claim => claim.Delivery.TenantId).Select(some =>
                ContentsOf(some.Key, [.. some.Select(claim => claim.CredentialSeq).Distinct()]))],
            ReadContent);
        var bySeq = contents.SelectMany(some => some).ToDictionary(content => content.Seq);
        return [.. claims.Select(claim => Fill(claim.Delivery, bySeq.GetValueOrDefault(claim.CredentialSeq)))];
    }

    /// <summary>One by one, so that one that cannot be read holds up no other.</summary>
    private async Task<IReadOnlyList<ClaimedDelivery>> LoadOneByOneAsync(
        IReadOnlyList<ClaimedRow> claims, CancellationToken cancellationToken)
    {
        var loaded = new List<ClaimedDelivery>(claims.Count);
        foreach (var claim in claims)
        {
            try
            {
                loaded.AddRange(await database.ReadAsync(session => LoadAsync(session, [claim]), cancellationToken));
            }
            catch (DbException)
            {
                loaded.Add(Fill(claim.Delivery, null));
            }
        }

        return loaded;
    }

    private static Statement ContentsOf(string tenantId, IReadOnlyList<long> seqs) => new(
        Contents, ("@seqs", JsonSerializer.Serialize(seqs, StorageJson.Default.IReadOnlyListInt64)), ("@tenant", tenantId));

    private static ClaimedDelivery Fill(ClaimedDelivery delivery, Sent? content) => content is null
        ? delivery with { IsUnreadable = true }
        : delivery with
        {
            CredentialId = content.Id,
            MediaType = content.MediaType,
            Digest = content.Digest,
            Bytes = content.Bytes,
            IsRevoked = content.IsRevoked,
        };

    private static Sent ReadContent(DbDataReader row) =>
        new(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetBytes(3), row.GetBytes(4), row.GetNumber(5) == 1);

    private static ClaimedRow ReadClaimed(DbDataReader row, string lease) => new(
        row.GetInt64(0),
        row.GetInt64(5),
        new ClaimedDelivery(row.GetString(1), lease, row.GetString(2), row.GetString(3), row.GetInt32(4), "", "", [], [])
        {
            IsOrdered = row.GetInt32(6) == 1,
            News = row.GetInt32(7),
        },
        Convert.ToHexString(row.GetBytes(8)));

    private static (long Seq, Delivery Delivery) ReadListed(DbDataReader row) => (row.GetInt64(0), DeliveryRows.Read(row));

    private sealed record Sent(long Seq, string Id, string MediaType, byte[] Digest, byte[] Bytes, bool IsRevoked);

    private sealed record ClaimedRow(long Seq, long CredentialSeq, ClaimedDelivery Delivery, string Key);

    /// <summary>How many more each recipient may have, of whichever tenant.</summary>
    private sealed class RecipientRoom(ClaimRoom room)
    {
        private readonly Dictionary<string, int> _taken = room.InFlight.ToDictionary(
            pair => Convert.ToHexString(IndexKey.Recipient(pair.Key)), pair => pair.Value, StringComparer.Ordinal);

        /// <summary>How many in all.</summary>
        public int Total => room.Total;

        /// <summary>The keys of those who may have none, as JSON.</summary>
        public string Full => JsonSerializer.Serialize<IReadOnlyList<string>>(
            [.. _taken.Where(pair => pair.Value >= room.PerRecipient).Select(pair => pair.Key)], StorageJson.Default.IReadOnlyListString);

        public int Take(Queue queue, int wanted)
        {
            var taken = _taken.GetValueOrDefault(queue.Hex);
            var given = Math.Min(wanted, room.PerRecipient - taken);
            _taken[queue.Hex] = taken + given;
            return given;
        }
    }
}
