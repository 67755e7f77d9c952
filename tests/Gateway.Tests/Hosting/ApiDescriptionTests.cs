using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Hosting;
using Gateway.Issuing;
using Gateway.Tests.Credentials;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using Untp.Credentials;

namespace Gateway.Tests.Hosting;

public sealed class ApiDescriptionTests(CredentialsFixture given) : IClassFixture<CredentialsFixture>
{
    [Fact]
    public async Task Is_OpenAPI_3_1_and_has_a_page_to_read_it()
    {
        Assert.StartsWith("3.1", (string?)(await ReadAsync())["openapi"], StringComparison.Ordinal);
        using var page = await given.Anybody.GetAsync("/swagger/index.html");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    [Trait("Threat", "26")]
    public async Task Is_written_once_however_often_it_is_asked_for()
    {
        var count = new Counter();
        await using var gateway = await TestGateway.StartAsync(
            services: those => those.Configure<SwaggerGenOptions>(swagger => swagger.AddDocumentFilterInstance(count)));
        var answers = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            using var answer = await gateway.Client().GetAsync("/swagger/v1/swagger.json");
            Assert.Equal("application/json; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
            answers.Add(await answer.Content.ReadAsStringAsync());
        }

        Assert.Equal((1, 1), (count.Value, answers.Distinct().Count()));
    }

    [Fact]
    public async Task Has_every_route_with_a_summary_answers_and_who_may_call()
    {
        var described = await ReadAsync();
        var routes = given.Gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
        foreach (var route in routes)
        {
            var path = "/" + route.RoutePattern.RawText!.Trim('/').Replace("**", "", StringComparison.Ordinal);
            foreach (var method in route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods)
            {
                var operation = described["paths"]![path]?[method.ToLowerInvariant()];
                Assert.True(operation is not null, $"{method} {path} is not described");
                Assert.False(string.IsNullOrEmpty((string?)operation["summary"]), $"{method} {path} has no summary");
                Assert.NotNull(operation["security"]);
                Assert.Contains(operation["responses"]!.AsObject(), r => r.Key[0] == '2');
                Assert.NotNull(operation["responses"]!["500"]);
            }
        }
    }

    [Fact]
    public async Task Lists_every_problem_type_and_every_code()
    {
        var text = (string)(await ReadAsync())["info"]!["description"]!;
        var fields = typeof(ProblemTypes).GetFields().Concat(typeof(ProblemCodes).GetFields());
        var constants = fields.Select(f => (string)f.GetValue(null)!).ToList();
        Assert.True(constants.Count > 20);
        Assert.All(constants, constant => Assert.Contains($"`{constant}`", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Shows_an_example_for_every_body()
    {
        foreach (var (name, operation) in Operations(await ReadAsync()))
        {
            var bodies = operation["responses"]!.AsObject().Select(r => r.Value!["content"]).Append(operation["requestBody"]?["content"]);
            foreach (var (type, media) in bodies.OfType<JsonObject>().SelectMany(content => content))
            {
                var hasExample = media!["example"] is not null || media["examples"] is JsonObject { Count: > 0 };
                Assert.True(hasExample, $"{name}: {type} has no example");
                Assert.True(media["schema"] is not null, $"{name}: {type} has no schema");
            }
        }
    }

    [Fact]
    public async Task Shows_only_examples_of_requests_that_are_accepted()
    {
        var tried = 0;
        var own = (string)(await given.Tenant.GetFromJsonAsync<JsonNode>("/dids"))!["items"]![0]!["did"]!;

        // by their paths: a credential is issued before its status is changed
        var operations = Operations(await ReadAsync()).Where(o => o.Operation["requestBody"] is not null);
        foreach (var (name, operation) in operations.OrderBy(o => o.Name.Split(' ')[1], StringComparer.Ordinal))
        {
            foreach (var (type, media) in operation["requestBody"]!["content"]!.AsObject())
            {
                foreach (var example in media!["examples"]!.AsObject().Select(e => e.Value!["value"]!))
                {
                    var text = example.GetValueKind() == System.Text.Json.JsonValueKind.String ? (string)example! : example.ToJsonString();
                    text = text.Replace(DidExamples.Did, own, StringComparison.Ordinal);
                    using var content = TestIssuer.Body(Encoding.UTF8.GetBytes(text), type);
                    using var request = new HttpRequestMessage(HttpMethod.Parse(name.Split(' ')[0]), Filled(name.Split(' ')[1], own));
                    request.Content = content;
                    using var response = await given.Tenant.SendAsync(request);
                    Assert.True(response.IsSuccessStatusCode, $"{name} {type}: {await response.Content.ReadAsStringAsync()}");
                    tried++;
                }
            }
        }

        Assert.Equal(4 + 2 + 3 + 4 + 3 + 1 + 3 + 1 + 1, tried);
    }

    /// <summary>The path with a DID of the caller's where it wants one.</summary>
    private static string Filled(string path, string did) => path.Replace("{did}", Uri.EscapeDataString(did), StringComparison.Ordinal);

    [Fact]
    public async Task Describes_the_members_of_our_own_documents_as_they_are_sent()
    {
        var schemas = (await ReadAsync())["components"]!["schemas"]!;
        Assert.Equal(["verified", "checks", "proofs", "warnings"], schemas["ReportDocument"]!["properties"]!.AsObject().Select(p => p.Key));
        Assert.Equal(
            ["passed", "failed", "undecided", "skipped"], schemas["Verdict"]!["enum"]!.AsArray().Select(v => (string?)v));
    }

    private static IEnumerable<(string Name, JsonObject Operation)> Operations(JsonNode described) =>
        from path in described["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select ($"{operation.Key} {path.Key}", operation.Value!.AsObject());

    private async Task<JsonNode> ReadAsync()
    {
        using var response = await given.Anybody.GetAsync("/swagger/v1/swagger.json");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.JsonAsync();
    }

    private sealed class Counter : IDocumentFilter
    {
        public int Value { get; private set; }

        public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context) => Value++;
    }
}
