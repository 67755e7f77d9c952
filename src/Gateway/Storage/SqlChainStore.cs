using System.Data.Common;
using Gateway.Auditing;
using Untp.Credentials.Chains;

namespace Gateway.Storage;

/// <inheritdoc cref="IChainStore"/>
internal sealed class SqlChainStore(Database database) : IChainStore
{
    private const string ByFacet =
        """
        SELECT c.seq, c.id, c.digest, c.media_type FROM credential_facets f JOIN credentials c ON c.seq = f.seq
        WHERE f.tenant_id = @tenant AND f.facet = @facet ORDER BY f.seq DESC LIMIT @limit
        """;

    public Task<IReadOnlyList<FoundCredential>> FindAsync(
        string tenantId, IReadOnlyCollection<Sought> sought, int limit, CancellationToken cancellationToken)
    {
        Statement[] statements =
        [
            .. from facet in sought.Select(FacetOf).DistinctBy(Convert.ToHexString)
               from tenant in (string[])[tenantId, CredentialRows.Everybody]
               select new Statement(ByFacet, ("@tenant", tenant), ("@facet", facet), ("@limit", limit)),
        ];
        return database.ReadAsync<IReadOnlyList<FoundCredential>>(
            async session =>
            [
                .. (await session.ListAllAsync(statements, Read)).SelectMany(rows => rows)
                    .DistinctBy(row => row.Seq).OrderByDescending(row => row.Seq).Take(limit).Select(row => row.Credential),
            ],
            cancellationToken);
    }

    private static byte[] FacetOf(Sought sought) =>
        sought.Kind == SoughtKind.Credential ? IndexKey.Name(sought.Identifier) : IndexKey.About(sought.Identifier);

    private static (long Seq, FoundCredential Credential) Read(DbDataReader row) =>
        (row.GetInt64(0), new FoundCredential(row.GetString(1), row.GetBytes(2), row.GetString(3)));
}
