using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Auditing;
using Gateway.Commands;
using Gateway.Tests.Hosting;
using Microsoft.Extensions.Configuration;
using Untp.Credentials.Tests;

namespace Gateway.Tests.Commands;

/// <summary>The README's walk-through for auditors, run line by line in a shell, as it is written there.</summary>
public sealed partial class WalkThroughTests : IDisposable
{
    private readonly AuditorFolder _here = new();

    [Fact]
    public async Task The_commands_do_what_they_are_said_to()
    {
        Directory.CreateSymbolicLink(_here.File("samples"), Path.Combine(Shared.ProjectRoot, "samples"));
        var script = Block(0).Replace(
            "dotnet run --project src/Gateway --", $"dotnet {Path.ChangeExtension(typeof(Program).Assembly.Location, ".dll")}", StringComparison.Ordinal);

        var said = await RunAsync(script.Replace("\n$GATEWAY", "\ncode $?\n$GATEWAY", StringComparison.Ordinal));

        Assert.Equal(
            ["verified", "valid", "verified", "undecided"],
            said.Split('\n').Where(line => line is "verified" or "not verified" or "valid" or "not valid" or "undecided"));
        Assert.Matches("svc-by-approved-verifier   undecided      No approval of ", said);
        Assert.Equal(["0", "0", "0", "0", "0", "2"], Codes().Matches(said).Select(code => code.Groups[1].Value));
        Assert.Equal(0, (await _here.RunAsync("verify", "passport.jwt")).ExitCode);
    }

    [Fact]
    public async Task The_requests_are_answered_as_they_are_said_to_be()
    {
        await using var gateway = await TestGateway.StartAsync();
        Assert.Equal(0, await SamplesCommand.RunAsync(new[] { _here.File("chain") }));
        Directory.CreateDirectory(_here.File("data"));
        _here.Put("data/api-key", TestGateway.Key);
        var script = Block(1).Replace("http://127.0.0.1:5080/", gateway.Address.ToString(), StringComparison.Ordinal);

        var answers = (await RunAsync(script.Replace("\ncurl", "\nprintf '\\n=====\\n'\ncurl", StringComparison.Ordinal))).Split("\n=====\n")[1..];

        Assert.Equal(4, answers.Length);
        Assert.Equal("passed", (string?)JsonNode.Parse(answers[0])!["verdict"]);
        Assert.StartsWith("event: progress\n", answers[1], StringComparison.Ordinal);
        Assert.Contains("\nevent: report\ndata: {\"verdict\":\"passed\"", answers[1], StringComparison.Ordinal);
        Assert.NotNull(JsonNode.Parse(answers[2])!["@graph"]);
        _here.Put("report.jwt", answers[3]);
        Assert.Equal(3, answers[3].Split('.').Length);
    }

    [Fact]
    public void The_policy_shown_is_one_that_is_taken()
    {
        var options = new PoliciesOptions();
        options.Read(new ConfigurationBuilder()
            .AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(Section("json").Single()))).Build());

        Assert.True(new PoliciesValidation().Validate(null, options).Succeeded);
        Assert.Equal("2026-11", options.Named["battery"].ToPolicy("battery").Version);
        Assert.Single(options.Named["battery"].CriterionMappings);
    }

    public void Dispose() => _here.Dispose();

    private static string Block(int number) => Section("sh")[number];

    private static string[] Section(string language)
    {
        var readme = File.ReadAllText(Path.Combine(Shared.ProjectRoot, "README.md"));
        var section = readme[readme.IndexOf("\n## For auditors\n", StringComparison.Ordinal)..];
        section = section[..section.IndexOf("\n## ", 1, StringComparison.Ordinal)];
        return [.. Blocks().Matches(section).Where(block => block.Groups[1].Value == language).Select(block => block.Groups[2].Value)];
    }

    private async Task<string> RunAsync(string script)
    {
        var start = new ProcessStartInfo("sh") { WorkingDirectory = _here.Path, RedirectStandardInput = true, RedirectStandardOutput = true };
        using var shell = Process.Start(start)!;
        await shell.StandardInput.WriteAsync("code() { echo \"code $1\"; }\n" + script + "code $?\n");
        shell.StandardInput.Close();
        var said = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return said;
    }

    [GeneratedRegex("^```(sh|json)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex("^code ([0-9]+)$", RegexOptions.Multiline)]
    private static partial Regex Codes();
}
