using System.Text.Json;
using Untp.Credentials;

namespace Benchmarks;

/// <summary>Parsing with every refusal beside JsonDocument.Parse alone, on the 0.7.0 battery passport.</summary>
internal static class ParseBenchmark
{
    public static void Run(string bodies)
    {
        var passport = File.ReadAllBytes(Path.Combine(bodies, "passport.json"));
        var token = File.ReadAllBytes(Path.Combine(bodies, "passport.jwt"));
        Measure.Compare(
            $"parse, passport of {passport.Length} bytes",
            ("JsonDocument.Parse (floor)", () => JsonDocument.Parse(passport).Dispose()),
            ("StrictJson.TryParse", () => Strict(passport)),
            ("Credential.TryParse, application/vc", () => Read(passport, MediaTypes.Vc)),
            ("Credential.TryParse, application/vc+jwt", () => Read(token, MediaTypes.VcJwt)));
    }

    private static void Strict(byte[] utf8)
    {
        if (!StrictJson.TryParse(utf8, ParsingLimits.Default, out var document, out var problem))
        {
            throw new InvalidOperationException(problem.Detail);
        }

        document.Dispose();
    }

    private static void Read(byte[] bytes, string mediaType)
    {
        if (!Credential.TryParse(bytes, mediaType, ParsingLimits.Default, out var credential, out var problem))
        {
            throw new InvalidOperationException(problem.Detail);
        }

        credential.Dispose();
    }
}
