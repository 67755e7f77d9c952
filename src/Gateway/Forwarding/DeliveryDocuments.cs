using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Forwarding;

/// <summary>One page of the caller's deliveries, newest first.</summary>
/// <param name="Items">The deliveries.</param>
/// <param name="NextCursor">What <c>cursor</c> asks for the next page; absent on the last.</param>
internal sealed record DeliveryListDocument(IReadOnlyList<DeliveryDocument> Items, string? NextCursor);

/// <summary>A delivery with what was tried.</summary>
/// <param name="Delivery">How it stands.</param>
/// <param name="Attempts">The latest hundred, the latest first.</param>
internal sealed record DeliveryDetailDocument(DeliveryDocument Delivery, IReadOnlyList<AttemptDocument> Attempts);

/// <summary>One attempt; what does not apply is absent.</summary>
/// <param name="Number">1 is the first.</param>
/// <param name="At">When it ended.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
/// <param name="Status">The status of the recipient's answer, when there was one.</param>
/// <param name="Answer">How that answer's body begins, or why there was none.</param>
internal sealed record AttemptDocument(int Number, DateTimeOffset At, long DurationMs, int? Status, string? Answer)
{
    public static AttemptDocument Of(Attempt attempt) =>
        new(attempt.Number, attempt.At, (long)attempt.Duration.TotalMilliseconds, attempt.Status, attempt.Answer);
}

/// <summary>A credential owed to a recipient; what does not apply is absent.</summary>
/// <param name="Id">The <c>Webhook-Id</c> that the recipient sees, the same at every attempt.</param>
/// <param name="Credential">The gateway's id of the credential.</param>
/// <param name="Recipient">The recipient's DID.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Attempts">How many attempts have ended.</param>
/// <param name="LastStatus">The status of the recipient's last answer, when there was one.</param>
/// <param name="LastAnswer">How that answer's body begins, or why there was none.</param>
internal sealed record DeliveryDocument(
    string Id,
    string Credential,
    string Recipient,
    DeliveryState State,
    int Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastAttemptAt,
    DateTimeOffset? NextAttemptAt,
    DateTimeOffset? DeliveredAt,
    int? LastStatus,
    string? LastAnswer)
{
    public static DeliveryDocument Of(Delivery delivery) => new(
        delivery.Id,
        delivery.CredentialId,
        delivery.Recipient,
        delivery.State,
        delivery.Attempts,
        delivery.CreatedAt,
        delivery.LastAttemptAt,
        delivery.NextAttemptAt,
        delivery.DeliveredAt,
        delivery.LastStatus,
        delivery.LastAnswer);
}

/// <summary>Our own messages of this slice, written without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(DeliveryStateConverter)])]
[JsonSerializable(typeof(DeliveryListDocument))]
[JsonSerializable(typeof(DeliveryDetailDocument))]
internal sealed partial class ForwardingJson : JsonSerializerContext;

internal sealed class DeliveryStateConverter()
    : JsonStringEnumConverter<DeliveryState>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
