using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Gateway.Credentials;
using Gateway.Hosting;
using Gateway.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Benchmarks;

/// <summary>Credentials kept per second by concurrent callers, beside the floor: one row of the same bytes, one commit each.</summary>
internal static class StorageBenchmark
{
    private const int Size = 21 * 1024;

    private static readonly byte[] s_bytes = RandomNumberGenerator.GetBytes(Size);

    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(4);

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("gateway-bench-").FullName;
        try
        {
            Report("floor: raw row, own commit", await MeasureFloorAsync(Path.Combine(folder, "floor.db")));
            await using var database = new Database(
                Options.Create(new GatewayOptions { DataPath = folder }),
                Options.Create(new StorageOptions()),
                TimeProvider.System,
                NullLogger<Database>.Instance);
            await database.MigrateAsync(default);
            var tenant = (await new SqlTenantStore(database).AddTenantAsync("acme", TimeProvider.System.GetUtcNow(), default))!;
            await MeasureAddAsync(new SqlCredentialStore(database), tenant.Id, 16);
            foreach (var callers in new[] { 1, 16, 64, 256 })
            {
                Report($"AddAsync, {callers} callers", await MeasureAddAsync(new SqlCredentialStore(database), tenant.Id, callers));
            }

            Report("floor: raw row, own commit", await MeasureFloorAsync(Path.Combine(folder, "floor-again.db")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Report(string what, Latencies latencies) => Console.WriteLine(
        $"{what,-28} {latencies.PerSecond,8:F0}/s   median {latencies.At(0.5),7:F2} ms   p99 {latencies.At(0.99),7:F2} ms"
        + $"   processor {latencies.Processor.TotalMilliseconds / latencies.Sorted.Count,6:F3} ms");

    private static async Task<Latencies> MeasureFloorAsync(string path)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; "
            + "CREATE TABLE rows (seq INTEGER PRIMARY KEY, bytes BLOB NOT NULL)";
        await command.ExecuteNonQueryAsync();
        command.CommandText = "INSERT INTO rows (bytes) VALUES (@bytes)";
        command.Parameters.AddWithValue("@bytes", s_bytes);
        return await MeasureAsync(1, () => command.ExecuteNonQueryAsync());
    }

    private static Task<Latencies> MeasureAddAsync(SqlCredentialStore store, string tenant, int callers) =>
        MeasureAsync(callers, () => store.AddAsync(Make(tenant), ["did:web:recipient.example"], null, default));

    private static async Task<Latencies> MeasureAsync(int callers, Func<Task> act)
    {
        var processor = Environment.CpuUsage.TotalTime;
        var all = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            var times = new List<double>();
            var start = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(start) < s_duration)
            {
                var one = Stopwatch.GetTimestamp();
                await act();
                times.Add(Stopwatch.GetElapsedTime(one).TotalMilliseconds);
            }

            return times;
        })));
        return new Latencies([.. all.SelectMany(times => times).Order()], Environment.CpuUsage.TotalTime - processor);
    }

    // As a battery passport: an own id, three types, seven things it is about, one recipient. Some fifteen index rows.
    private static NewCredential Make(string tenant)
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

    private sealed record Latencies(IReadOnlyList<double> Sorted, TimeSpan Processor)
    {
        public double PerSecond => Sorted.Count / s_duration.TotalSeconds;

        public double At(double share) => Sorted[(int)((Sorted.Count - 1) * share)];
    }
}
