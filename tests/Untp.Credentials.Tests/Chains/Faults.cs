using System.Buffers.Text;
using System.Security.Cryptography;
using Untp.Credentials.Chains;
using Untp.Credentials.Tests.Samples;

namespace Untp.Credentials.Tests.Chains;

/// <summary>Thirty and more ways to spoil the value chain, one fault each.</summary>
internal static class Faults
{
    private const string Cells = "did:web:cells.example.com";
    private const string Certifier = "did:web:certifier.example.com";
    private const string Carbon = "did:web:carbon.example.com";
    private const string Mine = "did:web:mine.example.com";
    private const string Elsewhere = "https://id.cells.example.com/414/ELSEWHERE-9";
    private const string Benchmarks = "https://gba-untp.example/benchmarks/0.1.0/";

    public static IReadOnlyList<Fault> All { get; } =
        [.. Claims(), .. Approvals(), .. Identities(), .. Subjects(), .. Times(), .. Masses(), .. Finding()];

    private static IEnumerable<Fault> Claims()
    {
        yield return Fault.Of_a(
            "wrong criterion", ChainRuleNames.ClaimVerified, "it assesses by other criteria", "site-report-mine",
            w => w.Change("site-verification-mine", c =>
                c.Assessment()["assessmentCriteria"]![0]!["id"] = Benchmarks + "02-supply-chain-due-diligence/2-identify/A"));
        yield return Fault.Of_a(
            "assessment without conformance", ChainRuleNames.ClaimVerified, "found no conformance", "carbon-certificate-mine",
            w => w.Change("carbon-certificate-mine", c =>
            {
                // of UNTP alone: the battery extension has no certificates that find no conformance
                c.MakePlain();
                c.Assessment()["conformance"] = false;
            }));
        yield return Fault.Of_a(
            "certificate that its schema refuses", ChainRuleNames.ClaimVerified, "does not hold", "battery-certificate",
            w => w.Change("battery-certificate", c => c.Assessment()["conformance"] = false),
            undecided: [ChainRuleNames.ClaimVerified]);
        yield return Fault.Of_a(
            "another topic", ChainRuleNames.ClaimVerified, "under no topic of the claim", "carbon-certificate-refinery",
            w => w.Change("carbon-certificate-refinery", c =>
                c.Assessment()["conformityTopic"]![0]!["id"] = "https://vocabulary.uncefact.org/conformity-topics/workplace-safety"));
        yield return Fault.Of_a(
            "another performance", ChainRuleNames.ClaimVerified,
            "claimed as 0.0486 KGM and was assessed as 0.09 KGM", "carbon-certificate-battery",
            w => w.Change("carbon-certificate-battery", c => c.Assessment()["assessedPerformance"]![0]!["measure"]!["value"] = 0.09));
        yield return new Fault(
            "revoked certificate", ChainRuleNames.ClaimVerified, FindingVerdict.Failed, "does not hold", "site-verification-mine",
            w => w.RevokeAsync("site-verification-mine"));
        yield return Fault.Of_a(
            "changed after signing", ChainRuleNames.ClaimVerified, "does not hold: the signature", "site-verification-refinery",
            w => w.Tamper("site-verification-refinery"));
        yield return Fault.Of_a(
            "signed by another's key", ChainRuleNames.ClaimVerified, "does not hold: the signature", "carbon-certificate-cathode-works",
            w => w.SignWithKeyOf("carbon-certificate-cathode-works", Mine));
    }

