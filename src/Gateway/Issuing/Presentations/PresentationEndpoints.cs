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
        if (BodyMediaType.Read(context.Request) is not (MediaTypes.Json or MediaTypes.JsonLd))
        {
            return Problems.UnsupportedMediaType($"{MediaTypes.Json}, {MediaTypes.JsonLd}");
        }

        var maxBytes = verification.Limits.MaxBytes + Server.BodySlack;
        using var body = await RequestBody.ReadAsync(context.Request, maxBytes, cancellationToken);
        if (body is null)
        {
            return Problems.TooLarge(maxBytes);
        }

        if (!ProveRequest.TryRead(body.Bytes, verification.Limits, out var request, out var refusal))
        {
            return refusal;
        }

        using (request)
        {
            var isBare = Accepted.Choose(context.Request, MediaTypes.Json, MediaTypes.VpJwt) == MediaTypes.VpJwt;
            return await desk.ProveAsync(context.DemandTenantId(), request, isBare, cancellationToken);
        }
    }
}
