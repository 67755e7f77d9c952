namespace Untp.Credentials.Chains.Rules;

/// <summary>Battery sustainability certificates come from certifiers whom the GBA anchor approved, in force and in scope.</summary>
internal sealed class BscByApprovedCertifier : IChainRule
{
    /// <inheritdoc/>
    public string Name => ChainRuleNames.BscByApprovedCertifier;

    /// <inheritdoc/>
    public void Judge(ChainView chain, FindingList findings) => GbaApprovals.Judge(Name, chain, findings);
}
