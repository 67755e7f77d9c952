using System.Data.Common;
using System.Text.Json;
using Gateway.Credentials;

namespace Gateway.Storage;

/// <summary>
/// Lists a tenant's credentials. One narrowing member is found by its facet; of more, the narrowest is walked and the others looked
/// up, a bounded number for each page: such a page may be short, or empty, with another to follow.
/// </summary>
internal static class CredentialList
{
    private const int MaxWalk = 1000;

    private const string Summary =
        "c.seq, c.id, c.issuer, c.credential_id, c.types, c.media_type, c.access, c.digest, c.valid_from, c.valid_until, c.received_at";

    private const string All =
        $"SELECT {Summary} FROM credentials c WHERE c.tenant_id = @tenant AND c.seq < @before ORDER BY c.seq DESC LIMIT @limit";

    private const string One =
        $"""
        SELECT {Summary} FROM credential_facets f JOIN credentials c ON c.seq = f.seq
        WHERE f.tenant_id = @tenant AND f.facet = @first AND f.seq < @before
        """;

    private const string Newest = "ORDER BY f.seq DESC LIMIT @limit";

    private const string ByOne = $"{One} {Newest}";

    private const string ByTwo = $"{One} AND f.seq >= @from AND {HasSecond} {Newest}";

    private const string ByThree = $"{One} AND f.seq >= @from AND {HasSecond} AND {HasThird} {Newest}";

    private const string HasSecond =
        "EXISTS (SELECT 1 FROM credential_facets g WHERE g.tenant_id = @tenant AND g.facet = @second AND g.seq = f.seq)";

    private const string HasThird =
        "EXISTS (SELECT 1 FROM credential_facets h WHERE h.tenant_id = @tenant AND h.facet = @third AND h.seq = f.seq)";

    private const string WalkEnd =
        """
        SELECT seq FROM credential_facets WHERE tenant_id = @tenant AND facet = @first AND seq < @before
        ORDER BY seq DESC LIMIT 1 OFFSET @walk
        """;

    public static async Task<CredentialPage> ReadAsync(Session session, CredentialQuery query)
    {
        // The narrowest first: few credentials are about one thing, many are of one type.
        byte[][] facets =
        [
            .. query.About is null ? [] : (byte[][])[IndexKey.About(query.About)],
            .. query.Issuer is null ? [] : (byte[][])[IndexKey.Issuer(query.Issuer)],
            .. query.Type is null ? [] : (byte[][])[IndexKey.Type(query.Type)],
        ];
        var end = facets.Length < 2 ? null : await FindWalkEndAsync(session, query, facets[0]);
        var rows = await ListAsync(session, query, facets, end ?? 0);
        return rows.Count > query.Limit
            ? new CredentialPage([.. rows.Take(query.Limit).Select(row => row.Item)], rows[query.Limit - 1].Seq)
            : new CredentialPage([.. rows.Select(row => row.Item)], end);
    }

    private static Task<long?> FindWalkEndAsync(Session session, CredentialQuery query, byte[] facet) => session.FindAsync<long?>(
        WalkEnd,
        row => row.GetInt64(0),
        ("@tenant", query.TenantId),
        ("@first", facet),
        ("@before", query.Cursor ?? long.MaxValue),
        ("@walk", MaxWalk - 1));

    private static Task<List<(long Seq, CredentialSummary Item)>> ListAsync(
        Session session, CredentialQuery query, byte[][] facets, long from)
    {
        var tenant = ("@tenant", (object)query.TenantId);
        var before = ("@before", (object)(query.Cursor ?? long.MaxValue));
        var limit = ("@limit", (object)(query.Limit + 1));
        return facets switch
        {
            [] => session.ListAsync(All, Read, tenant, before, limit),
            [var first] => session.ListAsync(ByOne, Read, tenant, before, limit, ("@first", first)),
            [var first, var second] => session.ListAsync(
                ByTwo, Read, tenant, before, limit, ("@first", first), ("@from", from), ("@second", second)),
            _ => session.ListAsync(
                ByThree,
                Read,
                tenant,
                before,
                limit,
                ("@first", facets[0]),
                ("@from", from),
                ("@second", facets[1]),
                ("@third", facets[2])),
        };
    }

    private static (long Seq, CredentialSummary Item) Read(DbDataReader row) => (row.GetInt64(0), new CredentialSummary(
        Id: row.GetString(1),
        Issuer: row.GetString(2),
        CredentialId: row.GetText(3),
        Types: JsonSerializer.Deserialize(row.GetString(4), StorageJson.Default.IReadOnlyListString)!,
        MediaType: row.GetString(5),
        Access: (Access)row.GetInt32(6),
        Digest: row.GetBytes(7),
        ValidFrom: row.GetTimeOrNull(8),
        ValidUntil: row.GetTimeOrNull(9),
        ReceivedAt: row.GetTime(10)));
}
