using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Gateway.Issuing;
using Gateway.Tests.Commands;

namespace Gateway.Tests.Issuing;

/// <summary>Where the master key comes from, and what becomes of a start or a rotation without it: the program itself, as it is run.</summary>
[Trait("Threat", "23")]
[UnsupportedOSPlatform("windows")]
public sealed class MasterKeyStartTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("master-key-");

    private string KeyFile => Path.Combine(_data.FullName, "master-key");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task The_first_start_makes_one_for_its_owner_only_and_says_to_move_it_to_safety()
    {
        var said = await StartAsync();
        Assert.Matches("^[A-Za-z0-9_-]{43}\n$", await File.ReadAllTextAsync(KeyFile));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        Assert.Contains($"Master key of the signing keys made: {KeyFile}.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Master key", await StartAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_one_is_refused_with_a_line_that_names_it_and_where_it_was_looked_for()
    {
        await StartAsync();
        MasterKey.TryRead(await File.ReadAllTextAsync(KeyFile), out var key);
        File.Delete(KeyFile);
        var errors = await RefusedAsync();
        Assert.Contains($"the master key {key!.Id} of this database's signing keys is missing", errors, StringComparison.Ordinal);
        Assert.Contains(KeyFile, errors, StringComparison.Ordinal);
        Assert.False(File.Exists(KeyFile));
    }

    [Fact]
    public async Task A_wrong_one_is_refused_with_a_line_that_shows_neither()
    {
        await StartAsync();
        var right = await File.ReadAllTextAsync(KeyFile);
        using var wrong = MasterKey.Create();
        await File.WriteAllTextAsync(KeyFile, MasterKeyTests.TextOf(wrong));
        var errors = await RefusedAsync();
        Assert.Contains($"is {wrong.Id}; this database's signing keys are under ", errors, StringComparison.Ordinal);
        Assert.DoesNotContain(MasterKeyTests.TextOf(wrong), errors, StringComparison.Ordinal);
        Assert.DoesNotContain(right.Trim(), errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Gateway:Issuing:MasterKey=short", "Gateway:Issuing:MasterKey: It must be 32 bytes in base64url")]
    [InlineData("--Gateway:Issuing:MasterKeyFile=nowhere/key", "Gateway:Issuing:MasterKeyFile: there is no file ")]
    public async Task One_that_is_configured_and_cannot_be_had_is_refused(string setting, string line) =>
        Assert.Contains(line, await RefusedAsync(setting), StringComparison.Ordinal);

    [Fact]
    public async Task A_rotation_puts_a_new_one_in_the_files_place_and_the_old_one_is_refused_from_then_on()
    {
        await StartAsync();
        var old = await File.ReadAllTextAsync(KeyFile);
        var rotated = await GatewayProgram.RunAsync(_data.FullName, "keys", "rotate-master");
        Assert.Equal((0, KeyFile + Environment.NewLine), (rotated.ExitCode, rotated.Output));
        Assert.NotEqual(old, await File.ReadAllTextAsync(KeyFile));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        Assert.False(File.Exists(KeyFile + ".next"));
        await StartAsync();
        await File.WriteAllTextAsync(KeyFile, old);
        await RefusedAsync();
    }

    [Fact]
    public async Task A_rotation_that_ended_before_the_file_was_replaced_is_finished_by_the_next_start()
    {
        await StartAsync();
        var old = await File.ReadAllTextAsync(KeyFile);
        await GatewayProgram.RunAsync(_data.FullName, "keys", "rotate-master");
        var rotated = await File.ReadAllTextAsync(KeyFile);
        File.Move(KeyFile, KeyFile + ".next");
        await File.WriteAllTextAsync(KeyFile, old);
        await StartAsync();
        Assert.Equal(rotated, await File.ReadAllTextAsync(KeyFile));
    }

    [Fact]
    public async Task One_that_is_a_setting_is_rotated_into_a_file_and_not_again_before_it_is_set()
    {
        using var key = MasterKey.Create();
        var setting = $"--Gateway:Issuing:MasterKey={MasterKeyTests.TextOf(key)}";
        await StartAsync(setting);
        Assert.False(File.Exists(KeyFile));

        var rotated = await GatewayProgram.RunAsync(_data.FullName, "keys", "rotate-master", setting);
        Assert.Equal((0, KeyFile + ".next" + Environment.NewLine), (rotated.ExitCode, rotated.Output));
        var again = await GatewayProgram.RunAsync(_data.FullName, "keys", "rotate-master", setting);
        Assert.Equal((1, ""), (again.ExitCode, again.Output));
        Assert.Contains("set that one first", again.Errors, StringComparison.Ordinal);

        var next = (await File.ReadAllTextAsync(KeyFile + ".next")).Trim();
        File.Delete(KeyFile + ".next");
        await StartAsync($"--Gateway:Issuing:MasterKey={next}");
        Assert.Contains($"is {key.Id}; this database's", await RefusedAsync(setting), StringComparison.Ordinal);
    }

    /// <summary>Starts it, waits until it listens, ends it; what it said.</summary>
    private async Task<string> StartAsync(params string[] settings)
    {
        using var process = Process.Start(GatewayProgram.Start(_data.FullName, [.. settings, "--urls=http://127.0.0.1:0"]))!;
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            return await GatewayProgram.ReadUntilAsync(process, "Ctrl-C stops");
        }
        catch (InvalidOperationException)
        {
            throw new InvalidOperationException(await errors);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    /// <summary>One line, no stack, exit code 1.</summary>
    private async Task<string> RefusedAsync(params string[] settings)
    {
        var result = await GatewayProgram.RunAsync(_data.FullName, [.. settings, "--urls=http://127.0.0.1:0"]);
        Assert.Equal(1, result.ExitCode);
        var line = result.Errors.TrimEnd().Split('\n').Last(l => !l.StartsWith('{'));
        Assert.DoesNotMatch(new Regex(@"^\s+at "), line);
        return line;
    }
}
