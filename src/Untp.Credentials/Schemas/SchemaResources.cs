using System.Globalization;
using System.Text.Json;

namespace Untp.Credentials.Schemas;

/// <summary>
/// The closed set of schema resources. A reference finds its schema here or nowhere: nothing is ever fetched, neither from a network
/// nor from a disk.
/// </summary>
internal sealed class SchemaResources
{
    private readonly Dictionary<string, SchemaResource> _byUri = [];

    /// <summary>Adds a document and every resource within it.</summary>
    internal void Add(Uri uri, JsonElement schema)
    {
        var (document, fragment) = Absolute(uri.AbsoluteUri, "")!.Value;
        if (fragment.Length > 0)
        {
            throw new JsonSchemaException(uri.AbsoluteUri, "a document's URI has no fragment");
        }

        var resource = new SchemaResource(document, schema, null);
        Register(document, resource, document);
        new SchemaScanner(this).Scan(new SchemaLocation(resource, "", schema));
    }

    internal void Register(string uri, SchemaResource resource, string place)
    {
        if (!_byUri.TryAdd(uri, resource))
        {
            throw new JsonSchemaException(place, $"there is already a schema with the URI {uri}");
        }
    }

    internal SchemaResource? Find(string uri) => _byUri.GetValueOrDefault(uri);

    /// <summary>Resolves a reference against a base URI (JSON Schema Core 2020-12 clause 8.2).</summary>
    /// <param name="baseUri">Absolute, without fragment.</param>
    /// <param name="reference">A URI reference.</param>
    /// <param name="place">Where the reference stands, for the message.</param>
    internal SchemaLocation Resolve(string baseUri, string reference, string place)
    {
        var (uri, fragment) = Absolute(baseUri, reference)
            ?? throw new JsonSchemaException(place, $"{Found.Quote(reference, 200)} is not a URI reference");
        var resource = Find(uri)
            ?? throw new JsonSchemaException(
                place, $"{Found.Quote(reference, 200)} refers to {uri}, which is not among the schemas here; nothing is fetched");
        resource = Canonical(resource);
        if (fragment.Length == 0)
        {
            return new SchemaLocation(resource, "", resource.Root);
        }

        if (fragment[0] == '/')
        {
            return Walk(resource, fragment)
                ?? throw new JsonSchemaException(place, $"{Found.Quote(reference, 200)}: {uri} has nothing at {fragment}");
        }

        return resource.Anchors.TryGetValue(fragment, out var anchored)
            ? anchored
            : throw new JsonSchemaException(place, $"{Found.Quote(reference, 200)}: {uri} has no anchor {Found.Quote(fragment, 200)}");
    }

    /// <summary>The absolute URI without its fragment, and the fragment decoded; null when it is no URI reference.</summary>
    internal static (string Uri, string Fragment)? Absolute(string baseUri, string reference)
    {
        if (!Uri.TryCreate(new Uri(baseUri), reference, out var uri))
        {
            return null;
        }

        var text = uri.AbsoluteUri;
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        return hash < 0 ? (text, "") : (text[..hash], Uri.UnescapeDataString(text[(hash + 1)..]));
    }

    /// <summary>A document that gives itself another <c>$id</c> than where it was found is the resource of that <c>$id</c>.</summary>
    private static SchemaResource Canonical(SchemaResource resource) => resource.Embedded.GetValueOrDefault("") ?? resource;

    private static SchemaLocation? Walk(SchemaResource resource, string pointer)
    {
        var place = new SchemaLocation(resource, "", resource.Root);
        foreach (var token in pointer.Split('/').Skip(1).Select(JsonPointer.Unescape))
        {
            if (Child(place.Element, token) is not { } child)
            {
                return null;
            }

            place = place.Below(token, child);
        }

        return place;
    }

    private static JsonElement? Child(JsonElement parent, string token) => parent.ValueKind switch
    {
        JsonValueKind.Object when parent.TryGetProperty(token, out var member) => member,
        JsonValueKind.Array when int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            && position < parent.GetArrayLength() => parent[position],
        _ => null,
    };
}
