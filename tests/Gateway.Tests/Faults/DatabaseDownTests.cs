using System.Collections.Concurrent;
using System.Globalization;
using Gateway.Tests.Forwarding;
using Gateway.Tests.Storage;

namespace Gateway.Tests.Faults;

/// <summary>PostgreSQL goes, and comes again, under load.</summary>
public sealed class DatabaseDownTests
{
    private const int Posts = 150;
    private const int Senders = 4;

    /// <summary>GATEWAY_DOWN: how many seconds, twenty for the long form.</summary>
    private static TimeSpan Down => TimeSpan.FromSeconds(
        int.TryParse(Environment.GetEnvironmentVariable("GATEWAY_DOWN"), CultureInfo.InvariantCulture, out var seconds) ? seconds : 4);

    [Fact]
    [Trait("Threat", "17")]
    public async Task Senders_are_asked_to_come_again_and_nothing_that_was_acknowledged_is_lost()
    {
        var data = Directory.CreateTempSubdirectory("database-down-");
        await using var server = await PostgresCluster.StartAsync();
        await using var stub = await StubServer.StartAsync();
        using var passports = new SignedPassports();
        var load = new Load(stub);
        using (var gateway = await RunningGateway.StartAsync(
            data.FullName,
            ["--Gateway:Storage:Provider=postgres", $"--Gateway:Storage:ConnectionString={server.ConnectionString}"]))
        {
            var batch = new ConcurrentQueue<byte[]>();
            for (var i = 0; i < Posts; i++)
            {
                batch.Enqueue(await passports.NextAsync());
            }

            var senders = Enumerable.Range(0, Senders).Select(_ => load.SendAsync(gateway.Client, batch)).ToArray();
            await Eventually.IsTrueAsync(() => load.Acknowledged.Count > 10, () => "nothing was acknowledged");
            await server.StopAsync();
            await Task.Delay(Down);
            await server.StartAgainAsync();
            await Task.WhenAll(senders);

            TestContext.Current.TestOutputHelper?.WriteLine($"{load.Acknowledged.Count} acknowledged, {load.PutOff} put off");
            Assert.NotEqual(0, load.PutOff);
            Assert.Equal(Posts, load.Acknowledged.Count);
            await load.AssertHeldAsync(gateway.Client);
            await load.AssertArrivesAsync();
        }

        data.Delete(recursive: true);
    }
}
