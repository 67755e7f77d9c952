using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Gateway.Credentials;
using Gateway.Hosting;
using Gateway.Storage;

namespace Benchmarks;

/// <summary>
/// Credentials kept per second by concurrent callers, each a different one of 21 KB, on both engines; before and after, the floor: the
/// engine's own group commit of the same rows (<see cref="RawRows"/>).
/// </summary>
internal static class StorageBenchmark
{
    private const int Size = 21 * 1024;

    private static readonly byte[] s_bytes = RandomNumberGenerator.GetBytes(Size);

    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(4);

    /// <param name="engine">sqlite or postgres; null: both.</param>
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
        Console.WriteLine(engine.Name);
        var tenant = (await new SqlTenantStore(engine.Database).AddTenantAsync("acme", TimeProvider.System.GetUtcNow(), default))!;
        var store = new SqlCredentialStore(engine.Database);
        Task<Latencies> AddAsync(int callers) => MeasureAsync(callers, async () =>
        {
            await store.AddAsync(Make(tenant.Id), ["did:web:recipient.example"], null, default);
            return 1;
        });
        await AddAsync(16);
        var floor = await MeasureFloorAsync(engine, tenant.Id, 1_000_000_000);
        Report("floor: the same rows, raw", floor, floor);
        foreach (var callers in new[] { 1, 16, 64, 256 })
        {
            Report($"AddAsync, {callers} callers", await AddAsync(callers), floor);
        }

        Report("floor again", await MeasureFloorAsync(engine, tenant.Id, 2_000_000_000), floor);
    }

    private static void Report(string what, Latencies latencies, Latencies floor) => Console.WriteLine(
        $"  {what,-28} {latencies.PerSecond,8:F0}/s {latencies.PerSecond / floor.PerSecond,6:F2} x   median {latencies.At(0.5),7:F2} ms"
        + $"   p99 {latencies.At(0.99),7:F2} ms   our processor {latencies.Processor.TotalMilliseconds / latencies.Count,6:F3} ms");

    private static async Task<Latencies> MeasureFloorAsync(Engine engine, string tenant, long seq)
    {
        var connections = await Task.WhenAll(Enumerable.Range(0, engine.Callers).Select(_ => engine.ConnectAsync()));
        var rows = new Stack<RawRows>(connections.Select(connection => new RawRows(connection, () => Interlocked.Increment(ref seq))));
        var measured = await MeasureAsync(engine.Callers, () =>
        {
            RawRows mine;
            lock (rows)
            {
                mine = rows.Pop();
            }

            return InsertAsync(mine);
        });
        foreach (var connection in connections)
        {
            await connection.DisposeAsync();
        }

        return measured;

        async Task<int> InsertAsync(RawRows mine)
        {
            var inserted = await mine.InsertAsync(() => Make(tenant));
            lock (rows)
            {
                rows.Push(mine);
            }

            return inserted;
        }
    }

    private static async Task<Latencies> MeasureAsync(int callers, Func<Task<int>> act)
    {
        var processor = Environment.CpuUsage.TotalTime;
        var done = 0;
        var all = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            var times = new List<double>();
            var start = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(start) < s_duration)
            {
                var one = Stopwatch.GetTimestamp();
                Interlocked.Add(ref done, await act());
                times.Add(Stopwatch.GetElapsedTime(one).TotalMilliseconds);
            }

            return times;
        })));
        return new Latencies(done, [.. all.SelectMany(times => times).Order()], Environment.CpuUsage.TotalTime - processor);
    }

    // As a battery passport: an own id, three types, seven things it is about, one recipient. Some fifteen index rows.
    public static NewCredential Make(string tenant)
    {
        var id = RandomId.Create();
        var bytes = s_bytes.ToArray();
        Encoding.ASCII.GetBytes(id, bytes);
        var now = TimeProvider.System.GetUtcNow();
        return new NewCredential(
            id,
            tenant,
            "did:web:issuer.example",
            $"urn:uuid:{id}",
            bytes,
            "application/vc+jwt",
            SHA256.HashData(bytes),
            SHA256.HashData(bytes.AsSpan(0, id.Length)),
            Access.Public,
            ["VerifiableCredential", "DigitalProductPassport", "BatteryPassport"],
            [.. Enumerable.Range(0, 7).Select(i => new AboutEntry($"https://id.issuer.example/{id}/{i}", i == 0))],
            now,
            now.AddYears(10),
            true,
            now);
    }

    private sealed record Latencies(int Count, IReadOnlyList<double> Sorted, TimeSpan Processor)
    {
        public double PerSecond => Count / s_duration.TotalSeconds;

        public double At(double share) => Sorted[(int)((Sorted.Count - 1) * share)];
    }
}
