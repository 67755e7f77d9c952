using System.Data.Common;
using System.Security.Cryptography;
using Gateway.Hosting;
using Gateway.Issuing;

namespace Gateway.Storage;

/// <summary>The statements over the entries of status lists; each is a step of one transaction.</summary>
internal static class StatusRows
{
    /// <summary>When so many random entries in a row are taken, about four fifths of the list are, and the next list is opened.</summary>
    private const int Tries = 24;

    private const string Open =
        """
        SELECT seq, id, number, length FROM status_lists
        WHERE tenant_id = @tenant AND issuer_key = @issuer AND purpose = @purpose ORDER BY number DESC LIMIT 1
        """;

    private const string Insert =
        """
        INSERT INTO status_lists (id, tenant_id, issuer, issuer_key, purpose, number, length, version, created_at)
        VALUES (@id, @tenant, @did, @issuer, @purpose, @number, @length, 1, @now)
        ON CONFLICT (tenant_id, issuer_key, purpose, number) DO NOTHING
        """;

    private const string TakeEntry =
        """
        INSERT INTO status_entries (list_seq, entry, tenant_id, credential_key, value)
        VALUES (@list, @entry, @tenant, @credential, 0)
        ON CONFLICT (list_seq, entry) DO NOTHING
        RETURNING entry
        """;

    private const string OfCredential =
        """
        SELECT e.list_seq, e.entry, e.value, l.issuer FROM status_entries e JOIN status_lists l ON l.seq = e.list_seq
        WHERE e.tenant_id = @tenant AND e.credential_key = @credential AND l.purpose = @purpose
        """;

    private const string OneOfCredential = $"{OfCredential} AND l.id = @id AND e.entry = @entry";

    private const string Set = "UPDATE status_entries SET value = @value WHERE list_seq = @list AND entry = @entry AND value <> @value";

    private const string Count = "UPDATE status_lists SET version = version + 1 WHERE seq = @list";

    // What is kept of the credential is to be looked at before all else.
    private const string LookAgain =
        """
        UPDATE credentials SET status_looked_at = 0 WHERE status_looked_at IS NOT NULL AND id IN (
            SELECT i.credential FROM credential_identities i WHERE i.tenant_id = @tenant AND i.identity_key = @identity)
        """;

    /// <summary>An entry for each purpose of each request, in their order.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<StatusSlot>>> TakeAsync(Session session, IReadOnlyList<StatusRequest> requests)
    {
        var slots = requests.Select(request => new StatusSlot[request.Purposes.Count]).ToList();
        var wanted = requests.SelectMany(
            (request, i) => request.Purposes.Select((purpose, k) => new Wanted(request, purpose, slot => slots[i][k] = slot)));

        // lists, and entries of each, in one order everywhere: two transactions that want the same ones do not wait for each other
        var lists = wanted.GroupBy(one => (one.Request.TenantId, one.Request.Issuer, one.Purpose)).OrderBy(list => list.Key);
        foreach (var ofOneList in lists)
        {
            await TakeAsync(session, [.. ofOneList]);
        }

        return slots;
    }

    private static async Task TakeAsync(Session session, List<Wanted> wanted)
    {
        var (request, purpose, _) = wanted[0];
        var list = await FindOpenAsync(session, request, purpose) ?? await AddAsync(session, request, purpose, 1);
        for (var triesLeft = Tries; wanted.Count > 0; triesLeft--)
        {
            if (triesLeft == 0)
            {
                list = await AddAsync(session, request, purpose, list.Number + 1);
                triesLeft = Tries;
            }

            wanted = await TryTakeAsync(session, list, wanted);
        }
    }

    /// <summary>Draws an entry for each; those are left whose entry is somebody's.</summary>
    private static async Task<List<Wanted>> TryTakeAsync(Session session, OpenList list, List<Wanted> wanted)
    {
        var drawn = wanted.Select(one => (One: one, Entry: RandomNumberGenerator.GetInt32(list.Length))).OrderBy(d => d.Entry).ToList();
        var taken = await session.ListAllAsync([.. drawn.Select(d => Take(list, d.Entry, d.One.Request))], row => row.GetInt32(0));
        var left = new List<Wanted>();
        foreach (var ((one, entry), rows) in drawn.Zip(taken))
        {
            if (rows.Count > 0)
            {
                one.Give(new StatusSlot(list.Id, entry));
            }
            else
            {
                left.Add(one);
            }
        }

        return left;
    }

    private static Statement Take(OpenList list, int entry, StatusRequest request) => new(
        TakeEntry,
        ("@list", list.Seq),
        ("@entry", entry),
        ("@tenant", request.TenantId),
        ("@credential", IndexKey.Status(request.CredentialId)));

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
            await session.ExecuteAsync(Set, ("@value", value), ("@list", entry.List), ("@entry", entry.Entry));
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
        var credential = ("@credential", (object)IndexKey.Status(change.CredentialId));
        var purpose = ("@purpose", (object)(int)change.Purpose);
        return change.Slot is { } slot
            ? session.ListAsync(
                OneOfCredential, Read, tenant, credential, purpose, ("@id", slot.ListId), ("@entry", slot.Entry))
            : session.ListAsync(OfCredential, Read, tenant, credential, purpose);
    }

    private static HandedOut Read(DbDataReader row) => new(row.GetInt64(0), row.GetInt32(1), row.GetInt32(2), row.GetString(3));

    private static Task<OpenList?> FindOpenAsync(Session session, StatusRequest request, StatusPurpose purpose) => session.FindAsync(
        Open,
        row => new OpenList(row.GetInt64(0), row.GetString(1), row.GetInt32(2), row.GetInt32(3)),
        ("@tenant", request.TenantId),
        ("@issuer", IndexKey.Issuer(request.Issuer)),
        ("@purpose", (int)purpose));

    /// <summary>The list of that number, opened now or by somebody else at the same time.</summary>
    private static async Task<OpenList> AddAsync(Session session, StatusRequest request, StatusPurpose purpose, int number)
    {
        await session.ExecuteAsync(
            Insert,
            ("@id", RandomId.Create()),
            ("@tenant", request.TenantId),
            ("@did", request.Issuer),
            ("@issuer", IndexKey.Issuer(request.Issuer)),
            ("@purpose", (int)purpose),
            ("@number", number),
            ("@length", request.Length),
            ("@now", request.At.ToUnixTimeMilliseconds()));
        return (await FindOpenAsync(session, request, purpose))!;
    }

    private sealed record HandedOut(long List, int Entry, int Value, string Issuer);

    /// <summary>An entry that a request wants, and where it goes.</summary>
    private sealed record Wanted(StatusRequest Request, StatusPurpose Purpose, Action<StatusSlot> Give);

    private sealed record OpenList(long Seq, string Id, int Number, int Length);
}
