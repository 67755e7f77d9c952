using System.Diagnostics;
using System.Text;

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
    public static Task<ProgramResult> RunAsync(string dataPath, params IEnumerable<string> arguments) =>
        RunAsync(Start(dataPath, arguments));

    /// <inheritdoc cref="RunAsync(string, IEnumerable{string})"/>
    public static async Task<ProgramResult> RunAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(120));
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

    /// <summary>What it says on its output until a line has that text.</summary>
    public static async Task<string> ReadUntilAsync(Process process, string last)
    {
        var said = new StringBuilder();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            said.AppendLine(line);
            if (line.Contains(last, StringComparison.Ordinal))
            {
                return said.ToString();
            }
        }

        throw new InvalidOperationException($"it ended after saying: {said}");
    }
}

/// <summary>What a run of the program left.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Errors);
