using Untp.Credentials.Chains.Discovery;
using Untp.Credentials.Chains.Facts;
using static Untp.Credentials.Chains.Rules.Words;

namespace Untp.Credentials.Chains.Rules;

/// <summary>
/// What the three GBA rules have in common: a certificate of a type is issued by the holder of an approval for a role, which the policy's
/// GBA anchor issued, in force, and whose scope covers each criterion of the certificate.
/// </summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="CertificateType">The type of the certificates that it judges.</param>
/// <param name="ApprovalType">The type of the approvals that allow to issue them.</param>
/// <param name="Role">The role that such an approval names.</param>
internal sealed record GbaApprovals(string Rule, string CertificateType, string ApprovalType, string Role)
{
    /// <summary>Each certificate type of the battery extension, and which rule tells of those who issue it.</summary>
    public static IReadOnlyList<GbaApprovals> All { get; } =
    [
        new(ChainRuleNames.SvcByApprovedVerifier, "SiteVerificationCredential", "ApprovedVerifierCredential", "verifier"),
        new(ChainRuleNames.BscByApprovedCertifier, "BatterySustainabilityCertificate", "ApprovedCertifierCredential", "certifier"),
        new(
            ChainRuleNames.CccByApprovedPartner,
            "CarbonCalculationCertificate",
            "ApprovedCarbonCalculationPartnerCredential",
            "carbonCalculationPartner"),
    ];

    /// <summary>Whether one of the three rules judges who issued a certificate.</summary>
    public static bool Judges(ChainView chain, Member certificate) =>
        chain.Policy.GbaAnchor is not null && All.Any(a => chain.Has(a.Rule) && certificate.Facts.Types.Contains(a.CertificateType));

    /// <summary>Judges by the rule of that name.</summary>
    public static void Judge(string rule, ChainView chain, FindingList findings)
    {
        var approvals = All.First(a => a.Rule == rule);
        if (chain.Policy.GbaAnchor is { } anchor)
        {
            foreach (var certificate in chain.Attestations.Where(m => m.Facts.Types.Contains(approvals.CertificateType)))
            {
                approvals.JudgeOne(chain, certificate, anchor, findings);
            }

            findings.NotApplicableUnlessFound(rule, $"There is no {approvals.CertificateType} in the chain.");
        }
        else
        {
            findings.NotApplicableUnlessFound(rule, "The policy names no DID whose approvals count.");
        }
    }

    private void JudgeOne(ChainView chain, Member certificate, string anchor, FindingList findings)
    {
        var issuer = Id(certificate.Facts.Issuer ?? "");
        (Member Approval, FindingVerdict Verdict, string Sentence)? worst = null;
        foreach (var approval in Approvals.Of(chain, certificate))
        {
            if (!approval.Facts.Types.Contains(ApprovalType))
            {
                continue;
            }

            if (Fault(chain, approval, certificate, anchor) is not var (verdict, sentence))
            {
                findings.Passed(Rule, $"{issuer} is approved as {Role} by {Id(approval.Id)}.", [Whole(certificate), Whole(approval)]);
                return;
            }

            if (worst is null || (worst.Value.Verdict != FindingVerdict.Failed && verdict == FindingVerdict.Failed))
            {
                worst = (approval, verdict, sentence);
            }
        }

        if (worst is var (faulty, worstVerdict, fault))
        {
            findings.Add(Rule, worstVerdict, fault, [Whole(faulty), Whole(certificate)]);
        }
        else
        {
            findings.Undecided(Rule, $"No approval of {issuer} as {Role} is known.", Whole(certificate));
        }
    }

    private (FindingVerdict Verdict, string Sentence)? Fault(ChainView chain, Member approval, Member certificate, string anchor)
    {
        if (Approvals.Fault(chain, approval, certificate) is { } fault)
        {
            return fault;
        }

        var (attestation, id) = (approval.Facts.Attestation!, Id(approval.Id));
        var criteria = certificate.Facts.Attestation!.Assessments.SelectMany(a => a.Criteria).Select(c => c.Id);
        var sentence =
            approval.Facts.Issuer != anchor ? $"The approval {id} is not issued by {Id(anchor)} but by {Id(approval.Facts.Issuer ?? "")}."
            : attestation.ApprovedRole != Role ? $"The approval {id} is for the role {Id(attestation.ApprovedRole ?? "none")}, not {Role}."
            : criteria.FirstOrDefault(criterion => !IsInScope(attestation, criterion)) is { } outside
                ? $"The approval {id} does not cover {Id(outside)}, by which {Id(certificate.Id)} assesses."
            : null;
        return sentence is null ? null : (FindingVerdict.Failed, sentence);
    }

    /// <summary>The benchmarks' criteria stand below their profile, as its URI says.</summary>
    private static bool IsInScope(AttestationFacts approval, string criterion)
    {
        foreach (var scope in approval.ApprovalScope)
        {
            if (criterion.StartsWith(scope, StringComparison.Ordinal)
                && (criterion.Length == scope.Length || scope.EndsWith('/') || criterion[scope.Length] == '/'))
            {
                return true;
            }
        }

        return false;
    }
}
