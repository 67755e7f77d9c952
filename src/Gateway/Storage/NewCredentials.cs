using System.Text.Json;
using Gateway.Credentials;
using Gateway.Forwarding;

namespace Gateway.Storage;

/// <summary>
/// Keeps a group of credentials that nobody has held before in one statement, whatever their number: each statement costs a server as much
/// as several rows. PostgreSQL only.
/// </summary>
internal static class NewCredentials
{
    /// <summary>Of larger ones fewer go together: what a statement is given is in the server's memory all at once.</summary>
    private const int MaxBytes = 4 << 20;

    // A credential whose (issuer, id) is taken, or whose bytes are held, is left out, with all of its rows.
    private const string Insert =
        """
        WITH given AS (
            SELECT * FROM unnest(
                CAST(@ids AS TEXT[]), CAST(@tenants AS TEXT[]), CAST(@issuers AS TEXT[]), CAST(@names AS TEXT[]), CAST(@types AS TEXT[]),
                CAST(@media_types AS TEXT[]), CAST(@accesses AS SMALLINT[]), CAST(@digests AS BYTEA[]), CAST(@froms AS BIGINT[]),
                CAST(@untils AS BIGINT[]), CAST(@nows AS BIGINT[]), CAST(@looked_at AS BIGINT[]), CAST(@identities AS BYTEA[]),
                CAST(@claims AS BYTEA[]))
            AS g (id, tenant_id, issuer, credential_id, types, media_type, access, digest, valid_from, valid_until, received_at,
                status_looked_at, identity_key, claims_digest)
        ), named AS (
            INSERT INTO credential_identities (tenant_id, identity_key, claims_digest, credential)
            SELECT tenant_id, identity_key, claims_digest, id FROM given WHERE identity_key IS NOT NULL
            ON CONFLICT DO NOTHING RETURNING credential
        ), kept AS (
            INSERT INTO credentials (id, tenant_id, issuer, credential_id, types, media_type, access, digest,
                valid_from, valid_until, received_at, status_looked_at)
            SELECT id, tenant_id, issuer, credential_id, types, media_type, access, digest,
                valid_from, valid_until, received_at, status_looked_at
            FROM given WHERE identity_key IS NULL OR id IN (SELECT credential FROM named)
            ON CONFLICT (tenant_id, digest) DO NOTHING RETURNING seq, id, tenant_id, received_at, access
        ), bytes AS (
            INSERT INTO credential_bytes (seq, bytes)
            SELECT k.seq, b.bytes FROM unnest(CAST(@ids AS TEXT[]), CAST(@bytes AS BYTEA[])) AS b (id, bytes) JOIN kept k ON k.id = b.id
        ), facets AS (
            INSERT INTO credential_facets (tenant_id, facet, seq)
            SELECT f.tenant_id, f.facet, k.seq
            FROM unnest(CAST(@facets_of AS TEXT[]), CAST(@facets_for AS TEXT[]), CAST(@facets AS BYTEA[])) AS f (id, tenant_id, facet)
            JOIN kept k ON k.id = f.id
        ), products AS (
            INSERT INTO passports (product_key, issuer_key, tenant_id, valid_from, seq, valid_until, access)
            SELECT p.product_key, p.issuer_key, k.tenant_id, p.valid_from, k.seq, p.valid_until, k.access
            FROM unnest(CAST(@products_of AS TEXT[]), CAST(@products AS BYTEA[]), CAST(@product_issuers AS BYTEA[]),
                CAST(@earliest AS BIGINT[]), CAST(@latest AS BIGINT[]))
            AS p (id, product_key, issuer_key, valid_from, valid_until)
            JOIN kept k ON k.id = p.id
        ), told AS (
            INSERT INTO events (at, tenant_id, kind, subject, detail)
            SELECT k.received_at, k.tenant_id, 'credential.received', k.id, e.detail
            FROM unnest(CAST(@ids AS TEXT[]), CAST(@details AS TEXT[])) AS e (id, detail) JOIN kept k ON k.id = e.id
        ), owed AS (
            INSERT INTO deliveries
                (id, tenant_id, credential_seq, recipient, recipient_key, is_ordered, state, attempts, created_at, due_at)
            SELECT d.id, k.tenant_id, k.seq, d.recipient, d.recipient_key, 0, 0, 0, k.received_at, k.received_at
            FROM unnest(CAST(@deliveries_of AS TEXT[]), CAST(@deliveries AS TEXT[]), CAST(@recipients AS TEXT[]),
                CAST(@recipient_keys AS BYTEA[]))
            AS d (credential, id, recipient, recipient_key)
            JOIN kept k ON k.id = d.credential
        )
        SELECT id FROM kept
        """;

