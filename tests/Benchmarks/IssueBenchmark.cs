using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Credentials;
using Gateway.Forwarding;
using Gateway.Hosting;
using Gateway.Identifiers;
using Gateway.Issuing;
using Gateway.Outbound;
using Gateway.Schemas;
using Gateway.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Untp.Credentials;
using Untp.Credentials.Proofs;

namespace Benchmarks;

/// <summary>
/// What issuing a passport costs, part by part, beside the floor: all the checks of a draft and its signature by the tenant's key, alone.
/// Processor time of the whole process, because the database writes on a thread of its own; sixteen callers at once.
/// </summary>
internal static class IssueBenchmark
{
    private const int Callers = 16;
    private const string Did = "did:web:gateway.example";
    private const int Lines = 6000;
    private const int Rounds = 5;

    /// <summary>The runtime compiles what is hot again for the first hundred thousand lines.</summary>
    private const int WarmUps = 16;

    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(4);

    /// <summary>What is in the answer to each line whose credential was issued.</summary>
    private static readonly byte[] s_issued = [.. "\"verifiableCredential\""u8];

    public static async Task RunAsync(string bodies)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-bench-").FullName;
        try
        {
            await using var app = await StartAsync(folder);
            var tenant = (await app.Services.GetRequiredService<ITenantStore>().ListTenantsAsync(default))[0].Id;
            var body = Body(bodies);
            using var gateway = await GatewayProcess.StartAsync($"--Gateway:DataPath={folder}/batches");
            await MeasureAsync(app, gateway, tenant, body);
            await app.StopAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(WebApplication app, GatewayProcess gateway, string tenant, byte[] body)
    {
        T Of<T>()
            where T : notnull => app.Services.GetRequiredService<T>();

        var (desk, limits, none) = (Of<IssueDesk>(), Of<VerificationDesk>().Limits, CancellationToken.None);
        var plain = WithoutStatus(body);
        var defaults = new DraftDefaults("urn:1", TimeProvider.System.GetUtcNow(), null, null, false);
        var order = new IssueOrder(tenant, null, null, false);
        var wanted = new StatusRequest(tenant, Did, "urn:1", [StatusPurpose.Revocation], 1 << 23, TimeProvider.System.GetUtcNow());
        var (key, _) = await Of<Signers>().FindAsync(tenant, Did, SecuringForm.Token, none);

        Draft Read(IssueRequest request) => Draft.Make(request.Credential, request.Body, defaults);

        async Task CheckAsync(bool signs)
        {
            IssueRequest.TryRead(plain, limits, out var request, out _);
            using (request)
            {
                var draft = Read(request!);
                _ = await Of<DraftChecks>().FindFaultsAsync(draft, request!.Wish, tenant, new IssuerFinding(true, true, true), false, none) is null
                    ? 0
                    : throw new InvalidOperationException("the draft has faults");
                _ = signs ? await VcJwt.SignReadAsync(draft.Compose([], id => id), key!, none) : null;
            }
        }

        async Task AloneAsync() => await CheckAsync(signs: true);

        await RunAsync(AloneAsync, s_duration * 2);
        var (floor, _) = await RunAsync("floor: checks and signature", 0, AloneAsync);
        await RunAsync("  checks", floor, () => CheckAsync(signs: false));
        await RunAsync("reading the request", floor, () =>
        {
            IssueRequest.TryRead(body, limits, out var read, out _);
            read!.Dispose();
            return Task.CompletedTask;
        });
        await RunAsync("finding the key", floor, () => Of<Signers>().FindAsync(tenant, Did, SecuringForm.Token, none));
        await RunAsync("opening it and signing 64 bytes", floor, async () => await key!.SignAsync(body.AsMemory(0, 64), none));
        await RunAsync("handing out a status entry", floor, () => Of<IStatusListStore>().TakeAsync(wanted, none));
        await RunAsync("looking for the id", floor, () => Of<ICredentialStore>().FindIdentityAsync(tenant, Did, "urn:1", none));
        foreach (var (what, asked) in new[] { ("", body), (", no status", plain) })
        {
            await RunAsync($"issuing, all of it{what}", floor, () => IssueAsync(desk, asked, order));
            await BatchInProcessAsync(Of<IssueBatch>(), order, asked, what, AloneAsync);
            await BatchOverHttpAsync(gateway, asked, what, AloneAsync);
        }
    }

    private static async Task IssueAsync(IssueDesk desk, byte[] body, IssueOrder order)
    {
        IssueRequest.TryRead(body, ParsingLimits.Default, out var request, out _);
        using (request)
        {
            var settled = await desk.IssueAsync(request!, order, CancellationToken.None);
            _ = settled.Answer.Status == 201
                ? 0
                : throw new InvalidOperationException(Encoding.UTF8.GetString(settled.Answer.Body.Span));
        }
    }

    /// <summary>Over HTTP to the program in a process of its own. By the clock the client is in it, which runs on the same processors.</summary>
    private static Task BatchOverHttpAsync(GatewayProcess gateway, byte[] body, string what, Func<Task> alone)
    {
        var did = $"did:web:127.0.0.1%3A{gateway.Client.BaseAddress!.Port}";
        var lines = LinesOf(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace(Did, did, StringComparison.Ordinal)));
        var request = RawPosts.Make("/credentials/issue-batch", IssueEndpoints.NdJson, lines);
        return BatchAsync(
            $"over HTTP{what}",
            alone,
            () => gateway.Processor,
            () => RawPosts.CountAsync(gateway.Client.BaseAddress, request, s_issued));
    }

