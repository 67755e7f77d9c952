using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Hosting;

namespace Gateway.Forwarding;

/// <summary>What the description of the API says of recipients.</summary>
internal static class RecipientsDescription
{
    private const string Did = "did:web:buyer.example.com";

    private static readonly string[] s_problems = [ProblemCodes.Unauthenticated, ProblemCodes.NotFound, ProblemCodes.TooManyRequests];

    private static readonly ParameterDescription s_did = new("did", ParameterPlace.Path, "The recipient's DID", Did);

    private static readonly DateTimeOffset s_time = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly FiltersDocument s_filters =
        new(["DigitalProductPassport"], ["did:web:maker.example.com"], ["https://id.maker.example.com/01/"]);

    private static readonly RecipientDocument s_recipient =
        new(Did, s_filters, ["application/vc+jwt"], Sending.Credential, 600, s_time, null);

    public static RouteDescription List { get; } = new(
        "The caller's recipients, page by page", "In the order in which they were registered.")
    {
        Parameters =
        [
            new("cursor", ParameterPlace.Query, "nextCursor of the page before", "AAAAAAAAAEA"),
            new("limit", ParameterPlace.Query, "At most this many: 1 to 100, 50 when absent", "10"),
        ],
        Answers = [new(200, "A page", Answer.Json, typeof(RecipientListDocument), () => JsonSerializer.SerializeToNode(
            new RecipientListDocument([s_recipient], null), ForwardingJson.Default.RecipientListDocument)!)],
        Problems = [ProblemCodes.InvalidParameter, ProblemCodes.Unauthenticated, ProblemCodes.TooManyRequests],
    };

    public static RouteDescription Find { get; } = new("A recipient", "As it is registered; `disabledAt` when it answered 410.")
    {
        Parameters = [s_did],
        Answers = [new(200, "The recipient", Answer.Json, typeof(RecipientDocument), () => Example)],
        Problems = s_problems,
    };

    public static RouteDescription Put { get; } = new(
        "Register a recipient, or change how it is registered",
        "What fits every list of `filters` that is there is sent to it by itself, in one of the wished media types if any are named; "
        + "without filters it is sent what names it in `to`. With `send`: `notice` it is sent {id, digest, url}, which it follows by a "
        + "request that its DID signs (RFC 9421). One that answered 410 is sent to again. A list has at most 100 texts of at most 200 "
        + "characters. A DID that can never be resolved here is refused.")
    {
        Parameters = [s_did],
        Bodies = [new(Answer.Json, typeof(RecipientRequest), "a recipient of passports", () => JsonSerializer.SerializeToNode(
            new RecipientRequest(s_filters, ["application/vc+jwt"], Sending.Credential, 600), ForwardingJson.Default.RecipientRequest)!)],
        Answers = [new(200, "As it is registered now", Answer.Json, typeof(RecipientDocument), () => Example)],
        Problems =
        [
            ProblemCodes.Unreadable, ProblemCodes.InvalidParameter, ProblemCodes.Unauthenticated, ProblemCodes.TooLarge,
            ProblemCodes.UnsupportedMediaType, ProblemCodes.TooManyOfThem, ProblemCodes.TooManyRequests,
        ],
    };

    public static RouteDescription Delete { get; } = new(
        "Take a recipient off the register", "What is owed to it stays owed.")
    {
        Parameters = [s_did],
        Answers = [new(204, "Done")],
        Problems = s_problems,
    };

    public static RouteDescription Replay { get; } = new(
        "Send a recipient again what was sent or given up since then",
        "Oldest first, each under its Webhook-Id, with as many attempts as a new one. So many at a time: `since` in the answer asks for "
        + "the rest. A while must pass between two replays to the same recipient.")
    {
        Parameters = [s_did, new("since", ParameterPlace.Query, "Deliveries made at that time or later", "2026-06-01T00:00:00Z")],
        Answers =
        [
            new(202, "They are due", Answer.Json, typeof(ReplayDocument), () => JsonSerializer.SerializeToNode(
                new ReplayDocument(1000, s_time), ForwardingJson.Default.ReplayDocument)!),
        ],
        Problems = [ProblemCodes.InvalidParameter, .. s_problems],
    };

    public static RouteDescription FindPolicy { get; } = new("With whom the caller exchanges credentials", "The usual one until it is set.")
    {
        Answers = [new(200, "The policy", Answer.Json, typeof(PolicyDocument), () => Policy)],
        Problems = [ProblemCodes.Unauthenticated, ProblemCodes.TooManyRequests],
    };

    public static RouteDescription PutPolicy { get; } = new(
        "Set with whom the caller exchanges credentials",
        "`sendTo`: `any` DID, or `registered` recipients alone. `acceptFrom`: the DIDs whose deliveries are taken, at most 1,000, or `any`.")
    {
        Bodies = [new(Answer.Json, typeof(PolicyDocument), "deliveries of one supplier", () => Policy)],
        Answers = [new(200, "As it is now", Answer.Json, typeof(PolicyDocument), () => Policy)],
        Problems =
        [
            ProblemCodes.Unreadable, ProblemCodes.Unauthenticated, ProblemCodes.TooLarge, ProblemCodes.UnsupportedMediaType,
            ProblemCodes.TooManyRequests,
        ],
    };

    private static JsonNode Example => JsonSerializer.SerializeToNode(s_recipient, ForwardingJson.Default.RecipientDocument)!;

    private static JsonNode Policy => JsonSerializer.SerializeToNode(
        new PolicyDocument(SendTo.Any, ["did:web:supplier.example.com"]), ForwardingJson.Default.PolicyDocument)!;
}
