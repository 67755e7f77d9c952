using System.Diagnostics;

namespace Gateway.Tests.Commands;

/// <summary>The first of the README's commands, run as a newcomer runs it: the program itself, in its own process.</summary>
public sealed class QuickstartTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("quickstart-");

    [Fact]
    public async Task Walks_a_passport_through_the_gateway_and_goes_on_serving_until_it_is_stopped()
    {
        using var process = Process.Start(GatewayProgram.Start(_data.FullName, "quickstart", "--urls=http://127.0.0.1:0"))!;
        var errors = process.StandardError.ReadToEndAsync();

        var said = await GatewayProgram.ReadUntilAsync(process, "# the tampered one");

        Assert.Contains("3  POST /credentials -> 201", said, StringComparison.Ordinal);
        Assert.Contains("proof passed, status skipped; verified: true", said, StringComparison.Ordinal);
        Assert.Contains("-> 200, the same bytes", said, StringComparison.Ordinal);
        Assert.Contains("6  the recipient's inbox has it, byte for byte", said, StringComparison.Ordinal);
        Assert.Contains("-> 422: proof:", said, StringComparison.Ordinal);
        await AssertEveryCurlLineWorksAsync(said + await GatewayProgram.ReadUntilAsync(process, "tampered.jwt"));

        using var interrupt = Process.Start("kill", ["-INT", $"{process.Id}"]);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.ExitCode == 0, await errors);
    }

    [Theory]
    [InlineData("--urls=http://0.0.0.0:0")]
    [InlineData("--urls=http://127.0.0.1:0;http://*:0")]
    [InlineData("--http_ports=0")]
    [InlineData("--Kestrel:Endpoints:Public:Url=http://[::]:0")]
    public async Task Refuses_to_listen_where_others_could_reach_it(string setting)
    {
        var result = await GatewayProgram.RunAsync(_data.FullName, "quickstart", setting);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("loopback", result.Errors, StringComparison.Ordinal);
        Assert.Empty(_data.GetFiles());
    }

    [Fact]
    public async Task Names_the_step_that_failed_and_ends()
    {
        var result = await GatewayProgram.RunAsync(
            _data.FullName, "quickstart", "--urls=http://127.0.0.1:0", "--Gateway:Limits:MaxCredentialBytes=2000");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("quickstart failed: step 3, POST /credentials: answered 413", result.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _data.Delete(recursive: true);

    /// <summary>Runs what it printed, in a shell in its folder; the status line of each is the one that its comment promises.</summary>
    private async Task AssertEveryCurlLineWorksAsync(string said)
    {
        var lines = said.Split('\n').Select(line => line.Trim())
            .Where(line => line.StartsWith("curl ", StringComparison.Ordinal)).ToArray();
        var statuses = new List<string>();
        foreach (var line in lines)
        {
            var asked = line.Replace("curl -i", "curl -s", StringComparison.Ordinal) + " -o /dev/null -w '%{http_code}'";
            using var shell = Process.Start(
                new ProcessStartInfo("sh", ["-c", asked]) { WorkingDirectory = _data.FullName, RedirectStandardOutput = true })!;
            statuses.Add(await shell.StandardOutput.ReadToEndAsync());
            await shell.WaitForExitAsync();
        }

        Assert.Equal(["200", "200", "200", "200", "200", "422"], statuses);
    }
}
