using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Tests.Commands;

namespace Gateway.Tests.Faults;

/// <summary>The program serving in a process of its own, on a port that it chose.</summary>
internal sealed class RunningGateway : IDisposable
{
    public const string Key = "a-key-that-only-this-test-knows-0123456789";

    private readonly Process _process;
    private readonly Task<string[]> _said;

    private RunningGateway(Process process, Uri address, string said, Task<string> errors)
    {
        _process = process;
        // pipes that nobody empties would stop it
        _said = Task.WhenAll(Task.FromResult(said), process.StandardOutput.ReadToEndAsync(), errors);
        Client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    /// <summary>Calls it with the key of its first tenant.</summary>
    public HttpClient Client { get; }

    public int ProcessId => _process.Id;

    /// <summary>Starts it and waits until it says where it listens.</summary>
    public static Task<RunningGateway> StartAsync(string dataPath, params IEnumerable<string> settings) => StartAsync(dataPath, null, settings);

    /// <summary>Starts it under an address that others call otherwise, so that it does not say it.</summary>
    public static Task<RunningGateway> StartBehindAsync(string dataPath, string publicUrl, params IEnumerable<string> settings)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var address = new Uri($"http://{free.LocalEndpoint}");
        free.Stop();
        return StartAsync(dataPath, address, [$"--urls={address}", $"--Gateway:PublicUrl={publicUrl}", .. settings]);
    }

    private static async Task<RunningGateway> StartAsync(string dataPath, Uri? known, IEnumerable<string> settings)
    {
        var process = Process.Start(GatewayProgram.Start(
            dataPath,
            ["--urls=http://127.0.0.1:0", $"--Gateway:Auth:BootstrapKey={Key}", "--Gateway:Outbound:AllowLoopback=true", .. settings]))!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = new StringBuilder();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            said.AppendLine(line);
            if (Regex.Match(line, @"^Gateway: (https?://\S+)") is { Success: true } greeting)
            {
                return new RunningGateway(process, known ?? new Uri(greeting.Groups[1].Value), said.ToString(), errors);
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

    /// <summary>Kills it; all that it said on its output and to its log.</summary>
    public async Task<string> EndAsync()
    {
        Kill();
        return string.Concat(await _said);
    }

    public void Dispose()
    {
        Kill();
        Client.Dispose();
        _process.Dispose();
    }
}
