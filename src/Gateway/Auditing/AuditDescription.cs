using Gateway.Hosting;
using Untp.Credentials;

namespace Gateway.Auditing;

/// <summary>What the description of the API says of audits.</summary>
internal static class AuditDescription
{
    private const string Forms =
        "`Accept: application/ld+json` answers the graph alone, one named graph for each credential; `Accept: text/event-stream` tells "
        + "progress (`found`, `fetched`, `verified`, `remaining`), then the report. `sign=true` answers the report as a credential of the "
        + "caller's first DID that signs. An audit that was made answers 200, whatever it found.";

    private static readonly ParameterDescription s_sign = new(
        "sign", ParameterPlace.Query, "Whether the report is to be a credential; false when absent", "true", Values: ["true", "false"]);

    private static readonly AnswerDescription[] s_answers =
    [
        new(200, "The report", Answer.Json, typeof(ChainReportDocument), () => AuditExamples.Report),
        new(200, "The graph", MediaTypes.JsonLd, null, () => AuditExamples.Graph),
        new(200, "Progress, then the report", AuditStream.MediaType, null, () => AuditExamples.Events),
        new(200, "The report as a credential", MediaTypes.VcJwt, null, () => AuditExamples.SignedReport),
    ];

    private static readonly string[] s_problems =
    [
        ProblemCodes.InvalidParameter, ProblemCodes.Unauthenticated, ProblemCodes.NotFound, ProblemCodes.NotNow,
        ProblemCodes.TooManyRequests, ProblemCodes.SigningUnavailable,
    ];

    public static RouteDescription Verify { get; } = new(
        "Verify a whole chain",
        "From the start (credentials, their ids, products, facilities) along what is known of them, to every issuer, his identity anchor "
        + "and his accreditation, up to a trust anchor; then the rules of the policy judge. Looked through are `credentials`, what is kept "
        + "here that the caller may see, and with `remote` what links, services of DID documents and link sets lead to. " + Forms)
    {
        Parameters = [s_sign],
        Bodies =
        [
            new(MediaTypes.Json, typeof(AuditRequestDocument), "a passport", () => AuditExamples.Request),
            new(MediaTypes.JsonLd, typeof(AuditRequestDocument), "a passport", () => AuditExamples.Request),
        ],
        Answers = s_answers,
        Problems = [ProblemCodes.Unreadable, ProblemCodes.TooLarge, ProblemCodes.UnsupportedMediaType, .. s_problems],
    };

    public static RouteDescription Fetch { get; } = new(
        "The chain of a credential that is kept",
        "As `POST /chains/verify` with that credential for its start. " + Forms)
    {
        Parameters =
        [
            new("id", ParameterPlace.Path, "The gateway's id", "dGhpcyBpcyBhbiBleGFtcA"),
            new("policy", ParameterPlace.Query, "The policy's name; default when absent", Policies.Default),
            new("trustAnchor", ParameterPlace.Query, "A DID in the policy's place; may repeat", AuditExamples.Anchor, IsRepeatable: true),
            new("depth", ParameterPlace.Query, "Steps from the start", "8"),
            new("asOf", ParameterPlace.Query, "The time for which is asked; now when absent", "2026-11-22T12:00:00Z"),
            new("remote", ParameterPlace.Query, "Whether other hosts are asked; false when absent", "false", Values: ["true", "false"]),
            s_sign,
        ],
        Answers = s_answers,
        Problems = s_problems,
    };

    /// <summary>The shape of the request; <see cref="AuditRequest"/> reads it.</summary>
    internal sealed record AuditRequestDocument(
        IReadOnlyList<object> Start,
        IReadOnlyList<object>? Credentials,
        IReadOnlyList<string>? TrustAnchors,
        IReadOnlyList<string>? Rules,
        int? Depth,
        DateTimeOffset? AsOf,
        string? Policy,
        bool? Remote);
}
