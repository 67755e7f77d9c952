using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.Versioning;
using Untp.Credentials.Tests;

namespace Gateway.Tests.Commands;

/// <summary>The program runs from any working directory, however much lies below it.</summary>
public sealed class WorkingDirectoryTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("from-");

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task Watches_no_folder_below_the_one_that_it_is_started_in()
    {
        Directory.CreateDirectory(Path.Combine(_data.FullName, "deep", "below"));
        using var process = Process.Start(GatewayProgram.Start(_data.FullName, "--urls=http://127.0.0.1:0"))!;
        try
        {
            await GatewayProgram.ReadUntilAsync(process, "Ctrl-C stops");
            var folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/fdinfo");
            Assert.DoesNotContain(Directory.GetFiles(folder), file => ReadOrNothing(file).Contains("inotify", StringComparison.Ordinal));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task Keeps_its_data_where_dotnet_run_is_called_from()
    {
        var configuration = typeof(Program).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        var project = Path.Combine(Shared.ProjectRoot, "src", "Gateway");
        var start = new ProcessStartInfo(
            "dotnet", ["run", "--no-build", "--configuration", configuration, "--project", project, "--", "tenants", "add", "acme"])
        {
            WorkingDirectory = _data.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var result = await GatewayProgram.RunAsync(start);
        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.True(File.Exists(Path.Combine(_data.FullName, "data", "gateway.db")));
    }

    public void Dispose() => _data.Delete(recursive: true);

    /// <summary>A descriptor may be closed between the look at the folder and the look at it.</summary>
    private static string ReadOrNothing(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
