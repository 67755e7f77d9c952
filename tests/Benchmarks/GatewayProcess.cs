using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Benchmarks;

/// <summary>The program in a process of its own, as an operator starts it, on a port that it chose.</summary>
internal sealed class GatewayProcess : IDisposable
{
    public const string Key = "a-key-that-only-the-benchmark-knows-0123456789";

    private readonly Process _process;

    private GatewayProcess(Process process, Uri address)
    {
        _process = process;
        _ = process.StandardOutput.ReadToEndAsync(); // pipes that nobody empties would stop it
        _ = process.StandardError.ReadToEndAsync();
        Client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = address };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    /// <summary>Calls it with the key of its first tenant.</summary>
    public HttpClient Client { get; }

    /// <summary>The processor time that it has used.</summary>
    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts it and waits until it says where it listens.</summary>
    public static async Task<GatewayProcess> StartAsync(params IEnumerable<string> settings)
    {
        var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                typeof(Gateway.Hosting.ApiKey).Assembly.Location,
                "--urls=http://127.0.0.1:0",
                $"--Gateway:Auth:BootstrapKey={Key}",
                "--Gateway:Outbound:AllowLoopback=true",
                .. settings,
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Regex.Match(line, @"http://127\.0\.0\.1:[1-9]\d*") is { Success: true } address)
            {
                return new GatewayProcess(process, new Uri(address.Value));
            }
        }

        throw new InvalidOperationException($"The gateway did not start: {await process.StandardError.ReadToEndAsync()}");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        Client.Dispose();
        _process.Dispose();
    }
}
