using Gateway.Hosting;
using Untp.Credentials;

namespace Gateway.Issuing;

/// <summary>What the description of the API says of DIDs and keys.</summary>
internal static class DidsDescription
{
    private static readonly ParameterDescription s_did = new(
        "did", ParameterPlace.Path, "The DID, as it is or percent-encoded", DidExamples.Did);

    private static readonly ParameterDescription s_key = new("key", ParameterPlace.Path, "The key's id", DidExamples.KeyId);

    private static readonly string[] s_problemsOfChanges =
        [ProblemCodes.Unauthenticated, ProblemCodes.NotFound, ProblemCodes.NotNow, ProblemCodes.TooManyRequests];

    private static readonly string[] s_problemsOfBodies =
        [ProblemCodes.Unreadable, ProblemCodes.TooLarge, ProblemCodes.UnsupportedMediaType];

    public static RouteDescription List { get; } = new(
        "The caller's DIDs", "Oldest first, with their keys; no private key ever leaves the gateway.")
    {
        Answers = [new(200, "The DIDs", Answer.Json, typeof(DidListDocument), () => DidExamples.List)],
        Problems = [ProblemCodes.Unauthenticated, ProblemCodes.TooManyRequests],
    };

    public static RouteDescription Add { get; } = new(
        "Add a DID, with a key made here",
        "`organisation`: did:web on the gateway's host, served at once. `did`: did:web on one's own domain; publish `document` at "
        + "`publishedAt`, then have it checked. `method` `key`: a did:key.")
    {
        Bodies =
        [
            new(MediaTypes.Json, typeof(DidRequest), "on the gateway's host", () => DidExamples.AddHosted),
            new(MediaTypes.Json, typeof(DidRequest), "on one's own domain", () => DidExamples.AddExternal),
            new(MediaTypes.Json, typeof(DidRequest), "a did:key", () => DidExamples.AddKey),
        ],
        Answers =
        [
            new(201, "Added", Answer.Json, typeof(DidItemDocument), () => DidExamples.Item)
            {
                Headers = [("Location", "Where it can be resolved")],
            },
        ],
        Problems =
        [
            .. s_problemsOfBodies, ProblemCodes.Unauthenticated, ProblemCodes.DidTaken, ProblemCodes.TooManyOfThem,
            ProblemCodes.TooManyRequests,
        ],
    };

    public static RouteDescription Resolve { get; } = new(
        "Resolve any DID",
        "The HTTP binding of DID Resolution 1.0: did:web, did:key and did:jwk, this gateway's own out of its database. An error is a "
        + "resolution result too, `application/did-resolution` with the statuses of clause 12.1: 400, 404, 406, 500, 501.")
    {
        Parameters =
        [
            s_did,
            new("versionId", ParameterPlace.Query, "One of the earlier documents of this gateway's own DIDs", "1"),
            new(
                "Accept",
                ParameterPlace.Header,
                "application/did-resolution (when absent) for the whole result; application/did, application/did+json or "
                + "application/did+ld+json for the document alone",
                DidMediaTypes.Resolution),
        ],
        Answers = [new(200, "The result", DidMediaTypes.Resolution, null, () => DidExamples.Resolution)],
        Problems = [ProblemCodes.Unauthenticated, ProblemCodes.TooManyRequests],
    };

    public static RouteDescription Describe { get; } = new(
        "Say what else a DID's document holds", "In place of what it held: other identifiers of the organisation, and its services.")
    {
        Parameters = [s_did],
        Bodies = [new(MediaTypes.Json, typeof(ProfileRequest), "an identifier and a service", () => DidExamples.Profile)],
        Answers = [Changed("The DID as it is now")],
        Problems = [.. s_problemsOfBodies, .. s_problemsOfChanges],
    };

    public static RouteDescription Check { get; } = new(
        "Check that a document of one's own domain is live",
        "Fetches it anew. When it names the key that waits to sign, both methods under `assertionMethod`, that key signs from now on.")
    {
        Parameters = [s_did],
        Answers = [Changed("It is live")],
        Problems = [.. s_problemsOfChanges, ProblemCodes.NotLive],
    };

    public static RouteDescription Rotate { get; } = new(
        "Make a new key that signs from now on",
        "The old one stays published, so that what it signed verifies, until it is retired. On one's own domain the new one signs once "
        + "it is published and checked.")
    {
        Parameters = [s_did, new("type", ParameterPlace.Query, "Ed25519 when absent", "P-256", Values: ["Ed25519", "P-256"])],
        Answers = [Changed("The DID as it is now") with { Status = 201 }],
        Problems = [ProblemCodes.InvalidParameter, .. s_problemsOfChanges],
    };

    public static RouteDescription Retire { get; } = new(
        "Publish a key no more", "What it signed cannot be verified from then on. A key that signs is to be rotated first.")
    {
        Parameters = [s_did, s_key],
        Answers = [Changed("The DID as it is now")],
        Problems = s_problemsOfChanges,
    };

    public static RouteDescription Revoke { get; } = new(
        "Revoke a key", "For one that others may have: it is published as revoked, and what it signed fails from then on.")
    {
        Parameters = [s_did, s_key, new("reason", ParameterPlace.Query, "For the event log; at most 500 characters", "laptop lost")],
        Answers = [Changed("The DID as it is now")],
        Problems = [ProblemCodes.InvalidParameter, .. s_problemsOfChanges],
    };

    public static RouteDescription RootDocument { get; } = Served("The DID document of the gateway's host", []);

    public static RouteDescription RootDocumentOfPath { get; } = Served("The same, where the gateway's address has a path", []);

    public static RouteDescription Document { get; } = Served(
        "The DID document of an organisation on the gateway's host",
        [new("organisation", ParameterPlace.Path, "Its name", "halden-cells")]);

    private static RouteDescription Served(string summary, ParameterDescription[] path) => new(
        summary, "Where did:web looks for it. Each key is two methods: a JsonWebKey for tokens, a Multikey for proofs.")
    {
        Parameters = [.. path, new("If-None-Match", ParameterPlace.Header, "Entity tags that the client has", DidExamples.ETag)],
        Answers =
        [
            new(200, "The document", DidMediaTypes.DidJson, null, () => DidExamples.Text)
            {
                Headers = [("ETag", "SHA-256 of the bytes"), ("Last-Modified", "when it came to be")],
            },
            new(304, "The client has it"),
        ],
        Problems = [ProblemCodes.Unauthenticated, ProblemCodes.NotFound],
    };

    private static AnswerDescription Changed(string meaning) =>
        new(200, meaning, Answer.Json, typeof(DidItemDocument), () => DidExamples.Item);
}