    private static IEnumerable<Fault> Approvals()
    {
        yield return Fault.Of_a(
            "expired approval", ChainRuleNames.SvcByApprovedVerifier, "is not in force on 2026-06-01", "approved-verifier",
            w => w.Change("approved-verifier", c => c["validUntil"] = "2026-05-01T00:00:00Z"));
        yield return Fault.Of_a(
            "approval that came later", ChainRuleNames.SvcByApprovedVerifier, "was not in force on 2026-02-12", "approved-verifier",
            w => w.Change("approved-verifier", c => c["validFrom"] = "2026-03-01T00:00:00Z"));
        yield return new Fault(
            "revoked approval", ChainRuleNames.BscByApprovedCertifier, FindingVerdict.Failed, "status is revocation", "approved-certifier",
            w => w.RevokeAsync("approved-certifier"));
        yield return new Fault(
            "revoked accreditation", ChainRuleNames.AssessorAccredited,
            FindingVerdict.Failed, "status is revocation", "approved-certifier",
            w => w.RevokeAsync("approved-certifier"))
        {
            // where no rule of the battery extension judges, the accreditation itself is asked for
            Policy = ChainWorld.Policy with { GbaAnchor = null },
        };
        yield return Fault.Of_a(
            "certificate of another issuer", ChainRuleNames.SvcByApprovedVerifier, $"is not for {Carbon}", "site-verification-mine",
            w => w.Change("site-verification-mine", c => c.IssueBy(Carbon)));
        yield return Fault.Of_a(
            "approval out of scope", ChainRuleNames.SvcByApprovedVerifier,
            "does not cover " + Benchmarks + "09-mine-waste", "approved-verifier",
            w => w.Change("approved-verifier", c => c.Subject()["approvalScope"]!.AsArray().RemoveAt(4)));
        yield return Fault.Of_a(
            "approval of another authority", ChainRuleNames.BscByApprovedCertifier,
            $"is not issued by {ChainWorld.Alliance}", "approved-certifier",
            w => w.Change("approved-certifier", c => c.IssueBy(ChainWorld.Register)));
        yield return Fault.Of_a(
            "certifier who approves himself", ChainRuleNames.BscByApprovedCertifier, "has approved itself", "approved-certifier",
            w => w.Change("approved-certifier", c => c.IssueBy(Certifier)));
        yield return Fault.Of_a(
            "approval of somebody else", ChainRuleNames.CccByApprovedPartner, $"is not for {Carbon}", "approved-carbon-partner",
            w => w.Change("approved-carbon-partner", c =>
            {
                c.Subject()["issuedToParty"]!["id"] = Certifier;
                c.Assessment()["assessedOrganisation"]!["id"] = Certifier;
            }));
        yield return Fault.Of_a(
            "approval that finds no conformance", ChainRuleNames.CccByApprovedPartner, "does not hold", "approved-carbon-partner",
            w => w.Change("approved-carbon-partner", c => c.Assessment()["conformance"] = false));
        yield return Fault.Of_a(
            "approval for another role", ChainRuleNames.CccByApprovedPartner, "does not hold", "approved-carbon-partner",
            w => w.Change("approved-carbon-partner", c => c.Subject()["approvedRole"] = "certifier"));
    }

    private static IEnumerable<Fault> Identities()
    {
        yield return Fault.Of_a(
            "missing identity anchor", ChainRuleNames.IssuerIdentityAnchored, "No identity anchor of did:web:refinery", "event-3-refined",
            w => w.Withhold("identity-anchor-refinery"), FindingVerdict.Undecided);
        yield return Fault.Of_a(
            "expired identity anchor", ChainRuleNames.IssuerIdentityAnchored, "is not in force on 2026-06-01", "identity-anchor-verifier",
            w => w.Change("identity-anchor-verifier", c => c["validUntil"] = "2026-05-01T00:00:00Z"));
        yield return new Fault(
            "revoked identity anchor", ChainRuleNames.IssuerIdentityAnchored,
            FindingVerdict.Failed, "status is revocation", "identity-anchor-mine",
            w => w.RevokeAsync("identity-anchor-mine"));
        yield return Fault.Of_a(
            "issuer who says by himself who he is", ChainRuleNames.IssuerIdentityAnchored,
            "says by itself who it is", "identity-anchor-mine",
            w => w.Change("identity-anchor-mine", c => c.IssueBy(Mine)));
        yield return Fault.Of_a(
            "missing trust anchor", ChainRuleNames.TrustAnchorReached,
            $"lead up to {ChainWorld.Register}, which is not", "identity-anchor-mine", w => w,
            undecided: [ChainRuleNames.IssuerIdentityAnchored],
            policy: ChainWorld.Policy with { TrustAnchors = [ChainWorld.Alliance] });
    }

