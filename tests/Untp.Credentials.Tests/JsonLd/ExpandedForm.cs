using System.Text.Json;
using Untp.Credentials.Proofs;

namespace Untp.Credentials.Tests.JsonLd;

/// <summary>Expanded documents as text that is equal when they say the same: members and arrays in one order, lists in their own.</summary>
internal static class ExpandedForm
{
    public static string Of(JsonElement value) => Write(value, isOrdered: false);

    private static string Write(JsonElement value, bool isOrdered) => value.ValueKind switch
    {
        JsonValueKind.Object when IsJsonLiteral(value) =>
            $"{{JSON {Canonical(value.GetProperty("@value"))} {value.EnumerateObject().Count()}}}",
        JsonValueKind.Object => $"{{{string.Join(",", value.EnumerateObject().Select(Member).Order(StringComparer.Ordinal))}}}",
        JsonValueKind.Array when isOrdered => $"[{string.Join(",", value.EnumerateArray().Select(Of))}]",
        JsonValueKind.Array => $"[{string.Join(",", value.EnumerateArray().Select(Of).Order(StringComparer.Ordinal))}]",
        _ => Canonical(value),
    };

    private static string Member(JsonProperty member) =>
        $"{JsonSerializer.Serialize(member.Name)}:{Write(member.Value, member.Name == "@list")}";

    private static bool IsJsonLiteral(JsonElement value) =>
        value.TryGetProperty("@type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("@json"u8);

    private static string Canonical(JsonElement value) => System.Text.Encoding.UTF8.GetString(JsonCanonicalizer.Canonicalize(value).Span);
}
