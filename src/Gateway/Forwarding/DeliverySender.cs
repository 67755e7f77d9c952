using System.Globalization;
using Gateway.Outbound;
using Untp.Credentials.Dids;

namespace Gateway.Forwarding;

/// <summary>Makes one attempt: finds the recipient's inbox and posts the bytes that were received to it.</summary>
internal sealed class DeliverySender(
    DidResolver dids, IOutbound outbound, BackOff backOff, RecipientCircuits circuits, TimeProvider time)
{
    private const int Kept = 1024;

    /// <summary>What became of the attempt; the recipient's faults are an outcome, never an exception.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before there was an answer.</exception>
    public async Task<AttemptOutcome> TryAsync(ClaimedDelivery delivery, CancellationToken cancellationToken)
    {
        var resolution = await dids.ResolveAsync(delivery.Recipient, outbound.ForTenant(), cancellationToken);
        if (resolution.Document is null)
        {
            return Failed(delivery, $"The recipient's DID could not be resolved: {resolution.Problem?.Detail}");
        }

        var inbox = CredentialInbox.Find(resolution.Document);
        if (inbox is null)
        {
            return Failed(delivery, CredentialInbox.Missing);
        }

        var answer = await outbound.PostAsync(inbox, delivery.Bytes, Headers(delivery), cancellationToken);
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

    /// <summary>The outcome of an attempt that failed, with the time of the next one if there is to be one.</summary>
    public AttemptOutcome Failed(ClaimedDelivery delivery, string? answer, int? status = null, TimeSpan? retryAfter = null)
    {
        var now = time.GetUtcNow();
        return new(now, IsDelivered: false, now + backOff.After(delivery.Attempts + 1, status, retryAfter), status, Shorten(answer));
    }

    private KeyValuePair<string, string>[] Headers(ClaimedDelivery delivery) =>
    [
        new("Content-Type", delivery.MediaType),
        new("Content-Digest", $"sha-256=:{Convert.ToBase64String(delivery.Digest)}:"), // RFC 9530
        new("Webhook-Id", delivery.Id),
        new("Webhook-Timestamp", time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>The beginning of it as a text that any database can keep: no U+0000, no half of a surrogate pair at the end.</summary>
    private static string? Shorten(string? answer)
    {
        var clean = answer?.Replace('\0', '\uFFFD');
        return clean?.Length > Kept ? clean[..(char.IsHighSurrogate(clean[Kept - 1]) ? Kept - 1 : Kept)] : clean;
    }
}
