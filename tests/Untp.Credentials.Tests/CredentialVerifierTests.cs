namespace Untp.Credentials.Tests;

/// <summary>How verdicts of checks make a report.</summary>
public sealed class CredentialVerifierTests
{
    public static TheoryData<string, Verdict> EveryWayToMissOne
    {
        get
        {
            var rows = new TheoryData<string, Verdict>();
            foreach (var check in VerificationProfile.Untp.Checks)
            {
                rows.Add(check, Verdict.Failed);
                rows.Add(check, Verdict.Undecided);
            }

            rows.Add(CheckNames.Proof, Verdict.Skipped);
            return rows;
        }
    }

    [Theory, MemberData(nameof(EveryWayToMissOne)), Trait("Threat", "3")]
    public async Task Is_not_verified_when_a_single_check_does_not_pass(string check, Verdict verdict) =>
        Assert.False((await Verify(VerificationOptions.Default, (check, verdict))).IsVerified);

    [Fact]
    public async Task Is_verified_when_every_check_passes() => Assert.True((await Verify(VerificationOptions.Default)).IsVerified);

    [Fact]
    public async Task Is_verified_without_a_status_to_look_at() =>
        Assert.True((await Verify(VerificationOptions.Default, (CheckNames.Status, Verdict.Skipped))).IsVerified);

    [Fact]
    public async Task Runs_every_check_whatever_failed_before_but_status_without_proof()
    {
        var report = await Verify(VerificationOptions.Default, (CheckNames.DataModel, Verdict.Failed), (CheckNames.Proof, Verdict.Failed));

        Assert.Equal(
            [Verdict.Failed, Verdict.Passed, Verdict.Passed, Verdict.Passed, Verdict.Failed, Verdict.Skipped],
            report.Checks.Select(c => c.Verdict));
    }

    [Fact]
    public async Task A_subset_leaves_the_others_skipped_and_never_verifies()
    {
        var report = await Verify(new VerificationOptions(VerificationProfile.Untp, [CheckNames.Proof]));

        Assert.False(report.IsVerified);
        Assert.Equal([CheckNames.Proof], report.Checks.Where(c => c.Verdict != Verdict.Skipped).Select(c => c.Check));
    }

    [Fact]
    public async Task Is_undecided_only_when_nothing_failed()
    {
        Assert.True((await Verify(VerificationOptions.Default, (CheckNames.Status, Verdict.Undecided))).IsUndecided);
        Assert.False((await Verify(VerificationOptions.Default, (CheckNames.Status, Verdict.Undecided), (CheckNames.Schema, Verdict.Failed))).IsUndecided);
        Assert.False((await Verify(VerificationOptions.Default)).IsUndecided);
    }

    [Fact]
    public async Task The_profile_w3c_asks_for_data_model_validity_and_proof_only()
    {
        var report = await Verify(new VerificationOptions(VerificationProfile.W3c), (CheckNames.Schema, Verdict.Failed));

        Assert.True(report.IsVerified);
        Assert.Equal(Verdict.Skipped, report[CheckNames.Schema].Verdict);
    }

    private static async Task<VerificationReport> Verify(VerificationOptions options, params (string Check, Verdict Verdict)[] verdicts)
    {
        var checks = VerificationProfile.Untp.Checks.Select(name => new FixedCheck(name, Find(verdicts, name))).ToArray();
        using var credential = Given.Credential(Given.MinimalClaims());
        return await new CredentialVerifier(checks, TimeProvider.System).VerifyAsync(credential, options, new NoFetcher(), CancellationToken.None);
    }

    private static Verdict Find((string Check, Verdict Verdict)[] verdicts, string name) =>
        verdicts.Where(v => v.Check == name).Select(v => (Verdict?)v.Verdict).FirstOrDefault() ?? Verdict.Passed;

    private sealed class FixedCheck(string name, Verdict verdict) : ICheck
    {
        public string Name => name;

        public ValueTask<CheckResult> RunAsync(CheckContext context, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new CheckResult(name, verdict, [], []));
    }
}
