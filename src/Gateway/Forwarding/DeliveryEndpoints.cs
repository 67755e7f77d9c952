using System.Globalization;
using Gateway.Hosting;

namespace Gateway.Forwarding;

/// <summary>What became of the caller's deliveries.</summary>
internal static class DeliveryEndpoints
{
    private const int UsualLimit = 50;
    private const int MaxLimit = 100;

    public static void MapDeliveries(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/deliveries", ListAsync).RequireAuthorization().RequireRateLimiting(RateLimits.Tenant)
            .WithTags("Deliveries").Describe(DeliveriesDescription.List);

    private static async Task<Answer> ListAsync(HttpContext context, IDeliveryStore store, CancellationToken cancellationToken)
    {
        if (!Query.TryRead(context.Request, ["credential", "cursor", "limit"], null, out var query, out var refusal))
        {
            return refusal;
        }

        var limit = UsualLimit;
        if (query["limit"] is { } asked
            && !(int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= MaxLimit))
        {
            return Problems.InvalidParameter("limit", $"the value is a number from 1 to {MaxLimit}");
        }

        if (!Cursor.TryRead(query["cursor"], out var cursor))
        {
            return Problems.InvalidParameter("cursor", "the value is none that an earlier page gave");
        }

        // another tenant's credential has no deliveries of the caller's: the same empty list as one that does not exist
        var page = await store.ListAsync(context.DemandTenantId(), query["credential"], cursor, limit, cancellationToken);
        var document = new DeliveryListDocument([.. page.Items.Select(DeliveryDocument.Of)], Cursor.Write(page.NextCursor));
        return Answer.Of(StatusCodes.Status200OK, document, ForwardingJson.Default.DeliveryListDocument);
    }
}
