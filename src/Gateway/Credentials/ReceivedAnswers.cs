using Gateway.Hosting;
using Untp.Credentials;

namespace Gateway.Credentials;

/// <summary>The answers to <c>POST /credentials</c>.</summary>
internal sealed class ReceivedAnswers(PublicUrl url)
{
    /// <summary>The answer to what the store said.</summary>
    public Answer Of(AddResult result, NewCredential credential, VerificationReport report)
    {
        if (result.Outcome == AddOutcome.Conflict)
        {
            return Problems.Conflict(
                ProblemCodes.OtherClaimsHeld,
                $"other claims of the same issuer are held under the same id, as {url.For("/credentials/" + result.Id)}");
        }

        var body = new ReceivedDocument(
            result.Id,
            credential.Issuer,
            Digests.ToText(credential.Digest),
            ReportDocument.Of(report),
            result.Deliveries.Select(d => new OwedDocument(d.Id, d.Recipient, d.State)).ToArray());
        var status = result.Outcome == AddOutcome.Added ? 201 : 200;
        return Answer.Of(status, body, CredentialsJson.Default.ReceivedDocument) with { Location = url.For("/credentials/" + result.Id) };
    }

    /// <summary>Not verified: a problem document of the first fault's type that carries the whole report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="receipt">What the organisation signs for, when it is a delivery that is refused.</param>
    /// <param name="status">422, or that of an answer after which trying again is right.</param>
    public static Answer Refused(VerificationReport report, string? receipt = null, int status = StatusCodes.Status422UnprocessableEntity)
    {
        var isUndecided = report.IsUndecided;
        var wanted = isUndecided ? Verdict.Undecided : Verdict.Failed;
        var check = report.Checks.FirstOrDefault(c => c.Verdict == wanted);
        var first = check?.Problems is [{ } problem, ..] ? problem : new Problem("about:blank", "The credential is not verified", "");
        var detail = check is null ? "a check that applies did not run" : $"{check.Check}: {first.Detail}";
        var body = ReportDocument.Of(report);
        var document = new RefusalDocument(
            first.Type,
            first.Title,
            status,
            detail,
            isUndecided ? ProblemCodes.Undecided : ProblemCodes.NotVerified,
            body.Verified,
            body.Checks,
            body.Proofs,
            body.Warnings,
            receipt);
        return Answer.Of(status, document, CredentialsJson.Default.RefusalDocument, Answer.ProblemJson);
    }

    public static Answer TooMuchToIndex(int most) => Problems.Unprocessable(
        ProblemTypes.Range,
        "A value is out of range",
        ProblemCodes.TooMuchToIndex,
        $"a credential can be found by at most {most} types, products and facilities; this one names more");
}
