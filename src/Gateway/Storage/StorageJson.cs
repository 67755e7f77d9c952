using System.Text.Json.Serialization;

namespace Gateway.Storage;

[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(EventDetail))]
[JsonSerializable(typeof(DeliveryEventDetail))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class StorageJson : JsonSerializerContext;

/// <summary>What an event says of a credential received.</summary>
internal sealed record EventDetail(string Issuer, string? CredentialId, int Recipients);

/// <summary>What an event says of a delivery that was given up, or whose recipient wants no more.</summary>
internal sealed record DeliveryEventDetail(string Recipient, string Credential, int? Status, string? Answer);
