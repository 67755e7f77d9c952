using Gateway.Hosting;
using Untp.Credentials;

namespace Gateway.Credentials;

/// <summary>What the description of the API says of verification.</summary>
internal static class VerificationDescription
{
    public static RouteDescription Verify { get; } = new(
        "Verify a credential",
        "As in VC-API. `verifiableCredential` is an EnvelopedVerifiableCredential, an object with an embedded proof, or a compact JWS as "
        + "a string. `options.checks` asks for some checks only, which never answers `verified: true`; `options.profile` is `untp` or "
        + "`w3c`. `options.domain` and `options.challenge` are those that each embedded proof must name; a token names none. `proofs` in "
        + "the report lists every proof with its own verdict. Callers without a key may make the gateway fetch little, and wait ten "
        + "seconds at most.")
    {
        Bodies =
        [
            new(MediaTypes.Json, typeof(VerifyRequestDocument), "a passport", () => Examples.VerifyRequest),
            new(
                MediaTypes.Json,
                typeof(VerifyRequestDocument),
                "a passport with an embedded proof",
                () => Examples.VerifySecuredRequest),
            new(MediaTypes.JsonLd, typeof(VerifyRequestDocument), "a passport", () => Examples.VerifyRequest),
        ],
        Answers =
        [
            new(200, "Verified", Answer.Json, typeof(ReportDocument), () => Examples.Report),
            new(422, "Not verified", Answer.Json, typeof(ReportDocument), () => Examples.FailedReport),
        ],
        Problems =
        [
            ProblemCodes.Unreadable, ProblemCodes.Unauthenticated, ProblemCodes.TooLarge, ProblemCodes.UnsupportedMediaType,
            ProblemCodes.TooManyRequests,
        ],
    };

    public static RouteDescription VerifyPresentation { get; } = new(
        "Verify a presentation",
        "As in VC-API. `verifiablePresentation` is an EnvelopedVerifiablePresentation, an object with an embedded proof, or a compact "
        + "JWS as a string. It is to be signed by a key for authentication of its `holder`, or, where it has none, of who controls it. "
        + "`options.domain` and `options.challenge` are those that it must name: in a token `aud` and `nonce`. Each credential in it is "
        + "reported as by `POST /credentials/verify`, with whether the holder issued it and whether it is about him; "
        + "`verified` is true only when all of it holds.")
    {
        Bodies =
        [
            new(MediaTypes.Json, typeof(VerifyPresentationDocument), "a passport, presented", () => Examples.VerifyPresentationRequest),
            new(MediaTypes.JsonLd, typeof(VerifyPresentationDocument), "a passport, presented", () => Examples.VerifyPresentationRequest),
        ],
        Answers =
        [
            new(200, "Verified", Answer.Json, typeof(PresentationReportDocument), () => Examples.PresentationReport),
            new(422, "Not verified", Answer.Json, typeof(PresentationReportDocument), () => Examples.PresentationReport),
        ],
        Problems =
        [
            ProblemCodes.Unreadable, ProblemCodes.Unauthenticated, ProblemCodes.TooLarge, ProblemCodes.UnsupportedMediaType,
            ProblemCodes.TooManyRequests,
        ],
    };

    public static RouteDescription Check { get; } = new(
        "Check a draft before it is signed",
        "Data model, schemas of the type and of all that it extends, JSON-LD and validity, by the rules for issuing, with `type` or "
        + "without: what is let pass on receipt with a warning is a fault here, and so is a version that is no longer issued. The body is "
        + "the draft itself.")
    {
        Parameters =
        [
            new("type", ParameterPlace.Query, "The credential type meant, whether the draft names it yet or not", "DigitalProductPassport"),
        ],
        Bodies =
        [
            new(MediaTypes.Json, null, "a draft of a passport", () => Examples.Draft),
            new(MediaTypes.JsonLd, null, "a draft of a passport", () => Examples.Draft),
            new(MediaTypes.Vc, null, "a draft of a passport", () => Examples.Draft),
        ],
        Answers =
        [
            new(200, "Nothing wrong", Answer.Json, typeof(DraftReportDocument), () => Examples.DraftReport),
            new(422, "Something wrong", Answer.Json, typeof(DraftReportDocument), () => Examples.FailedDraftReport),
        ],
        Problems =
        [
            ProblemCodes.Unreadable, ProblemCodes.InvalidParameter, ProblemCodes.Unauthenticated, ProblemCodes.TooLarge,
            ProblemCodes.UnsupportedMediaType, ProblemCodes.TooManyRequests,
        ],
    };

    /// <summary>The shape of the request; <see cref="VerifyRequest"/> reads it.</summary>
    internal sealed record VerifyRequestDocument(object VerifiableCredential, VerifyOptionsDocument? Options);

    /// <summary>The shape of the request; <see cref="VerifyPresentationRequest"/> reads it.</summary>
    internal sealed record VerifyPresentationDocument(object VerifiablePresentation, VerifyOptionsDocument? Options);

    /// <summary>The shape of its options.</summary>
    internal sealed record VerifyOptionsDocument(
        IReadOnlyList<string>? Checks, string? Profile, IReadOnlyList<string>? Domain, string? Challenge);
}
