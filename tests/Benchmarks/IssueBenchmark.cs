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
/// What issuing a passport costs, part by part, beside the floor: its signature and its checks alone. Processor time of the whole
/// process, because the database writes on a thread of its own; sixteen callers at once.
/// </summary>
internal static class IssueBenchmark
{
    private const int Callers = 16;
    private const string Did = "did:web:gateway.example";
    private const int Lines = 6000;
    private const int Rounds = 3;

    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(4);

    public static async Task RunAsync(string bodies)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-bench-").FullName;
        try
        {
            await using var app = await StartAsync(folder);
            var tenant = (await app.Services.GetRequiredService<ITenantStore>().ListTenantsAsync(default))[0].Id;
            var body = Body(bodies);
            await MeasureAsync(app, tenant, body);
            await app.StopAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(WebApplication app, string tenant, byte[] body)
    {
        T Of<T>()
            where T : notnull => app.Services.GetRequiredService<T>();

        var (desk, limits, none) = (Of<IssueDesk>(), Of<VerificationDesk>().Limits, CancellationToken.None);
        IssueRequest.TryRead(body, limits, out var request, out _);
        var defaults = new DraftDefaults("urn:1", TimeProvider.System.GetUtcNow(), null, null, true);
        var draft = Draft.Make(request!.Credential, request.Body, defaults);
        ReadOnlyMemory<byte> claims = draft.ComposeForChecks(id => id).ToArray();
        using var key = SigningKey.Generate(KeyType.Ed25519);
        var signer = new KeySigner(key, Did + "#key");
        var order = new IssueOrder(tenant, null, null, false);
        var wanted = new StatusRequest(tenant, Did, "urn:1", [StatusPurpose.Revocation], 1 << 23, TimeProvider.System.GetUtcNow());

        async Task AloneAsync()
        {
            await CheckAsync(app.Services, claims);
            await VcJwt.SignReadAsync(claims, signer, none);
        }

        await RunAsync(AloneAsync, s_duration * 2);
        var (floor, _) = await RunAsync("floor: signature and checks", 0, AloneAsync);
        await RunAsync("  signature", floor, async () => await VcJwt.SignReadAsync(claims, signer, none));
        await RunAsync("  checks", floor, () => CheckAsync(app.Services, claims));
        await RunAsync("reading the request and filling in", floor, () =>
        {
            IssueRequest.TryRead(body, limits, out var read, out _);
            using (read)
            {
                Draft.Make(read!.Credential, read.Body, defaults).ComposeForChecks(id => id);
            }

            return Task.CompletedTask;
        });
        await RunAsync("finding the key", floor, () => Of<Signers>().FindAsync(tenant, Did, SecuringForm.Token, none));
        var (kept, _) = await Of<Signers>().FindAsync(tenant, Did, SecuringForm.Token, none);
        await RunAsync("opening it and signing 64 bytes", floor, async () => await kept!.SignAsync(claims[..64], none));
        await RunAsync("handing out a status entry", floor, () => Of<IStatusListStore>().TakeAsync(wanted, none));
        await RunAsync("looking for the id", floor, () => Of<ICredentialStore>().FindIdentityAsync(tenant, Did, "urn:1", none));
        foreach (var (what, asked) in new[] { ("", body), (", no status", WithoutStatus(body)) })
        {
            await RunAsync($"issuing, all of it{what}", floor, () => IssueAsync(desk, asked, order));
            await BatchAsync(app, asked, what, AloneAsync);
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

    /// <summary>Batches over HTTP, the client on the same processors, each beside the floor's rate just before; the first warms up.</summary>
    private static async Task BatchAsync(WebApplication app, byte[] body, string what, Func<Task> alone)
    {
        var request = RawPosts.Make(
            "/credentials/issue-batch", "application/x-ndjson", [.. Enumerable.Range(0, Lines).SelectMany(_ => (byte[])[.. body, (byte)'\n'])]);
        var ratios = new List<double>();
        for (var round = -1; round < Rounds; round++)
        {
            var floor = await RunAsync(alone, s_duration / 2) / (s_duration / 2).TotalSeconds;
            using var process = Process.GetCurrentProcess();
            var (before, watch) = (process.TotalProcessorTime, Stopwatch.StartNew());
            var issued = await RawPosts.CountAsync(new Uri(app.Urls.First()), request, "\"verifiableCredential\""u8.ToArray());
            var rate = Lines / watch.Elapsed.TotalSeconds;
            process.Refresh();
            var cost = (process.TotalProcessorTime - before).TotalMicroseconds / Lines;
            if (round >= 0)
            {
                ratios.Add(rate / floor);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {$"batch over HTTP{what}, {issued} of {Lines} issued",-40} {cost,8:F1} us {ratios[^1],6:F2} x {rate,9:F0}/s (of the floor's {floor:F0}/s)"));
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  batch{what}: median {ratios.Order().ElementAt(Rounds / 2):F2} x the floor's rate"));
    }

    private static async Task CheckAsync(IServiceProvider services, ReadOnlyMemory<byte> claims)
    {
        Credential.TryParse(claims, MediaTypes.Vc, ParsingLimits.Default, out var credential, out _);
        using (credential)
        {
            await services.GetRequiredService<VerificationDesk>().VerifyForTenantAsync(
                credential!,
                new VerificationOptions(VerificationProfile.Draft, [CheckNames.DataModel, CheckNames.Schema, CheckNames.JsonLd]),
                default);
        }
    }

    private static async Task<(double Cost, double Rate)> RunAsync(string name, double floor, Func<Task> work)
    {
        await RunAsync(work, s_duration / 2);
        using var process = Process.GetCurrentProcess();
        var (before, watch) = (process.TotalProcessorTime, Stopwatch.StartNew());
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var count = await RunAsync(work, s_duration);
        var elapsed = watch.Elapsed;
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        process.Refresh();
        var cost = (process.TotalProcessorTime - before).TotalMicroseconds / count;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {name,-40} {cost,8:F1} us {(floor > 0 ? cost / floor : 1),6:F2} x {count / elapsed.TotalSeconds,9:F0}/s {bytes / 1024.0 / count,7:F1} KB"));
        return (cost, count / elapsed.TotalSeconds);
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
