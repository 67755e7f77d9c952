using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.OpenApi;
using Untp.Credentials;

namespace Gateway.Hosting;

/// <summary>The description of the API: OpenAPI 3.1 at <c>/swagger/v1/swagger.json</c>, to be read at <c>/swagger</c>.</summary>
internal static class ApiDescription
{
    public static void AddApiDescription(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.ConfigureHttpJsonOptions(
            json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)));
        services.AddSwaggerGen(swagger =>
        {
            swagger.SwaggerDoc("v1", new OpenApiInfo { Title = "UNTP gateway", Version = "v1", Description = Describe() });
            swagger.AddSecurityDefinition(RouteDescriber.SecurityScheme, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "An API key of a tenant: Authorization: Bearer <key>. A wrong key is refused on open routes too.",
            });
            swagger.OperationFilter<RouteDescriber>();
        });
    }

    public static void UseApiDescription(this WebApplication app)
    {
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/swagger"), pages =>
        {
            pages.Use(next => new RememberedAnswer(next).InvokeAsync);
            pages.UseSwagger(swagger => swagger.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1);
            pages.UseSwaggerUI(page => page.DocumentTitle = "UNTP gateway");
        });
    }

    private static string Describe()
    {
        var text = new StringBuilder(
            """
            Verifiable credentials of the UN Transparency Protocol: received, verified, kept, fetched and forwarded.

            Every answer that is not a success is a problem document (RFC 9457, `application/problem+json`) with a `code` that is never
            renamed; only `/credentials/verify` and `/credentials/check` answer a report with 422. Routes that
            read query parameters refuse those that they do not know.

            **Problem types**: `about:blank`, where the status says it all, or a specification's own URL:

            """);
        foreach (var type in AllProblemTypes)
        {
            text.Append("\n- `").Append(type).Append('`');
        }

        text.Append("\n\n**Codes**:\n");
        foreach (var (code, status, meaning) in ProblemCodes.All)
        {
            text.Append("\n- `").Append(code).Append("` (").Append(status).Append("): ").Append(meaning);
        }

        return text.ToString();
    }

    private static IEnumerable<string> AllProblemTypes =>
        from constant in typeof(ProblemTypes).GetFields(BindingFlags.Public | BindingFlags.Static)
        where constant.IsLiteral
        select (string)constant.GetRawConstantValue()!;
}
