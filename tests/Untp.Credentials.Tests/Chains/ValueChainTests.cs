using Untp.Credentials.Chains;

namespace Untp.Credentials.Tests.Chains;

/// <summary>The coherent value chain of the samples, whole.</summary>
public sealed class ValueChainTests
{
    [Fact]
    public async Task Verifies_whole_from_the_battery_up_to_the_mine()
    {
        var world = new ChainWorld();

        var report = await world.VerifyAsync();

        Assert.Empty(NotPassed(report));
        Assert.Equal(FindingVerdict.Passed, report.Verdict);
        Assert.Empty(report.NotReached);
        Assert.Equal(world.Files.Count(), report.Credentials.Count);
        Assert.All(report.Credentials, c => Assert.True(c.Verification!.IsVerified, c.Id));
        Assert.Equal(("demonstration", "1", world.Time.GetUtcNow()), (report.Policy, report.PolicyVersion, report.MadeAt));
    }

    internal static IEnumerable<string> NotPassed(ChainReport report) => report.Findings
        .Where(f => f.Verdict is FindingVerdict.Failed or FindingVerdict.Undecided).Select(f => $"{f.Rule} {f.Verdict}: {f.Sentence}");
}
