using System.Text.Json;

namespace Untp.Credentials.Schemas;

/// <summary>Says in words what a schema asks of an item, as far as a line holds it: what its members are to be.</summary>
internal static class Demand
{
    private const int Most = 3;

    /// <summary>"whose linkType is "x"", or "with the member measure"; null where the schema is more than that.</summary>
    public static string? OfItem(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var members = schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
            ? properties.EnumerateObject().Select(OfMember).OfType<string>().Take(Most).ToList()
            : [];
        if (members.Count > 0)
        {
            return $"whose {string.Join(" and whose ", members)}";
        }

        return schema.TryGetProperty("required", out var required)
            && required.ValueKind == JsonValueKind.Array
            && required.GetArrayLength() == 1
            && required[0].ValueKind == JsonValueKind.String
                ? $"with the member {Found.Json(required[0])}"
                : null;
    }

    private static string? OfMember(JsonProperty member) =>
        member.Value.ValueKind != JsonValueKind.Object ? null
        : member.Value.TryGetProperty("const", out var only) ? $"{JsonText.Name(member)} is {Found.Json(only)}"
        : member.Value.TryGetProperty("pattern", out var pattern) ? $"{JsonText.Name(member)} matches {Found.Json(pattern)}"
        : null;
}
