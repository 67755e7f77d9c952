namespace Untp.Credentials.Chains.Rules;

/// <summary>Every rule, a line each.</summary>
internal static class ChainRules
{
    public static IReadOnlyList<IChainRule> All { get; } =
    [
        new ClaimVerified(),
        new AssessorAccredited(),
        new IssuerIdentityAnchored(),
        new TrustAnchorReached(),
        new SubjectConsistent(),
        new DatesConsistent(),
        new MassBalance(),
        new SvcByApprovedVerifier(),
        new BscByApprovedCertifier(),
        new CccByApprovedPartner(),
    ];
}
