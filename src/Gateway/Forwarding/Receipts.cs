using System.Text.Json;
using Gateway.Hosting;
using Gateway.Outbound;
using Microsoft.Extensions.Options;
using Untp.Credentials;
using Untp.Credentials.Dids;

namespace Gateway.Forwarding;

/// <summary>Takes the receipts that recipients answer with: those that are of the delivery, and by the recipient that it names.</summary>
internal sealed class Receipts(
    DidResolver dids, IOutbound outbound, IOptions<ForwardingOptions> options, TimeProvider time, ILogger<Receipts> logger)
{
    private static readonly ParsingLimits s_limits = new(MaxBytes: 64 << 10, MaxDepth: 16);

    /// <summary>A document younger than this is not fetched anew because the key is not in it.</summary>
    private static readonly TimeSpan s_youngEnough = TimeSpan.FromSeconds(30);

    /// <summary>The receipt, verified; where the answer holds one that is not what it should be, what is wrong with it.</summary>
    public async Task<(TakenReceipt? Receipt, string? Fault)> TakeAsync(
        PostResult answer, ClaimedDelivery delivery, string webhookId, CancellationToken cancellationToken)
    {
        if (Find(answer) is not { } token)
        {
            return default;
        }

        var fault = SignedReceipt.TryRead(token, out var receipt)
            ? await FindFaultAsync(receipt, answer, delivery, webhookId, cancellationToken)
            : "it cannot be read";
        if (fault is not null)
        {
            Log.ReceiptRefused(logger, delivery.Recipient, delivery.Id, fault);
            return (null, fault);
        }

        return (new TakenReceipt(token, receipt!.Claims.Verdict == Receipt.Noted), null);
    }

    /// <summary>As the body of a 2xx answer, or in the problem document of a refusal.</summary>
    private static string? Find(PostResult answer) => answer switch
    {
        { Body: null } => null,
        { Status: >= 200 and < 300, ContentType: Receipt.MediaType } => answer.Body,
        { Status: 422, ContentType: Hosting.Answer.ProblemJson } => FindInProblem(answer.Body),
        _ => null,
    };

    private static string? FindInProblem(string body)
    {
        if (!StrictJson.TryParse(System.Text.Encoding.UTF8.GetBytes(body), s_limits, out var document, out _))
        {
            return null;
        }

        using (document)
        {
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("receipt", out var receipt)
                && receipt.ValueKind == JsonValueKind.String
                    ? receipt.GetString()
                    : null;
        }
    }

    private async Task<string?> FindFaultAsync(
        SignedReceipt receipt, PostResult answer, ClaimedDelivery delivery, string webhookId, CancellationToken cancellationToken)
    {
        if (receipt.Claims.Iss != delivery.Recipient || !DidUrl.TryParse(receipt.Header.Kid, out var key) || key.Did != delivery.Recipient)
        {
            return "it is not by the recipient that the delivery names";
        }

        if (receipt.Claims.WebhookId != webhookId
            || receipt.Claims.Digest != Digests.ToText(delivery.Digest)
            || receipt.Claims.Verdict == Receipt.Refused != (answer.Status == 422)
            || (receipt.Claims.Verdict == Receipt.Noted && !delivery.IsOfNotice))
        {
            return "it is of something else";
        }

        if (!IsOfNow(DateTimeOffset.FromUnixTimeSeconds(receipt.Claims.Iat)))
        {
            return "it is not dated when it can have been made";
        }

        var fetcher = outbound.ForTenant();
        var resolution = await dids.ResolveAsync(delivery.Recipient, fetcher, cancellationToken);
        var holds = IsSigned(receipt, resolution.Document);
        if (!holds && time.GetUtcNow() - resolution.RetrievedAt >= s_youngEnough)
        {
            // the key may have been rotated since
            holds = IsSigned(receipt, (await dids.RefreshAsync(delivery.Recipient, fetcher, cancellationToken)).Document);
        }

        return holds ? null : "it is not signed by a key by which the recipient makes claims";
    }

    /// <summary>An answer of before may be given again, with the receipt that was made then.</summary>
    private bool IsOfNow(DateTimeOffset at)
    {
        var now = time.GetUtcNow();
        return at <= now + options.Value.MaxSignatureAge && at >= now - options.Value.MaxReceiptAge;
    }

    private static bool IsSigned(SignedReceipt receipt, DidDocument? document) =>
        document?.VerificationMethods.FirstOrDefault(m => m.Id == receipt.Header.Kid) is { Key: { } key } method
        && method.Controller == document.Id
        && document.AssertionMethod.Contains(method.Id)
        && receipt.Holds(key);
}
