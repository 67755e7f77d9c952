using System.Text.Json;

namespace Untp.Credentials.Schemas;

/// <summary>A schema resource (JSON Schema Core 2020-12 clause 4.3.5): a document, or a part of one that has its own <c>$id</c>.</summary>
/// <param name="uri">Its canonical URI, absolute, without fragment.</param>
/// <param name="root">The schema.</param>
/// <param name="parent">The resource around it; null for a document.</param>
internal sealed class SchemaResource(string uri, JsonElement root, SchemaResource? parent)
{
    internal string Uri { get; } = uri;

    internal JsonElement Root { get; } = root;

    internal SchemaResource? Parent { get; } = parent;

    /// <summary>Resources within this one by where they stand in it, as JSON Pointer.</summary>
    internal Dictionary<string, SchemaResource> Embedded { get; } = [];

    /// <summary>What <c>$anchor</c> and <c>$dynamicAnchor</c> name.</summary>
    internal Dictionary<string, SchemaLocation> Anchors { get; } = [];

    /// <summary>Those of the anchors that are dynamic.</summary>
    internal HashSet<string> DynamicAnchors { get; } = [];
}

/// <summary>A schema's place: the nearest resource, and the JSON Pointer from that resource's root.</summary>
internal readonly record struct SchemaLocation(SchemaResource Resource, string Pointer, JsonElement Element)
{
    /// <summary>The place below; <paramref name="token"/> is not yet escaped. Another resource when one begins there.</summary>
    internal SchemaLocation Below(string token, JsonElement element)
    {
        var pointer = $"{Pointer}/{JsonPointer.Escape(token)}";
        return Resource.Embedded.TryGetValue(pointer, out var embedded)
            ? new SchemaLocation(embedded, "", element)
            : new SchemaLocation(Resource, pointer, element);
    }

    /// <summary>Absolute URI with a JSON Pointer as fragment.</summary>
    public override string ToString() => Resource.Uri + JsonPointer.ToFragment(Pointer);
}
