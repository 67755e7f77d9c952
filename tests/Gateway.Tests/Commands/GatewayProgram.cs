using System.Diagnostics;

namespace Gateway.Tests.Commands;

/// <summary>The built program in a process of its own.</summary>
internal static class GatewayProgram
{
    /// <summary>How to start it with this folder for its data, which is its working directory too.</summary>
    public static ProcessStartInfo Start(string dataPath, params IEnumerable<string> arguments)
    {
        // the program's own assembly, beside the tests' because they refer to it
        var program = Path.ChangeExtension(typeof(Program).Assembly.Location, ".dll");
        return new ProcessStartInfo("dotnet", [program, .. arguments, $"--Gateway:DataPath={dataPath}"])
        {
            WorkingDirectory = dataPath,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<ProgramResult> RunAsync(string dataPath, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(Start(dataPath, arguments))!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }

        return new ProgramResult(process.ExitCode, await output, await errors);
    }
}

/// <summary>What a run of the program left.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Errors);
