using System.Data.Common;
using Gateway.Identifiers;

namespace Gateway.Storage;

/// <inheritdoc cref="IPassportStore"/>
internal sealed class SqlPassportStore(Database database) : IPassportStore
{
    private const string Any = "SELECT seq FROM passports WHERE product_key = @product AND issuer_key = @issuer LIMIT 1";

    private const string First =
        """
        SELECT p.tenant_id, c.issuer FROM passports p JOIN credentials c ON c.seq = p.seq
        WHERE p.product_key = @product ORDER BY p.seq LIMIT 1
        """;

    private const string InForce =
        """
        SELECT c.id, p.valid_from, p.seq FROM passports p JOIN credentials c ON c.seq = p.seq
        WHERE p.product_key = @product AND p.issuer_key = @issuer AND p.valid_from <= @at AND p.valid_until >= @at
            AND (c.is_revoked IS NULL OR c.is_revoked = 0)
        """;

    private const string Latest = "ORDER BY p.valid_from DESC, p.seq DESC LIMIT 1";

    private const string PublicInForce = $"{InForce} AND p.access = 1 {Latest}";

    private const string TenantsInForce = $"{InForce} AND p.tenant_id = @tenant {Latest}";

    private const string TenantsPublicInForce = $"{InForce} AND p.tenant_id = @tenant AND p.access = 1 {Latest}";

    public Task<bool> AnyAsync(string productId, IReadOnlyList<string> issuers, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session =>
            {
                foreach (var issuer in issuers)
                {
                    if (await session.FindAsync(
                        Any, row => row.GetInt64(0), ("@product", IndexKey.About(productId)), ("@issuer", IndexKey.Issuer(issuer))) != 0)
                    {
                        return true;
                    }
                }

                return false;
            },
            cancellationToken);

    public Task<Publisher?> FindFirstPublisherAsync(string productId, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.FindAsync(
            First, row => new Publisher(row.GetString(0), row.GetString(1)), ("@product", IndexKey.About(productId))),
        cancellationToken);

    public Task<string?> FindInForceAsync(PassportQuery query, CancellationToken cancellationToken) => database.ReadAsync(
        async session =>
        {
            Found? best = null;
            foreach (var issuer in query.Issuers)
            {
                best = Later(best, await FindAsync(session, query, issuer));
            }

            return best?.Id;
        },
        cancellationToken);

    private static async Task<Found?> FindAsync(Session session, PassportQuery query, string issuer)
    {
        var product = ("@product", (object)IndexKey.About(query.ProductId));
        var from = ("@issuer", (object)IndexKey.Issuer(issuer));
        var at = ("@at", (object)query.At.ToUnixTimeMilliseconds());
        if (query.PublisherTenantId is { } publisher)
        {
            var sql = publisher == query.CallerTenantId ? TenantsInForce : TenantsPublicInForce;
            return await session.FindAsync(sql, Read, product, from, at, ("@tenant", publisher));
        }

        var open = await session.FindAsync(PublicInForce, Read, product, from, at);
        return query.CallerTenantId is { } caller
            ? Later(open, await session.FindAsync(TenantsInForce, Read, product, from, at, ("@tenant", caller)))
            : open;
    }

    private static Found? Later(Found? one, Found? other) =>
        one is null || (other is not null && (other.ValidFrom, other.Seq).CompareTo((one.ValidFrom, one.Seq)) > 0) ? other : one;

    private static Found Read(DbDataReader row) => new(row.GetString(0), row.GetInt64(1), row.GetInt64(2));

    private sealed record Found(string Id, long ValidFrom, long Seq);
}
