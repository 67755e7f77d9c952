using Untp.Credentials.Chains;

namespace Untp.Credentials.Tests.Chains;

/// <summary>What a second audit need not do again, and what it must.</summary>
public sealed class ChainCacheTests
{
    private readonly ChainWorld _world = new();

    [Fact]
    public async Task A_second_audit_reads_and_verifies_nothing_anew_and_finds_the_same()
    {
        var kept = await KeptByText.OfAsync(_world, _world.Files);
        var request = new ChainRequest([ChainStart.At(ChainWorld.BatteryId)], ChainWorld.Policy);
        var first = await _world.VerifyAsync(request, kept);
        var reads = kept.Reads;

        var second = await _world.VerifyAsync(request, kept);

        Assert.Equal((0, reads), (first.Usage.Remembered, kept.Reads));
        Assert.Equal(_world.Files.Count(), second.Usage.Remembered);
        Assert.Equal(Told(first), Told(second));
        Assert.Equal(first.Graph.Edges, second.Graph.Edges);
        Assert.Same(first.Findings, second.Findings);
    }

    [Fact, Trait("Threat", "16")]
    public async Task A_period_that_has_ended_since_is_seen_on_the_same_day()
    {
        var now = _world.Time.GetUtcNow();
        _world.Change(ChainWorld.Battery, c => c["validUntil"] = now.AddHours(1).ToString("yyyy-MM-ddTHH:mm:ssZ"));
        Assert.Equal(FindingVerdict.Passed, (await _world.VerifyAsync(with: r => r with { AsOf = now })).Verdict);

        var report = await _world.VerifyAsync(with: r => r with { AsOf = now.AddHours(2) });

        Assert.Equal(now.AddHours(2).Date, now.Date);
        Assert.Equal(ChainRuleNames.DatesConsistent, Assert.Single(report.Findings, f => f.Verdict == FindingVerdict.Failed).Rule);
    }

    [Fact]
    public async Task Another_policy_is_judged_by_though_it_has_the_same_name()
    {
        Assert.Equal(FindingVerdict.Passed, (await _world.VerifyAsync()).Verdict);

        var report = await _world.VerifyAsync(ChainWorld.Policy with { TrustAnchors = [ChainWorld.Alliance] });

        Assert.Contains(report.Findings, f => f is { Rule: ChainRuleNames.TrustAnchorReached, Verdict: FindingVerdict.Failed });
    }

    [Fact]
    public async Task A_credential_that_is_withheld_is_missed_though_every_other_is_remembered()
    {
        Assert.Equal(FindingVerdict.Passed, (await _world.VerifyAsync()).Verdict);

        _world.Withhold("site-report-mine");
        var report = await _world.VerifyAsync();

        Assert.Equal(_world.Files.Count(), report.Usage.Remembered);
        Assert.DoesNotContain(report.Credentials, c => c.Id == ChainWorld.Id("site-report-mine"));
        Assert.DoesNotContain(report.Graph.Nodes, n => n.Id == ChainWorld.Id("site-report-mine"));
    }

    [Fact, Trait("Threat", "16")]
    public async Task A_revocation_is_seen_though_all_else_is_remembered()
    {
        _world.WithStatus("approved-verifier");
        await _world.PublishListAsync(ChainWorld.Alliance, isSet: false);
        Assert.Equal(FindingVerdict.Passed, (await _world.VerifyAsync()).Verdict);

        await _world.PublishListAsync(ChainWorld.Alliance, isSet: true);
        _world.Time.Advance(TimeSpan.FromMinutes(6));
        var report = await _world.VerifyAsync();

        Assert.Equal(_world.Files.Count(), report.Usage.Remembered);
        Assert.Contains("status is revocation", Assert.Single(report.Findings, f => f.Verdict == FindingVerdict.Failed).Sentence);
    }

    [Fact, Trait("Threat", "16")]
    public async Task A_key_that_was_replaced_is_seen()
    {
        Assert.Equal(FindingVerdict.Passed, (await _world.VerifyAsync()).Verdict);

        _world.Publish(ChainWorld.Alliance, key: "another");
        _world.Time.Advance(TimeSpan.FromMinutes(6));
        var report = await _world.VerifyAsync();

        var failed = report.Findings.Where(f => f.Verdict == FindingVerdict.Failed).ToList();
        Assert.Equal(
            [ChainRuleNames.SvcByApprovedVerifier, ChainRuleNames.BscByApprovedCertifier, ChainRuleNames.CccByApprovedPartner],
            failed.Select(f => f.Rule));
        Assert.All(failed, f => Assert.Contains("does not hold: the signature", f.Sentence));
    }

    [Fact]
    public async Task An_expiry_is_seen_and_another_time_can_be_asked_for()
    {
        Assert.Equal(FindingVerdict.Passed, (await _world.VerifyAsync()).Verdict);

        var report = await _world.VerifyAsync(with: r => r with { AsOf = new DateTimeOffset(2031, 3, 1, 0, 0, 0, TimeSpan.Zero) });

        // the certificates of February 2026 run for five years
        Assert.Equal(8, report.Findings.Count(f => f is { Rule: ChainRuleNames.DatesConsistent, Verdict: FindingVerdict.Failed }));
        Assert.Equal(_world.Files.Count(), report.Usage.Remembered);
        Assert.Equal(new DateTimeOffset(2031, 3, 1, 0, 0, 0, TimeSpan.Zero), report.AsOf);
    }

    [Fact]
    public async Task What_did_not_verify_is_not_remembered()
    {
        _world.Tamper("site-verification-mine");
        await _world.VerifyAsync();

        Assert.Equal(_world.Files.Count() - 1, (await _world.VerifyAsync()).Usage.Remembered);
    }

    [Fact]
    public async Task Keeps_no_more_than_it_may()
    {
        var small = new ChainCache(8, 1 << 20, _world.Time);
        var request = new ChainRequest([ChainStart.With(await _world.SignAsync(ChainWorld.Battery))], ChainWorld.Policy)
        {
            Supplied = await _world.SignAllAsync(),
        };
        var chains = new ChainVerifier(_world.Verifier, _world.Dids, small, _world.Time);
        await chains.VerifyAsync(request, null, _world.Fetcher, null, TestContext.Current.CancellationToken);

        var second = await chains.VerifyAsync(request, null, _world.Fetcher, null, TestContext.Current.CancellationToken);

        Assert.InRange(second.Usage.Remembered, 0, 8);
        Assert.Equal(FindingVerdict.Passed, second.Verdict);
    }

    private static IEnumerable<(string, FindingVerdict, string)> Told(ChainReport report) =>
        report.Findings.Select(f => (f.Rule, f.Verdict, f.Sentence));
}
