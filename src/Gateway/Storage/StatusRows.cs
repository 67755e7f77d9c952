using System.Data.Common;
using Gateway.Hosting;
using Gateway.Issuing;

namespace Gateway.Storage;

/// <summary>The statements over the entries of status lists; each is a step of one transaction.</summary>
internal static class StatusRows
{
    /// <summary>A list's credentials are all its tenant's, who could only deceive himself.</summary>
    private const int KeySize = 16;

    /// <summary>How many places of a list's order are a part. What is kept depends on it.</summary>
    private const int PartSize = 256;

    // Whoever waited for another process here counts on from where that one ended. Beyond the length the next list begins.
    private const string Take =
        """
        UPDATE status_lists SET taken = taken + @count WHERE seq = (
            SELECT seq FROM status_lists WHERE tenant_id = @tenant AND issuer_key = @issuer AND purpose = @purpose
            ORDER BY number DESC LIMIT 1)
        RETURNING seq, id, number, length, order_key, taken
        """;

    private const string Open =
        """
        INSERT INTO status_lists (id, tenant_id, issuer, issuer_key, purpose, number, length, version, taken, order_key, created_at)
        VALUES (@id, @tenant, @did, @issuer, @purpose, @number, @length, 1, 0, @key, @now)
        ON CONFLICT (tenant_id, issuer_key, purpose, number) DO NOTHING
        """;

    private const string InsertEntry =
        "INSERT INTO status_entries (list_seq, part, credential_key, entry, value) VALUES (@list, @part, @credential, @entry, 0)";

    // One look for each part of each list: CROSS JOIN has SQLite keep to that order.
    private const string OfLists =
        """
        WITH RECURSIVE part (list_seq, issuer, number, last) AS (
            SELECT seq, issuer, 0, taken / @size FROM status_lists WHERE tenant_id = @tenant AND purpose = @purpose
        """;

    private const string InParts =
        """

            UNION ALL SELECT list_seq, issuer, number + 1, last FROM part WHERE number < last)
        SELECT e.list_seq, e.part, e.entry, e.value, part.issuer FROM part CROSS JOIN status_entries e
        WHERE e.list_seq = part.list_seq AND e.part = part.number AND e.credential_key = @credential
        """;

    private const string OfCredential = OfLists + InParts;

    private const string OneOfCredential = $"{OfLists} AND id = @id{InParts} AND e.entry = @entry";

    private const string Set =
        """
        UPDATE status_entries SET value = @value
        WHERE list_seq = @list AND part = @part AND credential_key = @credential AND entry = @entry
        """;

    private const string Count = "UPDATE status_lists SET version = version + 1 WHERE seq = @list";

    // What is kept of the credential is to be looked at before all else.
    private const string LookAgain =
        """
        UPDATE credentials SET status_looked_at = 0 WHERE status_looked_at IS NOT NULL AND id IN (
            SELECT i.credential FROM credential_identities i WHERE i.tenant_id = @tenant AND i.identity_key = @identity)
        """;

    /// <summary>Takes the next places in the order of the issuer's list, one at least; opens a list where none is open.</summary>
    public static async Task<EntriesTaken> TakeAsync(Session session, StatusRequest request, StatusPurpose purpose, int count)
    {
        for (var full = 0; ;)
        {
            var list = await session.FindAsync(
                Take,
                ReadOpen,
                ("@count", count),
                ("@tenant", request.TenantId),
                ("@issuer", IndexKey.Issuer(request.Issuer)),
                ("@purpose", (int)purpose));
            if (list is not null && list.Taken - count < list.Length)
            {
                var first = list.Taken - count;
                var entries = new EntryOrder(list.Key!, list.Length).At(first, Math.Min(count, list.Length - first));
                return new EntriesTaken(list.Seq, list.Id, first, entries);
            }

            full = list?.Number ?? full;
            await OpenAsync(session, request, purpose, full + 1);
        }
    }

    /// <summary>Keeps whose the entry is.</summary>
    public static Statement HandOut(ListEntry entry, string credentialId) => new(
        InsertEntry,
        ("@list", entry.List),
        ("@part", entry.Place / PartSize),
        ("@credential", Key(credentialId)),
        ("@entry", entry.Entry));

    public static async Task<StatusOutcome> SetAsync(Session session, StatusChange change)
    {
        var entries = await FindAsync(session, change);
        if (entries.Count == 0)
        {
            return StatusOutcome.NotFound;
        }

        var value = change.Value ? 1 : 0;
        var others = entries.Where(entry => entry.Value != value).ToList();
        if (others.Count > 0 && !change.Value && change.Purpose == StatusPurpose.Revocation)
        {
            return StatusOutcome.Irreversible;
        }

        foreach (var entry in others)
        {
            await session.ExecuteAsync(
                Set,
                ("@value", value),
                ("@list", entry.List),
                ("@part", entry.Part),
                ("@credential", Key(change.CredentialId)),
                ("@entry", entry.Entry));
        }

        foreach (var list in others.Select(entry => entry.List).Distinct().Order())
        {
            await session.ExecuteAsync(Count, ("@list", list));
        }

        foreach (var issuer in others.Select(entry => entry.Issuer).Distinct(StringComparer.Ordinal))
        {
            await session.ExecuteAsync(
                LookAgain, ("@tenant", change.TenantId), ("@identity", IndexKey.Identity(issuer, change.CredentialId)));
        }

        return others.Count > 0 ? StatusOutcome.Changed : StatusOutcome.Unchanged;
    }

    private static Task<List<HandedOut>> FindAsync(Session session, StatusChange change)
    {
        var tenant = ("@tenant", (object)change.TenantId);
        var credential = ("@credential", (object)Key(change.CredentialId));
        var purpose = ("@purpose", (object)(int)change.Purpose);
        var size = ("@size", (object)PartSize);
        return change.Slot is { } slot
            ? session.ListAsync(
                OneOfCredential, Read, size, tenant, purpose, credential, ("@id", slot.ListId), ("@entry", slot.Entry))
            : session.ListAsync(OfCredential, Read, size, tenant, purpose, credential);
    }

    private static HandedOut Read(DbDataReader row) => new(
        row.GetInt64(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.GetString(4));

    private static OpenList ReadOpen(DbDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetInt32(2), row.GetInt32(3), row.IsDBNull(4) ? null : row.GetBytes(4), row.GetInt32(5));

    /// <summary>Opens the list of that number, unless somebody else did at the same time.</summary>
    private static async Task OpenAsync(Session session, StatusRequest request, StatusPurpose purpose, int number) =>
        await session.ExecuteAsync(
            Open,
            ("@id", RandomId.Create()),
            ("@tenant", request.TenantId),
            ("@did", request.Issuer),
            ("@issuer", IndexKey.Issuer(request.Issuer)),
            ("@purpose", (int)purpose),
            ("@number", number),
            ("@length", request.Length),
            ("@key", EntryOrder.NewKey()),
            ("@now", request.At.ToUnixTimeMilliseconds()));

    private static byte[] Key(string credentialId) => IndexKey.Status(credentialId)[..KeySize];

    private sealed record HandedOut(long List, int Part, int Entry, int Value, string Issuer);

    private sealed record OpenList(long Seq, string Id, int Number, int Length, byte[]? Key, int Taken);
}
