using Gateway.Hosting;
using Gateway.Outbound;
using Untp.Credentials.Dids;
using Untp.Credentials.Proofs;

namespace Gateway.Forwarding;

/// <summary>Makes one attempt: finds the recipient's inbox and posts to it what it is owed, signed by the sending organisation.</summary>
internal sealed class DeliverySender(
    DidResolver dids,
    IOutbound outbound,
    BackOff backOff,
    RecipientCircuits circuits,
    Receipts receipts,
    PublicUrl url,
    TimeProvider time,
    ILogger<DeliverySender> logger,
    IOrganisations? organisations = null)
{
    private const int Kept = 1024;

    /// <summary>A document younger than this is not fetched anew to see whether the inbox has moved.</summary>
    private static readonly TimeSpan s_youngEnough = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_shortWait = TimeSpan.FromSeconds(1);

    /// <summary>What became of the attempt; the recipient's faults are an outcome, never an exception.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before there was an answer.</exception>
    public async Task<AttemptOutcome> TryAsync(ClaimedDelivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAndPostAsync(delivery, cancellationToken);
        }
        catch (Exception fault) when (fault is StorageBusyException or SignerUnavailableException)
        {
            Log.NotSigned(logger, fault, delivery.Id);
            var now = time.GetUtcNow();
            return AttemptOutcome.NotMade(now, now + s_shortWait, "The gateway could not sign the delivery; it tries again shortly.");
        }
    }

    /// <summary>The outcome of an attempt that failed, with the time of the next one if there is to be one.</summary>
    public AttemptOutcome Failed(ClaimedDelivery delivery, string? answer, int? status = null, TimeSpan? retryAfter = null)
    {
        var now = time.GetUtcNow();
        return new(now, IsDelivered: false, now + backOff.After(delivery.Attempts + 1, status, retryAfter), status, Shorten(answer));
    }

    private async Task<AttemptOutcome> FindAndPostAsync(ClaimedDelivery delivery, CancellationToken cancellationToken)
    {
        var resolution = await dids.ResolveAsync(delivery.Recipient, outbound.ForTenant(), cancellationToken);
        if (resolution.Document is null)
        {
            return Failed(delivery, $"The recipient's DID could not be resolved: {resolution.Problem?.Detail}");
        }

        var message = await DeliveryMessage.MakeAsync(delivery, url, cancellationToken);
        var inbox = CredentialInbox.Find(resolution.Document);
        var answer = inbox is null ? null : await PostAsync(inbox, delivery, message, cancellationToken);
        if (IsPerhapsElsewhere(answer) && await FindMovedAsync(delivery, inbox, resolution, cancellationToken) is { } moved)
        {
            answer = await PostAsync(moved, delivery, message, cancellationToken);
        }

        if (answer is null)
        {
            return Failed(delivery, CredentialInbox.Missing);
        }

        var (receipt, fault) = await receipts.TakeAsync(answer, delivery, message.Id, cancellationToken);
        var outcome = Conclude(delivery, answer) with { Receipt = receipt };
        return fault is null ? outcome : outcome with { Answer = Shorten($"The receipt is not kept: {fault}. {answer.Body}") };
    }

    private AttemptOutcome Conclude(ClaimedDelivery delivery, PostResult answer)
    {
        if (!answer.WasSent)
        {
            var now = time.GetUtcNow();
            return AttemptOutcome.NotMade(now, now + (answer.RetryAfter ?? TimeSpan.Zero), answer.Failure!);
        }

        if (answer is { Status: 429 or 503, RetryAfter: { } wish })
        {
            circuits.LeaveAlone(delivery.Recipient, time.GetUtcNow() + backOff.Within(wish));
        }

        return answer.Status is >= 200 and < 300
            ? new AttemptOutcome(time.GetUtcNow(), IsDelivered: true, RetryAt: null, answer.Status, Shorten(answer.Body))
            : Failed(delivery, answer.Failure ?? answer.Body, answer.Status, answer.RetryAfter);
    }

    /// <summary>No inbox, no answer, or one that says that this is not the place.</summary>
    private static bool IsPerhapsElsewhere(PostResult? answer) =>
        answer is null || (answer.WasSent && answer.Status is null or (>= 300 and < 400) or 404 or 410 or 421);

    /// <summary>Where the recipient's document, asked for anew, says that its inbox is now; null when that is where it was.</summary>
    private async Task<Uri?> FindMovedAsync(
        ClaimedDelivery delivery, Uri? inbox, DidResolution known, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() - known.RetrievedAt < s_youngEnough)
        {
            return null;
        }

        var fresh = await dids.RefreshAsync(delivery.Recipient, outbound.ForTenant(), cancellationToken);
        var now = fresh.Document is null ? null : CredentialInbox.Find(fresh.Document);
        return now is null || now == inbox ? null : now;
    }

    /// <summary>An organisation that has no key yet posts unsigned: a recipient who asks for a signature refuses it and says so.</summary>
    private async Task<PostResult> PostAsync(
        Uri inbox, ClaimedDelivery delivery, DeliveryMessage message, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var headers = message.HeadersAt(now);
        var signer = organisations is null ? null : await organisations.FindSenderAsync(delivery.TenantId, cancellationToken);
        if (signer is not null)
        {
            var request = HttpMessage.Of("POST", inbox, headers);
            headers = [.. headers, .. await HttpSignature.SignAsync(request, DeliveryMessage.Covered, now, signer, cancellationToken)];
        }

        return await outbound.PostAsync(inbox, message.Body, headers, cancellationToken);
    }

    /// <summary>The beginning of it as a text that any database can keep: no U+0000, no half of a surrogate pair at the end.</summary>
    private static string? Shorten(string? answer)
    {
        var clean = answer?.Replace('\0', '\uFFFD');
        return clean?.Length > Kept ? clean[..(char.IsHighSurrogate(clean[Kept - 1]) ? Kept - 1 : Kept)] : clean;
    }
}
