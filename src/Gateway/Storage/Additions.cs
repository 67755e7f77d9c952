using Gateway.Credentials;
using Gateway.Forwarding;

namespace Gateway.Storage;

/// <summary>A credential to be kept, and to whom it is owed.</summary>
internal sealed record Addition(CredentialRow Row, IReadOnlyList<string> Recipients)
{
    /// <summary>What others who want the same wait for.</summary>
    public string Hex { get; } = Convert.ToHexString(Row.IdentityKey ?? Row.Credential.Digest);
}

/// <summary>Keeps credentials and owes them to their recipients: in as few statements, and as few journeys to a server, as there can be.</summary>
internal static class Additions
{
    /// <summary>
    /// Adds a group, each in no order: those that are new in one journey, then the others, which are few, in a transaction of their own.
    /// </summary>
    public static async Task<IReadOnlyList<AddResult>> AddAsync(Database database, IReadOnlyList<Addition> additions)
    {
        // in one order everywhere: two transactions that want the same ids do not stand in each other's way
        var tried = additions.DistinctBy(one => (one.Row.Credential.TenantId, one.Hex)).OrderBy(one => one.Hex, StringComparer.Ordinal)
            .Select(one => (Of: one, Owed: DeliveryRows.Make(one.Row.Credential, one.Recipients))).ToList();
        var kept = await NewCredentials.AddAsync(database, tried);
        var results = tried.Where(one => kept.Contains(one.Of.Row.Credential.Id))
            .ToDictionary(one => one.Of, one => new AddResult(AddOutcome.Added, one.Of.Row.Credential.Id, one.Owed));
        var others = additions.Where(one => !results.ContainsKey(one)).ToList();
        var found = others.Count == 0
            ? []
            : await database.WriteAsync(session => AddAsync(session, others), CancellationToken.None);
        foreach (var (one, result) in others.Zip(found))
        {
            results[one] = result;
        }

        return [.. additions.Select(one => results[one])];
    }

    /// <summary>Adds them in one transaction; what became of each, in their order.</summary>
    public static async Task<IReadOnlyList<AddResult>> AddAsync(Session session, IReadOnlyList<Addition> additions)
    {
        // ids, then queues, in one order everywhere: two transactions that want the same ones do not stand in each other's way
        var order = Enumerable.Range(0, additions.Count).OrderBy(i => additions[i].Hex, StringComparer.Ordinal).ToList();
        var found = await CredentialRows.InsertAsync(session, [.. order.Select(i => additions[i].Row)]);
        var all = new List<Kept>();
        var results = new AddResult[additions.Count];
        foreach (var (place, (added, conflicting)) in order.Zip(found))
        {
            var one = additions[place];
            if (conflicting is not null)
            {
                results[place] = new AddResult(AddOutcome.Conflict, conflicting, []);
                continue;
            }

            var (seq, id) = added is null ? await CredentialRows.FindHeldAsync(session, one.Row) : (added.Value, one.Row.Credential.Id);
            all.Add(new Kept(place, one, seq, id, added is not null));
        }

        await KeepAsync(session, all, results);
        return results;
    }

    private static async Task KeepAsync(Session session, List<Kept> all, AddResult[] results)
    {
        var made = all.ConvertAll(one => DeliveryRows.Make(one.Of.Row.Credential, one.Of.Recipients));
        var read = all.Where(one => !one.IsNew || one.Of.Row.Credential.IsOrdered).ToList();
        var answers = await session.ListAllAsync(
            [
                .. CredentialRows.Parts([.. all.Where(one => one.IsNew).Select(one => (one.Of.Row, one.Seq, one.Of.Recipients.Count))]),
                .. DeliveryRows.WakeAll(all.Select(one => (one.Of.Row.Credential, one.Of.Recipients))),
                .. all.SelectMany((one, i) => DeliveryRows.Add(one.Of.Row.Credential, one.Seq, made[i])),
                .. read.Select(one => DeliveryRows.ListOf(one.Seq)),
            ],
            DeliveryRows.Read);
        for (var i = 0; i < all.Count; i++)
        {
            var one = all[i];
            var at = read.IndexOf(one);
            results[one.Place] = new AddResult(
                one.IsNew || one.Id == one.Of.Row.Credential.Id ? AddOutcome.Added : AddOutcome.AlreadyHeld,
                one.Id,
                at < 0 ? made[i] : answers[^(read.Count - at)]);
        }
    }

    private sealed record Kept(int Place, Addition Of, long Seq, string Id, bool IsNew);
}
