using System.Text.Json.Serialization;
using Gateway.Hosting;

namespace Gateway.Issuing;

/// <summary>Our own messages of this slice, written without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(CamelCase<DidKind>), typeof(CamelCase<KeyState>)])]
[JsonSerializable(typeof(DidListDocument))]
[JsonSerializable(typeof(DidItemDocument))]
[JsonSerializable(typeof(DidRequest))]
[JsonSerializable(typeof(ProfileRequest))]
[JsonSerializable(typeof(StatusRequestDocument))]
[JsonSerializable(typeof(StatusSetDocument))]
[JsonSerializable(typeof(string))]
internal sealed partial class IssuingJson : JsonSerializerContext;
