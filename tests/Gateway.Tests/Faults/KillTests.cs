using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Gateway.Tests.Forwarding;
using Microsoft.Data.Sqlite;

namespace Gateway.Tests.Faults;

/// <summary>What is left of the gateway's promises when its process dies at any moment.</summary>
public sealed class KillTests
{
    private const int Senders = 6;
    private const int BatchPerLife = 100;

    // some here, thirty in run.sh
    private static readonly int s_kills = int.Parse(Environment.GetEnvironmentVariable("GATEWAY_KILLS") ?? "8", CultureInfo.InvariantCulture);


    // what a credential's row never stands without
    private static readonly (string Table, string Column)[] s_parts =
        [("deliveries", "credential_seq"), ("credential_bytes", "seq"), ("credential_facets", "seq"), ("passports", "seq")];

    [Fact]
    [Trait("Threat", "17")]
    public async Task Whatever_was_acknowledged_is_there_and_arrives_however_often_the_process_is_killed()
    {
        var data = Directory.CreateTempSubdirectory("kills-");
        await using var stub = await StubServer.StartAsync();
        using var passports = new SignedPassports();
        var load = new Load(stub);
        var acknowledged = load.Acknowledged;
        for (var life = 0; life < s_kills; life++)
        {
            var batch = new ConcurrentQueue<byte[]>();
            for (var i = 0; i < BatchPerLife; i++)
            {
                batch.Enqueue(await passports.NextAsync());
            }

            using var gateway = await StartAsync(data);
            var senders = Enumerable.Range(0, Senders).Select(_ => load.SendAsync(gateway.Client, batch)).ToArray();
            await WaitForARandomMomentAsync(life, acknowledged);
            gateway.Kill();
            await Task.WhenAll(senders);
        }

        Assert.True(acknowledged.Count > s_kills, $"only {acknowledged.Count} posts were acknowledged");
        TestContext.Current.TestOutputHelper?.WriteLine($"{acknowledged.Count} posts were acknowledged in {s_kills} lives");
        using (var gateway = await StartAsync(data))
        {
            await load.AssertHeldAsync(gateway.Client);
            await load.AssertArrivesAsync();
            await AssertAllDeliveredAsync(data);
        }

        await AssertWholeAsync(data);
        data.Delete(recursive: true);
    }

    /// <summary>Every fourth life may end before it has answered anything; the others end among their answers.</summary>
    private static async Task WaitForARandomMomentAsync(int life, ConcurrentBag<Acknowledged> acknowledged)
    {
        var before = acknowledged.Count;
        if (life % 4 != 3)
        {
            await Eventually.IsTrueAsync(() => acknowledged.Count > before, () => "nothing was acknowledged");
        }

        await Task.Delay(RandomNumberGenerator.GetInt32(0, 250));
    }

    private static Task<RunningGateway> StartAsync(DirectoryInfo data) => RunningGateway.StartAsync(
        data.FullName, Enumerable.Range(0, 20).Select(i => $"--Gateway:Forwarding:Pauses:{i}=00:00:01"));

    /// <summary>Those that nobody was told of, because the process died between commit and answer, are delivered too.</summary>
    private static Task AssertAllDeliveredAsync(DirectoryInfo data) => Eventually.IsTrueAsync(
        async () => await CountAsync(data, "SELECT COUNT(*) FROM deliveries WHERE delivered_at IS NULL") == 0, () => "some are still owed");

    private static async Task AssertWholeAsync(DirectoryInfo data)
    {
        await using var database = Open(data);
        await using var check = database.CreateCommand();
        check.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", await check.ExecuteScalarAsync());
        check.CommandText = "PRAGMA foreign_key_check";
        Assert.Null(await check.ExecuteScalarAsync());

        foreach (var (table, column) in s_parts)
        {
            var without = $"SELECT COUNT(*) FROM credentials c WHERE NOT EXISTS (SELECT 1 FROM {table} p WHERE p.{column} = c.seq)";
            Assert.Equal(0, await CountAsync(data, without));
        }

        Assert.Equal(
            await CountAsync(data, "SELECT COUNT(*) FROM credentials"),
            await CountAsync(data, "SELECT COUNT(*) FROM events WHERE kind = 'credential.received'"));
    }

    private static async Task<long> CountAsync(DirectoryInfo data, string sql)
    {
        await using var database = Open(data);
        await using var command = database.CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static SqliteConnection Open(DirectoryInfo data)
    {
        var database = new SqliteConnection($"Data Source={Path.Combine(data.FullName, "gateway.db")};Pooling=false");
        database.Open();
        return database;
    }
}
