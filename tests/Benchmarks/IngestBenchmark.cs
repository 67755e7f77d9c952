using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Storage;
using Gateway.Tests.Faults;
using Untp.Credentials;

namespace Benchmarks;

/// <summary>
/// Durable ingest over HTTP, each credential another one, until its 201: beside what the same program verifies of the same credentials and
/// what the engine itself commits of the same rows (<see cref="RawRows"/>), in turn in one run. On PostgreSQL also by three processes.
/// </summary>
internal static class IngestBenchmark
{
    private const int Rounds = 5;
    private const int Posts = 5000;
    private const int Nodes = 3;

    // nobody is there: what is owed is kept, and hardly sent
    private static readonly string s_inlet = $"/credentials?to={Uri.EscapeDataString("did:web:127.0.0.1%3A9")}";

    public static async Task RunAsync(string? name)
    {
        await foreach (var engine in Engine.OpenAsync(name))
        {
            await RunAsync(engine);
        }
    }

    private static async Task RunAsync(Engine engine)
    {
        var gateways = new List<GatewayProcess>();
        try
        {
            for (var i = 0; i < (engine.Name == "SQLite" ? 1 : Nodes); i++)
            {
                gateways.Add(await GatewayProcess.StartAsync(
                    [.. engine.Settings, "--Logging:LogLevel:Default=Warning", "--Gateway:Limits:RequestsPerSecondPerTenant=100000"]));
            }

            await MeasureAsync(engine, [.. gateways.Select(gateway => gateway.Client.BaseAddress!)]);
        }
        finally
        {
            gateways.ForEach(gateway => gateway.Dispose());
        }
    }

    private static async Task MeasureAsync(Engine engine, Uri[] all)
    {
        var tenant = (await new SqlTenantStore(engine.Database).AddTenantAsync("floor", TimeProvider.System.GetUtcNow(), default))!.Id;
        using var passports = new SignedPassports();
        var (ofMinimum, ofOne) = (new List<double>(), new List<double>());
        for (var round = -1; round < Rounds; round++)
        {
            // each alone in turn, and before the first round all of them: one whose code is compiled further is quicker by a fifth
            var alone = all.Skip((round + all.Length) % all.Length).Take(1).ToArray();
            var tokens = await SignAsync(passports);
            foreach (var one in round < 0 ? all : [])
            {
                await RawPosts.SendAsync([one], [.. tokens.Select(Verification)], 200);
                await IngestAsync([one], await SignAsync(passports));
            }

            var verified = await RawPosts.SendAsync(alone, [.. tokens.Select(Verification)], 200);

            // in turn, as a server that has just been written to is slower for a while
            var others = all.Length > 1 && round % 2 != 0 ? await IngestAsync(all, await SignAsync(passports)) : 0;
            var ingested = await IngestAsync(alone, tokens);
            others = all.Length > 1 && round % 2 == 0 ? await IngestAsync(all, await SignAsync(passports)) : others;
            var floor = await StorageBenchmark.FindFloorAsync(engine, tenant, 1_000_000_000 + (round * 1_000_000));
            if (round >= 0) // the one before: code compiled
            {
                ofMinimum.Add(ingested / Math.Min(verified, floor));
                ofOne.Add(others / ingested);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{engine.Name,-10} verified {verified,6:F0}/s, engine's own commits {floor,6:F0}/s, ingested {ingested,6:F0}/s = "
                    + $"{ofMinimum[^1]:F2} of the smaller{(others > 0 ? $"; by three {others:F0}/s = {ofOne[^1]:F2} of one" : "")}"));
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{engine.Name,-10} median {Median(ofMinimum):F2} of the smaller"
            + $"{(all.Length > 1 ? $", three {Median(ofOne):F2} of one" : "")}"));
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static async Task<List<byte[]>> SignAsync(SignedPassports passports)
    {
        var tokens = new List<byte[]>(Posts);
        while (tokens.Count < Posts)
        {
            tokens.Add(await passports.NextAsync());
        }

        return tokens;
    }

    private static Task<double> IngestAsync(Uri[] gateways, List<byte[]> tokens) =>
        RawPosts.SendAsync(gateways, [.. tokens.Select(Post)], 201);

    private static byte[] Post(byte[] token) => RawPosts.Make(s_inlet, MediaTypes.VcJwt, token);

    private static byte[] Verification(byte[] token) => RawPosts.Make(
        "/credentials/verify",
        "application/json",
        JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["verifiableCredential"] = Encoding.ASCII.GetString(token) }));
}
