using Gateway.Forwarding;
using Gateway.Hosting;
using Microsoft.Extensions.Options;
using Untp.Credentials;

namespace Gateway.Credentials;

/// <summary>The life of <c>POST /credentials</c>: read, verify, keep, answer.</summary>
internal sealed class CredentialIntake(
    VerificationDesk desk,
    ICredentialStore store,
    IdempotentRequests idempotent,
    ReceivedAnswers answers,
    DeliverySignal signal,
    IOptions<CredentialsOptions> options,
    TimeProvider time,
    ILogger<CredentialIntake> logger)
{
    public Task<Settled> ReceiveAsync(Submission submission, CancellationToken cancellationToken) =>
        ReceiveAsync(submission, answer => answer, cancellationToken);

    /// <summary>The same, for who has an answer of his own to what was kept.</summary>
    public async Task<Settled> ReceiveAsync(Submission submission, Func<Answer, Answer> rewrite, CancellationToken cancellationToken)
    {
        if (!Credential.TryParse(submission.Body, submission.MediaType, desk.Limits, out var credential, out var problem))
        {
            return new Settled(Problems.Unreadable(problem), Memory.ToKeep);
        }

        using (credential)
        {
            var report = await desk.VerifyForTenantAsync(credential, VerificationOptions.Default, cancellationToken);
            if (!report.IsVerified)
            {
                logger.CredentialRefused(submission.TenantId, Log.Clip(credential.Issuer), Log.FailedChecks(report));
                return new Settled(ReceivedAnswers.Refused(report), report.IsUndecided ? Memory.None : Memory.ToKeep);
            }

            var about = AboutIndex.Read(credential.Claims, credential.Types);
            return about.Count + credential.Types.Count > options.Value.MaxIndexed
                ? new Settled(ReceivedAnswers.TooMuchToIndex(options.Value.MaxIndexed), Memory.ToKeep)
                : await KeepAsync(submission, credential, about, report, rewrite, cancellationToken);
        }
    }

    private async Task<Settled> KeepAsync(
        Submission submission,
        Credential credential,
        IReadOnlyList<AboutEntry> about,
        VerificationReport report,
        Func<Answer, Answer> rewrite,
        CancellationToken cancellationToken)
    {
        var added = NewCredentials.Make(submission, credential, about, time.GetUtcNow());
        Answer Render(AddResult result) =>
            result.Outcome == AddOutcome.Conflict ? answers.Of(result, added, report) : rewrite(answers.Of(result, added, report));
        var toKeep = submission.Key is { } key
            ? new AnswerToKeep(key, result => IdempotentRequests.ToKept(Render(result), key))
            : null;
        var result = await store.AddAsync(added, submission.Recipients, toKeep, cancellationToken);
        logger.CredentialSettled(result.Outcome, result.Id, submission.TenantId, Log.Clip(added.Issuer));
        if (result.Deliveries.Count > 0)
        {
            signal.Notify();
        }

        return new Settled(
            result is { Answer: { } before } ? idempotent.Replay(before, submission.Key!) : Render(result),
            Memory.Kept);
    }
}
