using System.Collections.Frozen;
using System.Text.Json;

namespace Untp.Credentials.JsonLd.Reading;

/// <summary>
/// The kind of JSON value that a datatype calls for. RDF has a number and the text of its digits as one literal (JSON-LD 1.1 API clause
/// 8.2.2), so that whoever holds a signed document could swap them.
/// </summary>
internal static class ValueKinds
{
    private const string XmlSchema = "://www.w3.org/2001/XMLSchema#";

    private static readonly FrozenSet<string> s_numeric = FrozenSet.Create(
        StringComparer.Ordinal,
        "decimal", "integer", "double", "float", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger",
        "long", "int", "short", "byte", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte");

    /// <summary>What a value of the datatype is to be in JSON, in words; null when it is that.</summary>
    public static string? Expect(string datatype, JsonElement value)
    {
        // the W3C's own contexts have some of them below https:
        var at = datatype.IndexOf(XmlSchema, StringComparison.Ordinal);
        var name = at is 4 or 5 && datatype.StartsWith("http", StringComparison.Ordinal) ? datatype[(at + XmlSchema.Length)..] : "";
        return name == "boolean" ? value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "true or false"
            : s_numeric.Contains(name) ? value.ValueKind == JsonValueKind.Number ? null : "a number"
            : value.ValueKind == JsonValueKind.String ? null : "a string";
    }
}
