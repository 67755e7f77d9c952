using Gateway.Hosting;

namespace Gateway.Schemas;

/// <summary>Copies of the schemas, contexts and pages of the vocabulary, for anybody.</summary>
internal static class SchemasEndpoints
{
    private static readonly string[] s_reading = ["GET", "HEAD"];

    public static void AddSchemas(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Templates>();
        builder.Services.AddSingleton<VocabularyShelf>();
    }

    public static void MapSchemas(this IEndpointRouteBuilder routes)
    {
        var open = routes.MapGroup("").AllowAnonymous().WithTags("Vocabulary");
        open.MapMethods("/schemas", s_reading, List).Describe(SchemasDescription.List);
        open.MapMethods("/schemas/{type}/template", s_reading, Template).Describe(SchemasDescription.Template);
        open.MapMethods("/schemas/{**path}", s_reading, Document).Describe(SchemasDescription.Schema);
        open.MapMethods("/contexts/{**path}", s_reading, Document).Describe(SchemasDescription.Context);
        open.MapMethods("/vocabulary/{**path}", s_reading, Document).Describe(SchemasDescription.Page);
    }

    private static IResult List(HttpRequest request, VocabularyShelf shelf) => Answering(request, shelf.List);

    private static IResult Template(HttpRequest request, string type, Templates templates) => Answering(request, templates.Find(type));

    /// <summary>The whole path is the name: what is not listed is not there.</summary>
    private static IResult Document(HttpRequest request, VocabularyShelf shelf) =>
        Answering(request, request.Path.Value is { } path ? shelf.Find(path) : null);

    private static IResult Answering(HttpRequest request, ServedDocument? document) =>
        Query.TryRead(request, [], null, out _, out var refusal) ? document ?? (IResult)Problems.NotFound() : refusal;
}
