using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Storage;
using Npgsql;

namespace Gateway.Tests.Storage;

/// <summary>
/// No statement of any store reads more as the tables grow, but for the one of <see cref="QueryPlanTests"/>; what grows is in partitions.
/// </summary>
public sealed partial class PostgresPlanTests(PostgresCluster cluster)
{
    private static readonly string[] s_verbs = ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"];

    private readonly ConcurrentDictionary<string, bool> _statements = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Threat", "22")]
    public async Task Every_statement_searches_an_index_and_sorts_nothing()
    {
        var schema = await cluster.AddSchemaAsync();
        await using var database = PostgresCluster.Open(schema, onPrepare: sql => _statements[sql] = true);
        await database.MigrateAsync(Stop);
        _statements.Clear();
        await EveryStatement.UseAsync(TestStores.Over(database, database.DisposeAsync));
        var queries = _statements.Keys.Where(sql => s_verbs.Contains(sql.Split(' ')[0])).ToList();
        Assert.InRange(queries.Count, 60, 140);

        // The tables are all but empty: what is dearer for ever is made dearer now. The plan is that for whatever parameters come.
        await using var connection = new NpgsqlConnection(schema);
        await connection.OpenAsync(Stop);
        await ExecuteAsync(
            connection,
            "SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off; SET plan_cache_mode = force_generic_plan");
        foreach (var sql in queries)
        {
            using var plan = JsonDocument.Parse(await ExplainAsync(connection, sql));
            Assert.False(IsUnbounded(plan.RootElement[0].GetProperty("Plan")), $"{plan.RootElement}: {sql}");
        }

        foreach (var walk in new[] { "SELECT id FROM credentials WHERE issuer = ''", "SELECT seq FROM deliveries ORDER BY due_at LIMIT 1" })
        {
            using var plan = JsonDocument.Parse(await ExplainAsync(connection, walk));
            Assert.True(IsUnbounded(plan.RootElement[0].GetProperty("Plan")), $"{plan.RootElement}: {walk}");
        }
    }

    [Fact]
    public async Task Rows_to_come_have_their_partitions_and_those_beyond_are_not_refused()
    {
        var schema = await cluster.AddSchemaAsync();
        await using var database = PostgresCluster.Open(schema);
        await database.MigrateAsync(Stop);
        var before = await CountPartitionsAsync(database);
        await database.MakePartitionsAsync(Stop);
        Assert.Equal(before, await CountPartitionsAsync(database));

        // a long way on, further than anybody prepared for
        const long Far = 50 * Partitions.CredentialsEach;
        await database.WriteAsync(
            session => session.FindAsync($"SELECT setval('credentials_seq_seq', {Far})", row => row.GetInt64(0)), Stop);
        var stores = TestStores.Over(database, database.DisposeAsync);
        var tenant = (await stores.Tenants.AddTenantAsync("acme", Given.Now, Stop))!;
        var first = Given.Passport(tenant, "1") with { ReceivedAt = DateTimeOffset.UnixEpoch };
        await stores.Credentials.AddAsync(first, [], null, Stop);
        Assert.Equal(1, await stores.CountRows("credential_bytes_rest"));
        Assert.Equal(1, await stores.CountRows("events_rest"));

        await database.WriteAsync(
            session => session.FindAsync($"SELECT setval('credentials_seq_seq', {2 * Far})", row => row.GetInt64(0)), Stop);
        await database.MakePartitionsAsync(Stop);
        var second = Given.Passport(tenant, "2") with { ReceivedAt = TimeProvider.System.GetUtcNow() };
        await stores.Credentials.AddAsync(second, [], null, Stop);
        Assert.Equal(1, await stores.CountRows("credential_bytes_100"));
        Assert.Equal(1, await stores.CountRows($"events_{second.ReceivedAt:yyyy_MM}"));
        Assert.Equal("1", System.Text.Encoding.UTF8.GetString((await stores.Credentials.FindAsync(first.Id, Stop))!.Bytes));
        var listed = await stores.Credentials.ListAsync(new(tenant.Id, null, "DigitalProductPassport", null, null, 10), Stop);
        Assert.Equal([second.Id, first.Id], listed.Items.Select(item => item.Id));
    }

    private static Task<long> CountPartitionsAsync(Database database) => database.ReadAsync(
        session => session.FindAsync(
            "SELECT COUNT(*) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid "
            + "WHERE c.relnamespace = current_schema()::regnamespace",
            row => row.GetInt64(0)),
        Stop);

    private static async Task<string> ExplainAsync(NpgsqlConnection connection, string sql)
    {
        var names = new List<string>();
        var numbered = Parameter().Replace(sql, match =>
        {
            if (!names.Contains(match.Value))
            {
                names.Add(match.Value);
            }

            return $"${names.IndexOf(match.Value) + 1}";
        });

        // what the driver says of each value's type, where the statement leaves it open
        const string Wake = "INSERT INTO delivery_queues (tenant_id, recipient_key, due_at)";
        var types = sql.StartsWith(Wake, StringComparison.Ordinal) ? "(TEXT, BYTEA, BIGINT)"
            : sql.StartsWith("INSERT INTO deliveries", StringComparison.Ordinal) ? "(TEXT, TEXT, BIGINT, TEXT, BYTEA, BIGINT)" : "";
        await ExecuteAsync(connection, $"DEALLOCATE ALL; PREPARE statement {types} AS {numbered}");
        await using var explain = connection.CreateCommand();
        var nulls = string.Join(", ", names.Select(_ => "NULL"));
        explain.CommandText = $"EXPLAIN (FORMAT JSON) EXECUTE statement{(nulls.Length == 0 ? "" : $"({nulls})")}";
        return (string)(await explain.ExecuteScalarAsync(Stop))!;
    }

    /// <summary>Whether any step reads a whole table or index, or sorts.</summary>
    private static bool IsUnbounded(JsonElement node)
    {
        var type = node.GetProperty("Node Type").GetString()!;
        return type.Contains("Seq Scan", StringComparison.Ordinal)
            || type.Contains("Sort", StringComparison.Ordinal)
            || (type.StartsWith("Index", StringComparison.Ordinal) && !node.TryGetProperty("Index Cond", out _))
            || (node.TryGetProperty("Plans", out var below) && below.EnumerateArray().Any(IsUnbounded));
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Stop);
    }

    [GeneratedRegex(@"@[a-z_]+\d*")]
    private static partial Regex Parameter();
}
