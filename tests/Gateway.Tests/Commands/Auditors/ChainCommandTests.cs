using System.Text.Json.Nodes;
using Gateway.Commands;
using Untp.Credentials.Chains;
using Untp.Credentials.Tests;

namespace Gateway.Tests.Commands;

/// <summary><c>Gateway chain</c> and <c>Gateway samples</c>, run as an auditor runs them.</summary>
public sealed class ChainCommandTests : IDisposable
{
    private readonly AuditorFolder _here = new();

    [Fact]
    public async Task A_whole_chain_is_a_table_by_rules_and_exit_0()
    {
        var (register, alliance) = await SamplesAsync();

        var result = await ChainAsync("--anchor", register, "--anchor", alliance, "--gba-anchor", alliance, "--at", "2026-11-22T12:00:00Z");

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        var lines = result.Output.Split('\n');
        Assert.Equal("chain of chain/battery-passport.jwt", lines[0]);
        Assert.Equal("  policy                     default built-in", lines[1]);
        Assert.Equal($"  trust anchors              {register}, {alliance}", lines[2]);
        Assert.Equal("  as of                      2026-11-22T12:00:00Z", lines[3]);
        Assert.Equal("  looked at                  35 credentials, 0 documents fetched", lines[4]);
        Assert.Matches("\n  claim-verified             passed         [0-9]+ findings?\n", result.Output);
        Assert.Matches("\n  mass-balance               passed         [0-9]+ findings?\n", result.Output);
        Assert.Contains("\n  bsc-by-approved-certifier  passed         1 finding\n", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("\n\nverified\n", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(result.Output, c => char.IsControl(c) && c is not '\n');
    }

    [Fact]
    public async Task What_is_missing_is_exit_2_and_named()
    {
        var (register, alliance) = await SamplesAsync();
        File.Delete(_here.File("chain/approved-verifier.jwt"));

        var result = await ChainAsync("--anchor", register, "--anchor", alliance, "--gba-anchor", alliance);

        Assert.Equal(2, result.ExitCode);
        Assert.Matches(
            "\n  svc-by-approved-verifier   undecided      No approval of did:key:[^\n]* is known.\n +in https://verifier", result.Output);
        Assert.EndsWith("\n\nundecided\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_exit_1_and_named()
    {
        var (register, alliance) = await SamplesAsync();

        var result = await ChainAsync("--anchor", register, "--anchor", alliance, "--gba-anchor", register);

        Assert.Equal(1, result.ExitCode);
        Assert.Matches("\n  svc-by-approved-verifier   failed         [^\n]+\n +in https://[^ ]+", result.Output);
        Assert.EndsWith("\n\nnot verified\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_can_be_chosen_and_a_policy_named()
    {
        var (register, _) = await SamplesAsync();

        var result = await ChainAsync(
            "--policy=demo",
            "--rule=issuer-identity-anchored",
            "--Gateway:Policies:demo:Version=7",
            $"--Gateway:Policies:demo:TrustAnchors:0={register}");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("\n  policy                     demo 7\n", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("claim-verified", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_the_report_as_the_service_answers_it()
    {
        var (register, alliance) = await SamplesAsync();

        var result = await ChainAsync("--json", "--anchor", register, "--anchor", alliance);

        var report = JsonNode.Parse(result.Output)!;
        Assert.Equal(
            ["verdict", "policy", "madeAt", "asOf", "findings", "graph", "credentials", "notReached", "usage"],
            report.AsObject().Select(member => member.Key));
        Assert.Equal(("passed", 0), ((string?)report["verdict"], result.ExitCode));
        Assert.True((bool)report["policy"]!["adapted"]!);
    }

    [Theory]
    [InlineData("FILE", "chain")]
    [InlineData("nobody.jwt", "chain", "nobody.jwt")]
    [InlineData("an anchor is a DID", "chain", "good.jwt", "--anchor", "register")]
    [InlineData("--rule", "chain", "good.jwt", "--rule", "all-is-well")]
    [InlineData("--policy", "chain", "good.jwt", "--policy", "mine")]
    [InlineData("--depth", "chain", "good.jwt", "--depth", "-1")]
    [InlineData("Gateway:Policies:p:Version", "chain", "good.jwt", "--Gateway:Policies:p:MassTolerance=0.1")]
    public async Task What_cannot_be_read_is_exit_3(string says, params string[] words)
    {
        _here.Put("good.jwt", await SignedChain.TokenAsync("battery-passport"));

        var result = await _here.RunAsync(words);

        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.Contains(says, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Samples_are_signed_the_same_each_time_and_each_verifies()
    {
        var (register, _) = await SamplesAsync();
        Assert.Equal(register, (await SamplesAsync()).Register);
        Assert.Equal(register, (await SignedChain.AnchorsAsync()).Register);
        Assert.Equal(0, (await _here.RunAsync("verify", "chain/approved-verifier.jwt", "--offline")).ExitCode);
    }

    [Fact]
    public void Progress_is_told_after_a_while_and_once_a_second()
    {
        var time = new ManualTime();
        using var aside = new StringWriter();
        using var lines = new ProgressLines(aside, isRedirected: true, time);
        for (var tenth = 0; tenth < 41; tenth++)
        {
            lines.Report(new ChainProgress(100, 3, tenth, 60 - tenth));
            time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(
            [
                "found 100, fetched 3, verified 20, remaining 40",
                "found 100, fetched 3, verified 30, remaining 30",
                "found 100, fetched 3, verified 40, remaining 20",
            ],
            aside.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    public void Dispose() => _here.Dispose();

    private async Task<(string Register, string Alliance)> SamplesAsync()
    {
        var made = await _here.RunAsync("samples", "chain");
        Assert.Equal(0, made.ExitCode);
        var dids = made.Output.TrimEnd().Split('\n').Select(line => line.Split(' ')[^1]).ToArray();
        return (dids[0], dids[1]);
    }

    /// <summary>With all that is in the folder, the passport first.</summary>
    private Task<ProgramResult> ChainAsync(params string[] options) => _here.RunAsync(
        ["chain", "chain/battery-passport.jwt", .. Directory.GetFiles(_here.File("chain"), "*.jwt"), "--offline", .. options]);
}
