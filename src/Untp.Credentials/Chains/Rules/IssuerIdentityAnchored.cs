using Untp.Credentials.Chains.Discovery;
using static Untp.Credentials.Chains.Rules.Words;

namespace Untp.Credentials.Chains.Rules;

/// <summary>
/// For each issuer there is an identity anchor whose subject he is, issued by another and in force (UNTP DIA); trust anchors need none.
/// Whether his DID document points back at it is told (UNTP DIA: reciprocal link), and is no condition.
/// </summary>
internal sealed class IssuerIdentityAnchored : IChainRule
{
    /// <inheritdoc/>
    public string Name => ChainRuleNames.IssuerIdentityAnchored;

    /// <inheritdoc/>
    public void Judge(ChainView chain, FindingList findings)
    {
        foreach (var (issuer, first) in chain.Issuers)
        {
            if (chain.IsTrusted(issuer))
            {
                findings.Add(Name, FindingVerdict.NotApplicable, $"{Id(issuer)} is a trust anchor.");
            }
            else
            {
                JudgeOne(chain, issuer, new Place(first.Id, "/issuer"), findings);
            }
        }

        findings.NotApplicableUnlessFound(Name, "No credential of the chain holds.");
    }

    private void JudgeOne(ChainView chain, string issuer, Place issued, FindingList findings)
    {
        var judged = chain.AnchorsOf(issuer).Select(a => (Anchor: a, Fault: Fault(chain, a, issuer))).ToList();
        if (judged.Find(j => j.Fault is null).Anchor is { } anchor)
        {
            var back = PointsBack(chain, anchor, issuer) ? "and its DID document points back" : "and its DID document does not point back";
            var sentence = $"{Id(anchor.Facts.Issuer ?? "")} says who {Id(issuer)} is, {back}.";
            findings.Passed(Name, sentence, [issued, new Place(anchor.Id, "/credentialSubject")]);
        }
        else if (judged.Count > 0)
        {
            var (worst, fault) = judged.OrderBy(j => j.Fault!.Value.Verdict != FindingVerdict.Failed).First();
            findings.Add(Name, fault!.Value.Verdict, fault.Value.Sentence, [issued, Whole(worst)]);
        }
        else
        {
            findings.Undecided(Name, $"No identity anchor of {Id(issuer)} is known.", issued);
        }
    }

    private static (FindingVerdict Verdict, string Sentence)? Fault(ChainView chain, Member anchor, string issuer) =>
        !anchor.IsSound
            ? (anchor.Standing == Standing.Unsound ? FindingVerdict.Failed : FindingVerdict.Undecided,
                $"The identity anchor {Id(anchor.Id)} does not hold: {anchor.Fault}.")
        : anchor.Facts.Issuer == issuer
            ? (FindingVerdict.Failed, $"{Id(issuer)} says by itself who it is, in {Id(anchor.Id)}.")
        : !IsInForce(anchor, chain.AsOf)
            ? (FindingVerdict.Failed,
                $"The identity anchor {Id(anchor.Id)} is not in force on {Date(chain.AsOf)}: it is from {Period(anchor)}.")
        : null;

    /// <summary>By a service that leads to the anchor, or under <c>alsoKnownAs</c> by the register's page of the issuer.</summary>
    private static bool PointsBack(ChainView chain, Member anchor, string issuer) =>
        chain.DidDocument(issuer) is { } document
        && (document.Services.Any(s => s.Endpoints.Any(e => e == anchor.Id || e == anchor.Location))
            || document.AlsoKnownAs.Any(n => n == anchor.Facts.Identity!.PublicInformation || n == anchor.Facts.Identity.RegisteredId));
}
