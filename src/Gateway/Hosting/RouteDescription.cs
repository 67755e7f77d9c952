using System.Text.Json.Nodes;

namespace Gateway.Hosting;

/// <summary>What the description of the API says of a route, beside what the route itself shows: all that its handler reads and answers.</summary>
internal sealed record RouteDescription(string Summary, string Detail)
{
    public IReadOnlyList<ParameterDescription> Parameters { get; init; } = [];

    public IReadOnlyList<BodyDescription> Bodies { get; init; } = [];

    public IReadOnlyList<AnswerDescription> Answers { get; init; } = [];

    /// <summary>Codes of <see cref="ProblemCodes"/> that the route may answer; those that every route may answer need no mention.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}

/// <summary>A query parameter, a part of the path, or a header.</summary>
internal sealed record ParameterDescription(
    string Name, ParameterPlace Place, string Meaning, string Example, bool IsRepeatable = false, IReadOnlyList<string>? Values = null);

/// <summary>Where a parameter stands.</summary>
internal enum ParameterPlace
{
    Query,
    Path,
    Header,
}

/// <summary>A body that the route reads, with an example that it accepts.</summary>
internal sealed record BodyDescription(string MediaType, Type? Type, string Name, Func<JsonNode> Example);

/// <summary>An answer that is no problem, with an example of its body and the headers that go with it.</summary>
internal sealed record AnswerDescription(int Status, string Meaning, string? MediaType = null, Type? Type = null, Func<JsonNode>? Example = null)
{
    public IReadOnlyList<(string Name, string Meaning)> Headers { get; init; } = [];
}

internal static class RouteDescriptionExtensions
{
    public static TBuilder Describe<TBuilder>(this TBuilder route, RouteDescription description)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(description);
}
