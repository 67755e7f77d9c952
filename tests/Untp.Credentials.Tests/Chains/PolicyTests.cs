using Untp.Credentials.Chains;
using Untp.Credentials.Tests.Samples;

namespace Untp.Credentials.Tests.Chains;

/// <summary>What a policy decides.</summary>
public sealed class PolicyTests
{
    private const string Standard = "https://standard.example.com/criteria/4";
    private const string Benchmark = "https://gba-untp.example/benchmarks/0.1.0/02-supply-chain-due-diligence/5-communicate/A";

    private readonly ChainWorld _world = new();

    [Fact]
    public async Task A_mapped_criterion_counts_for_the_claim_and_another_does_not()
    {
        _world.Change("battery-certificate", c =>
        {
            c.MakePlain();
            c.Assessment()["assessmentCriteria"]![0]!["id"] = Standard;
        });
        var policy = ChainWorld.Policy with { Rules = [ChainRuleNames.ClaimVerified] };

        Assert.Equal(FindingVerdict.Failed, (await _world.VerifyAsync(policy)).Verdict);
        var mapped = policy with { CriterionMappings = [new CriterionMapping(Standard, Benchmark)] };
        Assert.Equal(FindingVerdict.Passed, (await _world.VerifyAsync(mapped)).Verdict);
        var reversed = policy with { CriterionMappings = [new CriterionMapping(Benchmark, Standard)] };
        Assert.Equal(FindingVerdict.Failed, (await _world.VerifyAsync(reversed)).Verdict);
    }

    [Theory]
    [InlineData(0.06, 0, FindingVerdict.Failed)]
    [InlineData(0.0546, 0, FindingVerdict.Passed)]
    [InlineData(0.06, 0.12, FindingVerdict.Passed)]
    public async Task A_performance_may_differ_within_what_is_stated_and_what_the_policy_allows(
        double assessed, double tolerance, FindingVerdict expected)
    {
        _world.Change("carbon-certificate-battery", c => c.Assessment()["assessedPerformance"]![0]!["measure"]!["value"] = assessed);

        var report = await _world.VerifyAsync(
            ChainWorld.Policy with { PerformanceTolerance = (decimal)tolerance, Rules = [ChainRuleNames.ClaimVerified] });

        Assert.Equal(expected, report.Verdict);
    }

    [Theory]
    [InlineData(20200, FindingVerdict.Passed)]
    [InlineData(20600, FindingVerdict.Failed)]
    [InlineData(19400, FindingVerdict.Failed)]
    public async Task A_make_event_may_be_out_of_balance_within_tolerance(int made, FindingVerdict expected)
    {
        _world.Change("event-3-refined", c => c.Event()["outputProduct"]![0]!["quantity"]!["value"] = made);

        Assert.Equal(expected, (await _world.VerifyAsync()).Verdict);
    }

    [Fact]
    public async Task Masses_in_other_units_are_weighed_alike()
    {
        _world.Change("event-3-refined", c =>
        {
            c.Event()["outputProduct"]![1]!["quantity"]!["value"] = 28;
            c.Event()["outputProduct"]![1]!["quantity"]!["unit"] = "TNE";
        });

        Assert.Empty(ValueChainTests.NotPassed(await _world.VerifyAsync()));
    }

    [Fact]
    public async Task Without_a_gba_anchor_assessors_are_judged_by_their_accreditation()
    {
        var report = await _world.VerifyAsync(ChainWorld.Policy with { GbaAnchor = null });

        Assert.Equal(FindingVerdict.Passed, report.Verdict);
        Assert.Equal(3, report.Findings.Count(f => f is { Rule: ChainRuleNames.AssessorAccredited, Verdict: FindingVerdict.Passed }));
        Assert.Equal(
            FindingVerdict.NotApplicable, Assert.Single(report.Findings, f => f.Rule == ChainRuleNames.SvcByApprovedVerifier).Verdict);
    }

    [Fact]
    public async Task An_accreditation_counts_over_several_steps_up_to_a_trust_anchor()
    {
        // the register, which is trusted, accredits the carbon partner, who accredits the certifier
        const string Partner = "did:web:carbon.example.com";
        _world.Change("approved-certifier", c => c.IssueBy(Partner));
        _world.Change("approved-carbon-partner", c => c.IssueBy(ChainWorld.Register));
        var policy = ChainWorld.Policy with { GbaAnchor = null, TrustAnchors = [ChainWorld.Register] };

        var report = await _world.VerifyAsync(policy with { Rules = [ChainRuleNames.AssessorAccredited] });

        var certifier = Assert.Single(report.Findings, f => f.RestsOn.Any(p => p.Credential == ChainWorld.Id("battery-certificate")));
        Assert.Equal(FindingVerdict.Passed, certifier.Verdict);
        var verifier = Assert.Single(report.Findings, f => f.Verdict == FindingVerdict.Failed);
        Assert.EndsWith($"leads up to {ChainWorld.Alliance}, whom the policy does not trust.", verifier.Sentence);
    }

    [Fact]
    public async Task An_assessor_who_says_that_nobody_stands_behind_him_is_not_accredited()
    {
        _world.Withhold("approved-certifier");
        _world.Change("battery-certificate", c =>
        {
            c.Subject().AsObject().Remove("authorisation");
            c.MakePlain();
            c.Subject()["assessmentLevel"] = "no-endorsement";
        });

        var report = await _world.VerifyAsync();

        Assert.Contains("nobody independent", Assert.Single(report.Findings, f => f.Verdict == FindingVerdict.Failed).Sentence);
    }

    [Fact]
    public async Task Only_the_rules_of_the_policy_are_applied()
    {
        var report = await _world.VerifyAsync(ChainWorld.Policy with { Rules = [ChainRuleNames.DatesConsistent] });

        Assert.Equal(
            [ChainRuleNames.CredentialVerified, ChainRuleNames.DatesConsistent], report.Findings.Select(f => f.Rule).Distinct().Order());
    }

    [Fact]
    public async Task A_fault_that_no_rule_of_the_policy_tells_of_is_told_of_all_the_same()
    {
        _world.Change("approved-verifier", c => c["validUntil"] = "2026-05-01T00:00:00Z");

        var report = await _world.VerifyAsync(ChainWorld.Policy with { Rules = [ChainRuleNames.ClaimVerified] });

        var failed = Assert.Single(report.Findings, f => f.Verdict == FindingVerdict.Failed);
        Assert.Equal(ChainRuleNames.CredentialVerified, failed.Rule);
        Assert.Equal(new Place(ChainWorld.Id("approved-verifier"), ""), Assert.Single(failed.RestsOn));
    }

    [Fact]
    public async Task Without_a_trust_anchor_nothing_is_trusted()
    {
        var report = await _world.VerifyAsync(ChainWorld.Policy with { TrustAnchors = [], Rules = [ChainRuleNames.TrustAnchorReached] });

        Assert.Equal(FindingVerdict.Undecided, Assert.Single(report.Findings, f => f.Rule == ChainRuleNames.TrustAnchorReached).Verdict);
    }
}
