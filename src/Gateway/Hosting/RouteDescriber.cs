using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Gateway.Hosting;

/// <summary>Writes a route's <see cref="RouteDescription"/> into the description of the API.</summary>
internal sealed class RouteDescriber : IOperationFilter
{
    public const string SecurityScheme = "apiKey";

    private static readonly string[] s_everywhere = [ProblemCodes.InternalError, ProblemCodes.Busy];

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<RouteDescription>().LastOrDefault() is not { } route)
        {
            return;
        }

        var isOpen = metadata.OfType<IAllowAnonymous>().Any();
        operation.Summary = route.Summary;
        operation.Description = route.Detail;
        operation.Parameters = route.Parameters.Select(ParameterOf).ToList<IOpenApiParameter>();
        operation.RequestBody = route.Bodies.Count == 0 ? null : BodyOf(route.Bodies, context);
        operation.Responses = ResponsesOf(route, context);
        operation.Security = SecurityOf(isOpen, context.Document);
    }

    /// <summary>A key may be shown anywhere; where it need not be, having none is the other choice.</summary>
    private static List<OpenApiSecurityRequirement> SecurityOf(bool isOpen, OpenApiDocument document)
    {
        var withKey = new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(SecurityScheme, document)] = [] };
        return isOpen ? [new OpenApiSecurityRequirement(), withKey] : [withKey];
    }

    private static OpenApiParameter ParameterOf(ParameterDescription parameter)
    {
        var text = new OpenApiSchema { Type = JsonSchemaType.String, Enum = parameter.Values?.Select(v => (JsonNode)v).ToList() };
        return new OpenApiParameter
        {
            Name = parameter.Name,
            In = Enum.Parse<ParameterLocation>(parameter.Place.ToString()),
            Required = parameter.Place == ParameterPlace.Path,
            Description = parameter.Meaning,
            Schema = parameter.IsRepeatable ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = text } : text,
            Example = parameter.IsRepeatable ? new JsonArray(parameter.Example) : parameter.Example,
        };
    }

    private static OpenApiRequestBody BodyOf(IReadOnlyList<BodyDescription> bodies, OperationFilterContext context) => new()
    {
        Required = true,
        Content = bodies.GroupBy(b => b.MediaType).ToDictionary(
            bodiesOfType => bodiesOfType.Key,
            IOpenApiMediaType (bodiesOfType) => new OpenApiMediaType
            {
                Schema = SchemaOf(bodiesOfType.First().Type, bodiesOfType.First().MediaType, context),
                Examples = bodiesOfType.ToDictionary(
                    b => b.Name, IOpenApiExample (b) => new OpenApiExample { Summary = b.Name, Value = b.Example() }),
            }),
    };

    private static OpenApiResponses ResponsesOf(RouteDescription route, OperationFilterContext context)
    {
        var responses = new OpenApiResponses();
        foreach (var answer in route.Answers)
        {
            Add(responses, Text(answer.Status), ResponseOf(answer, context));
        }

        var problems = ProblemCodes.All.Where(p => route.Problems.Contains(p.Code) || s_everywhere.Contains(p.Code));
        foreach (var ofStatus in problems.GroupBy(p => p.Status))
        {
            AddProblems(responses, ofStatus.Key, ofStatus.ToArray(), context);
        }

        return responses;
    }

    /// <summary>Where one status has several answers, their bodies stand side by side.</summary>
    private static void Add(OpenApiResponses responses, string status, OpenApiResponse response)
    {
        if (!responses.TryGetValue(status, out var known) || known is not OpenApiResponse { Content: { } content } first)
        {
            responses[status] = response;
            return;
        }

        first.Description += "; " + response.Description;
        foreach (var body in response.Content?.ToArray() ?? [])
        {
            content.TryAdd(body.Key, body.Value);
        }
    }

    private static OpenApiResponse ResponseOf(AnswerDescription answer, OperationFilterContext context) => new()
    {
        Description = answer.Meaning,
        Headers = answer.Headers.ToDictionary(
            h => h.Name,
            IOpenApiHeader (h) => new OpenApiHeader
            {
                Description = h.Meaning,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            }),
        Content = answer.MediaType is null
            ? null
            : new Dictionary<string, IOpenApiMediaType>
            {
                [answer.MediaType] = new OpenApiMediaType
                {
                    Schema = SchemaOf(answer.Type, answer.MediaType, context),
                    Example = answer.Example?.Invoke(),
                },
            },
    };

    /// <summary>Problems of one status stand side by side; where the status has an answer of its own, they are added to it.</summary>
    private static void AddProblems(
        OpenApiResponses responses, int status, (string Code, int Status, string Meaning)[] problems, OperationFilterContext context)
    {
        var media = new OpenApiMediaType
        {
            Schema = SchemaOf(typeof(ProblemDocument), Answer.ProblemJson, context),
            Examples = problems.ToDictionary(
                p => p.Code, IOpenApiExample (p) => new OpenApiExample { Summary = p.Meaning, Value = ExampleOf(p) }),
        };
        var meaning = string.Join("; ", problems.Select(p => p.Meaning));
        if (responses.TryGetValue(Text(status), out var known) && known is OpenApiResponse { Content: { } content } response)
        {
            response.Description += "; " + meaning;
            content.TryAdd(Answer.ProblemJson, media);
            return;
        }

        responses[Text(status)] = new OpenApiResponse
        {
            Description = meaning,
            Content = new Dictionary<string, IOpenApiMediaType> { [Answer.ProblemJson] = media },
        };
    }

    private static JsonNode ExampleOf((string Code, int Status, string Meaning) problem)
    {
        var title = problem.Code.Replace('-', ' ');
        var document = new ProblemDocument("about:blank", title, problem.Status, problem.Meaning, problem.Code);
        return JsonSerializer.SerializeToNode(document, HostingJson.Default.ProblemDocument)!;
    }

    /// <summary>A type of ours; else any object, or a string for what is no JSON.</summary>
    private static IOpenApiSchema SchemaOf(Type? type, string mediaType, OperationFilterContext context)
    {
        var isText = mediaType.EndsWith("jwt", StringComparison.Ordinal) || mediaType == "text/event-stream";
        return type is not null
            ? context.SchemaGenerator.GenerateSchema(type, context.SchemaRepository)
            : new OpenApiSchema { Type = isText ? JsonSchemaType.String : JsonSchemaType.Object };
    }

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);
}
