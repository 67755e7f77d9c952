namespace Untp.Credentials.Chains;

/// <summary>The names of the rules, as policies, requests and findings spell them.</summary>
public static class ChainRuleNames
{
    /// <summary>An assessment of the same thing by the same criterion and topic bears out the claim.</summary>
    public const string ClaimVerified = "claim-verified";

    /// <summary>Who assessed was accredited by somebody trusted.</summary>
    public const string AssessorAccredited = "assessor-accredited";

    /// <summary>A register says who the issuer is.</summary>
    public const string IssuerIdentityAnchored = "issuer-identity-anchored";

    /// <summary>Attestations lead from the issuer to a trust anchor.</summary>
    public const string TrustAnchorReached = "trust-anchor-reached";

    /// <summary>Credentials that belong together speak of the same things.</summary>
    public const string SubjectConsistent = "subject-consistent";

    /// <summary>In force when relied on and at the time asked for, and in an order that can be.</summary>
    public const string DatesConsistent = "dates-consistent";

    /// <summary>What was made weighs what went in, and nothing is moved or used that is not there.</summary>
    public const string MassBalance = "mass-balance";

    /// <summary>Site verifications come from approved verifiers.</summary>
    public const string SvcByApprovedVerifier = "svc-by-approved-verifier";

    /// <summary>Battery certificates come from approved certifiers.</summary>
    public const string BscByApprovedCertifier = "bsc-by-approved-certifier";

    /// <summary>Carbon certificates come from approved calculation partners.</summary>
    public const string CccByApprovedPartner = "ccc-by-approved-partner";

    /// <summary>Not to be chosen: in every report, what could not be found, or was not looked for because a budget was used up.</summary>
    public const string Discovery = "discovery";

    /// <summary>Not to be chosen: in every report, a credential that does not verify, unless a rule has said so already.</summary>
    public const string CredentialVerified = "credential-verified";

    /// <summary>Every rule that a policy may name.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        ClaimVerified, AssessorAccredited, IssuerIdentityAnchored, TrustAnchorReached, SubjectConsistent, DatesConsistent, MassBalance,
        SvcByApprovedVerifier, BscByApprovedCertifier, CccByApprovedPartner,
    ];
}
