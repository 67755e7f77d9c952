using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Tests.Faults;
using Gateway.Tests.Storage;
using static Gateway.Tests.Issuing.Issued;

namespace Gateway.Tests.Issuing;

/// <summary>Two processes that issue at once over one PostgreSQL, with one master key.</summary>
public sealed class TwoNodesTests(PostgresCluster cluster)
{
    private const int Count = 1000;
    private const int Senders = 24;
    private const int BitsOfAList = 131_072;

    [Fact]
    public async Task A_thousand_issued_at_once_have_no_index_twice_and_no_signature_wrong()
    {
        var cancelled = TestContext.Current.CancellationToken;
        var data = Directory.CreateTempSubdirectory("two-nodes-");
        var connectionString = await cluster.AddSchemaAsync();
        using var one = await StartAsync(data, connectionString);
        using var other = await StartAsync(data, connectionString);
        var did = (string)(await IssuingHost.AddAsync(one.Client, new { organisation = "acme" }))["did"]!;
        var issued = new ConcurrentBag<JsonNode>();
        var left = Count;
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(async i =>
        {
            var client = i % 2 == 0 ? one.Client : other.Client;
            while (Interlocked.Decrement(ref left) >= 0)
            {
                issued.Add(await IssueAsync(client, Draft(did)));
            }
        }));

        Assert.Equal(Count, issued.Count);
        var entries = issued.Select(enveloped => Part(enveloped, 1)["credentialStatus"]!).ToList();
        Assert.Equal(Count, entries.Select(e => $"{e["statusListCredential"]} {e["statusListIndex"]}").Distinct().Count());
        Assert.Single(entries.Select(e => (string)e["statusListCredential"]!).Distinct());

        // handed out at random: neighbours in time are none in the list
        var indexes = entries.Select(e => (int)e["statusListIndex"]!).ToList();
        Assert.True(indexes.Max() - indexes.Min() > BitsOfAList / 2, "the entries lie together");

        // each verified by the node that did not necessarily sign it
        await Parallel.ForEachAsync(issued, new ParallelOptions { MaxDegreeOfParallelism = Senders, CancellationToken = cancelled }, async (enveloped, _) =>
        {
            var report = await VerifyAsync(other.Client, enveloped);
            Assert.True((bool)report["verified"]!, report.ToJsonString());
        });

        await AssertRevocationReachesTheOtherAsync(one.Client, other.Client, issued.First());
    }

    private static async Task AssertRevocationReachesTheOtherAsync(HttpClient one, HttpClient other, JsonNode enveloped)
    {
        var id = (string?)Part(enveloped, 1)["id"];
        using var revoked = await one.PostAsJsonAsync("/credentials/status", new { credentialId = id, status = true });
        Assert.Equal(HttpStatusCode.OK, revoked.StatusCode);
        Assert.Equal("failed", await VerdictAsync(other, enveloped, "status"));
    }

    private static Task<RunningGateway> StartAsync(DirectoryInfo data, string connectionString) => RunningGateway.StartBehindAsync(
        data.FullName,
        IssuingHost.Url,
        ["--Gateway:Storage:Provider=postgres", $"--Gateway:Storage:ConnectionString={connectionString}"]);
}
