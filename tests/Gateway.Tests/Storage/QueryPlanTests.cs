using System.Collections.Concurrent;

namespace Gateway.Tests.Storage;

/// <summary>
/// No statement of any store reads more as the tables grow, but for one: where a credential's entry is not said, each part of its tenant's
/// status lists is looked into once.
/// </summary>
public sealed class QueryPlanTests : IDisposable
{
    private static readonly string[] s_verbs = ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"];

    private readonly SqliteFolder _folder = new();
    private readonly ConcurrentDictionary<string, bool> _statements = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Threat", "22")]
    public async Task Every_statement_searches_an_index_and_sorts_nothing()
    {
        await using var database = await _folder.OpenMigratedAsync(onPrepare: sql => _statements[sql] = true);
        _statements.Clear();
        await EveryStatement.UseAsync(SqliteFolder.Stores(_folder, database));
        var queries = _statements.Keys.Where(sql => s_verbs.Contains(sql.Split(' ')[0])).ToList();
        Assert.InRange(queries.Count, 60, 140);

        await using var connection = await _folder.ConnectAsync();
        foreach (var sql in queries)
        {
            await using var explain = connection.CreateCommand();
            explain.CommandText = "EXPLAIN QUERY PLAN " + sql;
            await using var plan = await explain.ExecuteReaderAsync(Stop);
            while (await plan.ReadAsync(Stop))
            {
                var step = plan.GetString(3);

                // json_each walks over a parameter, due over what the statement has just found, part over numbers: none over a table
                var isScan = step.StartsWith("SCAN", StringComparison.Ordinal)
                    && !step.StartsWith("SCAN json_each", StringComparison.Ordinal)
                    && step is not ("SCAN due" or "SCAN part" or "SCAN CONSTANT ROW");
                Assert.False(
                    isScan || step.Contains("TEMP B-TREE", StringComparison.Ordinal),
                    $"{step}: {sql}");
            }
        }
    }
}
