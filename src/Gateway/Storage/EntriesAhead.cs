using Gateway.Hosting;
using Gateway.Issuing;

namespace Gateway.Storage;

/// <summary>
/// Hands out entries of status lists; to be called by one at a time. Places in the order of a list are taken ahead, some at once, in a
/// transaction of their own: no other process gets them, and none waits for longer than that. A place is never given back, so that a
/// crash, or a transaction of which nobody can tell what came, may lose some, and none is handed out twice.
/// </summary>
internal sealed class EntriesAhead(Database database)
{
    // as many again as were handed out, within bounds: a restart loses no more than that
    private const int Least = 16;
    private const int Most = 256;

    /// <summary>Of so many lists; the places of the one not used for longest are lost.</summary>
    private const int Lists = 10_000;

    private readonly BoundedTable<(string TenantId, string Issuer, StatusPurpose Purpose), Ahead> _ahead = new(Lists);

    /// <summary>An entry for each purpose of each request, in their order; after the commit.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<StatusSlot>>> HandOutAsync(IReadOnlyList<StatusRequest> requests)
    {
        var (slots, statements) = (new List<IReadOnlyList<StatusSlot>>(requests.Count), new List<Statement>(requests.Count));
        foreach (var request in requests)
        {
            var ofRequest = new StatusSlot[request.Purposes.Count];
            for (var i = 0; i < ofRequest.Length; i++)
            {
                var entry = await NextAsync(request, request.Purposes[i]);
                statements.Add(StatusRows.HandOut(entry, request.CredentialId));
                ofRequest[i] = new StatusSlot(entry.ListId, entry.Entry);
            }

            slots.Add(ofRequest);
        }

        return await database.WriteAsync<IReadOnlyList<IReadOnlyList<StatusSlot>>>(
            async session =>
            {
                await session.ExecuteAllAsync(statements);
                return slots;
            },
            CancellationToken.None);
    }

    private async ValueTask<ListEntry> NextAsync(StatusRequest request, StatusPurpose purpose)
    {
        var ahead = _ahead.GetOrAdd((request.TenantId, request.Issuer, purpose), _ => new Ahead());
        if (ahead.Taken is null or { IsEmpty: true })
        {
            var count = ahead.Taken is null ? Least : Math.Min(2 * ahead.Taken.Count, Most);
            ahead.Taken = await database.WriteAsync(
                session => StatusRows.TakeAsync(session, request, purpose, count), CancellationToken.None);
        }

        return ahead.Taken.Next();
    }

    private sealed class Ahead
    {
        public EntriesTaken? Taken { get; set; }
    }
}

/// <summary>Entries of a list that nobody else hands out, in the list's order.</summary>
/// <param name="list">The list's number.</param>
/// <param name="listId">The list's id.</param>
/// <param name="first">The first one's place in the list's order.</param>
/// <param name="entries">The entries.</param>
internal sealed class EntriesTaken(long list, string listId, int first, int[] entries)
{
    private int _next;

    public int Count => entries.Length;

    public bool IsEmpty => _next == entries.Length;

    public ListEntry Next() => new(list, listId, first + _next, entries[_next++]);
}

/// <summary>An entry of a list, by the list's number and id, and its place in the list's order.</summary>
internal readonly record struct ListEntry(long List, string ListId, int Place, int Entry);
