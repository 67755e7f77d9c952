using System.Collections.Concurrent;
using Gateway.Tests.Forwarding;
using Microsoft.Data.Sqlite;

namespace Gateway.Tests.Faults;

/// <summary>SQLite's disk is full, and has room again, under load.</summary>
public sealed class FullDiskTests
{
    private const int Posts = 250;
    private const int Senders = 4;

    [Fact]
    [Trait("Threat", "17")]
    public async Task Senders_are_asked_to_come_again_and_nothing_that_was_acknowledged_is_lost()
    {
        using var disk = SmallDisk.Mount(megabytes: 64, left: 4);
        await using var stub = await StubServer.StartAsync();
        using var passports = new SignedPassports();
        var load = new Load(stub);
        var batch = new ConcurrentQueue<byte[]>();
        for (var i = 0; i < Posts; i++)
        {
            batch.Enqueue(await passports.NextAsync());
        }

        using var gateway = await RunningGateway.StartAsync(
            disk.Path, "--Gateway:Forwarding:Lease=00:00:02", "--Gateway:Forwarding:RecordLimit=00:00:01");
        var senders = Enumerable.Range(0, Senders).Select(_ => load.SendAsync(gateway.Client, batch)).ToArray();
        await Eventually.IsTrueAsync(() => load.PutOff > 20, () => $"{load.Acknowledged.Count} acknowledged, {load.PutOff} put off");
        var before = load.Acknowledged.Count;
        disk.Clear();
        await Task.WhenAll(senders);

        TestContext.Current.TestOutputHelper?.WriteLine($"{before} acknowledged until the disk was full, {load.PutOff} put off");
        Assert.InRange(before, 1, Posts - 1);
        Assert.Equal(Posts, load.Acknowledged.Count);
        await load.AssertHeldAsync(gateway.Client);
        await load.AssertArrivesAsync();
        await Eventually.IsTrueAsync(() => IsNothingOwedAsync(disk), () => "some are still owed");
    }

    private static async Task<bool> IsNothingOwedAsync(SmallDisk disk)
    {
        await using var database = new SqliteConnection($"Data Source={Path.Combine(disk.Path, "gateway.db")};Pooling=false");
        await database.OpenAsync();
        await using var command = database.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM deliveries WHERE delivered_at IS NULL";
        return (long)(await command.ExecuteScalarAsync())! == 0;
    }
}
