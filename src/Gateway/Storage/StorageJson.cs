using System.Text.Json.Serialization;

namespace Gateway.Storage;

[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(EventDetail))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class StorageJson : JsonSerializerContext;

/// <summary>What an event says of a credential received.</summary>
internal sealed record EventDetail(string Issuer, string? CredentialId, int Recipients);
