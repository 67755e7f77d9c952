using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Hosting;
using Untp.Credentials;

namespace Gateway.Schemas;

/// <summary>What the description of the API says of schemas, contexts and vocabulary.</summary>
internal static class SchemasDescription
{
    private const string ExampleType = "DigitalBatteryPassport";

    private static readonly (string, string)[] s_headers =
    [
        ("ETag", "SHA-256 of the bytes: a strong entity tag, for If-None-Match"),
        ("Repr-Digest", "SHA-256 of the bytes (RFC 9530)"),
        ("Cache-Control", "An hour"),
        ("Access-Control-Allow-Origin", "Any: pages of others may read it"),
    ];

    private static readonly IReadOnlyList<string> s_problems =
        [ProblemCodes.InvalidParameter, ProblemCodes.Unauthenticated, ProblemCodes.NotFound];

    public static RouteDescription List { get; } = new(
        "What is served: types, versions, URLs, digests",
        "Our copies are equivalent to what is published, not equal in bytes: each digest says whose it is.")
    {
        Answers =
        [
            new(200, "Schemas, contexts and pages", Answer.Json, typeof(VocabularyListDocument), () => ListExample) { Headers = s_headers },
            new(304, "The client has it"),
        ],
        Problems = [ProblemCodes.InvalidParameter, ProblemCodes.Unauthenticated],
    };

    public static RouteDescription Template { get; } = new(
        "A minimal draft to start from",
        "A credential of the type with only what is required, filled in by way of example. Put your own in, and let "
        + "`POST /credentials/check?type=` say what is amiss.")
    {
        Parameters = [new("type", ParameterPlace.Path, "A credential type that has a template", ExampleType)],
        Answers =
        [
            new(200, "The draft", MediaTypes.Vc, null, () => DraftExample) { Headers = s_headers },
            new(304, "The client has it"),
        ],
        Problems = s_problems,
    };

    public static RouteDescription Schema { get; } = Copy(
        "A JSON Schema", "application/schema+json", "untp/0.7.0/digital-product-passport.json", () => new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "UNTP 0.7.0 Digital Product Passport",
        });

    public static RouteDescription Context { get; } = Copy(
        "A JSON-LD context", MediaTypes.JsonLd, "untp/0.7.0/untp.jsonld", () => new JsonObject { ["@context"] = new JsonObject() });

    public static RouteDescription Page { get; } = Copy(
        "A vocabulary page", MediaTypes.JsonLd, "gba/0.1.0/vocabulary.json", () => new JsonObject { ["@graph"] = new JsonArray() });

    private static RouteDescription Copy(string summary, string mediaType, string path, Func<JsonNode> example) => new(
        summary, "Our copy, at the address that `GET /schemas` gives.")
    {
        Parameters = [new("path", ParameterPlace.Path, "Its path, slashes and all", path)],
        Answers = [new(200, "The document", mediaType, null, example) { Headers = s_headers }, new(304, "The client has it")],
        Problems = s_problems,
    };

    private static JsonNode ListExample
    {
        get
        {
            const string Here = "https://gateway.example.com";
            const string Digest = "2eccd12d2df859c2f7501b93c6c4692cf48af265706276a7e5678a79cdac6655";
            var schema = new SchemaItemDocument(
                [ExampleType],
                "GBA",
                "0.1.0",
                new SchemaName("UNTP", "0.7.0", "DigitalProductPassport"),
                true,
                $"{Here}/schemas/gba/0.1.0/digital-battery-passport.json",
                Digest,
                ["https://gba-untp.example/schema/0.1.0/DigitalBatteryPassport.json"],
                [],
                $"{Here}/schemas/{ExampleType}/template");
            var context = new ContextItemDocument(
                [ExampleType],
                "GBA",
                "0.1.0",
                $"{Here}/contexts/gba/0.1.0/context.json",
                Digest,
                ["https://gba-untp.example/context/0.1.0/"],
                []);
            var page = new PageItemDocument(
                "GBA", "0.1.0", $"{Here}/vocabulary/gba/0.1.0/vocabulary.json", Digest, ["https://gba-untp.example/vocab/"]);
            return JsonSerializer.SerializeToNode(
                new VocabularyListDocument([schema], [context], [page]), SchemasJson.Default.VocabularyListDocument)!;
        }
    }

    private static JsonNode DraftExample => new JsonObject
    {
        ["@context"] = new JsonArray(
            "https://www.w3.org/ns/credentials/v2",
            "https://vocabulary.uncefact.org/untp/0.7.0/context/",
            "https://gba-untp.example/context/0.1.0/"),
        ["type"] = new JsonArray(ExampleType, "DigitalProductPassport", "VerifiableCredential"),
    };
}
