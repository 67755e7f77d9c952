using Untp.Credentials.Chains;

namespace Untp.Credentials.Tests.Chains;

/// <summary>Our verdicts on UNTP's three questions of a trust graph equal a plain reading of them, for every chain of the tests.</summary>
public sealed class AgreementTests
{
    public static TheoryData<string> Names => ["none", .. Faults.All.Select(f => f.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task Agrees_with_a_plain_reading_of_the_trust_graph(string name)
    {
        var fault = Faults.All.SingleOrDefault(f => f.Name == name);
        var world = await (fault?.Spoil(new ChainWorld()) ?? Task.FromResult(new ChainWorld()));

        // UNTP's question does not ask how well the performance agrees, and ours does: where that is the fault, any performance will do
        var tolerance = name == "another performance" ? 1000 : 0;
        var policy = (fault?.Policy ?? ChainWorld.Policy) with { PerformanceTolerance = tolerance };
        var report = await world.VerifyAsync(policy);
        var plain = new PlainReading(world, report, policy);

        var passed = report.Findings.Where(f => f.Verdict == FindingVerdict.Passed).ToList();
        var borneOut = passed.Where(f => f.Rule == ChainRuleNames.ClaimVerified).SelectMany(f => f.RestsOn).ToHashSet();
        Assert.All(plain.Criteria(), c => Assert.True(c.IsVerified == borneOut.Contains(c.Criterion), $"{c.Criterion}: {c.IsVerified}"));
        Assert.All(plain.Issuers, did => Assert.Equal(plain.IsAttested(did), IsAttested(report, did)));
        Assert.All(plain.Issuers, did => Assert.Equal(
            plain.IsRootTrusted(did),
            passed.Exists(f => f.Rule == ChainRuleNames.TrustAnchorReached
                && f.Sentence.StartsWith(did + " is attested up to", StringComparison.Ordinal))));
        Assert.NotEmpty(plain.Criteria());
    }

    private static bool IsAttested(ChainReport report, string did) => report.Findings.Any(f =>
        f.Rule == ChainRuleNames.IssuerIdentityAnchored
        && (f.Verdict == FindingVerdict.Passed
            ? f.Sentence.Contains($"says who {did} is", StringComparison.Ordinal)
            : f.Verdict == FindingVerdict.NotApplicable && f.Sentence == $"{did} is a trust anchor."));
}
