using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Faults;
using Gateway.Tests.Hosting;
using Microsoft.Data.Sqlite;
using static Gateway.Tests.Issuing.KeyMaterial;

namespace Gateway.Tests.Issuing;

/// <summary>
/// The memory of the program itself after it has signed and has met a fault. What it needs is there once, the master key; private keys are
/// gone, in every spelling. Not looked for: API keys, which callers send with each request; and little-endian numbers of P-256, of which
/// OpenSSL 3.0 leaves two in memory that it has freed (whoever calls it, and however the key is handed over).
/// </summary>
[Trait("Threat", "23")]
public sealed class MemoryTests : IDisposable
{
    /// <summary>L, the order of the base point of Ed25519.</summary>
    private static readonly BigInteger s_groupOrder =
        BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", CultureInfo.InvariantCulture);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("memory-");

    public void Dispose() => _data.Delete(recursive: true);

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task A_dump_after_signing_and_a_fault_holds_no_private_key_and_the_master_key_once(string environment)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "another process's memory is read as Linux shows it");
        using var gateway = await RunningGateway.StartAsync(
            _data.FullName, $"--environment={environment}", "--detailedErrors=true", "--Logging:LogLevel:Default=Trace",
            "--Gateway:Issuing:RememberKeysFor=00:00:00");
        await SignAsync(gateway.Client);
        var secrets = Open(await File.ReadAllTextAsync(Path.Combine(_data.FullName, "master-key")), await LoseSealsAsync());
        using var fault = await IssueAsync(gateway.Client, "did:web:" + Uri.EscapeDataString(gateway.Client.BaseAddress!.Authority), null);
        var page = await fault.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, fault.StatusCode);

        Assert.Equal(3, secrets.Count);
        var (master, keys) = (secrets[0], secrets[1..]);
        List<byte[]> gone = [.. secrets.SelectMany(Spelt), .. keys.SelectMany(Halves), .. keys.SelectMany(Derived)];
        var counts = MemoryDump.Count(gateway.ProcessId, [.. gone, .. Halves(master)]);
        Assert.All(counts[..gone.Count], count => Assert.Equal(0, count));
        Assert.All(counts[gone.Count..], count => Assert.Equal(1, count));

        var said = await gateway.EndAsync();
        Assert.Contains("no such column", said, StringComparison.Ordinal);
        List<byte[]> seen = [.. secrets.SelectMany(Spellings), Encoding.ASCII.GetBytes(RunningGateway.Key)];
        AssertHoldsNone("the page", Encoding.UTF8.GetBytes(page), seen);
        AssertHoldsNone("the log", Encoding.UTF8.GetBytes(said), seen);
    }

    /// <summary>With a key of each kind, by each kind of proof, kept and not.</summary>
    private static async Task SignAsync(HttpClient client)
    {
        using var added = await client.PostAsJsonAsync("/dids", new { organisation = "acme", keyType = "P-256" });
        var dids = (await client.GetFromJsonAsync<JsonNode>("/dids"))!["items"]!.AsArray().Select(item => (string)item!["did"]!).ToList();
        foreach (var did in dids)
        {
            string?[] suites = did.EndsWith("acme", StringComparison.Ordinal) ? [null] : [null, "eddsa-jcs-2022", "eddsa-rdfc-2022"];
            foreach (var suite in suites)
            {
                using var issued = await IssueAsync(client, did, suite);
                Assert.True(issued.StatusCode == HttpStatusCode.Created, await issued.Content.ReadAsStringAsync());
            }
        }
    }

    private static Task<HttpResponseMessage> IssueAsync(HttpClient client, string did, string? suite) => client.PostAsync(
        "/credentials/issue?publish=true",
        Issued.Body(Issued.Draft(did), suite is null ? null : new { type = "DataIntegrityProof", cryptosuite = suite }));

    /// <summary>The sealed keys, which the gateway does not find from now on.</summary>
    private async Task<List<(string Id, byte[] Seal)>> LoseSealsAsync()
    {
        await using var database = new SqliteConnection($"Data Source={Path.Combine(_data.FullName, "gateway.db")};Pooling=False");
        await database.OpenAsync();
        using var command = database.CreateCommand();
        command.CommandText = "SELECT id, seal FROM signing_keys WHERE seal IS NOT NULL";
        var seals = new List<(string, byte[])>();
        using (var rows = await command.ExecuteReaderAsync())
        {
            while (await rows.ReadAsync())
            {
                seals.Add((rows.GetString(0), rows.GetFieldValue<byte[]>(1)));
            }
        }

        command.CommandText = "ALTER TABLE signing_keys RENAME COLUMN seal TO lost";
        await command.ExecuteNonQueryAsync();
        return seals;
    }

    private static IEnumerable<byte[]> Spelt(byte[] secret) =>
        Texts(secret).SelectMany(text => new[] { Encoding.ASCII.GetBytes(text), Encoding.Unicode.GetBytes(text) });

    private static byte[][] Halves(byte[] secret) => [secret[..16], secret[16..]];

    /// <summary>What Ed25519 makes of a seed (RFC 8032 clause 5.1.5): the scalar, pruned and then reduced, and the prefix.</summary>
    private static IEnumerable<byte[]> Derived(byte[] seed)
    {
        var hash = SHA512.HashData(seed);
        hash[0] &= 0xf8;
        hash[31] = (byte)((hash[31] & 0x7f) | 0x40);
        var reduced = (new BigInteger(hash.AsSpan(0, 32), isUnsigned: true) % s_groupOrder).ToByteArray(isUnsigned: true);
        return [hash[..16], hash[16..32], hash[32..48], hash[48..], reduced[..16]];
    }
}
