using Untp.Credentials;
using Untp.Credentials.Presentations;

namespace Gateway.Credentials;

/// <summary>The report on a presentation: its own checks as of a credential, and a report on each credential in it.</summary>
/// <param name="Verified">True only when the presentation and every credential in it hold.</param>
/// <param name="Holder">The DID whose key for authentication signed it; absent when that is not shown.</param>
/// <param name="Checks">One for each check of the presentation itself.</param>
/// <param name="Proofs">One for each of its proofs, the token around it among them.</param>
/// <param name="Warnings">What was let pass and should be known of the presentation itself.</param>
/// <param name="Credentials">One for each credential, in their order.</param>
internal sealed record PresentationReportDocument(
    bool Verified,
    string? Holder,
    IReadOnlyList<CheckDocument> Checks,
    IReadOnlyList<ProofResult> Proofs,
    IReadOnlyList<Problem> Warnings,
    IReadOnlyList<PresentedDocument> Credentials)
{
    public static PresentationReportDocument Of(PresentationReport report) => new(
        report.IsVerified,
        report.Holder,
        CheckDocument.ListOf(report.Own),
        report.Own.Proofs.ToArray(),
        report.Own.Warnings.ToArray(),
        [.. report.Credentials.Select(PresentedDocument.Of)]);
}

/// <summary>What was found of one credential in a presentation.</summary>
/// <param name="Pointer">Where it stands in the presentation.</param>
/// <param name="Id">Its id.</param>
/// <param name="Issuer">Its issuer.</param>
/// <param name="IssuedByHolder">Whether the holder shown issued it.</param>
/// <param name="AboutHolder">Whether the holder shown is its subject.</param>
/// <param name="Report">As of a credential by itself.</param>
internal sealed record PresentedDocument(
    string Pointer, string? Id, string? Issuer, bool IssuedByHolder, bool AboutHolder, ReportDocument Report)
{
    public static PresentedDocument Of(PresentedReport item) =>
        new(item.Pointer, item.Id, item.Issuer, item.IsIssuedByHolder, item.IsAboutHolder, ReportDocument.Of(item.Report));
}
