using System.Text.Json;
using Untp.Credentials.Schemas;

namespace Benchmarks;

/// <summary>The battery passport against the published UNTP 0.7.0 schema, formats asserted, beside the parsing of the same bytes.</summary>
internal static class SchemaBenchmark
{
    public static void Run(string bodies)
    {
        var bytes = File.ReadAllBytes(Path.Combine(bodies, "passport.json"));
        var path = Path.Combine(bodies, "..", "..", "..", "untp", "0.7.0", "untp-dpp-schema.json");
        using var published = JsonDocument.Parse(File.ReadAllBytes(path));
        using var passport = JsonDocument.Parse(bytes);
        var uri = new Uri("https://example.com/untp-dpp-schema.json");
        var compiler = new JsonSchemaCompiler(new JsonSchemaOptions { AssertFormats = true });
        compiler.Add(uri, published.RootElement);
        var schema = compiler.Compile(uri);
        var root = passport.RootElement;
        Measure.Compare(
            $"schema, passport of {bytes.Length} bytes",
            ("JsonDocument.Parse (floor)", () => JsonDocument.Parse(bytes).Dispose()),
            ("JsonSchema.IsValid", () => Check(schema, root)),
            ("JsonSchemaCompiler.Compile", () => compiler.Compile(uri)));
    }

    private static void Check(JsonSchema schema, JsonElement instance)
    {
        if (!schema.IsValid(instance))
        {
            throw new InvalidOperationException(schema.Evaluate(instance)[0].ToString());
        }
    }
}
