using System.Text.Json.Serialization;
using Gateway.Forwarding;
using Gateway.Issuing;

namespace Gateway.Storage;

[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyList<long>))]
[JsonSerializable(typeof(IReadOnlyList<QueueRow>))]
[JsonSerializable(typeof(IReadOnlyList<ServiceEntry>))]
[JsonSerializable(typeof(RecipientFilters))]
[JsonSerializable(typeof(EventDetail))]
[JsonSerializable(typeof(DeliveryEventDetail))]
[JsonSerializable(typeof(DidEventDetail))]
[JsonSerializable(typeof(StatusEventDetail))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class StorageJson : JsonSerializerContext;

/// <summary>What an event says of a credential received.</summary>
internal sealed record EventDetail(string Issuer, string? CredentialId, int Recipients);

/// <summary>What an event says of a delivery that was given up, or whose recipient wants no more.</summary>
internal sealed record DeliveryEventDetail(string Recipient, string Credential, int? Status, string? Answer);

/// <summary>What an event says of a change of a DID.</summary>
internal sealed record DidEventDetail(string? By, string? KeyId, string? Reason);

/// <summary>What an event says of a change of a credential's status.</summary>
internal sealed record StatusEventDetail(string Purpose, bool Value, string? By, string? Reason);
