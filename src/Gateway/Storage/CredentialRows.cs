using System.Text.Json;
using Gateway.Credentials;

namespace Gateway.Storage;

/// <summary>The statements that keep a credential; each is a step of one transaction.</summary>
internal static class CredentialRows
{
    // The update changes nothing: it makes the row that is there come back, and wait for a transaction that is making it.
    private const string Identify =
        """
        INSERT INTO credential_identities (tenant_id, identity_key, claims_digest, credential)
        VALUES (@tenant, @identity, @claims, @id)
        ON CONFLICT (tenant_id, identity_key) DO UPDATE SET credential = credential_identities.credential
        RETURNING claims_digest, credential
        """;

    private const string Insert =
        """
        INSERT INTO credentials (id, tenant_id, issuer, credential_id, types, media_type, access, digest,
            valid_from, valid_until, received_at, status_looked_at)
        VALUES (@id, @tenant, @issuer, @credential_id, @types, @media_type, @access, @digest, @from, @until, @now, @looked_at)
        ON CONFLICT (tenant_id, digest) DO NOTHING
        RETURNING seq
        """;

    private const string InsertBytes = "INSERT INTO credential_bytes (seq, bytes) VALUES (@seq, @bytes)";

    private const string InsertFacet = "INSERT INTO credential_facets (tenant_id, facet, seq) VALUES (@tenant, @facet, @seq)";

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

    /// <summary>Takes the credential's (issuer, id) for its claims; the id of the credential that has it for others, else null.</summary>
    public static async Task<string?> FindConflictAsync(Session session, CredentialRow row)
    {
        if (row.IdentityKey is null)
        {
            return null;
        }

        var (claims, id) = await session.FindAsync(
            Identify,
            found => (found.GetBytes(0), found.GetString(1)),
            ("@tenant", row.Credential.TenantId),
            ("@identity", row.IdentityKey),
            ("@claims", row.Credential.ClaimsDigest),
            ("@id", row.Credential.Id));
        return claims.AsSpan().SequenceEqual(row.Credential.ClaimsDigest) ? null : id;
    }

    /// <summary>Its number; null when the tenant holds these bytes already.</summary>
    public static Task<long?> InsertAsync(Session session, CredentialRow row)
    {
        var credential = row.Credential;
        var now = credential.ReceivedAt.ToUnixTimeMilliseconds();
        return session.FindAsync<long?>(
            Insert,
            found => found.GetInt64(0),
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
            ("@looked_at", credential.HasStatus ? now : null));
    }

    /// <summary>Makes its bytes, its index rows and the event.</summary>
    public static IEnumerable<Statement> Parts(CredentialRow row, long seq, int recipients)
    {
        var credential = row.Credential;
        yield return new Statement(InsertBytes, ("@seq", seq), ("@bytes", row.Bytes));
        foreach (var facet in row.Facets)
        {
            yield return new Statement(InsertFacet, ("@tenant", credential.TenantId), ("@facet", facet), ("@seq", seq));
        }

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

        var detail = new EventDetail(credential.Issuer, credential.CredentialId, recipients);
        yield return EventRows.Make(
            credential.ReceivedAt,
            credential.TenantId,
            "credential.received",
            credential.Id,
            JsonSerializer.Serialize(detail, StorageJson.Default.EventDetail));
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
}
