using System.Runtime.InteropServices;
using System.Text.Json;

namespace Untp.Credentials.Schemas;

/// <summary>Equality of JSON values (JSON Schema Core 2020-12 clause 4.2.2): by value, 1 and 1.0 alike, members in any order.</summary>
internal sealed class JsonValues : IEqualityComparer<JsonElement>
{
    internal static JsonValues Comparer { get; } = new();

    internal static bool AreEqual(JsonElement a, JsonElement b)
    {
        try
        {
            return JsonElement.DeepEquals(a, b);
        }
        catch (InvalidOperationException)
        {
            // A string that escapes a lone surrogate is equal only to one that is written alike.
            return JsonMarshal.GetRawUtf8Value(a).SequenceEqual(JsonMarshal.GetRawUtf8Value(b));
        }
    }

    /// <inheritdoc/>
    public bool Equals(JsonElement x, JsonElement y) => AreEqual(x, y);

    /// <summary>Equal values have equal hashes. Seeded anew in each process, so that nobody can prepare collisions.</summary>
    public int GetHashCode(JsonElement value)
    {
        var hash = default(HashCode);
        hash.Add((int)value.ValueKind);
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                hash.AddBytes(JsonText.Utf8(value));
                break;
            case JsonValueKind.Number:
                JsonNumber.Parse(JsonMarshal.GetRawUtf8Value(value)).AddTo(ref hash);
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    hash.Add(GetHashCode(item));
                }

                break;
            case JsonValueKind.Object:
                hash.Add(MembersHash(value));
                break;
        }

        return hash.ToHashCode();
    }

    private int MembersHash(JsonElement value)
    {
        var sum = 0;
        foreach (var member in value.EnumerateObject())
        {
            var hash = default(HashCode);
            hash.AddBytes(JsonText.Utf8Name(member));
            hash.Add(GetHashCode(member.Value));
            sum = unchecked(sum + hash.ToHashCode());
        }

        return sum;
    }
}
