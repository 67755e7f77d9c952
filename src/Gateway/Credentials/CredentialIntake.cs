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
    Sharing sharing,
    DeliverySignal signal,
    IOptions<CredentialsOptions> options,
    TimeProvider time,
    ILogger<CredentialIntake> logger)
{
    public Task<Settled> ReceiveAsync(Submission submission, CancellationToken cancellationToken) =>
        ReceiveAsync(submission, answer => answer, cancellationToken);

    /// <summary>The same, for who has an answer of his own to what was kept.</summary>
    public Task<Settled> ReceiveAsync(Submission submission, Func<Answer, Answer> rewrite, CancellationToken cancellationToken) =>
        ReceiveAsync(
            submission,
            report => ValueTask.FromResult<Func<Answer, Answer>>(report.IsVerified ? rewrite : answer => answer),
            cancellationToken);

    /// <summary>The same, for whose answer depends on the verdict; asked once that is known, and before anything is kept.</summary>
    public async Task<Settled> ReceiveAsync(
        Submission submission, Func<VerificationReport, ValueTask<Func<Answer, Answer>>> prepare, CancellationToken cancellationToken)
    {
        if (await sharing.FindFaultAsync(submission.TenantId, submission.Recipients, cancellationToken) is { } fault)
        {
            return new Settled(fault, Memory.None);
        }

        if (!Credential.TryParse(submission.Body, submission.MediaType, desk.Limits, out var credential, out var problem))
        {
            return new Settled(Problems.Unreadable(problem), Memory.ToKeep);
        }

        using (credential)
        {
            var report = submission.Fetcher is { } fetcher
                ? await desk.VerifyAsync(credential, VerificationOptions.Default, fetcher, cancellationToken)
                : await desk.VerifyForTenantAsync(credential, VerificationOptions.Default, cancellationToken);
            var rewrite = await prepare(report);
            if (!report.IsVerified)
            {
                logger.CredentialRefused(submission.TenantId, Log.Clip(credential.Issuer), Log.FailedChecks(report));
                return new Settled(rewrite(ReceivedAnswers.Refused(report)), report.IsUndecided ? Memory.None : Memory.ToKeep);
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
        var recipients = await FindRecipientsAsync(submission, added, cancellationToken);
        var result = await store.AddAsync(added, recipients, toKeep, cancellationToken);
        logger.CredentialSettled(result.Outcome, result.Id, submission.TenantId, Log.Clip(added.Issuer));
        if (result.Deliveries.Count > 0)
        {
            signal.Notify();
        }

        return new Settled(
            result is { Answer: { } before } ? idempotent.Replay(before, submission.Key!) : Render(result),
            Memory.Kept);
    }

    /// <summary>Those who are named, and those to whom it goes by itself.</summary>
    private async ValueTask<IReadOnlyList<string>> FindRecipientsAsync(
        Submission submission, NewCredential added, CancellationToken cancellationToken)
    {
        var about = added.About.Select(entry => entry.Id).ToArray();
        var credential = new RoutedCredential(added.Issuer, added.MediaType, added.Types, about);
        var routed = await sharing.RouteAsync(submission.TenantId, credential, cancellationToken);
        return routed.Count == 0
            ? submission.Recipients
            : [.. submission.Recipients.Union(routed.Where(did => did != submission.Sender), StringComparer.Ordinal)];
    }
}
