using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Gateway.Tests.Forwarding;
using Gateway.Tests.Storage;

namespace Gateway.Tests.Faults;

/// <summary>Three gateways over one PostgreSQL, one of which dies again and again.</summary>
public sealed class NodeKillTests(PostgresCluster cluster)
{
    private const int Nodes = 3;
    private const int SendersPerNode = 2;
    private const int BatchPerLife = 60;

    /// <summary>GATEWAY_KILLS: thirty for the long form.</summary>
    private static int Kills =>
        int.TryParse(Environment.GetEnvironmentVariable("GATEWAY_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 5;

    [Fact]
    [Trait("Threat", "17")]
    public async Task Whatever_any_of_three_acknowledged_is_there_and_arrives_however_often_one_is_killed()
    {
        var data = Directory.CreateTempSubdirectory("node-kills-");
        var connectionString = await cluster.AddSchemaAsync();
        await using var stub = await StubServer.StartAsync();
        using var passports = new SignedPassports();
        var load = new Load(stub);
        var nodes = new List<RunningGateway>();
        try
        {
            for (var i = 0; i < Nodes; i++)
            {
                nodes.Add(await StartAsync(data, connectionString));
            }

            for (var kill = 0; kill < Kills; kill++)
            {
                var batch = new ConcurrentQueue<byte[]>();
                for (var i = 0; i < BatchPerLife; i++)
                {
                    batch.Enqueue(await passports.NextAsync());
                }

                var before = load.Acknowledged.Count;
                var senders = nodes.SelectMany(node => Enumerable.Repeat(node.Client, SendersPerNode))
                    .Select(client => load.SendAsync(client, batch)).ToArray();
                await Eventually.IsTrueAsync(() => load.Acknowledged.Count > before, () => "nothing was acknowledged");
                await Task.Delay(RandomNumberGenerator.GetInt32(0, 250));
                var dying = kill % Nodes;
                nodes[dying].Kill();
                await Task.WhenAll(senders);
                nodes[dying].Dispose();
                nodes[dying] = await StartAsync(data, connectionString);
            }

            TestContext.Current.TestOutputHelper?.WriteLine($"{load.Acknowledged.Count} posts were acknowledged beside {Kills} kills");
            await load.AssertHeldAsync(nodes[0].Client);
            await load.AssertArrivesAsync();
            await using (var database = PostgresCluster.Open(connectionString))
            {
                var stores = TestStores.Over(database, database.DisposeAsync);
                await Eventually.IsTrueAsync(
                    async () => await stores.CountRows("deliveries WHERE delivered_at IS NULL") == 0, () => "some are still owed");
                Assert.Equal(await stores.CountRows("credentials"), await stores.CountRows("events WHERE kind = 'credential.received'"));
            }
        }
        finally
        {
            nodes.ForEach(node => node.Dispose());
        }

        data.Delete(recursive: true);
    }

    private static Task<RunningGateway> StartAsync(DirectoryInfo data, string connectionString) => RunningGateway.StartAsync(
        data.FullName,
        ["--Gateway:Storage:Provider=postgres", $"--Gateway:Storage:ConnectionString={connectionString}"]);
}