    /// <summary>In this process, from memory to nowhere: all that the program does of a batch, without a web server and a client.</summary>
    private static Task BatchInProcessAsync(IssueBatch batch, IssueOrder order, byte[] body, string what, Func<Task> alone)
    {
        var lines = LinesOf(body);
        return BatchAsync(
            $"in process{what}",
            alone,
            () => Environment.CpuUsage.TotalTime,
            async () =>
            {
                await using var exchange = new BatchExchange(lines, s_issued);
                await batch.RunAsync(exchange.Context, order, CancellationToken.None);
                return exchange.Found;
            });
    }

    /// <summary>Batches, each beside the floor just before it; the first few warm up.</summary>
    private static async Task BatchAsync(string what, Func<Task> alone, Func<TimeSpan> processor, Func<Task<int>> batch)
    {
        var ratios = new List<(double Cost, double Rate)>();
        for (var warmUp = 0; warmUp < WarmUps; warmUp++)
        {
            await batch();
        }

        for (var round = 0; round < Rounds; round++)
        {
            var floor = await CostAsync(alone, s_duration / 2);
            var (before, watch) = (processor(), Stopwatch.StartNew());
            var issued = await batch();
            var (rate, cost) = (Lines / watch.Elapsed.TotalSeconds, (processor() - before).TotalMicroseconds / Lines);
            ratios.Add((floor.Cost / cost, rate / floor.Rate));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {$"batch {what}, {issued} of {Lines} issued",-40} {cost,8:F1} us (floor {floor.Cost:F1}) {rate,9:F0}/s (floor {floor.Rate:F0}/s)"));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  batch {what}: median {Median(ratios.Select(r => r.Cost)):F2} of the floor's rate by the program's processor time, {Median(ratios.Select(r => r.Rate)):F2} by the clock"));
    }

    private static byte[] LinesOf(byte[] body)
    {
        byte[] line = [.. body, (byte)'\n'];
        return [.. Enumerable.Range(0, Lines).SelectMany(_ => line)];
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    private static async Task<(double Cost, double Rate)> RunAsync(string name, double floor, Func<Task> work)
    {
        await RunAsync(work, s_duration / 2);
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var (cost, rate) = await CostAsync(work, s_duration);
        var each = (GC.GetTotalAllocatedBytes(precise: true) - bytes) / 1024.0 / (rate * s_duration.TotalSeconds);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {name,-40} {cost,8:F1} us {(floor > 0 ? cost / floor : 1),6:F2} x {rate,9:F0}/s {each,7:F1} KB"));
        return (cost, rate);
    }

    /// <summary>The processor time of this process that one takes, in microseconds, and how many a second are done.</summary>
    private static async Task<(double Cost, double Rate)> CostAsync(Func<Task> work, TimeSpan duration)
    {
        using var process = Process.GetCurrentProcess();
        var (before, watch) = (process.TotalProcessorTime, Stopwatch.StartNew());
        var count = await RunAsync(work, duration);
        var rate = count / watch.Elapsed.TotalSeconds;
        process.Refresh();
        return ((process.TotalProcessorTime - before).TotalMicroseconds / count, rate);
    }

    private static async Task<long> RunAsync(Func<Task> work, TimeSpan duration)
    {
        var count = 0L;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            while (watch.Elapsed < duration)
            {
                await work();
                Interlocked.Increment(ref count);
            }
        })));
        return count;
    }

    /// <summary>The peer's draft, as ours.</summary>
    private static byte[] Body(string bodies)
    {
        var body = JsonNode.Parse(File.ReadAllBytes(Path.Combine(bodies, "issue.jwt.json")))!;
        body["credential"]!["issuer"]!["id"] = Did;
        return JsonSerializer.SerializeToUtf8Bytes(body);
    }

    private static byte[] WithoutStatus(byte[] request)
    {
        var body = JsonNode.Parse(request)!;
        body["options"] = new JsonObject { ["credentialStatus"] = false };
        return JsonSerializer.SerializeToUtf8Bytes(body);
    }

    private static async Task<WebApplication> StartAsync(string folder)
    {
        var builder = WebApplication.CreateBuilder(
        [
            "--urls=http://127.0.0.1:0",
            $"--Gateway:DataPath={folder}",
            "--Gateway:PublicUrl=https://gateway.example",
            $"--Gateway:Auth:BootstrapKey={GatewayProcess.Key}",
        ]);
        builder.AddHosting();
        builder.AddStorage();
        builder.AddOutbound();
        builder.AddCredentials();
        builder.AddIdentifiers();
        builder.AddIssuing();
        builder.AddForwarding();
        builder.AddSchemas();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.UseHosting();
        app.MapIssuing();
        await app.Services.GetRequiredService<Database>().MigrateAsync(default);
        await app.StartAsync();
        return app;
    }
}
