using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Untp.Credentials;
using Untp.Credentials.Proofs;
using Untp.Credentials.Proofs.DataIntegrity;

namespace Benchmarks;

/// <summary>
/// Signs samples in every way there is, for other implementations to verify (<c>tests/interop/verify.mjs</c>): a did:key issues them all.
/// Writes the contexts beside them, each whole under its URL.
/// </summary>
internal static class SignedSamples
{
    private static readonly string[] s_samples =
    [
        "battery-passport", "battery-certificate", "chain/battery-passport", "chain/battery-certificate", "chain/event-7-battery-made",
        "chain/site-report-battery-works", "chain/identity-anchor-battery-maker",
    ];

    public static async Task WriteAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        var vocabulary = Vocabulary.Load();
        var embedded = new DataIntegritySigner(vocabulary);
        using var key = SigningKey.FromSeed(KeyType.Ed25519, SHA256.HashData("the key of the interop samples"u8));
        var did = "did:key:" + key.VerificationKey.ToMultibase();
        var signer = new KeySigner(key, $"{did}#{did["did:key:".Length..]}");
        foreach (var name in s_samples)
        {
            var claims = Claims(name, did);
            var file = Path.Combine(folder, name.Replace('/', '-'));
            await File.WriteAllTextAsync(file + ".jwt", await VcJwt.SignAsync(claims, signer, default));
            var rdfc = await embedded.SignAsync(claims, Options("eddsa-rdfc-2022"), signer, default);
            await File.WriteAllBytesAsync(file + ".rdfc.json", rdfc);
            await File.WriteAllBytesAsync(file + ".jcs.json", await embedded.SignAsync(claims, Options("eddsa-jcs-2022"), signer, default));
            await File.WriteAllBytesAsync(file + ".set.json", await embedded.SignAsync(rdfc, Options("eddsa-jcs-2022"), signer, default));
        }

        var contexts = new JsonObject(vocabulary.Contexts.Contexts.SelectMany(c => c.Urls).Select(url =>
            KeyValuePair.Create(url, (JsonNode?)JsonNode.Parse(vocabulary.Contexts.Document(url)!.Value.GetRawText()))));
        await File.WriteAllTextAsync(Path.Combine(folder, "contexts.json"), contexts.ToJsonString());
        Console.WriteLine($"{4 * s_samples.Length} credentials in {folder}");
    }

    private static ProofOptions Options(string suite) =>
        new() { Cryptosuite = suite, Created = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero) };

    private static byte[] Claims(string name, string did)
    {
        var claims = JsonNode.Parse(File.ReadAllBytes(Path.Combine("samples", name + ".json")))!;
        claims["issuer"]!["id"] = did;

        // the status lists that the samples name are nobody's
        claims.AsObject().Remove("credentialStatus");
        return Encoding.UTF8.GetBytes(claims.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
    }
}
