using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Untp.Credentials.Tests;

namespace Gateway.Tests.Commands;

/// <summary>The operator's commands, run as he runs them: the program itself, in its own process.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("commands-");

    [Fact]
    public async Task A_tenant_can_be_added_once_and_is_listed_with_the_id_that_was_printed()
    {
        var added = await RunAsync("tenants", "add", "Acme Batteries");
        var again = await RunAsync("tenants", "add", "Acme Batteries");
        var list = await RunAsync("tenants", "list");

        Assert.Equal(0, added.ExitCode);
        Assert.Equal((1, ""), (again.ExitCode, again.Output));
        Assert.Contains("already", again.Errors, StringComparison.Ordinal);
        Assert.Equal($"{added.Output.Trim()}\tAcme Batteries{Environment.NewLine}", list.Output);
    }

    [Fact]
    public async Task A_key_is_shown_once_alone_on_the_output_and_kept_as_its_hash_only()
    {
        await RunAsync("tenants", "add", "acme");
        var key = await RunAsync("keys", "add", "acme");

        Assert.Equal(0, key.ExitCode);
        Assert.Matches(@"^gw_[A-Za-z0-9_-]{43}\r?\n$", key.Output);
        var secret = Encoding.ASCII.GetBytes(key.Output.Trim()[3..]);
        foreach (var file in _data.GetFiles("*", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(file.FullName);
            Assert.True(bytes.AsSpan().IndexOf(secret) < 0, $"{file.Name} holds the key");
        }
    }

    [Fact]
    public async Task A_key_is_revoked_once_by_the_id_that_was_told_with_it()
    {
        await RunAsync("tenants", "add", "acme");
        var key = await RunAsync("keys", "add", "acme");
        var id = Regex.Match(key.Errors, "keys revoke ([A-Za-z0-9_-]+)").Groups[1].Value;

        Assert.Matches($@"^{id}\tacme\tin force\t[0-9: Z-]+\r?\n$", (await RunAsync("keys", "list")).Output);
        Assert.Equal(0, (await RunAsync("keys", "revoke", id)).ExitCode);
        Assert.Matches($@"^{id}\tacme\trevoked\t[0-9: Z-]+\r?\n$", (await RunAsync("keys", "list")).Output);
        var again = await RunAsync("keys", "revoke", id);
        Assert.Equal((1, ""), (again.ExitCode, again.Output));
    }

    [Theory]
    [InlineData("keys", "add", "nobody")]
    [InlineData("keys", "revoke", "' OR 1=1 --")]
    [InlineData("tenants", "add", "two\nlines")]
    public async Task What_cannot_be_done_exits_with_1_and_says_why_beside_the_output(params string[] words)
    {
        var result = await RunAsync(words);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.NotEmpty(result.Errors);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("tenants", "add", "one", "two")]
    [InlineData("serve")]
    public async Task What_is_no_command_exits_with_2_and_explains_the_usage(params string[] words)
    {
        var result = await RunAsync(words);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("Gateway keys add TENANT", result.Errors, StringComparison.Ordinal);
        Assert.Empty(_data.GetFiles());
    }

    [Fact]
    public async Task Dotnet_run_makes_the_data_folder_where_the_command_is_given()
    {
        var configuration = typeof(Program).Assembly.Location.Contains("Release", StringComparison.Ordinal) ? "Release" : "Debug";
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", ["run", "--no-build", "-c", configuration, "--project", Path.Combine(Shared.ProjectRoot, "src", "Gateway"), "--", "tenants", "list"])
        {
            WorkingDirectory = _data.FullName,
        })!;
        await process.WaitForExitAsync();

        Assert.Equal(0, process.ExitCode);
        Assert.True(File.Exists(Path.Combine(_data.FullName, "data", "gateway.db")));
    }

    public void Dispose() => _data.Delete(recursive: true);

    private Task<ProgramResult> RunAsync(params string[] words) => GatewayProgram.RunAsync(_data.FullName, words);
}
