using Gateway.Credentials;
using Gateway.Hosting;
using Untp.Credentials;
using Untp.Credentials.Readiness;

namespace Gateway.Identifiers;

/// <summary>What a battery passport says of what regulation asks, for anybody; nothing is kept and nothing verified.</summary>
internal static class ReadinessEndpoint
{
    public static Task<Answer> AssessAsync(
        HttpContext context, VerificationDesk desk, StrangerPlaces places, PassportReadiness readiness, CancellationToken cancellationToken)
    {
        var mediaType = BodyMediaType.Read(context.Request);
        return mediaType is not null && MediaTypes.IsCredential(mediaType)
            ? VerificationEndpoints.AnswerAsync(context, desk, places, desk.Limits.MaxBytes, Assess, cancellationToken)
            : Task.FromResult(Problems.UnsupportedMediaType(
                $"{MediaTypes.VcJwt}, {MediaTypes.Vc}, {MediaTypes.JsonLd}, {MediaTypes.Json}"));

        Task<Answer> Assess(ReadOnlyMemory<byte> body)
        {
            if (!Credential.TryParse(body, mediaType, desk.Limits, out var passport, out var problem))
            {
                return Task.FromResult(Problems.Unreadable(problem));
            }

            using (passport)
            {
                return Task.FromResult(readiness.TryAssess(passport, out var report, out var refusal)
                    ? Answer.Of(200, ReadinessDocument.Of(report, IsSigned(passport)), ReadinessJson.Default.ReadinessDocument)
                    : Problems.Unreadable(refusal));
            }
        }
    }

    private static bool IsSigned(Credential passport) => passport.Envelope is not null || passport.Claims.TryGetProperty("proof", out _);
}
