using Gateway.Hosting;
using Untp.Credentials;

namespace Gateway.Credentials;

/// <summary>What the description of the API says of keeping and fetching.</summary>
internal static class CredentialsDescription
{
    private static readonly (string, string)[] s_location =
        [("Location", "Where it can be fetched"), ("Idempotent-Replayed", "true, when answered before")];

    /// <summary>The headers with which a credential is served, here and by product.</summary>
    public static IReadOnlyList<(string Name, string Meaning)> ServedHeaders { get; } =
    [
        ("ETag", "SHA-256 of the bytes, hexadecimal"),
        ("Repr-Digest", "SHA-256 of the bytes (RFC 9530)"),
        ("Cache-Control", "public ones by their id: for ever; by their product: to be asked for again; others: not at all"),
    ];

    public static RouteDescription Receive { get; } = new(
        "Send a credential to be verified, kept and forwarded",
        "The body is the credential itself. The same bytes again answer 200, and new recipients are added; the same claims in another "
        + "form are kept as a further form; other claims under the same issuer and id are a conflict. `digest` in the answer is spelt as "
        + "`Repr-Digest` spells it.")
    {
        Parameters =
        [
            new("to", ParameterPlace.Query, "A recipient's DID; may repeat", Examples.Recipient, IsRepeatable: true),
            new(
                "ordered",
                ParameterPlace.Query,
                "Whether each recipient is to get it only when what was sent to it with ordered=true before is delivered or given up; "
                + "false when absent",
                "true",
                Values: ["true", "false"]),
            new("access", ParameterPlace.Query, "Who may read it; recipients when absent", "public", Values: ["public", "recipients"]),
            new(
                IdempotentRequests.HeaderName,
                ParameterPlace.Header,
                "1 to 255 visible ASCII characters. The first answer is given again for a day, but for 429, 5xx and undecided refusals; "
                + "nothing is remembered of a request that is refused before its body is read (401, 413, 415)",
                "4f1d6a4e-6b0f-4f6c-9a55-0d1d2d3f4a5b"),
        ],
        Bodies =
        [
            new(MediaTypes.VcJwt, null, "a passport as compact JWS", () => Examples.Token),
            new(MediaTypes.Vc, null, "a passport in an EnvelopedVerifiableCredential", () => Examples.Envelope),
            new(MediaTypes.JsonLd, null, "a passport in an EnvelopedVerifiableCredential", () => Examples.Envelope),
            new(MediaTypes.Json, null, "a passport in an EnvelopedVerifiableCredential", () => Examples.Envelope),
        ],
        Answers =
        [
            new(200, "Held already; new recipients were added", Answer.Json, typeof(ReceivedDocument), () => Examples.Received)
            {
                Headers = s_location,
            },
            new(201, "Kept", Answer.Json, typeof(ReceivedDocument), () => Examples.Received) { Headers = s_location },
            new(422, "Not verified: the report is in it", Answer.ProblemJson, typeof(RefusalDocument), () => Examples.Refusal),
        ],
        Problems =
        [
            ProblemCodes.Unreadable, ProblemCodes.InvalidParameter, ProblemCodes.Unauthenticated, ProblemCodes.OtherClaimsHeld,
            ProblemCodes.KeyInUse, ProblemCodes.TooLarge, ProblemCodes.UnsupportedMediaType, ProblemCodes.KeyReused,
            ProblemCodes.TooMuchToIndex, ProblemCodes.NotVerified, ProblemCodes.Undecided, ProblemCodes.TooManyRequests,
        ],
    };

    public static RouteDescription List { get; } = new(
        "The caller's credentials, page by page",
        "Newest first. Each parameter narrows the list; the values are compared as they are written.")
    {
        Parameters =
        [
            new("issuer", ParameterPlace.Query, "The issuer's DID", Examples.Issuer),
            new("type", ParameterPlace.Query, "One of its types", "DigitalProductPassport"),
            new("about", ParameterPlace.Query, "A product or facility that it is about", Examples.ProductId),
            new("cursor", ParameterPlace.Query, "nextCursor of the page before", "AAAAAAAAAEA"),
            new("limit", ParameterPlace.Query, "At most this many: 1 to 100, 50 when absent", "10"),
        ],
        Answers = [new(200, "A page", Answer.Json, typeof(CredentialListDocument), () => Examples.List)],
        Problems = [ProblemCodes.InvalidParameter, ProblemCodes.Unauthenticated, ProblemCodes.TooManyRequests],
    };

    public static RouteDescription Fetch { get; } = new(
        "A credential, exactly the bytes that came in",
        "Public ones for anybody who knows the id, others for the sender's tenant. For everybody else there is none.")
    {
        Parameters =
        [
            new("id", ParameterPlace.Path, "The gateway's id", Examples.Id),
            new("If-None-Match", ParameterPlace.Header, "Entity tags that the client has", Examples.ETag),
        ],
        Answers =
        [
            new(200, "The credential, in the media type in which it came", MediaTypes.VcJwt, null, () => Examples.Token)
            {
                Headers = ServedHeaders,
            },
            new(304, "The client has it"),
        ],
        Problems = [ProblemCodes.Unauthenticated, ProblemCodes.NotFound],
    };
}
