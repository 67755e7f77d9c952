using Untp.Credentials.Chains;

namespace Untp.Credentials.Tests.Chains;

/// <summary>Each fault gives the finding that names it, and no other failure.</summary>
public sealed class FaultTests
{
    public static TheoryData<string> Names => [.. Faults.All.Select(f => f.Name)];

    [Fact]
    public void There_are_thirty_at_least_each_of_its_own_name() =>
        Assert.InRange(Faults.All.Select(f => f.Name).Distinct().Count(), 30, Faults.All.Count);

    [Theory, MemberData(nameof(Names))]
    public async Task Gives_the_finding_that_names_it_and_no_other_failure(string name)
    {
        var fault = Faults.All.Single(f => f.Name == name);
        var world = await fault.Spoil(new ChainWorld());

        var report = await world.VerifyAsync(fault.Policy);

        var told = string.Join("\n", ValueChainTests.NotPassed(report));
        var finding = report.Findings.FirstOrDefault(f => f.Rule == fault.Rule && f.Verdict == fault.Verdict);
        Assert.True(finding is not null, told);
        Assert.Contains(fault.Says, finding.Sentence);
        Assert.Contains(fault.About, finding.RestsOn.Select(p => p.Credential));
        Assert.True(!report.Findings.Any(f => f.Verdict == FindingVerdict.Failed && f != finding), told);
        var undecided = report.Findings.Where(f => f.Verdict == FindingVerdict.Undecided && f != finding).Select(f => f.Rule);
        Assert.True(fault.Undecided.Order().SequenceEqual(undecided.Order()), told);
        Assert.Equal(fault.Verdict, report.Verdict);
    }
}
