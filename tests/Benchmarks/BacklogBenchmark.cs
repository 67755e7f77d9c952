using System.Data.Common;
using System.Diagnostics;
using Gateway.Forwarding;
using Gateway.Storage;
using Npgsql;

namespace Benchmarks;

/// <summary>
/// What a delivery to one recipient costs (owed, claimed, settled) beside an empty queue, and beside a million that are due to another who
/// has its share in flight.
/// </summary>
internal static class BacklogBenchmark
{
    private const int Backlog = 1_000_000;
    private const int Rounds = 300;
    private const string Busy = "did:web:busy.example";

    public static async Task RunAsync(string? engine)
    {
        if (engine is null or "sqlite")
        {
            await using var sqlite = await Engine.OpenSqliteAsync();
            await RunAsync(sqlite);
        }

        if (engine is null or "postgres" && await Engine.OpenPostgresAsync() is { } opened)
        {
            await using var postgres = opened;
            await RunAsync(postgres);
        }
    }

    private static async Task RunAsync(Engine engine)
    {
        var now = TimeProvider.System.GetUtcNow();
        var tenant = (await new SqlTenantStore(engine.Database).AddTenantAsync("acme", now, default))!.Id;
        await MeasureAsync(engine, tenant);
        var empty = await MeasureAsync(engine, tenant);
        await AddBacklogAsync(engine, tenant, now.ToUnixTimeMilliseconds());
        await MeasureAsync(engine, tenant);
        var beside = await MeasureAsync(engine, tenant);
        Console.WriteLine($"{engine.Name}: claim {Text(empty, beside, t => t.Claim)}");
        Console.WriteLine($"  owed, claimed and settled {Text(empty, beside, t => t.All)}");
    }

    private static string Text(IReadOnlyList<Times> empty, IReadOnlyList<Times> beside, Func<Times, double> select)
    {
        var (one, other) = (Median(empty.Select(select)), Median(beside.Select(select)));
        return $"{one:F2} ms, beside {Backlog:N0} due to another {other:F2} ms ({other / one:F2} x)";
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    private static async Task<IReadOnlyList<Times>> MeasureAsync(Engine engine, string tenant)
    {
        var deliveries = new SqlDeliveryStore(engine.Database);
        var room = new ClaimRoom(56, 8, new Dictionary<string, int> { [Busy] = 8 });
        var all = new List<Times>();
        for (var i = 0; i < Rounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await new SqlCredentialStore(engine.Database).AddAsync(StorageBenchmark.Make(tenant), ["did:web:other.example"], null, default);
            var owed = Stopwatch.GetTimestamp();
            var now = TimeProvider.System.GetUtcNow().AddSeconds(1);
            var claimed = await deliveries.ClaimDueAsync(now, TimeSpan.FromSeconds(10), room, default);
            var claim = Stopwatch.GetElapsedTime(owed).TotalMilliseconds;
            await deliveries.RecordAttemptAsync(claimed.Single(), new AttemptOutcome(now, true, null, 200, null), default);
            all.Add(new Times(claim, Stopwatch.GetElapsedTime(start).TotalMilliseconds));
        }

        return all;
    }

    private static async Task AddBacklogAsync(Engine engine, string tenant, long now)
    {
        await using var connection = await engine.ConnectAsync();
        await using var command = connection.CreateCommand();
        var numbers = connection is NpgsqlConnection
            ? $"SELECT n FROM generate_series(1, {Backlog}) AS n"
            : $"WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {Backlog}) SELECT n FROM numbers";
        command.CommandText =
            (connection is NpgsqlConnection ? "" : "PRAGMA foreign_keys = OFF; ")
            + "INSERT INTO deliveries (id, tenant_id, credential_seq, recipient, recipient_key, state, attempts, created_at, due_at) "
            + $"SELECT 'backlog ' || n, @tenant, -n, @busy, @key, 0, 0, @now, @now FROM ({numbers}) AS s; "
            + "INSERT INTO delivery_queues (tenant_id, recipient_key, due_at) VALUES (@tenant, @key, @now)"
            + (connection is NpgsqlConnection ? "; ANALYZE" : "");
        command.CommandTimeout = 300;
        Add(command, "@tenant", tenant);
        Add(command, "@busy", Busy);
        Add(command, "@key", IndexKey.Recipient(Busy));
        Add(command, "@now", now);
        await command.ExecuteNonQueryAsync();
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    private sealed record Times(double Claim, double All);
}
