using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Gateway.Tests.Commands;

namespace Gateway.Tests.Faults;

/// <summary>The program serving in a process of its own, on a port that it chose.</summary>
internal sealed class RunningGateway : IDisposable
{
    public const string Key = "a-key-that-only-this-test-knows-0123456789";

    private readonly Process _process;

    private RunningGateway(Process process, Uri address, Task output, Task errors)
    {
        _process = process;
        _ = Task.WhenAll(output, errors); // pipes that nobody empties would stop it
        Client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    /// <summary>Calls it with the key of its first tenant.</summary>
    public HttpClient Client { get; }

    /// <summary>Starts it and waits until it says where it listens.</summary>
    public static async Task<RunningGateway> StartAsync(string dataPath, params IEnumerable<string> settings)
    {
        var process = Process.Start(GatewayProgram.Start(
            dataPath,
            ["--urls=http://127.0.0.1:0", $"--Gateway:Auth:BootstrapKey={Key}", "--Gateway:Outbound:AllowLoopback=true", .. settings]))!;
        var errors = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Regex.Match(line, @"http://127\.0\.0\.1:[1-9]\d*") is { Success: true } address)
            {
                return new RunningGateway(process, new Uri(address.Value), process.StandardOutput.ReadToEndAsync(), errors);
            }
        }

        await process.WaitForExitAsync();
        throw new InvalidOperationException($"The gateway ended with {process.ExitCode}: {await errors}");
    }

    /// <summary>Ends it as a loss of power would, for a process: SIGKILL, nothing is flushed or said.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        Client.Dispose();
        _process.Dispose();
    }
}
