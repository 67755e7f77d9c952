using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Hosting;

namespace Gateway.Forwarding;

/// <summary>What the description of the API says of deliveries.</summary>
internal static class DeliveriesDescription
{
    private static readonly ParameterDescription s_id =
        new("id", ParameterPlace.Path, "The delivery's id, which is its Webhook-Id", "YW5vdGhlciBleGFtcGxlIQ");

    private static readonly DeliveryDocument s_example = new(
        "YW5vdGhlciBleGFtcGxlIQ",
        "dGhpcyBpcyBhbiBleGFtcA",
        "did:web:buyer.example.com",
        DeliveryState.Waiting,
        Attempts: 1,
        new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero),
        new DateTimeOffset(2026, 6, 1, 0, 0, 1, TimeSpan.Zero),
        new DateTimeOffset(2026, 6, 1, 0, 0, 6, TimeSpan.Zero),
        DeliveredAt: null,
        LastStatus: 503,
        "Closed for maintenance");

    public static RouteDescription List { get; } = new(
        "What became of the caller's deliveries, page by page",
        "Newest first. A delivery is tried until the recipient answers 2xx: at once, then after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, "
        + "20 h and 24 h, or when the recipient's Retry-After says, if that is later; then it is given up: its state is `dead`. 3xx and "
        + "4xx but 408, 425 and 429 are believed after three tries, 409 and 410 at once; after 410 nothing more is sent to that recipient.")
    {
        Parameters =
        [
            new("credential", ParameterPlace.Query, "The gateway's id of a credential: its deliveries only", "dGhpcyBpcyBhbiBleGFtcA"),
            new("state", ParameterPlace.Query, "Those that were given up only; not together with credential", "dead", Values: ["dead"]),
            new("cursor", ParameterPlace.Query, "nextCursor of the page before", "AAAAAAAAAEA"),
            new("limit", ParameterPlace.Query, "At most this many: 1 to 100, 50 when absent", "10"),
        ],
        Answers = [new(200, "A page", Answer.Json, typeof(DeliveryListDocument), () => Example)],
        Problems = [ProblemCodes.InvalidParameter, ProblemCodes.Unauthenticated, ProblemCodes.TooManyRequests],
    };

    public static RouteDescription Find { get; } = new(
        "What became of one delivery, with its latest attempts", "Each attempt with its time, how long it took, and what was answered.")
    {
        Parameters = [s_id],
        Answers = [new(200, "The delivery", Answer.Json, typeof(DeliveryDetailDocument), () => DetailExample)],
        Problems = [ProblemCodes.Unauthenticated, ProblemCodes.NotFound, ProblemCodes.TooManyRequests],
    };

    public static RouteDescription Retry { get; } = new(
        "Try a delivery again now",
        "One that was given up gets one more attempt, one that waits does not wait longer; one that is being tried, or that waits its turn "
        + "in an order, is left as it is. A recipient that answered 410 is sent to again.")
    {
        Parameters = [s_id],
        Answers = [new(202, "How it stands now", Answer.Json, typeof(DeliveryDocument), () => Node(s_example))],
        Problems = [ProblemCodes.Unauthenticated, ProblemCodes.NotFound, ProblemCodes.Delivered, ProblemCodes.TooManyRequests],
    };

    private static JsonNode Example =>
        JsonSerializer.SerializeToNode(new DeliveryListDocument([s_example], "AAAAAAAAAEA"), ForwardingJson.Default.DeliveryListDocument)!;

    private static JsonNode DetailExample => JsonSerializer.SerializeToNode(
        new DeliveryDetailDocument(s_example, [new AttemptDocument(1, s_example.LastAttemptAt!.Value, 340, 503, "Closed for maintenance")]),
        ForwardingJson.Default.DeliveryDetailDocument)!;

    private static JsonNode Node(DeliveryDocument document) =>
        JsonSerializer.SerializeToNode(document, ForwardingJson.Default.DeliveryDocument)!;
}
