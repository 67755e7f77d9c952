namespace Untp.Credentials.Chains.Rules;

/// <summary>Carbon calculation certificates come from calculation partners whom the GBA anchor approved, in force and in scope.</summary>
internal sealed class CccByApprovedPartner : IChainRule
{
    /// <inheritdoc/>
    public string Name => ChainRuleNames.CccByApprovedPartner;

    /// <inheritdoc/>
    public void Judge(ChainView chain, FindingList findings) => GbaApprovals.Judge(Name, chain, findings);
}
