using Untp.Credentials.Chains.Discovery;
using static Untp.Credentials.Chains.Rules.Words;

namespace Untp.Credentials.Chains.Rules;

/// <summary>
/// Who assessed was accredited: by a trust anchor, or by one who was accredited in turn, over as many steps as it takes. Certificates
/// that a GBA rule of the policy judges are left to it.
/// </summary>
internal sealed class AssessorAccredited : IChainRule
{
    /// <inheritdoc/>
    public string Name => ChainRuleNames.AssessorAccredited;

    /// <inheritdoc/>
    public void Judge(ChainView chain, FindingList findings)
    {
        var above = new Dictionary<Member, (FindingVerdict, string)?>();
        foreach (var certificate in chain.Attestations.Where(a => !GbaApprovals.Judges(chain, a)))
        {
            JudgeOne(chain, certificate, above, findings);
        }

        findings.NotApplicableUnlessFound(Name, "There is no assessment in the chain, or other rules tell who may make them.");
    }

    private void JudgeOne(
        ChainView chain, Member certificate, Dictionary<Member, (FindingVerdict, string)?> above, FindingList findings)
    {
        var issuer = certificate.Facts.Issuer ?? "";
        var judged = Approvals.Of(chain, certificate).Select(a => (Accreditation: a, Fault: Fault(chain, a, certificate, above))).ToList();
        if (judged.Find(j => j.Fault is null).Accreditation is { } accreditation)
        {
            findings.Passed(
                Name, $"{Id(issuer)} is accredited by {Id(accreditation.Id)}.", [Whole(certificate), Whole(accreditation)]);
        }
        else if (judged.Count > 0)
        {
            var (worst, fault) = judged.OrderBy(j => j.Fault!.Value.Verdict != FindingVerdict.Failed).First();
            findings.Add(Name, fault!.Value.Verdict, fault.Value.Sentence, [Whole(worst), Whole(certificate)]);
        }
        else if (chain.IsTrusted(issuer))
        {
            findings.Passed(Name, $"{Id(issuer)} is a trust anchor.", Whole(certificate));
        }
        else if (certificate.Facts.Attestation is { AssessorLevel: "self" } or { AssessmentLevel: "no-endorsement" })
        {
            var place = new Place(certificate.Id, "/credentialSubject");
            findings.Failed(Name, $"{Id(certificate.Id)} says itself that nobody independent stands behind it.", place);
        }
        else
        {
            findings.Undecided(Name, $"No accreditation of {Id(issuer)} is known.", Whole(certificate));
        }
    }

    private static (FindingVerdict Verdict, string Sentence)? Fault(
        ChainView chain, Member accreditation, Member certificate, Dictionary<Member, (FindingVerdict, string)?> above)
    {
        if (Approvals.Fault(chain, accreditation, certificate) is { } fault)
        {
            return fault;
        }

        // the same for every certificate that rests on it
        if (!above.TryGetValue(accreditation, out var known))
        {
            above[accreditation] = known = FaultAbove(chain, accreditation);
        }

        return known;
    }

    /// <summary>Goes up from who accredited to whoever accredited him, until one is trusted.</summary>
    private static (FindingVerdict Verdict, string Sentence)? FaultAbove(ChainView chain, Member accreditation)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<Member>([accreditation]);
        string? end = null;
        while (open.TryDequeue(out var at))
        {
            var issuer = at.Facts.Issuer ?? "";
            if (chain.IsTrusted(issuer) || issuer == chain.Policy.GbaAnchor)
            {
                return null;
            }

            if (!seen.Add(issuer))
            {
                continue;
            }

            var above = chain.AccreditationsOf(issuer).Where(a => Approvals.Fault(chain, a, at) is null).ToList();
            end ??= above.Count == 0 ? issuer : null;
            above.ForEach(open.Enqueue);
        }

        var id = Id(accreditation.Id);
        return end is null
            ? (FindingVerdict.Failed, $"Those who stand behind the accreditation {id} accredit one another in a circle.")
            : (FindingVerdict.Failed, $"The accreditation {id} leads up to {Id(end)}, whom the policy does not trust.");
    }
}
