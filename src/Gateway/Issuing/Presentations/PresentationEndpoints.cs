using Gateway.Credentials;
using Gateway.Hosting;
using Untp.Credentials;

namespace Gateway.Issuing;

/// <summary>Presentations are sent here to be signed by their holder (VC-API).</summary>
internal static class PresentationEndpoints
{
    public static void MapPresentations(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/presentations/prove", ProveAsync)
            .RequireAuthorization().RequireRateLimiting(RateLimits.Tenant).WithTags("Issuing").Describe(PresentationDescription.Prove);

    private static async Task<Answer> ProveAsync(
        HttpContext context, PresentationDesk desk, VerificationDesk verification, CancellationToken cancellationToken)
    {
        var (body, refusal) = await JsonBody.ReadAsync(context.Request, verification.Limits, cancellationToken);
        using (body)
        {
            if (body is null || !ProveRequest.TryRead(body.Bytes, verification.Limits, out var request, out refusal))
            {
                return refusal!;
            }

            using (request)
            {
                var isBare = Accepted.Choose(context.Request, MediaTypes.Json, MediaTypes.VpJwt) == MediaTypes.VpJwt;
                return await desk.ProveAsync(context.DemandTenantId(), request, isBare, cancellationToken);
            }
        }
    }
}
