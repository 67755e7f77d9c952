using System.Runtime.InteropServices;
using System.Text.Json;

namespace Untp.Credentials.Schemas;

/// <summary>The types of JSON Schema as a set; the bits of all but Integer are those of <see cref="JsonValueKind"/>.</summary>
[Flags]
internal enum JsonTypes
{
    None = 0,
    Object = 1 << JsonValueKind.Object,
    Array = 1 << JsonValueKind.Array,
    String = 1 << JsonValueKind.String,
    Number = 1 << JsonValueKind.Number,
    Boolean = (1 << JsonValueKind.True) | (1 << JsonValueKind.False),
    Null = 1 << JsonValueKind.Null,
    Integer = 1 << 8,
    All = Object | Array | String | Number | Boolean | Null,
}

internal static class JsonTypesExtensions
{
    internal static JsonTypes? Parse(string name) => name switch
    {
        "object" => JsonTypes.Object,
        "array" => JsonTypes.Array,
        "string" => JsonTypes.String,
        "number" => JsonTypes.Number,
        "integer" => JsonTypes.Integer,
        "boolean" => JsonTypes.Boolean,
        "null" => JsonTypes.Null,
        _ => null,
    };

    internal static bool Holds(this JsonTypes types, JsonValueKind kind) => ((int)types & (1 << (int)kind)) != 0;

    /// <summary>A number without fraction is an integer however it is written (JSON Schema Validation 2020-12 clause 6.1.1).</summary>
    internal static bool Holds(this JsonTypes types, JsonValueKind kind, JsonElement value) =>
        types.Holds(kind) || ((types & JsonTypes.Integer) != 0 && kind == JsonValueKind.Number && IsInteger(value));

    private static bool IsInteger(JsonElement number)
    {
        var raw = JsonMarshal.GetRawUtf8Value(number);
        return raw.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0 || JsonNumber.Parse(raw).IsInteger;
    }

    internal static string Describe(this JsonTypes types)
    {
        var names = new List<string>();
        foreach (var type in Enum.GetValues<JsonTypes>().Where(type => type is not (JsonTypes.None or JsonTypes.All)))
        {
            if ((types & type) == type)
            {
                names.Add(type switch
                {
                    JsonTypes.Object or JsonTypes.Array or JsonTypes.Integer => $"an {Lower(type)}",
                    JsonTypes.Null => "null",
                    _ => $"a {Lower(type)}",
                });
            }
        }

        return string.Join(" or ", names);
    }

    private static string Lower(JsonTypes type) => type.ToString().ToLowerInvariant();
}
