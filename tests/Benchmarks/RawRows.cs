using System.Data.Common;
using Gateway.Credentials;

namespace Benchmarks;

/// <summary>
/// The floor: the rows that we keep of a credential, inserted with nothing asked and nothing looked up. On SQLite many share a commit;
/// on PostgreSQL each is one message with a commit of its own, and the server has those of several connections share a flush.
/// </summary>
internal sealed class RawRows(DbConnection connection, Func<long> next)
{
    private const int PerCommit = 256;

    private readonly Dictionary<string, DbCommand> _commands = [];

    /// <summary>Inserts one credential's (PostgreSQL) or as many as share a commit (SQLite); how many.</summary>
    public async Task<int> InsertAsync(Func<NewCredential> make)
    {
        if (connection.CanCreateBatch)
        {
            await using var batch = connection.CreateBatch();
            foreach (var (sql, values) in Rows(make()))
            {
                var command = batch.CreateBatchCommand();
                command.CommandText = sql;
                Add(command.Parameters, command.CreateParameter, values);
                batch.BatchCommands.Add(command);
            }

            await batch.ExecuteNonQueryAsync();
            return 1;
        }

        Run("BEGIN IMMEDIATE", []);
        for (var i = 0; i < PerCommit; i++)
        {
            foreach (var (sql, values) in Rows(make()))
            {
                Run(sql, values);
            }
        }

        Run("COMMIT", []);
        return PerCommit;
    }

    private IEnumerable<(string Sql, object[] Values)> Rows(NewCredential c)
    {
        var seq = next();
        var now = c.ReceivedAt.ToUnixTimeMilliseconds();
        yield return ("INSERT INTO credential_identities VALUES (@a, @b, @c, @d)", [c.TenantId, c.ClaimsDigest, c.ClaimsDigest, c.Id]);
        yield return (
            "INSERT INTO credentials (seq, id, tenant_id, issuer, credential_id, types, media_type, access, digest, valid_from, "
            + "valid_until, received_at, status_looked_at) VALUES (@a, @b, @c, @d, @e, @f, @g, 1, @h, @i, @j, @k, @l)",
            [seq, c.Id, c.TenantId, c.Issuer, c.CredentialId!, string.Join(',', c.Types), c.MediaType, c.Digest, now, now, now, now]);
        yield return ("INSERT INTO credential_bytes (seq, bytes) VALUES (@a, @b)", [seq, c.Bytes.ToArray()]);
        for (var i = 0; i < 1 + c.Types.Count + c.About.Count; i++)
        {
            var facet = c.Digest.ToArray();
            facet[0] += (byte)i;
            yield return ("INSERT INTO credential_facets (tenant_id, facet, seq) VALUES (@a, @b, @c)", [c.TenantId, facet, seq]);
        }

        yield return (
            "INSERT INTO passports (product_key, issuer_key, tenant_id, valid_from, seq, valid_until, access) "
            + "VALUES (@a, @b, @c, @d, @e, @f, 1)",
            [c.Digest, c.ClaimsDigest, c.TenantId, now, seq, now]);
        yield return (
            "INSERT INTO events (at, tenant_id, kind, subject, detail) VALUES (@a, @b, 'credential.received', @c, '{}')",
            [now, c.TenantId, c.Id]);
        yield return (
            "INSERT INTO deliveries (id, tenant_id, credential_seq, recipient, recipient_key, state, attempts, created_at, due_at) "
            + "VALUES (@a, @b, @c, 'did:web:recipient.example', @d, 0, 0, @e, @f)",
            [c.Id, c.TenantId, seq, c.ClaimsDigest, now, now]);
    }

    private void Run(string sql, object[] values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            Add(command.Parameters, command.CreateParameter, values);
            _commands.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }

    private static void Add(DbParameterCollection parameters, Func<DbParameter> create, object[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = create();
            parameter.ParameterName = $"@{(char)('a' + i)}";
            parameter.Value = values[i];
            parameters.Add(parameter);
        }
    }
}
