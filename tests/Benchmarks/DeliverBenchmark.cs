using System.Diagnostics;
using System.Globalization;
using Gateway.Forwarding;
using Gateway.Storage;

namespace Benchmarks;

/// <summary>
/// Deliveries of 21 KB a second by the program as it is started, from what is due in its database to what is settled there, to recipients
/// on the same machine; to one, and to ten thousand; each of another credential, so that however many recipients there are, as much is
/// read for each delivery. The first of them (DIDs looked up, the sender's own DID and key made, code compiled, which goes on for more than
/// ten thousand) are not counted; all others are signed.
/// </summary>
internal static class DeliverBenchmark
{
    private const int WarmUp = 30_000;
    private const int Counted = 12_000;

    public static async Task RunAsync(string? name, string? only)
    {
        int[] counts = only is null ? [1, 100, 10_000] : [int.Parse(only, CultureInfo.InvariantCulture)];
        foreach (var recipients in counts)
        {
            await foreach (var engine in Engine.OpenAsync(name))
            {
                await RunAsync(engine, recipients);
            }
        }
    }

    private static async Task RunAsync(Engine engine, int recipients)
    {
        await using var others = await Recipients.StartAsync();
        var now = TimeProvider.System.GetUtcNow();
        var tenant = (await new SqlTenantStore(engine.Database).AddTenantAsync("acme", now, default))!.Id;
        await OweAsync(engine, tenant, others, recipients);

        using var gateway = await GatewayProcess.StartAsync([.. engine.Settings, "--Logging:LogLevel:Default=Warning"]);
        await WaitAsync(others, () => Task.FromResult(others.Arrived >= WarmUp));
        var signed = others.Signed;
        var (arrived, asked) = (others.Arrived, others.Asked);
        var (theirs, mine) = (gateway.Processor, Environment.CpuUsage.TotalTime);
        await WaitAsync(others, async () => await CountOwedAsync(engine) == 0);
        var counted = WarmUp + Counted - arrived;
        theirs = (gateway.Processor - theirs) / counted;
        mine = (Environment.CpuUsage.TotalTime - mine) / counted;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{engine.Name,-10} {recipients,6} recipients {others.PerSecondAfter(WarmUp),7:F0}/s   processor a delivery: gateway "
            + $"{theirs.TotalMicroseconds,5:F0} us, recipients {mine.TotalMicroseconds,5:F0} us"
            + $"   arrived {others.Arrived}, again {others.Again}, signed {others.Signed - signed} of {counted}, "
            + $"DIDs looked up {others.Asked - asked}"));
    }

    private static async Task WaitAsync(Recipients others, Func<Task<bool>> isReached)
    {
        var watch = Stopwatch.StartNew();
        while (!await isReached())
        {
            if (watch.Elapsed > TimeSpan.FromMinutes(3))
            {
                throw new InvalidOperationException($"{others.Arrived} arrived in three minutes");
            }

            await Task.Delay(50);
        }
    }

    private static async Task OweAsync(Engine engine, string tenant, Recipients others, int recipients)
    {
        var store = new SqlCredentialStore(engine.Database);
        await Parallel.ForAsync(0, WarmUp + Counted, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, none) =>
            await store.AddAsync(StorageBenchmark.Make(tenant), [others.Did(i % recipients)], null, none));
    }

    private static Task<long> CountOwedAsync(Engine engine) => engine.Database.ReadAsync(
        session => session.FindAsync(
            $"SELECT COUNT(*) FROM (SELECT 1 FROM deliveries WHERE state <> {(int)DeliveryState.Delivered} LIMIT 1) AS owed",
            row => row.GetInt64(0)),
        default);
}
