using System.Text.Json;
using Untp.Credentials.Schemas;

namespace Untp.Credentials.Tests.Schemas;

/// <summary>What the tests of schemas share: schemas and instances as JSON text.</summary>
internal static class SchemaTests
{
    internal static readonly Uri Uri = new("https://example.com/schema");

    internal static JsonSchema Compile(string schema, bool assertFormats = true, params (string Uri, string Schema)[] others)
    {
        var compiler = new JsonSchemaCompiler(new JsonSchemaOptions { AssertFormats = assertFormats });
        compiler.Add(Uri, Json(schema));
        foreach (var (uri, text) in others)
        {
            compiler.Add(new Uri(uri), Json(text));
        }

        return compiler.Compile(Uri);
    }

    internal static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 5000 });
        return document.RootElement.Clone();
    }

    internal static bool IsValid(string schema, string instance) => Compile(schema).IsValid(Json(instance));

    internal static JsonSchemaException Fault(string schema, params (string Uri, string Schema)[] others) =>
        Assert.Throws<JsonSchemaException>(() => Compile(schema, true, others));
}
