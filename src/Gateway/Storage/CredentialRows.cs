using Gateway.Credentials;

namespace Gateway.Storage;

/// <summary>The statements that keep a credential; each is a step of one transaction.</summary>
internal static class CredentialRows
{
    /// <summary>Stands for a tenant in the facets of what is public; no tenant has it for an id.</summary>
    public const string Everybody = "";

    // The update changes nothing: it makes the row that is there come back, and wait for a transaction that is making it.
    private const string Identify =
        """
        INSERT INTO credential_identities (tenant_id, identity_key, claims_digest, credential)
        VALUES (@tenant, @identity, @claims, @id)
        ON CONFLICT (tenant_id, identity_key) DO UPDATE SET credential = credential_identities.credential
        RETURNING claims_digest, credential
        """;

    // Sent along with the one above, so it asks itself whether the (issuer, id) is for these claims.
    private const string Insert =
        """
        INSERT INTO credentials (id, tenant_id, issuer, credential_id, types, media_type, access, digest,
            valid_from, valid_until, received_at, status_looked_at)
        SELECT @id, @tenant, @issuer, @credential_id, @types, @media_type, @access, @digest,
            CAST(@from AS BIGINT), CAST(@until AS BIGINT), @now, CAST(@looked_at AS BIGINT)
        WHERE @has_identity = 0 OR EXISTS (
            SELECT 1 FROM credential_identities i
            WHERE i.tenant_id = @tenant AND i.identity_key = @identity AND i.claims_digest = @claims)
        ON CONFLICT (tenant_id, digest) DO NOTHING
        RETURNING seq
        """;

    private const string InsertBytes = "INSERT INTO credential_bytes (seq, bytes) VALUES (@seq, @bytes)";

    private const string OpenFacet =
        "INSERT INTO credential_facets (tenant_id, facet, seq) VALUES (@tenant, @facet, @seq) ON CONFLICT DO NOTHING";

    // Several rows a statement, since each statement costs as much as several rows.
    private static readonly (int Rows, string Sql)[] s_insertFacets = [.. new[] { 32, 8, 1 }.Select(rows => (rows,
        "INSERT INTO credential_facets (tenant_id, facet, seq) VALUES "
            + string.Join(", ", Enumerable.Range(0, rows).Select(i => $"(@tenant{i}, @facet{i}, @seq{i})"))))];

    private const string InsertPassport =
        """
        INSERT INTO passports (product_key, issuer_key, tenant_id, valid_from, seq, valid_until, access)
        VALUES (@product, @issuer, @tenant, @from, @seq, @until, @access)
        """;

    private const string ByDigest = "SELECT seq, id FROM credentials WHERE tenant_id = @tenant AND digest = @digest";

    private const string Widen = "UPDATE credentials SET access = 1 WHERE seq = @seq AND access = 0";

    private const string WidenPassport =
        """
        UPDATE passports SET access = 1
        WHERE product_key = @product AND issuer_key = @issuer AND tenant_id = @tenant AND valid_from = @from AND seq = @seq
        """;

    /// <summary>
    /// Takes each credential's (issuer, id) for its claims and keeps it: its number, null when the tenant holds these bytes already; or the
    /// id of the credential that has the (issuer, id) for others.
    /// </summary>
    public static async Task<IReadOnlyList<(long? Seq, string? Conflicting)>> InsertAsync(
        Session session, IReadOnlyList<CredentialRow> rows)
    {
        var found = await session.ListAllAsync(
            [.. rows.SelectMany(row => row.IdentityKey is null ? [InsertOne(row)] : new[] { IdentifyOne(row), InsertOne(row) })],
            one => one.FieldCount == 1 ? new Kept(one.GetInt64(0), [], "") : new Kept(null, one.GetBytes(0), one.GetString(1)));
        var next = 0;
        return [.. rows.Select(row => Judge(row, row.IdentityKey is null ? null : found[next++].Single(), found[next++].SingleOrDefault()))];
    }

    private static (long? Seq, string? Conflicting) Judge(CredentialRow row, Kept? named, Kept? inserted) =>
        named is not null && !named.Claims.AsSpan().SequenceEqual(row.Credential.ClaimsDigest)
            ? (null, named.Id)
            : (inserted?.Seq, null);