    /// <summary>
    /// Keeps those that are new, each (issuer, id) and each content once among them, and owes them to their recipients, in a transaction of
    /// its own; the ids of those that it kept.
    /// </summary>
    public static async Task<IReadOnlySet<string>> AddAsync(
        Database database, IReadOnlyList<(Addition Of, IReadOnlyList<Delivery> Owed)> all)
    {
        // ids, then queues, as everywhere; a queue is held until the commit, so that it does not matter that its deliveries are there first
        var kept = await database.WriteAllAsync(
            [.. Parts(all).Select(Keep), .. DeliveryRows.WakeAll(all.Select(one => (one.Of.Row.Credential, one.Of.Recipients)))],
            row => row.GetString(0));
        return kept.SelectMany(ids => ids).ToHashSet(StringComparer.Ordinal);
    }

    private static IEnumerable<List<(Addition Of, IReadOnlyList<Delivery> Owed)>> Parts(
        IReadOnlyList<(Addition Of, IReadOnlyList<Delivery> Owed)> all)
    {
        for (var done = 0; done < all.Count;)
        {
            var room = MaxBytes;
            var part = all.Skip(done).TakeWhile((one, i) => (room -= one.Of.Row.Bytes.Length) >= 0 || i == 0).ToList();
            done += part.Count;
            yield return part;
        }
    }

    private static Statement Keep(List<(Addition Of, IReadOnlyList<Delivery> Owed)> all)
    {
        var rows = all.ConvertAll(one => one.Of.Row);
        var facets = rows.SelectMany(row => row.AllFacets.Select(facet => (row.Credential.Id, facet.Tenant, facet.Facet))).ToList();
        var products = rows.SelectMany(row => row.Products.Select(product => (Row: row, Product: product))).ToList();
        var owed = all.SelectMany(one => one.Owed).ToList();
        return new Statement(
            Insert,
            ("@ids", Of(rows, row => row.Credential.Id)),
            ("@tenants", Of(rows, row => row.Credential.TenantId)),
            ("@issuers", Of(rows, row => row.Credential.Issuer)),
            ("@names", Of(rows, row => row.Credential.CredentialId)),
            ("@types", Of(rows, row => row.Types)),
            ("@media_types", Of(rows, row => row.Credential.MediaType)),
            ("@accesses", Of(rows, row => (short)row.Credential.Access)),
            ("@digests", Of(rows, row => row.Credential.Digest)),
            ("@froms", Of(rows, row => row.Credential.ValidFrom?.ToUnixTimeMilliseconds())),
            ("@untils", Of(rows, row => row.Credential.ValidUntil?.ToUnixTimeMilliseconds())),
            ("@nows", Of(rows, row => row.Credential.ReceivedAt.ToUnixTimeMilliseconds())),
            ("@looked_at", Of(rows, row => row.Credential.HasStatus ? row.Credential.ReceivedAt.ToUnixTimeMilliseconds() : (long?)null)),
            ("@identities", Of(rows, row => row.IdentityKey)),
            ("@claims", Of(rows, row => row.Credential.ClaimsDigest)),
            ("@bytes", Of(rows, row => row.Bytes)),
            ("@facets_of", Of(facets, one => one.Id)),
            ("@facets_for", Of(facets, one => one.Tenant)),
            ("@facets", Of(facets, one => one.Facet)),
            ("@products_of", Of(products, one => one.Row.Credential.Id)),
            ("@products", Of(products, one => one.Product)),
            ("@product_issuers", Of(products, one => one.Row.IssuerKey)),
            ("@earliest", Of(products, one => one.Row.Earliest)),
            ("@latest", Of(products, one => one.Row.Latest)),
            ("@details", Of(all, one => one.Of.Row.EventDetail(one.Of.Recipients.Count))),
            ("@deliveries_of", Of(owed, one => one.CredentialId)),
            ("@deliveries", Of(owed, one => one.Id)),
            ("@recipients", Of(owed, one => one.Recipient)),
            ("@recipient_keys", Of(owed, one => IndexKey.Recipient(one.Recipient))));
    }

    /// <summary>A column.</summary>
    private static TValue[] Of<TRow, TValue>(List<TRow> rows, Func<TRow, TValue> value) => [.. rows.Select(value)];
}
