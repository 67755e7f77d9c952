using Untp.Credentials.Chains.Discovery;
using Untp.Credentials.Chains.Facts;
using static Untp.Credentials.Chains.Rules.Words;

namespace Untp.Credentials.Chains.Rules;

/// <summary>What accreditations and approvals have in common: whom they are for, and when.</summary>
internal static class Approvals
{
    /// <summary>Those that a certificate names as its endorsement, and those that are known of its issuer; each once.</summary>
    public static IEnumerable<Member> Of(ChainView chain, Member certificate) =>
        Linked(chain, certificate).Concat(chain.AccreditationsOf(certificate.Facts.Issuer ?? "")).Distinct();

    /// <summary>Why an approval does not allow to issue a certificate; null when it does, as far as holder and time go.</summary>
    public static (FindingVerdict Verdict, string Sentence)? Fault(ChainView chain, Member approval, Member certificate)
    {
        var id = Id(approval.Id);
        if (!approval.IsSound)
        {
            var verdict = approval.Standing == Standing.Unsound ? FindingVerdict.Failed : FindingVerdict.Undecided;
            return (verdict, $"The approval {id} does not hold: {approval.Fault}.");
        }

        var (issuer, holder) = (certificate.Facts.Issuer, approval.Facts.Attestation?.IssuedTo?.Id);
        return holder != issuer ? Failed($"The approval {id} is not for {Id(issuer ?? "")} but for {Id(holder ?? "nobody")}.")
            : approval.Facts.Issuer == issuer ? Failed($"{Id(issuer ?? "")} has approved itself in {id}.")
            : approval.Facts.Attestation!.Assessments.Any(a => a.Conformance == false) ? Failed($"The approval {id} finds no conformance.")
            : !IsInForce(approval, chain.AsOf)
                ? Failed($"The approval {id} is not in force on {Date(chain.AsOf)}: it is from {Period(approval)}.")
            : certificate.Facts.ValidFrom is { } issued && !IsInForce(approval, issued)
                ? Failed($"The approval {id} was not in force on {Date(issued)}, when relied on: it is from {Period(approval)}.")
            : null;
    }

    private static IEnumerable<Member> Linked(ChainView chain, Member certificate) =>
        certificate.Facts.Attestation!.Endorsements.Select(e => e.Evidence).OfType<LinkFacts>().Select(chain.Resolve).OfType<Member>();

    private static (FindingVerdict, string) Failed(string sentence) => (FindingVerdict.Failed, sentence);
}
