using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Hosting;

namespace Gateway.Forwarding;

/// <summary>What the description of the API says of deliveries.</summary>
internal static class DeliveriesDescription
{
    public static RouteDescription List { get; } = new(
        "What became of the caller's deliveries, page by page",
        "Newest first. A delivery is tried until the recipient answers 2xx: at once, then after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, "
        + "20 h and every 24 h, or when the recipient's Retry-After says, if that is later.")
    {
        Parameters =
        [
            new("credential", ParameterPlace.Query, "The gateway's id of a credential: its deliveries only", "dGhpcyBpcyBhbiBleGFtcA"),
            new("cursor", ParameterPlace.Query, "nextCursor of the page before", "AAAAAAAAAEA"),
            new("limit", ParameterPlace.Query, "At most this many: 1 to 100, 50 when absent", "10"),
        ],
        Answers = [new(200, "A page", Answer.Json, typeof(DeliveryListDocument), () => Example)],
        Problems = [ProblemCodes.InvalidParameter, ProblemCodes.Unauthenticated, ProblemCodes.TooManyRequests],
    };

    private static JsonNode Example => JsonSerializer.SerializeToNode(
        new DeliveryListDocument(
            [
                new DeliveryDocument(
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
                    "Closed for maintenance"),
            ],
            "AAAAAAAAAEA"),
        ForwardingJson.Default.DeliveryListDocument)!;
}
