using System.Text.Json;
using Untp.Credentials.Schemas;

namespace Untp.Credentials.Tests.Schemas;

/// <summary>The schemas that UNTP publishes, as they are, against real credentials.</summary>
public class PublishedSchemaTests
{
    public static TheoryData<string> Published => Shared.IsPresent
        ? [.. Directory.EnumerateFiles(Shared.Path("untp"), "*-schema.json", SearchOption.AllDirectories)
            .Where(path => !path.Contains("linkset", StringComparison.Ordinal))
            .Select(path => Path.GetRelativePath(Shared.Path("untp"), path)).Order(StringComparer.Ordinal)]
        : ["absent"];

    [Theory]
    [MemberData(nameof(Published))]
    public void Compiles_with_formats_asserted_and_refuses_an_empty_credential(string file)
    {
        var schema = Compile(Shared.Path(Path.Combine("untp", file)));

        Assert.False(schema.IsValid(SchemaTests.Json("{}")));
        Assert.NotEmpty(schema.Evaluate(SchemaTests.Json("{}")));
    }

    [Fact]
    public void Accepts_the_battery_passport_and_names_what_is_broken_in_it()
    {
        var schema = Compile(Shared.Path("untp/0.7.0/untp-dpp-schema.json"));
        var text = File.ReadAllText(Shared.Path("bench/peers/bodies/passport.json"));
        Assert.Empty(schema.Evaluate(SchemaTests.Json(text)));

        var broken = text
            .Replace("\"validFrom\":\"2025-03-01T00:00:00Z\"", "\"validFrom\":\"2025-02-30T00:00:00Z\"", StringComparison.Ordinal)
            .Replace("\"massFraction\":0.08", "\"massFraction\":8", StringComparison.Ordinal)
            .Replace("\"DigitalProductPassport\",", "", StringComparison.Ordinal);
        var errors = schema.Evaluate(SchemaTests.Json(broken));

        Assert.Equal(
            [
                "type must hold \"DigitalProductPassport\"; found only \"VerifiableCredential\"",
                "validFrom must be a date and time with offset (RFC 3339), such as 2026-01-31T12:00:00Z; "
                    + "found the string \"2025-02-30T00:00:00Z\"",
                "credentialSubject.materialProvenance[0].massFraction must be at most 1; found the number 8",
            ],
            errors.Select(e => e.Message));
    }

    private static JsonSchema Compile(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var compiler = new JsonSchemaCompiler(new JsonSchemaOptions { AssertFormats = true });
        compiler.Add(SchemaTests.Uri, document.RootElement);
        return compiler.Compile(SchemaTests.Uri);
    }
}
