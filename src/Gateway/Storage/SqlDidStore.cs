using System.Data.Common;
using System.Text.Json;
using Gateway.Issuing;

namespace Gateway.Storage;

/// <inheritdoc cref="IDidStore"/>
internal sealed class SqlDidStore(Database database) : IDidStore
{
    private const string Insert =
        """
        INSERT INTO dids (tenant_id, did, did_key, kind, also_known_as, services, version, created_at)
        VALUES (@tenant, @did, @key, @kind, @names, @services, @version, @now)
        ON CONFLICT DO NOTHING
        RETURNING seq
        """;

    private const string Update =
        """
        UPDATE dids SET also_known_as = @names, services = @services, version = @version
        WHERE tenant_id = @tenant AND did_key = @key AND version = @version - 1
        RETURNING seq
        """;

    private const string InsertDocument =
        "INSERT INTO did_documents (did_seq, version, document, made_at) VALUES (@seq, @version, @document, @at)";

    private const string Columns = "seq, tenant_id, did, kind, also_known_as, services, version, created_at";

    private const string One = $"SELECT {Columns} FROM dids WHERE tenant_id = @tenant AND did_key = @key";

    private const string All = $"SELECT {Columns} FROM dids WHERE tenant_id = @tenant ORDER BY seq";

    private const string Latest =
        """
        SELECT d.version, v.document, v.made_at, d.created_at FROM dids d
        JOIN did_documents v ON v.did_seq = d.seq AND v.version = d.version
        WHERE d.did_key = @key AND d.kind = 0 AND d.kind <> 1
        """;

    private const string Numbered =
        """
        SELECT v.version, v.document, v.made_at, d.created_at FROM dids d
        JOIN did_documents v ON v.did_seq = d.seq AND v.version = @version
        WHERE d.did_key = @key AND d.kind = 0 AND d.kind <> 1
        """;

    public Task<AddDidOutcome> AddAsync(ManagedDid did, byte[] document, DidEvent told, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                if (!await MayAddKeysAsync(session, did))
                {
                    return AddDidOutcome.MasterKeyReplaced;
                }

                var seq = await session.FindAsync<long?>(
                    Insert,
                    row => row.GetInt64(0),
                    ("@tenant", did.TenantId),
                    ("@did", did.Did),
                    ("@key", IndexKey.Issuer(did.Did)),
                    ("@kind", (int)did.Kind),
                    ("@names", NamesOf(did)),
                    ("@services", ServicesOf(did)),
                    ("@version", did.Version),
                    ("@now", did.CreatedAt.ToUnixTimeMilliseconds()));
                if (seq is null)
                {
                    return AddDidOutcome.Taken;
                }

                await WritePartsAsync(session, seq.Value, did, document, told);
                return AddDidOutcome.Added;
            },
            cancellationToken);

    public Task<ChangeDidOutcome> ChangeAsync(ManagedDid did, byte[] document, DidEvent told, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                if (!await MayAddKeysAsync(session, did))
                {
                    return ChangeDidOutcome.MasterKeyReplaced;
                }

                var seq = await session.FindAsync<long?>(
                    Update,
                    row => row.GetInt64(0),
                    ("@names", NamesOf(did)),
                    ("@services", ServicesOf(did)),
                    ("@version", did.Version),
                    ("@tenant", did.TenantId),
                    ("@key", IndexKey.Issuer(did.Did)));
                if (seq is null)
                {
                    return ChangeDidOutcome.Outdated;
                }

                await WritePartsAsync(session, seq.Value, did, document, told);
                return ChangeDidOutcome.Changed;
            },
            cancellationToken);

    public Task<ManagedDid?> FindAsync(string tenantId, string did, CancellationToken cancellationToken) => database.ReadAsync(
        async session => await session.FindAsync(One, Read, ("@tenant", tenantId), ("@key", IndexKey.Issuer(did))) is { } row
            ? row.Did with { Keys = await KeyRows.ListAsync(session, row.Seq) }
            : null,
        cancellationToken);

    public async Task<IReadOnlyList<ManagedDid>> ListAsync(string tenantId, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            async session =>
            {
                var dids = new List<ManagedDid>();
                foreach (var row in await session.ListAsync(All, Read, ("@tenant", tenantId)))
                {
                    dids.Add(row.Did with { Keys = await KeyRows.ListAsync(session, row.Seq) });
                }

                return dids;
            },
            cancellationToken);

    public Task<DidVersion?> FindDocumentAsync(string did, int? version, CancellationToken cancellationToken) => database.ReadAsync(
        session => version is { } number
            ? session.FindAsync(Numbered, ReadVersion, ("@key", IndexKey.Issuer(did)), ("@version", number))
            : session.FindAsync(Latest, ReadVersion, ("@key", IndexKey.Issuer(did))),
        cancellationToken);

    /// <summary>The keys that are new were sealed under what is still the master key.</summary>
    private static async Task<bool> MayAddKeysAsync(Session session, ManagedDid did)
    {
        var added = KeyRows.NewestOf(did);
        return added is null || await SqlMasterKeyStore.HoldAsync(session, added.Sealed!.MasterKeyId);
    }

    private static async Task WritePartsAsync(Session session, long seq, ManagedDid did, byte[] document, DidEvent told)
    {
        await KeyRows.WriteAsync(session, seq, did.Keys);
        await session.ExecuteAsync(
            InsertDocument,
            ("@seq", seq),
            ("@version", did.Version),
            ("@document", document),
            ("@at", told.At.ToUnixTimeMilliseconds()));
        var detail = new DidEventDetail(told.By, told.KeyId, told.Reason);
        await EventRows.AddAsync(
            session, told.At, did.TenantId, told.Kind, did.Did, JsonSerializer.Serialize(detail, StorageJson.Default.DidEventDetail));
    }

    private static string NamesOf(ManagedDid did) =>
        JsonSerializer.Serialize(did.Profile.AlsoKnownAs, StorageJson.Default.IReadOnlyListString);

    private static string ServicesOf(ManagedDid did) =>
        JsonSerializer.Serialize(did.Profile.Services, StorageJson.Default.IReadOnlyListServiceEntry);

    private static DidRow Read(DbDataReader row) => new(row.GetInt64(0), new ManagedDid(
        TenantId: row.GetString(1),
        Did: row.GetString(2),
        Kind: (DidKind)row.GetInt32(3),
        Profile: new DidProfile(
            JsonSerializer.Deserialize(row.GetString(4), StorageJson.Default.IReadOnlyListString)!,
            JsonSerializer.Deserialize(row.GetString(5), StorageJson.Default.IReadOnlyListServiceEntry)!),
        Keys: [],
        Version: row.GetInt32(6),
        CreatedAt: row.GetTime(7)));

    private static DidVersion ReadVersion(DbDataReader row) => new(row.GetInt32(0), row.GetBytes(1), row.GetTime(2), row.GetTime(3));

    private sealed record DidRow(long Seq, ManagedDid Did);
}
