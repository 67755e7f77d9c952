using Gateway.Hosting;
using Untp.Credentials;

namespace Gateway.Credentials;

/// <summary>Verification for anybody; nothing is kept.</summary>
internal static class VerificationEndpoints
{
    private const string Type = "type";

    public static void MapVerification(this IEndpointRouteBuilder routes)
    {
        var open = routes.MapGroup("/credentials").AllowAnonymous().RequireRateLimiting(RateLimits.Verification).WithTags("Verification");
        open.MapPost("/verify", VerifyAsync).Describe(VerificationDescription.Verify);
        open.MapPost("/check", CheckAsync).Describe(VerificationDescription.Check);
        routes.MapPost("/presentations/verify", VerifyPresentationAsync)
            .AllowAnonymous().RequireRateLimiting(RateLimits.Verification).WithTags("Verification")
            .Describe(VerificationDescription.VerifyPresentation);
    }

    private static Task<Answer> VerifyAsync(
        HttpContext context, VerificationDesk desk, StrangerPlaces places, CancellationToken cancellationToken) =>
        AnswerAsync(context, desk, places, VerifyRequestKinds.Credential, async request =>
        {
            var report = await desk.VerifyAsync(request.Subject, request.Options, context, cancellationToken);
            return Answer.Of(report.IsVerified ? 200 : 422, ReportDocument.Of(report), CredentialsJson.Default.ReportDocument);
        }, cancellationToken);

    private static Task<Answer> VerifyPresentationAsync(
        HttpContext context, VerificationDesk desk, StrangerPlaces places, CancellationToken cancellationToken) =>
        AnswerAsync(context, desk, places, VerifyRequestKinds.Presentation, async request =>
        {
            var report = await desk.VerifyAsync(request.Subject, request.Options, context, cancellationToken);
            return Answer.Of(
                report.IsVerified ? 200 : 422, PresentationReportDocument.Of(report), CredentialsJson.Default.PresentationReportDocument);
        }, cancellationToken);

    private static Task<Answer> AnswerAsync<T>(
        HttpContext context,
        VerificationDesk desk,
        StrangerPlaces places,
        VerifyRequestKind<T> kind,
        Func<VerifyRequest<T>, Task<Answer>> verify,
        CancellationToken cancellationToken)
        where T : class, IDisposable
    {
        return BodyMediaType.Read(context.Request) is MediaTypes.Json or MediaTypes.JsonLd
            ? AnswerAsync(context, desk, places, desk.Limits.MaxBytes + Server.BodySlack, ReportAsync, cancellationToken)
            : Task.FromResult(Problems.UnsupportedMediaType($"{MediaTypes.Json}, {MediaTypes.JsonLd}"));

        async Task<Answer> ReportAsync(ReadOnlyMemory<byte> body)
        {
            if (!VerifyRequest<T>.TryRead(kind, body, desk.Limits, desk.Defaults, out var request, out var refusal))
            {
                return refusal;
            }

            using (request)
            {
                return await verify(request);
            }
        }
    }

    private static Task<Answer> CheckAsync(
        HttpContext context, VerificationDesk desk, StrangerPlaces places, CancellationToken cancellationToken)
    {
        var mediaType = BodyMediaType.Read(context.Request);
        if (!Query.TryRead(context.Request, [Type], null, out var query, out var refusal))
        {
            return Task.FromResult(refusal);
        }

        var options = new VerificationOptions(VerificationProfile.Draft) { Type = query[Type] };
        if (options.Type is not null && !desk.Types.Contains(options.Type))
        {
            return Task.FromResult(Problems.InvalidParameter(
                Type, $"no schema is served for a type of that name; served: {string.Join(", ", desk.Types)}"));
        }

        return mediaType is MediaTypes.Json or MediaTypes.JsonLd or MediaTypes.Vc
            ? AnswerAsync(context, desk, places, desk.Limits.MaxBytes, ReportAsync, cancellationToken)
            : Task.FromResult(Problems.UnsupportedMediaType($"{MediaTypes.Vc}, {MediaTypes.JsonLd}, {MediaTypes.Json}"));

        async Task<Answer> ReportAsync(ReadOnlyMemory<byte> body)
        {
            if (!Credential.TryParse(body, mediaType, desk.Limits, out var credential, out var problem))
            {
                return Problems.Unreadable(problem);
            }

            using (credential)
            {
                var document = DraftReportDocument.Of(await desk.VerifyAsync(credential, options, context, cancellationToken));
                return Answer.Of(document.Valid ? 200 : 422, document, CredentialsJson.Default.DraftReportDocument);
            }
        }
    }

    /// <summary>The body first, then a place, then the work.</summary>
    internal static async Task<Answer> AnswerAsync(
        HttpContext context,
        VerificationDesk desk,
        StrangerPlaces places,
        int maxBytes,
        Func<ReadOnlyMemory<byte>, Task<Answer>> report,
        CancellationToken cancellationToken)
    {
        using var body = await desk.ReadAsync(context, maxBytes, cancellationToken);
        return body is null
            ? Problems.TooLarge(maxBytes)
            : await places.WorkAsync(context, body.Bytes, report, cancellationToken);
    }
}
