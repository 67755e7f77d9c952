using Gateway.Auditing;
using Gateway.Tests.Commands;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Untp.Credentials.Chains;

namespace Gateway.Tests.Auditing;

public sealed class PoliciesTests
{
    [Fact]
    public void A_policy_is_read_whole()
    {
        var policy = Policies(
            ("audit:Version", "3"),
            ("audit:TrustAnchors:0", "did:web:register.example.com"),
            ("audit:Rules:0", "claim-verified"),
            ("audit:Rules:1", "mass-balance"),
            ("audit:GbaAnchor", "did:web:alliance.example.com"),
            ("audit:PerformanceTolerance", "0.05"),
            ("audit:MassTolerance", "0.02"),
            ("audit:CriterionMappings:0:Assessed", "https://standard.example.com/criteria/7"),
            ("audit:CriterionMappings:0:Claimed", "https://benchmark.example.com/13")).Find("audit")!;

        Assert.Equal(("audit", "3", "did:web:alliance.example.com"), (policy.Name, policy.Version, policy.GbaAnchor));
        Assert.Equal(["did:web:register.example.com"], policy.TrustAnchors);
        Assert.Equal(["claim-verified", "mass-balance"], policy.Rules);
        Assert.Equal((0.05m, 0.02m), (policy.PerformanceTolerance, policy.MassTolerance));
        Assert.Equal(
            [new CriterionMapping("https://standard.example.com/criteria/7", "https://benchmark.example.com/13")],
            policy.CriterionMappings);
    }

    [Fact]
    public void Without_any_there_is_one_with_every_rule_and_no_anchor()
    {
        var policy = Policies().Find(null)!;

        Assert.Equal(("default", "built-in"), (policy.Name, policy.Version));
        Assert.Equal(ChainRuleNames.All, policy.Rules);
        Assert.Empty(policy.TrustAnchors);
        Assert.Null(Policies().Find("another"));
        Assert.Equal("9", Policies(("default:Version", "9")).Find(null)!.Version);
    }

    [Theory]
    [InlineData("p:MassTolerance", "0.1", "Gateway:Policies:p:Version: ")]
    [InlineData("p:TrustAnchors:1", "register.example.com", "Gateway:Policies:p:TrustAnchors:0: ")]
    [InlineData("p:Rules:0", "all-is-well", "Gateway:Policies:p:Rules:0: ")]
    [InlineData("p:GbaAnchor", "https://alliance.example.com", "Gateway:Policies:p:GbaAnchor: ")]
    [InlineData("p:MassTolerance", "1.5", "Gateway:Policies:p:MassTolerance: ")]
    [InlineData("p:PerformanceTolerance", "-0.1", "Gateway:Policies:p:PerformanceTolerance: ")]
    [InlineData("p:CriterionMappings:0:Assessed", "https://a.example/1", "Gateway:Policies:p:CriterionMappings:0: ")]
    [InlineData("p:TrustAnchor", "did:web:register.example.com", "Gateway:Policies:p:TrustAnchor: ")]
    public void A_fault_is_named_as_the_operator_wrote_it(string name, string value, string says)
    {
        var options = Options((name, value), ("q:Version", "1"));

        var faults = new PoliciesValidation().Validate(null, options).Failures;

        Assert.Contains(faults!, fault => fault.StartsWith(says, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_policy_with_a_fault_stops_the_start()
    {
        using var here = new AuditorFolder();

        var result = await here.RunAsync(
            "--urls=http://127.0.0.1:0", "--Gateway:Policies:p:Version=1", "--Gateway:Policies:p:Rules:0=all-is-well");

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("Gateway:Policies:p:Rules:0: There is no rule all-is-well", result.Errors, StringComparison.Ordinal);
    }

    private static Policies Policies(params (string Name, string Value)[] settings) =>
        new(Microsoft.Extensions.Options.Options.Create(Options(settings)));

    private static PoliciesOptions Options(params (string Name, string Value)[] settings)
    {
        var options = new PoliciesOptions();
        options.Read(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create("Gateway:Policies:" + s.Name, (string?)s.Value))).Build());
        return options;
    }
}
