using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Gateway.Hosting;
using Microsoft.Extensions.Options;

namespace Gateway.Commands;

/// <summary>Walks a passport through the gateway, over HTTP as anybody would, and says at each step what happened.</summary>
internal sealed class QuickstartDemo(
    PublicUrl url,
    ITenantStore tenants,
    IOptions<GatewayOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    private readonly DemoFiles _files = new(options.Value.DataPath);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.StartedAsync(stoppingToken);
        await using var world = await DemoHost.StartAsync(stoppingToken);
        var key = ApiKey.Create();
        var keyId = await AddKeyAsync(key, stoppingToken);
        try
        {
            await WalkAsync(world, key, stoppingToken);

            // the issuer and the recipient stay reachable for as long as the server runs
            await Task.Delay(Timeout.Infinite, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"quickstart failed: {fault.Message}");
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
        finally
        {
            await tenants.RevokeKeyAsync(keyId, time.GetUtcNow(), CancellationToken.None);
        }
    }

    private async Task WalkAsync(DemoHost world, string key, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(url.Base) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        Say("1", $"a demo issuer     {world.IssuerDid}");
        Say(" ", $"a demo recipient  {world.RecipientDid}");

        var passport = await DemoPassport.SignAsync(world.Signer, world.IssuerDid, cancellationToken);
        await _files.WriteAsync(key, passport, cancellationToken);
        Say("2", $"samples/battery-passport.json signed as vc+jwt, {passport.Token.Length} bytes: {_files.Passport}");

        var step = new DemoSteps(http, world);
        var received = await step.PostAsync(passport, cancellationToken);
        Say("3", $"POST /credentials -> 201, kept as {received["id"]}");
        Say("4", $"its report: {Summary(received["report"]!)}");

        await step.FetchAsync(passport, cancellationToken);
        Say("5", $"GET /passports/{Uri.EscapeDataString(passport.ProductId)} -> 200, the same bytes");

        await step.ArriveAsync(received, passport, s_patience, cancellationToken);
        Say("6", "the recipient's inbox has it, byte for byte");

        var refusal = await step.RefuseAsync(passport, cancellationToken);
        Say("7", $"with another serial number under the same signature -> 422: {refusal["detail"]}");
        await Console.Out.WriteLineAsync(CurlLines.For(url.Base, _files, passport, world.RecipientDid, received["id"]!.GetValue<string>()));
    }

    /// <summary>A tenant of its own, and a key that holds for as long as the demonstration runs.</summary>
    private async Task<string> AddKeyAsync(string key, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var tenant = await tenants.AddTenantAsync(QuickstartRegistration.Command, now, cancellationToken)
            ?? await tenants.FindTenantAsync(QuickstartRegistration.Command, cancellationToken)
            ?? throw new DemoException("the demo's tenant could neither be made nor found");
        return await tenants.AddKeyAsync(tenant.Id, ApiKey.Hash(key), now, cancellationToken);
    }

    private static string Summary(JsonNode report) =>
        string.Join(", ", report["checks"]!.AsArray().Select(c => $"{c!["check"]} {c["verdict"]}")) + $"; verified: {report["verified"]}";

    private static void Say(string step, string what) => Console.Out.WriteLine($"  {step}  {what}");
}
