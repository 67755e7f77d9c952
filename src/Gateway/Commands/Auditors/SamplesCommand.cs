using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Untp.Credentials.Proofs;

namespace Gateway.Commands;

/// <summary>
/// <c>Gateway samples FOLDER</c>: writes the value chain of <c>samples/</c>, signed, for trying things out. The invented companies sign as
/// did:keys, so that nothing need be fetched; the keys follow from their names, so that anybody can sign with them: they prove nothing.
/// </summary>
internal static partial class SamplesCommand
{
    private const string Prefix = "samples/chain/";
    private const string First = "battery-passport";

    public static async Task<int> RunAsync(ReadOnlyMemory<string> args)
    {
        var folder = AuditorArguments.Read(args.Span).DemandInput("FOLDER");
        try
        {
            Directory.CreateDirectory(folder);
            var tokens = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var resource in typeof(SamplesCommand).Assembly.GetManifestResourceNames().Where(IsOfChain))
            {
                var name = resource[Prefix.Length..^".json".Length];
                tokens[name] = await SignAsync(resource);
                await File.WriteAllTextAsync(Path.Combine(folder, name + ".jwt"), tokens[name] + "\n");
            }

            await File.WriteAllTextAsync(Path.Combine(folder, "request.json"), RequestOf(tokens).ToJsonString() + "\n");
            await Console.Out.WriteLineAsync($"trust anchor  {DidOf("did:web:register.example.com")}");
            await Console.Out.WriteLineAsync($"GBA anchor    {DidOf("did:web:alliance.example.com")}");
            await Console.Error.WriteLineAsync($"{tokens.Count} credentials are in {folder}; their keys are known to everybody.");
            return AuditorExit.Verified;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new AuditorFaultException($"{PlainText.Of(folder)}: {PlainText.Of(fault.Message)}");
        }
    }

    private static bool IsOfChain(string resource) =>
        resource.StartsWith(Prefix, StringComparison.Ordinal) && resource.EndsWith(".json", StringComparison.Ordinal);

    /// <summary>A request for the service: the passport to start at, and all the others.</summary>
    private static JsonObject RequestOf(SortedDictionary<string, string> tokens) => new()
    {
        ["start"] = new JsonArray(tokens[First]),
        ["credentials"] = new JsonArray([.. tokens.Where(t => t.Key != First).Select(t => (JsonNode)t.Value)]),
        ["trustAnchors"] = new JsonArray(DidOf("did:web:register.example.com"), DidOf("did:web:alliance.example.com")),
    };

    private static async Task<string> SignAsync(string resource)
    {
        await using var stream = typeof(SamplesCommand).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        var text = await reader.ReadToEndAsync();
        var claims = DidWeb().Replace(text, match => DidOf(match.Value));
        using var key = KeyOf((string)JsonNode.Parse(text)!["issuer"]!["id"]!);
        var multibase = key.VerificationKey.ToMultibase();
        return await VcJwt.SignAsync(Encoding.UTF8.GetBytes(claims), new KeySigner(key, $"did:key:{multibase}#{multibase}"), default);
    }

    private static string DidOf(string name)
    {
        using var key = KeyOf(name);
        return "did:key:" + key.VerificationKey.ToMultibase();
    }

    private static SigningKey KeyOf(string name) =>
        SigningKey.FromSeed(KeyType.Ed25519, SHA256.HashData(Encoding.UTF8.GetBytes("a demonstration, known to everybody: " + name)));

    [GeneratedRegex(@"did:web:[a-z0-9-]+(\.[a-z0-9-]+)*")]
    private static partial Regex DidWeb();
}