    private static IEnumerable<Fault> Subjects()
    {
        yield return Fault.Of_a(
            "swapped product id", ChainRuleNames.SubjectConsistent,
            "offered as evidence, assesses https://id.cells.example.com/21/other", "carbon-certificate-battery",
            w => w.Change("carbon-certificate-battery", c =>
                c.Assessment()["assessedProduct"]![0]!["product"]!["id"] = "https://id.cells.example.com/21/other"),
            undecided: [ChainRuleNames.ClaimVerified]);
        yield return Fault.Of_a(
            "wrong facility", ChainRuleNames.SubjectConsistent, $"names the facility {Elsewhere}", ChainWorld.Battery,
            w => w.Change(ChainWorld.Battery, c => c.Subject()["producedAtFacility"]!["id"] = Elsewhere));
        yield return Fault.Of_a(
            "assessed under another number", ChainRuleNames.SubjectConsistent, "under other numbers", "battery-certificate",
            w => w.Change("battery-certificate", c => c.Assessment(1)["assessedProduct"]![0]!["product"]!["modelNumber"] = "EV90-LFP-80"));
        yield return Fault.Of_a(
            "certificate of another company", ChainRuleNames.SubjectConsistent, $"was issued to {Cells}", "carbon-certificate-mine",
            w => w.Change("carbon-certificate-mine", c => c.Subject()["issuedToParty"]!["id"] = Cells));
        yield return Fault.Of_a(
            "another document behind a link", ChainRuleNames.SubjectConsistent, "the digest of another document", "site-report-mine",
            w => w.Change("site-report-mine", c => c.Subject()["performanceClaim"]![1]!["evidence"]![0]!["digestMultibase"] =
                "u" + Base64Url.EncodeToString([0x12, 0x20, .. SHA256.HashData("another document"u8)])));
    }

    private static IEnumerable<Fault> Times()
    {
        yield return Fault.Of_a(
            "expired passport", ChainRuleNames.DatesConsistent, "is not in force on 2026-06-01", ChainWorld.Battery,
            w => w.Change(ChainWorld.Battery, c => c["validUntil"] = "2026-05-25T00:00:00Z"));
        yield return Fault.Of_a(
            "certificate that came after the claim", ChainRuleNames.DatesConsistent,
            "was not in force on 2026-05-20, when relied on", "battery-certificate",
            w => w.Change("battery-certificate", c => c["validFrom"] = "2026-05-25T00:00:00Z"));
        yield return Fault.Of_a(
            "claim from the future", ChainRuleNames.DatesConsistent, "tells of 2026-05-30", ChainWorld.Battery,
            w => w.Change(ChainWorld.Battery, c => c.Subject()["performanceClaim"]![0]!["claimDate"] = "2026-05-30"));
        yield return Fault.Of_a(
            "used before it was made", ChainRuleNames.DatesConsistent, "before it was made on 2026-03-16", "event-5-cathode-made",
            w => w.Change("event-5-cathode-made", c => c.Event()["eventDate"] = "2026-03-10T06:00:00Z"));
    }

    private static IEnumerable<Fault> Masses()
    {
        yield return Fault.Of_a(
            "mass out of balance", ChainRuleNames.MassBalance, "takes in 48000 KGM and gives out 54000 KGM", "event-3-refined",
            w => w.Change("event-3-refined", c => c.Event()["outputProduct"]![0]!["quantity"]!["value"] = 26000));
        yield return Fault.Of_a(
            "more used than came", ChainRuleNames.MassBalance, "15000 of 12000 KGM", "event-5-cathode-made",
            w => w.Change("event-5-cathode-made", c =>
            {
                c.Event()["inputProduct"]![0]!["quantity"]!["value"] = 15000;
                c.Event()["outputProduct"]![1]!["quantity"]!["value"] = 14000;
            }));
        yield return Fault.Of_a(
            "more moved than was made", ChainRuleNames.MassBalance,
            "More is moved of https://id.mine.example.com/10/NICON-2026-004", "event-2-concentrate-moved",
            w => w.Change("event-2-concentrate-moved", c => c.Event()["movedProduct"]![0]!["quantity"]!["value"] = 50000));
    }

    private static IEnumerable<Fault> Finding()
    {
        yield return Fault.Of_a(
            "withheld event", ChainRuleNames.MassBalance,
            "NISO4-2026-011 is moved, but no event is known that made it", "event-4-sulphate-moved",
            w => w.Withhold("event-3-refined"), FindingVerdict.Undecided);
        yield return Fault.Of_a(
            "withheld transport", ChainRuleNames.MassBalance, "no event is known that brought it there", "event-3-refined",
            w => w.Withhold("event-2-concentrate-moved"), FindingVerdict.Undecided);
        yield return Fault.Of_a(
            "broken link", ChainRuleNames.Discovery, "leads to nothing", "site-verification-mine",
            w => w.Change("site-verification-mine", c =>
                c.Subject()["authorisation"]![0]!["endorsementEvidence"]!["linkURL"] = "https://alliance.example.com/moved"),
            FindingVerdict.Undecided);
        yield return Fault.Of_a(
            "event without its proof", ChainRuleNames.CredentialVerified, "does not verify: the signature", "event-6-cathode-moved",
            w => w.Tamper("event-6-cathode-moved"), undecided: [ChainRuleNames.MassBalance]);
    }
}
