using Untp.Credentials;

namespace Gateway.Credentials;

/// <summary>A report, the same object everywhere.</summary>
/// <param name="Verified">True only when the proof passed and every check that applies ran and passed.</param>
/// <param name="Checks">One for each check, whether it ran or not.</param>
/// <param name="Proofs">One for each proof that the credential carries, the token around it among them.</param>
/// <param name="Warnings">What was let pass and should be known.</param>
internal sealed record ReportDocument(
    bool Verified, IReadOnlyList<CheckDocument> Checks, IReadOnlyList<ProofResult> Proofs, IReadOnlyList<Problem> Warnings)
{
    public static ReportDocument Of(VerificationReport report) =>
        new(report.IsVerified, CheckDocument.ListOf(report), report.Proofs.ToArray(), report.Warnings.ToArray());
}

/// <summary>The report about an unsigned draft: <c>valid</c> in place of <c>verified</c>.</summary>
/// <param name="Valid">True when every check of a draft ran and passed, or does not apply.</param>
/// <param name="Checks">One for each check, whether it ran or not.</param>
/// <param name="Warnings">What was let pass and should be known.</param>
internal sealed record DraftReportDocument(bool Valid, IReadOnlyList<CheckDocument> Checks, IReadOnlyList<Problem> Warnings)
{
    public static DraftReportDocument Of(VerificationReport report) => new(
        report.Checks.All(c => c.Verdict is Verdict.Passed or Verdict.Skipped) && report[CheckNames.DataModel].Verdict == Verdict.Passed,
        CheckDocument.ListOf(report),
        report.Warnings.ToArray());
}

/// <summary>What one check found.</summary>
internal sealed record CheckDocument(string Check, Verdict Verdict, IReadOnlyList<Problem> Problems)
{
    public static CheckDocument[] ListOf(VerificationReport report)
    {
        var checks = new CheckDocument[report.Checks.Count];
        for (var i = 0; i < checks.Length; i++)
        {
            checks[i] = new CheckDocument(report.Checks[i].Check, report.Checks[i].Verdict, report.Checks[i].Problems);
        }

        return checks;
    }
}

/// <summary>A problem document (RFC 9457) that carries the members of a report: why a credential was not kept.</summary>
/// <param name="Receipt">What the receiving organisation signs for, when it was delivered to an inbox; else absent.</param>
internal sealed record RefusalDocument(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Code,
    bool Verified,
    IReadOnlyList<CheckDocument> Checks,
    IReadOnlyList<ProofResult> Proofs,
    IReadOnlyList<Problem> Warnings,
    string? Receipt = null);
