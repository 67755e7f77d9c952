using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Tests.Forwarding;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Untp.Credentials;

namespace Gateway.Tests.Faults;

/// <summary>What is left of the gateway's promises when its process dies at any moment.</summary>
public sealed class KillTests
{
    private const int Kills = 20;
    private const int Senders = 6;
    private const int BatchPerLife = 100;

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
        var (recipient, arrived) = AddRecipient(stub);
        var acknowledged = new ConcurrentBag<Acknowledged>();
        for (var life = 0; life < Kills; life++)
        {
            var batch = new ConcurrentQueue<byte[]>();
            for (var i = 0; i < BatchPerLife; i++)
            {
                batch.Enqueue(await passports.NextAsync());
            }

            using var gateway = await StartAsync(data);
            var senders = Enumerable.Range(0, Senders).Select(_ => SendAsync(gateway.Client, recipient, batch, acknowledged)).ToArray();
            await WaitForARandomMomentAsync(life, acknowledged);
            gateway.Kill();
            await Task.WhenAll(senders);
        }

        Assert.True(acknowledged.Count > Kills, $"only {acknowledged.Count} posts were acknowledged");
        TestContext.Current.TestOutputHelper?.WriteLine($"{acknowledged.Count} posts were acknowledged in {Kills} lives");
        using (var gateway = await StartAsync(data))
        {
            await AssertHeldAsync(gateway.Client, acknowledged);
            var owed = acknowledged.SelectMany(a => a.Deliveries).ToList();
            await Eventually.IsTrueAsync(
                () => owed.TrueForAll(arrived.ContainsKey),
                () => $"{owed.Count(id => !arrived.ContainsKey(id))} of {owed.Count} did not arrive");
            await AssertAllDeliveredAsync(data);
        }

        Assert.All(acknowledged, a => Assert.All(a.Deliveries, id => Assert.Equal(a.Bytes, arrived[id])));
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

    private static (string Did, ConcurrentDictionary<string, byte[]> Arrived) AddRecipient(StubServer stub)
    {
        var did = $"did:web:127.0.0.1%3A{stub.Port}";
        var arrived = new ConcurrentDictionary<string, byte[]>();
        stub.Map("/.well-known/did.json", $$"""
            {"@context": ["https://www.w3.org/ns/did/v1"], "id": "{{did}}",
             "service": [{"id": "{{did}}#inbox", "type": "CredentialInbox", "serviceEndpoint": "{{stub.Url("/inbox")}}"}]}
            """);
        stub.Map("/inbox", context =>
        {
            var id = context.Request.Headers["Webhook-Id"].ToString();
            arrived[id] = stub.Requests.Last(r => r.Headers.TryGetValue("Webhook-Id", out var other) && other == id).Body;
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
        return (did, arrived);
    }

    /// <summary>Posts until there is nothing left or the gateway is gone; what was not answered is nobody's promise.</summary>
    private static async Task SendAsync(
        HttpClient client, string recipient, ConcurrentQueue<byte[]> batch, ConcurrentBag<Acknowledged> acknowledged)
    {
        var inlet = new Uri($"/credentials?to={Uri.EscapeDataString(recipient)}", UriKind.Relative);
        while (batch.TryDequeue(out var bytes))
        {
            try
            {
                using var content = new ByteArrayContent(bytes);
                content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypes.VcJwt);
                using var answer = await client.PostAsync(inlet, content);
                var body = await answer.Content.ReadAsStringAsync();
                Assert.True(answer.StatusCode == HttpStatusCode.Created, $"{(int)answer.StatusCode}: {body}");
                using var json = JsonDocument.Parse(body);
                acknowledged.Add(new(
                    json.RootElement.GetProperty("id").GetString()!,
                    bytes,
                    [.. json.RootElement.GetProperty("deliveries").EnumerateArray().Select(d => d.GetProperty("id").GetString()!)]));
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }

    private static async Task AssertHeldAsync(HttpClient client, IEnumerable<Acknowledged> acknowledged)
    {
        foreach (var (id, bytes, deliveries) in acknowledged)
        {
            Assert.Single(deliveries);
            using var answer = await client.GetAsync(new Uri($"/credentials/{id}", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(MediaTypes.VcJwt, answer.Content.Headers.ContentType?.MediaType);
            Assert.Equal(bytes, await answer.Content.ReadAsByteArrayAsync());
        }
    }

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

    private sealed record Acknowledged(string Id, byte[] Bytes, string[] Deliveries);
}