    private static Statement IdentifyOne(CredentialRow row) => new(
        Identify,
        ("@tenant", row.Credential.TenantId),
        ("@identity", row.IdentityKey),
        ("@claims", row.Credential.ClaimsDigest),
        ("@id", row.Credential.Id));

    private static Statement InsertOne(CredentialRow row)
    {
        var credential = row.Credential;
        var now = credential.ReceivedAt.ToUnixTimeMilliseconds();
        return new Statement(
            Insert,
            ("@id", credential.Id),
            ("@tenant", credential.TenantId),
            ("@issuer", credential.Issuer),
            ("@credential_id", credential.CredentialId),
            ("@types", row.Types),
            ("@media_type", credential.MediaType),
            ("@access", (int)credential.Access),
            ("@digest", credential.Digest),
            ("@from", credential.ValidFrom?.ToUnixTimeMilliseconds()),
            ("@until", credential.ValidUntil?.ToUnixTimeMilliseconds()),
            ("@now", now),
            ("@looked_at", credential.HasStatus ? now : null),
            ("@has_identity", row.IdentityKey is null ? 0 : 1),
            ("@identity", row.IdentityKey ?? []),
            ("@claims", credential.ClaimsDigest));
    }

    /// <summary>Makes the bytes, the index rows and the events.</summary>
    public static IEnumerable<Statement> Parts(IReadOnlyList<(CredentialRow Row, long Seq, int Recipients)> all) =>
    [
        .. InsertFacets([.. all.SelectMany(one => one.Row.AllFacets.Select(facet => (facet.Tenant, facet.Facet, one.Seq)))]),
        .. all.SelectMany(one => Parts(one.Row, one.Seq, one.Recipients)),
    ];

    private static IEnumerable<Statement> Parts(CredentialRow row, long seq, int recipients)
    {
        var credential = row.Credential;
        yield return new Statement(InsertBytes, ("@seq", seq), ("@bytes", row.Bytes));
        foreach (var product in row.Products)
        {
            yield return new Statement(
                InsertPassport,
                ("@product", product),
                ("@issuer", row.IssuerKey),
                ("@tenant", credential.TenantId),
                ("@from", row.Earliest),
                ("@seq", seq),
                ("@until", row.Latest),
                ("@access", (int)credential.Access));
        }

        yield return EventRows.Make(
            credential.ReceivedAt, credential.TenantId, "credential.received", credential.Id, row.EventDetail(recipients));
    }

    /// <summary>The tenant's credential with these bytes, which is opened to anybody when that is asked for now.</summary>
    public static async Task<(long Seq, string Id)> FindHeldAsync(Session session, CredentialRow row)
    {
        var (seq, id) = await session.FindAsync(
            ByDigest,
            found => (found.GetInt64(0), found.GetString(1)),
            ("@tenant", row.Credential.TenantId),
            ("@digest", row.Credential.Digest));
        if (row.Credential.Access == Access.Public && await session.ExecuteAsync(Widen, ("@seq", seq)) == 1)
        {
            foreach (var name in row.Names)
            {
                await session.ExecuteAsync(OpenFacet, ("@tenant", Everybody), ("@facet", name), ("@seq", seq));
            }

            foreach (var product in row.Products)
            {
                await session.ExecuteAsync(
                    WidenPassport,
                    ("@product", product),
                    ("@issuer", row.IssuerKey),
                    ("@tenant", row.Credential.TenantId),
                    ("@from", row.Earliest),
                    ("@seq", seq));
            }
        }

        return (seq, id);
    }

    private static IEnumerable<Statement> InsertFacets((string Tenant, byte[] Facet, long Seq)[] facets)
    {
        for (var (done, size) = (0, 0); done < facets.Length; done += size)
        {
            (size, var sql) = s_insertFacets.First(one => one.Rows <= facets.Length - done);
            yield return new Statement(sql, [.. facets.Skip(done).Take(size).SelectMany((one, i) => new (string, object?)[]
                { ($"@tenant{i}", one.Tenant), ($"@facet{i}", one.Facet), ($"@seq{i}", one.Seq) })]);
        }
    }

    private sealed record Kept(long? Seq, byte[] Claims, string Id);
}
