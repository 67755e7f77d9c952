namespace Untp.Credentials.Chains.Rules;

/// <summary>Site verification credentials come from verifiers whom the GBA anchor approved, in force and in scope.</summary>
internal sealed class SvcByApprovedVerifier : IChainRule
{
    /// <inheritdoc/>
    public string Name => ChainRuleNames.SvcByApprovedVerifier;

    /// <inheritdoc/>
    public void Judge(ChainView chain, FindingList findings) => GbaApprovals.Judge(Name, chain, findings);
}
