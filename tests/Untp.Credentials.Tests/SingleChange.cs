using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Untp.Credentials.Tests;

/// <summary>One change of one member: of its name, of its value, or of its value's type.</summary>
/// <param name="Place">Which of the document's members and items, in their order.</param>
/// <param name="Kind">Which of the ways in which it can be changed.</param>
/// <param name="Salt">What tells changes of one kind apart.</param>
internal sealed record SingleChange(int Place, int Kind, int Salt)
{
    /// <summary>How many ways there are to change a place.</summary>
    public const int Kinds = 16;

    /// <summary>How many members and items a document has, at any depth.</summary>
    public static int CountPlaces(JsonNode node) => Places(node).Count();

    /// <summary>The document with this change, and the place in words; null where the change does not apply.</summary>
    public (string Json, string Where)? ApplyTo(string json)
    {
        var root = JsonNode.Parse(json)!;
        var (owner, key, index) = Places(root).ElementAt(Place);
        var value = owner is JsonObject named ? named[key!] : ((JsonArray)owner)[index];
        var where = value?.GetPath() ?? $"{owner.GetPath()}.{key}";
        if (Kind < 5)
        {
            return owner is JsonObject holder && Rename(holder, key!) ? (root.ToJsonString(), $"{where} renamed ({Kind})") : null;
        }

        if (!TryReplace(value, out var other))
        {
            return null;
        }

        if (owner is JsonObject members)
        {
            members[key!] = other;
        }
        else
        {
            ((JsonArray)owner)[index] = other;
        }

        return (root.ToJsonString(), $"{where} = {other?.ToJsonString() ?? "null"}");
    }

    private bool Rename(JsonObject owner, string name)
    {
        var renamed = Kind switch
        {
            0 => name + "x",
            1 => char.IsUpper(name[0]) ? name.ToLowerInvariant() : name.ToUpperInvariant(),
            2 => "@" + name,
            3 => "https://schema.org/" + name,
            _ => string.Create(CultureInfo.InvariantCulture, $"m{Salt}"),
        };
        if (owner.ContainsKey(renamed))
        {
            return false;
        }

        var members = owner.ToList();
        owner.Clear();
        foreach (var (key, value) in members)
        {
            owner[key == name ? renamed : key] = value;
        }

        return true;
    }

    private bool TryReplace(JsonNode? value, out JsonNode? other)
    {
        var text = value is null ? "null" : value.ToJsonString();
        other = (Kind, value?.GetValueKind()) switch
        {
            (5, JsonValueKind.String) => Alter((string)value!),
            (5, JsonValueKind.Number) => JsonNode.Parse(((decimal)value! + 1 + Salt).ToString(CultureInfo.InvariantCulture)),
            (5, JsonValueKind.True or JsonValueKind.False) => !(bool)value!,
            (6, JsonValueKind.String) => Salt,
            (6, JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False) => text,
            (7, JsonValueKind.String) => new JsonObject { ["id"] = value!.DeepClone() },
            (7, JsonValueKind.Object) when value!["id"] is { } id => id.DeepClone(),
            (8, JsonValueKind.String or JsonValueKind.Number) => new JsonObject { ["@value"] = value!.DeepClone() },
            (9, JsonValueKind.String) => new JsonObject { ["@id"] = value!.DeepClone() },
            (10, not null) => new JsonObject(),
            (11, _) => true,
            (12, _) => "text " + Salt.ToString(CultureInfo.InvariantCulture),
            (13, JsonValueKind.Array) when value!.AsArray().Count > 1 => value[0]!.DeepClone(),
            (14, JsonValueKind.Array) when value!.AsArray().Count > 1 => new JsonArray(value[0]!.DeepClone()),
            (15, not null) => new JsonArray("more", value!.DeepClone()),
            _ => null,
        };
        return other is not null && other.ToJsonString() != text;
    }

    /// <summary>One letter more, or another.</summary>
    private JsonNode Alter(string text)
    {
        var at = text.Length == 0 ? 0 : Salt % text.Length;
        return text.Length == 0 || Salt % 2 == 0 ? text.Insert(at, "x") : text.Remove(at, 1).Insert(at, text[at] == 'q' ? "w" : "q");
    }

    private static IEnumerable<(JsonNode Owner, string? Key, int Index)> Places(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject owner:
                foreach (var (key, value) in owner)
                {
                    yield return (owner, key, 0);
                    foreach (var inner in Places(value))
                    {
                        yield return inner;
                    }
                }

                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    yield return (list, null, i);
                    foreach (var inner in Places(list[i]))
                    {
                        yield return inner;
                    }
                }

                break;
            default:
                break;
        }
    }
}
