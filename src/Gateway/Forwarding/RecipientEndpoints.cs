using System.Diagnostics.CodeAnalysis;
using Gateway.Hosting;
using Microsoft.Extensions.Options;
using Untp.Credentials;
using Untp.Credentials.Dids;

namespace Gateway.Forwarding;

/// <summary>Whom a tenant may send to, and what is sent by itself.</summary>
internal static class RecipientEndpoints
{
    private const string Prefix = "/recipients/";
    private const string Since = "since";

    public static void MapRecipients(this IEndpointRouteBuilder routes)
    {
        var recipients = routes.MapGroup("/recipients").RequireAuthorization().RequireRateLimiting(RateLimits.Tenant)
            .WithTags("Recipients");
        recipients.MapGet("", ListAsync).Describe(RecipientsDescription.List);
        recipients.MapGet("/{did}", FindAsync).Describe(RecipientsDescription.Find);
        recipients.MapPut("/{did}", PutAsync).Describe(RecipientsDescription.Put);
        recipients.MapDelete("/{did}", DeleteAsync).Describe(RecipientsDescription.Delete);
        recipients.MapPost("/{did}/replay", ReplayAsync).Describe(RecipientsDescription.Replay);
    }

    private static async Task<Answer> ListAsync(HttpContext context, IRecipientStore store, CancellationToken cancellationToken)
    {
        if (!Query.TryRead(context.Request, ["cursor", "limit"], null, out var query, out var refusal))
        {
            return refusal;
        }

        if (!Paging.TryRead(query, Paging.Most, out var paging, out refusal))
        {
            return refusal;
        }

        var page = await store.ListAsync(context.DemandTenantId(), paging.Start, paging.Limit, cancellationToken);
        var document = new RecipientListDocument([.. page.Items.Select(RecipientDocument.Of)], Cursor.Write(page.NextCursor));
        return Answer.Of(200, document, ForwardingJson.Default.RecipientListDocument);
    }

    private static async Task<Answer> FindAsync(HttpContext context, IRecipientStore store, CancellationToken cancellationToken) =>
        TryReadDid(context, out var did) && await store.FindAsync(context.DemandTenantId(), did, cancellationToken) is { } found
            ? Answer.Of(200, RecipientDocument.Of(found), ForwardingJson.Default.RecipientDocument)
            : Problems.NotFound();

    private static async Task<Answer> PutAsync(
        HttpContext context,
        IRecipientStore store,
        Sharing sharing,
        IOptions<ForwardingOptions> options,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (!DidTarget.TryRead(context, out var did, Prefix))
        {
            return Problems.InvalidParameter("did", "the value is a DID, percent-encoded or as it is");
        }

        if (DidResolver.FindFault(did) is { } unfit)
        {
            return Problems.InvalidParameter("did", unfit);
        }

        var (request, refusal) = await JsonBody.ReadAsync(context.Request, ForwardingJson.Default.RecipientRequest, cancellationToken);
        if (request is null)
        {
            return refusal!;
        }

        var (recipient, fault, pointer) = request.Read(did);
        if (recipient is null)
        {
            return Problems.Unreadable(fault!, pointer);
        }

        var (tenantId, most) = (context.DemandTenantId(), options.Value.MaxRecipientsPerTenant);
        if (!await store.PutAsync(tenantId, recipient, most, time.GetUtcNow(), cancellationToken))
        {
            return Problems.Unprocessable(ProblemCodes.TooManyOfThem, $"a tenant may register {most} recipients");
        }

        sharing.Forget(tenantId);
        var registered = await store.FindAsync(tenantId, did, cancellationToken);
        return registered is null
            ? Problems.NotFound()
            : Answer.Of(200, RecipientDocument.Of(registered), ForwardingJson.Default.RecipientDocument);
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext context, IRecipientStore store, Sharing sharing, TimeProvider time, CancellationToken cancellationToken)
    {
        var tenantId = context.DemandTenantId();
        if (!TryReadDid(context, out var did) || !await store.DeleteAsync(tenantId, did, time.GetUtcNow(), cancellationToken))
        {
            return Problems.NotFound();
        }

        sharing.Forget(tenantId);
        return Results.NoContent();
    }

    private static async Task<Answer> ReplayAsync(
        HttpContext context,
        IRecipientStore store,
        DeliverySignal signal,
        IOptions<ForwardingOptions> options,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (!Query.TryRead(context.Request, [Since], null, out var query, out var refusal))
        {
            return refusal;
        }

        if (query[Since] is not { } text || !DateTimeStamp.TryParse(text, out var since))
        {
            return Problems.InvalidParameter(Since, "the value is a time such as 2026-06-01T00:00:00Z");
        }

        var (now, every) = (time.GetUtcNow(), options.Value.ReplayEvery);
        if (!TryReadDid(context, out var did)
            || await store.ReplayAsync(
                new ReplayRequest(context.DemandTenantId(), did, since, options.Value.MaxReplayed, now, now - every),
                cancellationToken) is not { } replay)
        {
            return Problems.NotFound();
        }

        if (replay.LastReplay is { } last)
        {
            return Problems.TooManyRequests("there was a replay to this recipient just now", last + every - now);
        }

        signal.Notify();
        return Answer.Of(202, new ReplayDocument(replay.Count, replay.Last), ForwardingJson.Default.ReplayDocument);
    }

    private static bool TryReadDid(HttpContext context, [NotNullWhen(true)] out string? did) =>
        DidTarget.TryRead(context, out did, Prefix) && DidUrl.IsDid(did);
}
