using System.Text.Json;

namespace Untp.Credentials.Dids;

/// <summary>Reads the services of a DID document (DID 1.0 clause 5.4).</summary>
internal static class DidServiceReader
{
    private const string Shape =
        "a service is an object with an id that is a URI of its own, a type that is a string or strings, and a serviceEndpoint";

    /// <summary>Adds each service; null, or what is wrong, in one sentence.</summary>
    public static string? ReadAll(JsonElement root, string did, int maxItems, List<DidService> services)
    {
        if (!root.TryGetProperty("service", out var list))
        {
            return null;
        }

        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > maxItems)
        {
            return $"its service is not an array of at most {maxItems} entries";
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in list.EnumerateArray())
        {
            if (Read(item, did, maxItems) is not { } service || !ids.Add(service.Id))
            {
                return Shape;
            }

            services.Add(service);
        }

        return null;
    }

    private static DidService? Read(JsonElement item, string did, int maxItems)
    {
        if (item.ValueKind != JsonValueKind.Object
            || !item.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.String
            || !item.TryGetProperty("type", out var type)
            || !item.TryGetProperty("serviceEndpoint", out var endpoint))
        {
            return null;
        }

        var written = id.GetString()!;
        var absolute = written.StartsWith('#') ? did + written : written;
        var types = Items(type, maxItems);
        var endpoints = Items(endpoint, maxItems);
        return IsUri(absolute) && types.Count > 0 && types.TrueForAll(t => t.ValueKind == JsonValueKind.String)
            && endpoints.Count > 0 && endpoints.TrueForAll(e => e.ValueKind is JsonValueKind.String or JsonValueKind.Object)
            ? new DidService(absolute, types.ConvertAll(t => t.GetString()!), Uris(endpoints))
            : null;
    }

    /// <summary>A value by itself, or those of an array; none when there are too many.</summary>
    private static List<JsonElement> Items(JsonElement value, int maxItems)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return [value];
        }

        return value.GetArrayLength() <= maxItems ? [.. value.EnumerateArray()] : [];
    }

    /// <summary>Where the endpoints are. A map without a <c>uri</c>, and a string that is no URI, are some other method's affair.</summary>
    private static List<string> Uris(List<JsonElement> endpoints)
    {
        var uris = new List<string>();
        foreach (var endpoint in endpoints)
        {
            var uri = endpoint.ValueKind == JsonValueKind.Object && endpoint.TryGetProperty("uri", out var member) ? member : endpoint;
            if (uri.ValueKind == JsonValueKind.String && IsUri(uri.GetString()!))
            {
                uris.Add(uri.GetString()!);
            }
        }

        return uris;
    }

    private static bool IsUri(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme.Length > 1 && !text.StartsWith('/');
}
