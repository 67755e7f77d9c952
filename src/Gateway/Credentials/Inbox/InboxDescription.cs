using Gateway.Forwarding;
using Gateway.Hosting;
using Untp.Credentials;

namespace Gateway.Credentials;

/// <summary>What the description of the API says of inboxes.</summary>
internal static class InboxDescription
{
    private const string Detail =
        "The body is the credential as it is, or a notice {id, digest, url} of it, which is followed. The request is signed (RFC 9421, "
        + "`ed25519` or `ecdsa-p256-sha256`) by a key under `authentication` in the sender's DID document; it covers @method, @target-uri "
        + "under this gateway's public URL, content-digest, content-type, webhook-id and webhook-timestamp, and says `created` and `alg`. "
        + "Of nobody whom the organisation's policy does not name is anything looked up. The answer is a signed receipt: a compact JWS by "
        + "the organisation's DID over the credential's digest, the Webhook-Id, the verdict and the time; a refusal carries it as "
        + "`receipt`. The same delivery again is answered as before. 422 also when "
        + "what a notice leads to is refused for good. 503: the credential could not be had or verified yet; try again.";

    private static readonly string[] s_problems =
    [
        ProblemCodes.Unreadable, ProblemCodes.InvalidParameter, ProblemCodes.WrongDigest, ProblemCodes.NotSigned, ProblemCodes.NotAccepted,
        ProblemCodes.NotFound, ProblemCodes.OtherClaimsHeld, ProblemCodes.TooLarge, ProblemCodes.UnsupportedMediaType,
        ProblemCodes.TooMuchToIndex, ProblemCodes.NotVerified, ProblemCodes.TooManyRequests, ProblemCodes.SigningUnavailable,
    ];

    private static readonly ParameterDescription[] s_headers =
    [
        new("Webhook-Id", ParameterPlace.Header, "The delivery's id, the same at every attempt", "YW5vdGhlciBleGFtcGxlIQ"),
        new("Webhook-Timestamp", ParameterPlace.Header, "When this attempt is made, in seconds since 1970", "1780272000"),
        new("Content-Digest", ParameterPlace.Header, "Of the body (RFC 9530)", "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"),
        new(
            HttpSignature.InputField,
            ParameterPlace.Header,
            "What is signed, by which key",
            "sig1=(\"@method\" \"@target-uri\");created=1780272000;keyid=\"did:web:maker.example.com#key-1\";alg=\"ed25519\""),
        new(HttpSignature.SignatureField, ParameterPlace.Header, "The signature", "sig1=:wqcAqbmYJ2ji2glf...=:"),
    ];

    /// <summary>That of the gateway's own DID.</summary>
    public static RouteDescription Own { get; } = new("Deliver to the organisation of the gateway's own DID", Detail)
    {
        Parameters = s_headers,
        Answers = Answers,
        Problems = s_problems,
    };

    public static RouteDescription OfOrganisation { get; } = new("Deliver to an organisation", Detail)
    {
        Parameters =
        [
            new("org", ParameterPlace.Path, "Its name on this gateway's host, or its DID", "halden-cells"),
            .. s_headers,
        ],
        Answers = Answers,
        Problems = s_problems,
    };

    private static AnswerDescription[] Answers =>
    [
        new(200, "Held already: the receipt", Receipt.MediaType, null, () => "eyJhbGciOiJFZERTQSJ9..."),
        new(201, "Verified and kept: the receipt", Receipt.MediaType, null, () => "eyJhbGciOiJFZERTQSJ9..."),
        new(422, "Not verified: the report is in it", Answer.ProblemJson, typeof(RefusalDocument), () => Examples.Refusal),
    ];
}
