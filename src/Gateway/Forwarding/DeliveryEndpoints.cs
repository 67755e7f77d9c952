using Gateway.Hosting;

namespace Gateway.Forwarding;

/// <summary>What became of the caller's deliveries.</summary>
internal static class DeliveryEndpoints
{
    private const string Dead = "dead";

    public static void MapDeliveries(this IEndpointRouteBuilder routes)
    {
        var deliveries = routes.MapGroup("/deliveries").RequireAuthorization().RequireRateLimiting(RateLimits.Tenant)
            .WithTags("Deliveries");
        deliveries.MapGet("", ListAsync).Describe(DeliveriesDescription.List);
        deliveries.MapGet("/{id}", FindAsync).Describe(DeliveriesDescription.Find);
        deliveries.MapGet("/{id}/receipt", FindReceiptAsync).Describe(DeliveriesDescription.Receipt);
        deliveries.MapPost("/{id}/retry", RetryAsync).Describe(DeliveriesDescription.Retry);
    }

    private static async Task<Answer> FindAsync(
        HttpContext context, string id, IDeliveryStore store, CancellationToken cancellationToken) =>
        RandomId.IsOne(id) && await store.FindAsync(context.DemandTenantId(), id, cancellationToken) is { } found
            ? Answer.Of(
                StatusCodes.Status200OK,
                new DeliveryDetailDocument(DeliveryDocument.Of(found.Delivery), [.. found.Attempts.Select(AttemptDocument.Of)]),
                ForwardingJson.Default.DeliveryDetailDocument)
            : Problems.NotFound();

    private static async Task<Answer> FindReceiptAsync(
        HttpContext context, string id, IDeliveryStore store, CancellationToken cancellationToken) =>
        RandomId.IsOne(id)
        && await store.FindReceiptAsync(context.DemandTenantId(), id, cancellationToken) is { } token
        && SignedReceipt.TryRead(token, out var receipt)
            ? Answer.Of(StatusCodes.Status200OK, ReceiptDocument.Of(token, receipt.Claims), ForwardingJson.Default.ReceiptDocument)
            : Problems.NotFound();

    private static async Task<Answer> RetryAsync(
        HttpContext context, string id, IDeliveryStore store, DeliverySignal signal, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!RandomId.IsOne(id)
            || await store.RetryAsync(context.DemandTenantId(), id, time.GetUtcNow(), cancellationToken) is not { } delivery)
        {
            return Problems.NotFound();
        }

        if (delivery.State == DeliveryState.Delivered)
        {
            return Problems.Conflict(ProblemCodes.Delivered, "the recipient has taken it: there is nothing to try again");
        }

        signal.Notify();
        return Answer.Of(StatusCodes.Status202Accepted, DeliveryDocument.Of(delivery), ForwardingJson.Default.DeliveryDocument);
    }

    private static async Task<Answer> ListAsync(HttpContext context, IDeliveryStore store, CancellationToken cancellationToken)
    {
        if (!Query.TryRead(context.Request, ["credential", "state", "cursor", "limit"], null, out var query, out var refusal))
        {
            return refusal;
        }

        if (!Paging.TryRead(query, Paging.Most, out var paging, out refusal))
        {
            return refusal;
        }

        var state = query["state"];
        if (state is not (null or Dead) || (state is Dead && query["credential"] is not null))
        {
            return Problems.InvalidParameter("state", $"the value is {Dead}, and there is no credential beside it");
        }

        // another tenant's credential has no deliveries of the caller's: the same empty list as one that does not exist
        var page = state is Dead
            ? await store.ListDeadAsync(context.DemandTenantId(), paging.Start, paging.Limit, cancellationToken)
            : await store.ListAsync(context.DemandTenantId(), query["credential"], paging.Start, paging.Limit, cancellationToken);
        var document = new DeliveryListDocument([.. page.Items.Select(DeliveryDocument.Of)], Cursor.Write(page.NextCursor));
        return Answer.Of(StatusCodes.Status200OK, document, ForwardingJson.Default.DeliveryListDocument);
    }
}
