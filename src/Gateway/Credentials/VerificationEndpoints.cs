using Gateway.Hosting;
using Untp.Credentials;

namespace Gateway.Credentials;

/// <summary>Verification for anybody; nothing is kept.</summary>
internal static class VerificationEndpoints
{
    private static readonly VerificationOptions s_ofDrafts = new(
        VerificationProfile.Untp, [CheckNames.DataModel, CheckNames.Schema, CheckNames.JsonLd, CheckNames.Validity]);

    public static void MapVerification(this IEndpointRouteBuilder routes)
    {
        var open = routes.MapGroup("/credentials").AllowAnonymous().RequireRateLimiting(RateLimits.Verification).WithTags("Verification");
        open.MapPost("/verify", VerifyAsync).Describe(VerificationDescription.Verify);
        open.MapPost("/check", CheckAsync).Describe(VerificationDescription.Check);
    }

    private static async Task<Answer> VerifyAsync(HttpContext context, VerificationDesk desk, CancellationToken cancellationToken)
    {
        if (BodyMediaType.Read(context.Request) is not (MediaTypes.Json or MediaTypes.JsonLd))
        {
            return Problems.UnsupportedMediaType($"{MediaTypes.Json}, {MediaTypes.JsonLd}");
        }

        using var body = await RequestBody.ReadAsync(context.Request, desk.Limits.MaxBytes + Server.BodySlack, cancellationToken);
        if (body is null)
        {
            return Problems.TooLarge(desk.Limits.MaxBytes + Server.BodySlack);
        }

        if (!VerifyRequest.TryRead(body.Bytes, desk.Limits, out var request, out var refusal))
        {
            return refusal;
        }

        using (request)
        {
            var report = await desk.VerifyAsync(request.Credential, request.Options, context, cancellationToken);
            return Answer.Of(report.IsVerified ? 200 : 422, ReportDocument.Of(report), CredentialsJson.Default.ReportDocument);
        }
    }

    private static async Task<Answer> CheckAsync(HttpContext context, VerificationDesk desk, CancellationToken cancellationToken)
    {
        var mediaType = BodyMediaType.Read(context.Request);
        if (mediaType is not (MediaTypes.Json or MediaTypes.JsonLd or MediaTypes.Vc))
        {
            return Problems.UnsupportedMediaType($"{MediaTypes.Vc}, {MediaTypes.JsonLd}, {MediaTypes.Json}");
        }

        using var body = await RequestBody.ReadAsync(context.Request, desk.Limits.MaxBytes, cancellationToken);
        if (body is null)
        {
            return Problems.TooLarge(desk.Limits.MaxBytes);
        }

        if (!Credential.TryParse(body.Bytes, mediaType, desk.Limits, out var credential, out var problem))
        {
            return Problems.Unreadable(problem);
        }

        using (credential)
        {
            var document = DraftReportDocument.Of(await desk.VerifyAsync(credential, s_ofDrafts, context, cancellationToken));
            return Answer.Of(document.Valid ? 200 : 422, document, CredentialsJson.Default.DraftReportDocument);
        }
    }
}
