namespace Untp.Credentials.Chains.Rules;

/// <summary>
/// One rule. A new rule is a class that implements this, its name in <see cref="ChainRuleNames"/> and a line in <see cref="ChainRules"/>.
/// </summary>
internal interface IChainRule
{
    /// <summary>One of <see cref="ChainRuleNames"/>.</summary>
    string Name { get; }

    /// <summary>
    /// Judges a chain. Failed is what something known speaks against; what is only not known is undecided. What another rule finds fault
    /// with is left to it, so that a fault is told once.
    /// </summary>
    void Judge(ChainView chain, FindingList findings);
}
