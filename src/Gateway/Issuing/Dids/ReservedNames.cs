using Gateway.Hosting;

namespace Gateway.Issuing;

/// <summary>
/// Names that no organisation may have, because its document would lie where a route of ours does: the first segment of every route.
/// </summary>
internal sealed class ReservedNames(EndpointDataSource endpoints)
{
    /// <summary>The pages about the API are no routes.</summary>
    private const string ApiPages = "swagger";

    public bool Contains(string name) => All.Contains(name, StringComparer.OrdinalIgnoreCase);

    internal IEnumerable<string> All =>
        endpoints.Endpoints.OfType<RouteEndpoint>()
            .Select(route => route.RoutePattern.PathSegments)
            .Where(segments => segments is [{ IsSimple: true }, ..])
            .Select(segments => segments[0].Parts[0])
            .OfType<Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart>()
            .Select(literal => literal.Content)
            .Append(ApiPages)
            .Distinct();
}
