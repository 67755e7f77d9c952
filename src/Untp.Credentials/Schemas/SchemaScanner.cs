using System.Text.Json;

namespace Untp.Credentials.Schemas;

/// <summary>
/// Finds every <c>$id</c>, <c>$anchor</c> and <c>$dynamicAnchor</c> of a document. Looks only where keywords hold schemas: an
/// <c>$id</c> in an <c>enum</c> or under an unknown keyword is data.
/// </summary>
internal sealed class SchemaScanner(SchemaResources resources)
{
    private static readonly HashSet<string> s_schema =
    [
        "additionalProperties", "contains", "contentSchema", "else", "if", "items", "not", "propertyNames", "then", "unevaluatedItems",
        "unevaluatedProperties",
    ];

    private static readonly HashSet<string> s_list = ["allOf", "anyOf", "oneOf", "prefixItems"];

    private static readonly HashSet<string> s_map =
        ["$defs", "definitions", "dependencies", "dependentSchemas", "patternProperties", "properties"];

    internal void Scan(SchemaLocation place)
    {
        if (place.Element.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        place = EnterResource(place);
        AddAnchor(place, "$anchor");
        AddAnchor(place, "$dynamicAnchor");
        foreach (var member in place.Element.EnumerateObject())
        {
            var name = JsonText.Name(member);
            if (s_schema.Contains(name))
            {
                Scan(place.Below(name, member.Value));
            }
            else if (s_list.Contains(name) || s_map.Contains(name))
            {
                ScanEach(place.Below(name, member.Value), isMap: s_map.Contains(name));
            }
        }
    }

    private void ScanEach(SchemaLocation place, bool isMap)
    {
        if (isMap && place.Element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in place.Element.EnumerateObject())
            {
                Scan(place.Below(JsonText.Name(member), member.Value));
            }
        }
        else if (!isMap && place.Element.ValueKind == JsonValueKind.Array)
        {
            foreach (var (position, item) in place.Element.EnumerateArray().Index())
            {
                Scan(place.Below($"{position}", item));
            }
        }
    }

    /// <summary>An <c>$id</c> makes a schema a resource of its own (JSON Schema Core 2020-12 clause 8.2.1).</summary>
    private SchemaLocation EnterResource(SchemaLocation place)
    {
        if (Name(place, "$id") is not { } id)
        {
            return place;
        }

        var (uri, fragment) = SchemaResources.Absolute(place.Resource.Uri, id)
            ?? throw new JsonSchemaException($"{place}/$id", $"$id {Found.Quote(id, 200)} is not a URI");
        if (fragment.Length > 0)
        {
            throw new JsonSchemaException($"{place}/$id", $"$id {Found.Quote(id, 200)} must have no fragment; $anchor names a part");
        }

        if (uri == place.Resource.Uri && place.Pointer.Length == 0)
        {
            return place;
        }

        var resource = new SchemaResource(uri, place.Element, place.Resource);
        place.Resource.Embedded[place.Pointer] = resource;
        resources.Register(uri, resource, $"{place}/$id");
        return new SchemaLocation(resource, "", place.Element);
    }

    private static void AddAnchor(SchemaLocation place, string keyword)
    {
        if (Name(place, keyword) is not { } anchor)
        {
            return;
        }

        if (place.Resource.Anchors.TryGetValue(anchor, out var other) && other.Pointer != place.Pointer)
        {
            throw new JsonSchemaException($"{place}/{keyword}", $"{keyword} {Found.Quote(anchor, 200)} is used twice in one resource");
        }

        place.Resource.Anchors[anchor] = place;
        if (keyword == "$dynamicAnchor")
        {
            place.Resource.DynamicAnchors.Add(anchor);
        }
    }

    private static string? Name(SchemaLocation place, string keyword) =>
        !place.Element.TryGetProperty(keyword, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? JsonText.String(value)
        : throw new JsonSchemaException($"{place}/{keyword}", $"{keyword} must be a string; found {Found.Describe(value)}");
}
